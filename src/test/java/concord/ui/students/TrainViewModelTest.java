package concord.ui.students;

import static org.assertj.core.api.Assertions.assertThat;

import concord.model.result.GridTrial;
import concord.ui.UiProject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainViewModelTest {
    @TempDir
    Path folder;

    @Test
    void refusesAtOnceAndPlansAgainWhenItIsRight() {
        try (UiProject ui = new UiProject(folder)) {
            TrainViewModel model = model(ui);
            assertThat(model.form().labelsFrom.get()).isEqualTo("Ana");
            model.form().number(Setting.EPOCHS).set("two");
            assertThat(model.planProperty().get()).isNull();
            assertThat(model.refusalProperty().get()).isEqualTo("Epochs: “two” is no whole number from 1 to 1,000.");
            model.form().number(Setting.EPOCHS).set("2, 4");
            ui.until(() -> model.planProperty().get() != null);
            assertThat(model.refusalProperty().get()).isEmpty();
            double both = Objects.requireNonNull(model.planProperty().get()).seconds();
            model.form().number(Setting.EPOCHS).set("4");
            ui.until(() -> Objects.requireNonNull(model.planProperty().get()).seconds() < both);
        }
    }

    @Test
    void refusesANameThatIsNoneOfTheHub() {
        try (UiProject ui = new UiProject(folder)) {
            TrainViewModel model = model(ui);
            model.form().student.set(TrainForm.hub("google bert"));
            ui.until(() -> model.planProperty().get() == null && !model.refusalProperty().get().isEmpty());
            assertThat(model.refusalProperty().get()).contains("google bert").contains("hub:organisation/model");
            model.form().student.set(TrainForm.hub("google-bert/bert-base-uncased"));
            ui.until(() -> model.planProperty().get() != null);
        }
    }

    @Test
    void followsASearchAndKeepsItsTrialsForTheStudent() {
        try (UiProject ui = new UiProject(folder)) {
            TrainViewModel model = model(ui);
            model.form().student.set("linear");
            model.usualGrid();
            assertThat(model.form().trials()).isEqualTo(4);
            model.form().number(Setting.MAX_LENGTH).set("");
            ui.until(() -> model.planProperty().get() != null && model.planProperty().get().run().equals("linear-1"));
            List<List<GridTrial>> seen = new ArrayList<>();
            List<String> lines = new ArrayList<>();
            model.trainingProperty().addListener((_, _, live) -> {
                if (live == null)
                    return;
                live.trialsProperty().addListener((_, _, trials) -> seen.add(trials));
                live.teacherProperty().addListener((_, _, line) -> lines.add(Objects.requireNonNull(line).teacher()));
            });
            model.train();
            ui.until(() -> model.trainingProperty().get() != null);
            for (int i = 0; i < 15 && seen.stream().noneMatch(t -> t.getFirst().ended()); i++) {
                int round = seen.size();
                ui.until(() -> seen.size() > round || model.trainingProperty().get() == null);
            }
            assertThat(seen.getFirst()).hasSize(2);
            assertThat(seen.getLast().getFirst().ended()).isTrue();
            assertThat(lines).containsExactly("GPT");
            ui.until(() -> model.trainingProperty().get() == null);
            assertThat(ui.project().students().trials("linear-1")).hasSize(2).allMatch(t -> t.validationF1() != null);

            StudentsViewModel students = new StudentsViewModel(model.workspace());
            students.refresh();
            ui.until(() -> students.selectedProperty().get() != null && students.trialsProperty().get().size() == 2
                    && students.reliabilityProperty().get().calibration() != null
                    || !students.rows().isEmpty()
                            && !students.rows().getFirst().why().isEmpty());
            StudentRow row = Objects.requireNonNull(students.selectedProperty().get());
            assertThat(row.why()).isEmpty();
            assertThat(students.teacherProperty().get()).isEqualTo("GPT");
            assertThat(row.teacher()).isPresent();
        }
    }

    /// A fifth of the texts kept out, planned.
    private TrainViewModel model(UiProject ui) {
        ui.load(ui.csv(folder));
        TrainViewModel model = new TrainViewModel(ui.workspace());
        model.refresh();
        model.keepTestSet();
        ui.until(() -> model.planProperty().get() != null && model.form().excluded.get().equals("test")
                && model.planProperty().get().trainUnits() < 48);
        return model;
    }
}
