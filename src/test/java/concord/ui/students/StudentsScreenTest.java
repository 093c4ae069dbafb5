package concord.ui.students;

import static org.assertj.core.api.Assertions.assertThat;

import concord.ui.testing.ScreenRig;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.TableView;
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
            StudentRow row = table.getItems().getFirst();
            assertThat(row.figures()).as(row.why()).isNotNull();
            assertThat(row.figures().n()).isEqualTo(32);
            assertThat(rig.project.data().counts("stance")).containsEntry(row.run().name(), 160L);
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
