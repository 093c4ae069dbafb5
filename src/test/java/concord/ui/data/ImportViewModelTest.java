package concord.ui.data;

import static org.assertj.core.api.Assertions.assertThat;

import concord.model.ColumnRole;
import concord.model.request.ReadOptions;
import concord.model.result.LookAlike;
import concord.ui.UiProject;
import concord.ui.data.ImportViewModel.Spelling;
import concord.ui.data.ImportViewModel.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportViewModelTest {
    @TempDir
    private Path folder;
    private UiProject ui;
    private ImportViewModel model;

    @BeforeEach
    void open() {
        ui = new UiProject(folder);
        model = new ImportViewModel(ui.workspace());
    }

    @AfterEach
    void close() {
        ui.close();
    }

    private void preview(Path file) {
        model.open(file);
        ui.until(() -> model.stateProperty().get() == State.READY);
    }

    private ColumnChoice column(String name) {
        return model.columns().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
    }

    private void roles() {
        column("id").kind(ColumnChoice.Kind.ID);
        column("text").kind(ColumnChoice.Kind.TEXT);
        column("ana").kind(ColumnChoice.Kind.HUMAN);
        column("ana").annotator("Ana");
        column("gpt").kind(ColumnChoice.Kind.TEACHER);
        column("gpt").annotator("GPT");
        column("sure").kind(ColumnChoice.Kind.CONFIDENCE);
        column("sure").annotator("GPT");
        column("paper").kind(ColumnChoice.Kind.METADATA);
    }

    @Test
    void importsWithTheRolesChosen() {
        preview(ui.csv(folder));
        roles();
        model.variableProperty().set("stance");
        assertThat(model.obstacleProperty().get()).isEmpty();
        assertThat(model.importable()).isEqualTo(60);
        model.start();
        ui.until(() -> model.stateProperty().get() == State.DONE);
        assertThat(model.summaryProperty().get().unitsAdded()).isEqualTo(60);
        assertThat(model.summaryProperty().get().labelsAdded()).containsEntry("Ana", 60L).containsEntry("GPT", 60L);
        assertThat(ui.project().data().units()).isEqualTo(60);
    }

    @Test
    void aWrongChoiceIsExplainedAndStopsTheImport() {
        preview(ui.csv(folder));
        roles();
        column("paper").kind(ColumnChoice.Kind.TEXT);
        assertThat(model.obstacleProperty().get()).contains("text", "paper");
        model.start();
        assertThat(model.stateProperty().get()).isEqualTo(State.READY);
        column("paper").kind(ColumnChoice.Kind.METADATA);
        column("gpt").annotator("Ana");
        assertThat(model.obstacleProperty().get()).contains("Ana");
        column("gpt").annotator("GPT");
        column("text").kind(ColumnChoice.Kind.METADATA);
        assertThat(model.obstacleProperty().get()).contains("Text");
    }

    @Test
    void aConfidenceNeedsItsAnnotator() {
        preview(ui.csv(folder));
        roles();
        column("sure").annotator("nobody");
        assertThat(model.obstacleProperty().get()).contains("nobody");
    }

    @Test
    void anotherSeparatorIsReadAgainAndRolesOfColumnsThatStayAreKept() {
        preview(ui.csv(folder));
        roles();
        model.options(new ReadOptions(null, null, ';', null, 0, false));
        ui.until(() -> model.stateProperty().get() == State.READY);
        assertThat(model.columns()).hasSize(1);
        model.options(new ReadOptions(null, "UTF-8", ',', null, 0, false));
        ui.until(() -> model.stateProperty().get() == State.READY);
        assertThat(model.columns()).hasSize(6);
    }

    @Test
    void lookAlikesAreMergedOnlyWhenThePersonSaysSo() {
        StringBuilder csv = new StringBuilder("id,text,human_label\n");
        for (int i = 0; i < 40; i++) {
            csv.append(i).append(",A text about the bridge and the river number ").append(i).append(',').append(i % 2 == 0 ? "Yes" : "no")
                    .append(i % 10 == 0 ? " " : "").append('\n');
        }
        preview(UiProject.write(folder.resolve("alike.csv"), csv.toString()));
        List<LookAlike> pairs = model.previewProperty().get().lookAlikes();
        assertThat(pairs).hasSize(1);
        assertThat(model.request().merge()).isEmpty();
        LookAlike pair = pairs.getFirst();
        model.spelling(pair, Spelling.AS_FIRST);
        assertThat(model.request().merge()).containsExactly(java.util.Map.entry(pair.b(), pair.a()));
        assertThat(model.spelling(pair)).isEqualTo(Spelling.AS_FIRST);
        model.spelling(pair, Spelling.AS_SECOND);
        assertThat(model.request().merge()).containsExactly(java.util.Map.entry(pair.a(), pair.b()));
        model.start();
        ui.until(() -> model.stateProperty().get() == State.DONE);
        assertThat(model.summaryProperty().get().labels()).hasSize(2).contains(pair.b()).doesNotContain(pair.a());
    }

    @Test
    void aColumnMadeALabelColumnShowsItsLookAlikesAndRepeatedIdsAreNotCounted() {
        StringBuilder csv = new StringBuilder("id,text,tone\n");
        for (int i = 0; i < 30; i++) {
            csv.append('u').append(i).append(",Text number ").append(i).append(" of the file,").append(i % 3 == 0 ? "Calm" : "calm")
                    .append('\n');
        }
        preview(UiProject.write(folder.resolve("later.csv"), csv + "u3,Text number 3 of the file,Calm\n"));
        column("id").kind(ColumnChoice.Kind.METADATA);
        column("tone").kind(ColumnChoice.Kind.METADATA);
        ui.until(() -> model.previewProperty().get().lookAlikes().isEmpty() && model.importable() == 31);
        var rows = model.previewProperty().get().rows();
        column("id").kind(ColumnChoice.Kind.ID);
        column("tone").kind(ColumnChoice.Kind.HUMAN);
        ui.until(() -> !model.previewProperty().get().lookAlikes().isEmpty());
        ui.until(() -> model.importable() == 30);
        assertThat(model.previewProperty().get().lookAlikes()).singleElement()
                .satisfies(pair -> assertThat(List.of(pair.a(), pair.b())).containsExactly("calm", "Calm"));
        assertThat(model.previewProperty().get().rows()).isSameAs(rows);
        model.start();
        ui.until(() -> model.stateProperty().get() == State.DONE);
        assertThat(model.summaryProperty().get().unitsAdded()).isEqualTo(30);
    }

    @Test
    void aFileThatIsNoTableGivesItsReason() throws Exception {
        Path file = folder.resolve("photo.csv");
        Files.write(file, new byte[]{(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13});
        model.open(file);
        ui.until(() -> model.stateProperty().get() == State.FAILED);
        assertThat(model.failureProperty().get()).contains("photo.csv");
    }

    @Test
    void theListOfLinesLeftOutIsWritten() throws Exception {
        Path file = UiProject.write(folder.resolve("twice.csv"), """
                id,text
                a,The first text of the file
                a,Another text under the same id
                b,The last text of the file
                """);
        preview(file);
        column("id").kind(ColumnChoice.Kind.ID);
        column("text").kind(ColumnChoice.Kind.TEXT);
        model.start();
        ui.until(() -> model.stateProperty().get() == State.DONE);
        assertThat(model.summaryProperty().get().rejected()).hasSize(1);
        Path list = folder.resolve("twice.problems.csv");
        model.saveRejected(list);
        ui.until(() -> Files.exists(list));
        assertThat(model.columns().getFirst().roleProperty().get()).isEqualTo(new ColumnRole.Id());
        ui.until(() -> read(list).contains("\"a\""));
        assertThat(read(list)).startsWith("line,code,reason").contains("3,duplicate_id");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).replace("\"\"", "\"");
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
