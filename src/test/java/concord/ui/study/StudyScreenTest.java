package concord.ui.study;

import static org.assertj.core.api.Assertions.assertThat;

import concord.model.SampleRole;
import concord.model.request.StudyRequest;
import concord.study.StudyOutcome;
import concord.ui.testing.ScreenRig;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

/// Set up, start, pause, go on, look, delete: by the buttons a person presses, with the real linear student in its worker.
class StudyScreenTest {
    @TempDir
    Path folder;

    @Test
    void aStudyIsSetUpRunPausedEndedAndDeleted() throws Exception {
        try (ScreenRig rig = ScreenRig.create(folder, 240)) {
            rig.show(StudyScreen::new);
            await(60, () -> rig.visible("No study yet") && rig.visible("240 by Ana"));
            press(rig, "#study-go-test");
            await(60, () -> rig.visible("“test”, 80 texts"));
            assertThat(rig.project.samples().role("test")).contains(SampleRole.TEST);

            press(rig, "#study-set");
            await(120, () -> there(rig, "#study-start") && !rig.robot.lookup("#study-start").query().isDisabled());
            assertThat(rig.visible("80 texts, drawn at random. 80 have a human label. No study has looked at it before.")).isTrue();
            assertThat(texts(rig)).contains("Human", "GPT", "Both", "GPT itself");
            press(rig, "#study-set-up .study-chip .tiny-button");
            type(rig, "#study-seeds", "1, two");
            assertThat(rig.visible("Seeds: “two” is no whole number from 0 to 999,999,999.")).isTrue();
            assertThat(rig.robot.lookup("#study-start").query().isDisabled()).isTrue();
            type(rig, "#study-seeds", "7");
            type(rig, "#study-question", "Can GPT replace Ana?");
            int cells = cells(rig);
            assertThat(cells).isGreaterThanOrEqualTo(3);
            await(60, () -> !rig.robot.lookup("#study-start").query().isDisabled() && rig.visible(cells + " trainings"));

            press(rig, "#study-start");
            await(60, () -> there(rig, "#study-pause") && rig.visible("of " + cells + " trainings"));
            assertThat(rig.visible("Can GPT replace Ana?")).isTrue();
            press(rig, "#study-pause");
            await(120, () -> rig.project.jobs().active().isEmpty());
            await(30, () -> there(rig, "#study-resume"));
            press(rig, "#study-resume");
            await(300, () -> rig.project.jobs().active().isEmpty() && whole(rig));
            await(60, () -> rig.robot.lookup(".study-cell").queryAll().size() == cells
                    && rig.robot.lookup(".study-cell.open").queryAll().isEmpty());

            StudyOutcome outcome = rig.project.studies().outcome("study-1");
            StudyRequest request = outcome.request();
            assertThat(request.test()).isEqualTo(new StudyRequest.Test("test", "Ana"));
            assertThat(request.students()).containsExactly("linear");
            assertThat(request.seeds()).containsExactly(7L);
            assertThat(outcome.cells()).hasSize(cells + 1).allMatch(c -> !c.spreads().isEmpty());
            assertThat(rig.robot.lookup("#study-figures .figure").queryAll()).hasSize(3);

            press(rig, "#study-delete");
            press(rig, "#study-delete-sure");
            await(60, () -> rig.visible("No study yet"));
            assertThat(rig.project.studies().all()).isEmpty();
            assertThat(rig.project.studies().looks("test")).hasSize(1);
        }
    }

    @Test
    void whatToLabelNextAsksForSourceAndTargetAndRefusesInWords() throws Exception {
        try (ScreenRig rig = ScreenRig.create(folder, 60)) {
            rig.show(StudyScreen::new);
            await(60, () -> rig.visible("No study yet"));
            press(rig, "#study-set-sampling");
            await(60, () -> rig.visible("Choose the source’s texts and whose labels they have."));
            assertThat(rig.robot.lookup("#study-sampling-start").query().isDisabled()).isTrue();
            assertThat(rig.robot.lookup("#study-strategy-random").query().isDisabled()).isTrue();
            assertThat(rig.visible("furthest from its base model")).isTrue();
            press(rig, "#study-sampling-leave");
            await(30, () -> rig.visible("No study yet"));
        }
    }

    private static boolean whole(ScreenRig rig) {
        return rig.project.studies().outcome("study-1").cells().stream().noneMatch(c -> c.seeds().isEmpty());
    }

    private static java.util.List<String> texts(ScreenRig rig) {
        return rig.robot.lookup("#study-arms .text-field").queryAllAs(TextField.class).stream().map(TextField::getText).toList();
    }

    /// Sizes of the arms that are learnt from; two numbers with + between are one.
    private static int cells(ScreenRig rig) {
        return texts(rig).stream().filter(t -> t.matches("[\\d, +]+")).mapToInt(t -> t.split(",").length).sum();
    }

    private static boolean there(ScreenRig rig, String selector) {
        return rig.robot.lookup(selector).tryQuery().map(Node::isVisible).orElse(false);
    }

    private static void press(ScreenRig rig, String button) {
        rig.robot.interact(() -> rig.robot.lookup(button).queryButton().fire());
    }

    private static void type(ScreenRig rig, String field, String text) {
        rig.robot.interact(() -> rig.robot.lookup(field).queryAs(TextField.class).setText(text));
    }

    private static void await(int seconds, Callable<Boolean> condition) throws Exception {
        WaitForAsyncUtils.waitFor(seconds, TimeUnit.SECONDS, condition);
        WaitForAsyncUtils.waitForFxEvents();
    }
}
