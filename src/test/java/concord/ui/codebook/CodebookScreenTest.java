package concord.ui.codebook;

import static org.assertj.core.api.Assertions.assertThat;

import concord.ui.UiProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class CodebookScreenTest {
    private UiProject ui;
    private CodebookScreen screen;

    @Start
    void start(Stage stage) throws IOException {
        Path folder = Files.createTempDirectory("codebook-screen");
        ui = new UiProject(folder);
        ui.load(ui.csv(folder));
        screen = ui.show(stage, workspace -> {
            workspace.personProperty().set("Ana");
            return new CodebookScreen(workspace);
        });
    }

    @AfterEach
    void close() {
        ui.close();
    }

    @Test
    void aDefinitionIsTypedAndSavedAsTheNextVersion(FxRobot robot) throws Exception {
        int version = ui.project().codebook().current().version();
        robot.clickOn("#codebook-definition").write("in favour");
        robot.clickOn("#codebook-save");
        robot.clickOn("#codebook-reason").write("pilot");
        robot.clickOn("#codebook-confirm");
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> ui.project().codebook().current().version() == version + 1);
        assertThat(ui.project().codebook().current().variables().getFirst().labels().getFirst().definition()).isEqualTo("in favour");
        assertThat(ui.project().codebook().current().author()).isEqualTo("Ana");
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> !screen.model().dirtyProperty().get());
    }

    @Test
    void aLabelIsAddedAndWhatIsRefusedIsSaidInPlace(FxRobot robot) throws Exception {
        robot.clickOn("#codebook-add-label");
        robot.interact(() -> robot.lookup("#codebook-label-name").queryTextInputControl().setText("yes"));
        robot.clickOn("#codebook-save");
        robot.clickOn("#codebook-reason").write("try");
        robot.clickOn("#codebook-confirm");
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS,
                () -> robot.lookup("#codebook-problem").tryQuery().filter(n -> n.isVisible()).isPresent());
        assertThat(robot.lookup("#codebook-problem").queryLabeled().getText()).contains("yes");
    }
}
