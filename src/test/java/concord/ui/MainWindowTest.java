package concord.ui;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.controls.ModalPane;
import concord.app.AppContext;
import concord.app.Home;
import concord.app.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// The window as a person meets it: first start, screens by key, search, theme, keys, a project open elsewhere, closing.
class MainWindowTest {
    @TempDir
    Path folder;
    private final FxRobot robot = new FxRobot();
    private AppContext app;
    private MainWindow window;
    private Stage stage;

    @BeforeEach
    void start() throws Exception {
        stage = FxToolkit.registerPrimaryStage();
        app = new AppContext(new Home(folder));
        robot.interact(() -> {
            stage.setWidth(1440);
            stage.setHeight(900);
            window = new MainWindow(app, stage);
        });
    }

    @AfterEach
    void end() throws Exception {
        robot.interact(() -> {
            window.dispose();
            stage.hide();
        });
        app.close();
    }

    @Test
    void theSampleOpensOnTheFirstStartAndEverythingIsAKeyAway() throws Exception {
        open(List.of());
        assertThat(window.workspace().orElseThrow().project().file()).isEqualTo(app.sampleProject());
        List<String> order = List.of("data", "codebook", "label", "teacher", "audit", "students", "study");
        KeyCode[] digits = {KeyCode.DIGIT1, KeyCode.DIGIT2, KeyCode.DIGIT3, KeyCode.DIGIT4, KeyCode.DIGIT5, KeyCode.DIGIT6,
                KeyCode.DIGIT7};
        for (int i = 0; i < order.size(); i++) {
            robot.push(KeyCode.CONTROL, digits[i]);
            assertThat(screen()).isEqualTo(order.get(i));
            assertThat(robot.lookup("#rail-" + order.get(i)).query().getStyleClass()).contains("on");
        }
        robot.push(KeyCode.CONTROL, KeyCode.F);
        assertThat(stage.getScene().getFocusOwner()).isInstanceOf(TextField.class);
        robot.write("mill");
        await("the search reaches Data", () -> screen().equals("data")
                && window.workspace().orElseThrow().queryProperty().get().search().equals("mill"));

        robot.push(KeyCode.F1);
        await("the keys are listed", () -> robot.lookup("#keys-card").tryQuery().isPresent());
        robot.push(KeyCode.ESCAPE);
        await("and go away", () -> robot.lookup("#keys-card").tryQuery().map(n -> !n.isVisible() || n.getScene() == null).orElse(true));

        String light = app.settings().theme();
        robot.interact(() -> robot.lookup("#theme").queryButton().fire());
        assertThat(app.settings().theme()).isNotEqualTo(light);
    }

    @Test
    void resultsShowTheFiguresOfTheFirstPair() throws Exception {
        open(List.of());
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT3);
        await("the figures arrive", () -> robot.lookup(".confusion .cell").tryQuery().isPresent());
        assertThat(robot.lookup(n -> n instanceof Label l && l.getText().startsWith("[.")).queryAll()).isNotEmpty();
        assertThat(robot.lookup(".figure").queryAll()).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void theProjectMenuExportsFromEveryScreenWithTheDialogOfData() throws Exception {
        open(List.of());
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT3);
        MenuButton menu = robot.lookup("#project-menu").queryAs(MenuButton.class);
        robot.interact(menu::show);
        robot.interact(() -> menu.getItems().stream().filter(i -> Texts.get("shell.menu.export").equals(i.getText())).findFirst()
                .orElseThrow().fire());
        robot.interact(menu::hide);
        await("the dialog opens with the focus in it", () -> robot.lookup("#export-form").tryQuery().isPresent()
                && stage.getScene().getFocusOwner() instanceof ToggleButton);
        assertThat(screen()).isEqualTo("label");
        robot.push(KeyCode.ESCAPE);
        await("and goes away", () -> !robot.lookup("#modal").queryAs(ModalPane.class).isDisplay());
    }

    @Test
    void belowTheWidthForNamesRailAndResultsBecomeStrips() throws Exception {
        open(List.of());
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT3);
        robot.interact(() -> stage.setWidth(1280));
        await("the strip", () -> robot.lookup("#show-side").tryQuery().isPresent());
        assertThat(robot.lookup(".rail").query().getBoundsInParent().getWidth()).isEqualTo(56);
        robot.interact(() -> robot.lookup("#show-side").queryButton().fire());
        assertThat(robot.lookup(".pane.overlay").tryQuery()).isPresent();
        robot.push(KeyCode.ESCAPE);
        assertThat(robot.lookup(".pane.overlay").tryQuery()).isEmpty();
    }

    @Test
    void aProjectOpenElsewhereIsOfferedAsACopy() throws Exception {
        Path file = folder.resolve("shared.mv.db");
        try (AppContext other = new AppContext(new Home(folder.resolve("other"))); Project held = other.create(file, List.of())) {
            assertThat(held.file()).isEqualTo(file);
            robot.interact(() -> window.start(List.of(file.toString())));
            await("the question", () -> robot.lookup("#dialog-yes").tryQuery().isPresent());
            robot.interact(() -> robot.lookup("#dialog-yes").queryButton().fire());
            await("the copy opens", () -> window.workspace().isPresent());
        }
        assertThat(window.workspace().orElseThrow().project().file().getFileName().toString()).isEqualTo("shared copy.mv.db");
        assertThat(Files.exists(folder.resolve("shared copy.mv.db"))).isTrue();
    }

    @Test
    void closingTheProjectShowsTheWelcomeScreenAndItsButtonOpensTheSample() throws Exception {
        open(List.of());
        robot.interact(window::welcome);
        assertThat(window.workspace()).isEmpty();
        Node button = robot.lookup("#open-sample").query();
        assertThat(button.isVisible()).isTrue();
        robot.interact(() -> robot.lookup("#open-sample").queryButton().fire());
        await("the sample opens again", () -> window.workspace().isPresent());
    }

    @Test
    void aFileThatIsNoProjectIsSaidInOneSentence() throws Exception {
        Path file = Files.writeString(folder.resolve("broken.mv.db"), "this is no database");
        robot.interact(() -> window.start(List.of(file.toString())));
        await("the notice", () -> robot.lookup(".notice-error").tryQuery().isPresent());
        assertThat(robot.lookup(".notice-error").query().getAccessibleText()).doesNotContain("Exception").endsWith(".");
        assertThat(robot.lookup("#open-sample").tryQuery()).isPresent();
    }

    private void open(List<String> files) throws TimeoutException {
        robot.interact(() -> window.start(files));
        await("the project opens", () -> window.workspace().isPresent());
        robot.clickOn("#saved");
    }

    private String screen() {
        return window.workspace().orElseThrow().screenProperty().get();
    }

    private static void await(String what, java.util.concurrent.Callable<Boolean> condition) throws TimeoutException {
        try {
            WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, condition);
        } catch (TimeoutException e) {
            throw new TimeoutException(what);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }
}
