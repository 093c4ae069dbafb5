package concord.ui.codebook;

import static org.assertj.core.api.Assertions.assertThat;

import concord.model.Label;
import concord.model.Variable;
import concord.ui.UiProject;
import concord.ui.shell.Workspace;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodebookViewModelTest {
    @TempDir
    private Path folder;
    private UiProject ui;
    private Workspace workspace;
    private CodebookViewModel model;

    @BeforeEach
    void open() {
        ui = new UiProject(folder);
        ui.load(ui.csv(folder));
        workspace = ui.workspace();
        model = new CodebookViewModel(workspace);
        model.activate();
        ui.until(() -> !model.historyProperty().get().isEmpty());
    }

    @AfterEach
    void close() {
        ui.close();
    }

    private static Label defined(Label l, String definition) {
        return new Label(l.name(), definition, l.examples(), l.counterExamples(), l.shortcut(), l.slot());
    }

    @Test
    void anEditIsADraftUntilItIsSavedWithAReason() {
        int version = model.base().version();
        model.go(new CodebookViewModel.Place(0, 0));
        model.editLabel(l -> defined(l, "The writer is in favour."));
        assertThat(model.dirtyProperty().get()).isTrue();
        assertThat(ui.project().codebook().current().version()).isEqualTo(version);
        ui.until(() -> !model.pendingProperty().get().isEmpty());
        model.save("Ana", "the pilot showed a gap", () -> {
        });
        ui.until(() -> !model.dirtyProperty().get());
        assertThat(ui.project().codebook().current().version()).isEqualTo(version + 1);
        assertThat(ui.project().codebook().current().reason()).isEqualTo("the pilot showed a gap");
        ui.until(() -> model.historyProperty().get().size() == version + 1);
        assertThat(model.historyProperty().get().getFirst().edits()).anyMatch(e -> e.after().equals("The writer is in favour."));
        assertThat(model.label().definition()).isEqualTo("The writer is in favour.");
    }

    @Test
    void whatTheServiceRefusesStandsInPlaceAndTheDraftStays() {
        model.go(new CodebookViewModel.Place(0, 0));
        model.editLabel(l -> new Label(model.variable().labels().get(1).name(), "", List.of(), List.of(), null, l.slot()));
        model.save("Ana", "a try", () -> {
        });
        ui.until(() -> !model.problemProperty().get().isEmpty());
        assertThat(model.dirtyProperty().get()).isTrue();
    }

    @Test
    void labelsAreAddedMovedAndRemoved() {
        Variable before = model.variable();
        model.addLabel();
        assertThat(model.label().name()).isEqualTo("new label");
        assertThat(model.label().slot()).isEqualTo(before.labels().size());
        model.moveLabel(-1);
        assertThat(model.placeProperty().get().label()).isEqualTo(before.labels().size() - 1);
        model.removeLabel();
        assertThat(model.variable()).isEqualTo(before);
        assertThat(model.dirtyProperty().get()).isFalse();
    }

    @Test
    void variablesAreAddedRenamedAndRemoved() {
        model.addVariable();
        model.addVariable();
        assertThat(model.draftProperty().get()).extracting(Variable::name).containsExactly("stance", "new variable", "new variable 2");
        model.editVariable(v -> new Variable("tone", v.kind(), v.question(), v.instructions(), v.labels()));
        model.moveVariable(-1);
        assertThat(model.draftProperty().get()).extracting(Variable::name).containsExactly("stance", "tone", "new variable");
        model.removeVariable();
        assertThat(model.draftProperty().get()).extracting(Variable::name).containsExactly("stance", "new variable");
        model.discard();
        assertThat(model.dirtyProperty().get()).isFalse();
        assertThat(model.draftProperty().get()).hasSize(1);
    }

    @Test
    void aVersionMadeElsewhereIsTakenOverUnlessSomethingIsBeingEdited() {
        model.addLabel();
        Variable stance = ui.project().codebook().current().variables().getFirst();
        ui.project().codebook().save(List.of(new Variable("stance", stance.kind(), "What is wanted?", "", stance.labels())), "Zoe",
                "question");
        ui.until(() -> !model.problemProperty().get().isEmpty());
        assertThat(model.dirtyProperty().get()).isTrue();
        model.discard();
        int now = ui.project().codebook().current().version();
        assertThat(model.base().version()).isEqualTo(now);
        assertThat(model.variable().question()).isEqualTo("What is wanted?");
    }
}
