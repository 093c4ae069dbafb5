package concord.ui.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import concord.model.request.TeachRequest;
import concord.ui.UiProject;
import concord.ui.shell.Workspace;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// What the screen shows while it waits, and that its side pane keeps one width.
class TeacherScreenTest {
    @TempDir
    Path folder;
    private final FxRobot robot = new FxRobot();
    private UiProject ui;
    private Stage stage;

    @BeforeEach
    void open() throws Exception {
        stage = FxToolkit.registerPrimaryStage();
        ui = new UiProject(folder);
        ui.load(ui.csv(folder));
    }

    @AfterEach
    void close() throws Exception {
        ui.close();
        FxToolkit.cleanupStages();
    }

    @Test
    void anEstimateThatIsNotThereYetIsSaidToBeMade() {
        Workspace workspace = ui.workspace();
        TeacherViewModel model = new TeacherViewModel(workspace);
        EstimateBox box = WaitForAsyncUtils.waitForAsyncFx(10_000, () -> new EstimateBox(model.asking()));
        assertThat(says(box, "being made")).isTrue();
        model.form().provider.set("openai");
        model.asking().plan();
        ui.until(() -> model.outlookProperty().get() != Outlook.NONE);
        assertThat(says(box, "being made")).isFalse();
        assertThat(model.outlookProperty().get().refusal()).isNotEmpty();
        assertThat(says(box, model.outlookProperty().get().refusal())).isTrue();
        model.dispose();
        workspace.close();
    }

    private static boolean says(Node node, String words) {
        return node instanceof Labeled labeled
                ? labeled.getText() != null && labeled.getText().contains(words)
                : node instanceof javafx.scene.Parent parent && parent.getChildrenUnmodifiable().stream().anyMatch(n -> says(n, words));
    }

    @Test
    void theReferenceIsAsWideAsTheRulesOfTheTablesBelowIt() throws Exception {
        TeachRequest request = new TeachRequest(null, "stance", "embedded:minilm", null, null, 2, "balanced", "Ana", 1, 0, 50, 1, null, 2,
                0,
                null, null, false, false);
        ui.project().teachers().submit(request).await();
        robot.interact(() -> ui.show(stage, TeacherScreen::new));
        WaitForAsyncUtils.waitFor(30, TimeUnit.SECONDS, () -> robot.lookup("#teacher-reference").tryQuery().isPresent());
        WaitForAsyncUtils.waitForFxEvents();
        ComboBox<String> reference = robot.lookup("#teacher-reference").query();
        Region rule = robot.lookup("#teacher-side").lookup(".rule-1").query();
        assertThat(reference.getWidth()).isEqualTo(rule.getWidth()).isEqualTo(252);
    }
}
