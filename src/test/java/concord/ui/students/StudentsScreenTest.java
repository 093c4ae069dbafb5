package concord.ui.students;

import static org.assertj.core.api.Assertions.assertThat;

import concord.ui.testing.ScreenRig;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

/// Train, cancel, go on, see the student: by the buttons a person presses, with the real embedded student in its worker.
class StudentsScreenTest {
    @TempDir
    Path folder;

    @Test
    void trainsStopsGoesOnAndShowsTheStudent() throws Exception {
        try (ScreenRig rig = ScreenRig.create(folder, 160)) {
            rig.show(StudentsScreen::new);
            await(60, () -> rig.robot.lookup("#train").tryQuery().map(n -> !n.isDisabled()).orElse(false));

            press(rig, "#keep-test-set");
            await(30, () -> rig.project.samples().all().stream().anyMatch(s -> s.name().equals("test") && s.size() == 32));
            await(30, () -> rig.robot.lookup("#train").tryQuery().map(n -> !n.isDisabled()).orElse(false));

            press(rig, "#train");
            await(60, () -> rig.robot.lookup("#live-training").tryQuery().isPresent() && !rig.project.jobs().active().isEmpty());
            await(120, () -> rig.project.jobs().active().stream().anyMatch(j -> !j.metrics().isEmpty())
                    || rig.project.jobs().active().isEmpty());
            press(rig, "#cancel-training");
            await(60, () -> rig.project.jobs().active().isEmpty());
            assertThat(rig.project.students().runs()).isEmpty();

            await(30, () -> rig.robot.lookup("#resume-training").tryQuery().map(n -> n.getParent().isVisible()).orElse(false));
            press(rig, "#resume-training");
            await(300, () -> !rig.project.students().runs().isEmpty() && rig.project.jobs().active().isEmpty());
            await(60, () -> rig.robot.lookup("#student-table").tryQuery().map(t -> !((TableView<?>) t).getItems().isEmpty()).orElse(false));
            TableView<StudentRow> table = rig.robot.lookup("#student-table").query();
            // the student is listed when it is trained and measured when it has scored the texts
            rig.until("the student is measured", () -> table.getItems().getFirst().figures() != null);
            StudentRow row = table.getItems().getFirst();
            assertThat(row.figures()).as(row.why()).isNotNull();
            assertThat(row.figures().n()).isEqualTo(32);
            assertThat(rig.project.data().counts("stance")).containsEntry(row.run().name(), 160L);
        }
    }

    @Test
    void theOptionsAreThereBeforeTheFirstStudentAndRefuseWhatIsWrong() throws Exception {
        try (ScreenRig rig = ScreenRig.create(folder, 40)) {
            rig.show(StudentsScreen::new);
            await(60, () -> rig.robot.lookup("#train").tryQuery().map(n -> !n.isDisabled()).orElse(false));
            press(rig, "#first-options");
            press(rig, "#train-more");
            TextField epochs = rig.robot.lookup("#option-epochs").query();
            rig.robot.interact(() -> epochs.setText("two"));
            assertThat(rig.robot.lookup("#train").query().isDisabled()).isTrue();
            assertThat(epochs.getStyleClass()).contains("wrong");
            assertThat(rig.visible("Epochs: “two” is no whole number from 1 to 1,000.")).isTrue();
            rig.robot.interact(() -> epochs.setText("2; 4"));
            assertThat(epochs.getStyleClass()).doesNotContain("wrong");
            rig.until("the search is planned", () -> rig.visible("2 trials, then the best once."));

            ComboBox<?> student = rig.robot.lookup("#student-choice").query();
            TextField name = rig.robot.lookup("#hub-name").query();
            assertThat(name.getParent().isVisible()).isFalse();
            rig.robot.interact(() -> student.getSelectionModel().selectLast());
            rig.robot.interact(() -> name.setText("some/model"));
            rig.until("the model of the hub is planned", () -> rig.visible("some/model on 40 labels of Ana"));
            rig.robot.interact(() -> student.getSelectionModel().selectFirst());
            rig.robot.interact(() -> student.getSelectionModel().selectLast());
            rig.until("the name is taken again", () -> rig.visible("some/model on 40 labels of Ana"));
            rig.robot.interact(() -> name.setText("some model"));
            rig.until("the name is refused", () -> rig.visible("cannot be the name of a model on the hub"));

            ComboBox<?> device = rig.robot.lookup("#device-choice").query();
            rig.until("the devices are listed", () -> device.getItems().size() >= 2 && rig.visible("The processor is used")
                    || rig.visible("The GPU"));
        }
    }

    private static void press(ScreenRig rig, String button) {
        rig.robot.interact(() -> rig.robot.lookup(button).queryButton().fire());
    }

    private static void await(int seconds, java.util.concurrent.Callable<Boolean> condition) throws Exception {
        WaitForAsyncUtils.waitFor(seconds, TimeUnit.SECONDS, condition);
        WaitForAsyncUtils.waitForFxEvents();
    }
}
