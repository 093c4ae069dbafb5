package concord.ui.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import concord.app.AppContext;
import concord.app.Home;
import concord.app.Project;
import concord.app.Validation;
import concord.app.Validation.Step;
import concord.model.ColumnRole;
import concord.model.VariableKind;
import concord.model.request.ImportRequest;
import concord.model.request.ReadOptions;
import concord.teacher.server.FakeProvider;
import concord.ui.MainWindow;
import concord.ui.testing.ScreenRig;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// The whole validation once in the window, by its buttons and keys, against the test server.
class ValidationPathTest {
    private static final int SET = 10;
    @TempDir
    Path folder;
    private final FxRobot robot = new FxRobot();
    private final FakeProvider server = new FakeProvider();
    private AppContext app;
    private MainWindow window;
    private Stage stage;

    @BeforeEach
    void start() throws Exception {
        stage = FxToolkit.registerPrimaryStage();
        app = new AppContext(new Home(folder.resolve("home")));
        Path file = folder.resolve("p.mv.db");
        try (Project project = app.create(file, List.of())) {
            Map<String, ColumnRole> roles = new LinkedHashMap<>();
            roles.put("id", new ColumnRole.Id());
            roles.put("text", new ColumnRole.Text());
            roles.put("ana", new ColumnRole.HumanLabel("Ana"));
            project.data().submitImport(new ImportRequest(ScreenRig.file(folder, 30).toString(), ReadOptions.GUESS, roles, false, "stance",
                    VariableKind.SINGLE, null, null, null, Map.of())).await();
        }
        // the teacher knows the first label until the codebook says more about it
        server.answers(a -> a.user().contains("wants buses") || a.serial() % 2 == 0
                ? "{\"label\": \"support\"}"
                : "{\"label\": \"neutral\"}");
        robot.interact(() -> {
            stage.setWidth(1440);
            stage.setHeight(900);
            window = new MainWindow(app, stage);
            window.start(List.of(file.toString()));
        });
        await("the project opens", () -> window.workspace().isPresent());
        robot.clickOn("#saved");
    }

    @AfterEach
    void end() throws Exception {
        robot.interact(() -> {
            window.dispose();
            stage.hide();
        });
        app.close();
        server.close();
    }

    @Test
    void fiveStepsToTheFigureForTheReport() throws Exception {
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT4);
        await("the screen is there", () -> node("#teacher-provider") != null);
        robot.interact(() -> {
            provider().setValue("openai");
            model().getEditor().setText("gpt-4o-mini");
            write("#teacher-address", server.url() + "/v1");
        });
        await("it is said where the texts go", () -> text("#teacher-leaves").contains("127.0.0.1"));
        robot.interact(() -> write("#teacher-key", "sk-test-never-kept"));
        press("#teacher-key-run");
        await("the key is taken", () -> text("#teacher-key-chip").contains("this run"));
        assertThat(((PasswordField) node("#teacher-key")).getText()).isEmpty();

        robot.interact(() -> ((ButtonBase) node("#teacher-tab-validate")).fire());
        await("the steps are there", () -> node("#teacher-validation-begin") != null);
        robot.interact(() -> {
            write("#teacher-validation-who", "Mira");
            write("#teacher-validation-size", String.valueOf(SET));
        });
        press("#teacher-validation-begin");
        await("the set is drawn", () -> validation() != null);

        labelPart(1);
        back();
        labelPart(2);
        back();
        await("all is labelled", () -> project().validation().status("stance").next() == Step.GAUGE);
        assertThat(server.asked()).as("nothing went to the teacher before").isEmpty();

        press("#teacher-validation-gauge");
        await("the teacher is gauged", () -> validation().rounds().size() == 1 && project().jobs().active().isEmpty());
        press("#teacher-validation-look");
        await("the gauge is shown", () -> visible("A gauge, not a result"));
        assertThat(validation().looks()).isEqualTo(1);
        assertThat(validation().rounds().getFirst().shown()).isNotEmpty();

        press("#teacher-validation-revise");
        await("the codebook opens", () -> node("#codebook-definition") != null);
        robot.clickOn("#codebook-definition").write("wants buses");
        robot.clickOn("#codebook-save");
        robot.clickOn("#codebook-reason").write("say what support is");
        robot.clickOn("#codebook-confirm");
        await("the revision is kept with what informed it", () -> validation().revisions().size() == 1);
        assertThat(validation().revisions().getFirst().units()).isEqualTo(validation().rounds().getFirst().shown());

        back();
        await("the difference is shown", () -> visible("informed by"));
        press("#teacher-validation-gauge");
        await("it is gauged again", () -> validation().rounds().size() == 2 && project().jobs().active().isEmpty());
        press("#teacher-validation-test");
        press("#teacher-validation-test-sure");
        await("the test is made", () -> validation().finalTest() != null && project().jobs().active().isEmpty());
        press("#teacher-validation-result");
        await("the figure for the report", () -> visible("For the report"));
        assertThat(project().validation().reportable("stance")).isPresent();
        assertThat(FigureList.of(project().validation().reportable("stance").orElseThrow().figures()).n()).isEqualTo(SET / 2);
        assertThat(server.asked()).hasSize(SET / 2 * 3);
        assertThat(node("#teacher-validation-test")).as("there is one final test").isNull();
    }

    /// Labels a part of the set by keys, blind.
    private void labelPart(int part) throws TimeoutException {
        press("#teacher-validation-label");
        await("a text of the set is shown", () -> screen().equals("label") && node("#unit-card") != null && node("#unit-card").isFocused());
        assertThat(window.workspace().orElseThrow().blindProperty().get()).isTrue();
        for (int i = 0; i < SET / 2; i++) {
            robot.type(KeyCode.DIGIT1);
        }
        int done = part * SET / 2;
        await("the part is labelled", () -> project().data().counts("stance").getOrDefault("Mira", 0L) == done);
    }

    private void back() throws TimeoutException {
        robot.interact(() -> window.workspace().orElseThrow().screenProperty().set("teacher"));
        await("the steps are back", () -> node("#teacher-step-5") != null);
    }

    private Project project() {
        return window.workspace().orElseThrow().project();
    }

    private Validation validation() {
        return project().validation().current("stance").orElse(null);
    }

    private String screen() {
        return window.workspace().orElseThrow().screenProperty().get();
    }

    private Node node(String selector) {
        return robot.lookup(selector).tryQuery().orElse(null);
    }

    private String text(String selector) {
        return node(selector) instanceof Labeled label ? label.getText() : "";
    }

    private ComboBox<String> provider() {
        return robot.lookup("#teacher-provider").queryComboBox();
    }

    private ComboBox<String> model() {
        return robot.lookup("#teacher-model").queryComboBox();
    }

    private void write(String selector, String words) {
        ((TextInputControl) node(selector)).setText(words);
    }

    private boolean visible(String words) {
        return robot.lookup(n -> n instanceof Labeled l && l.getText() != null && l.getText().contains(words)).tryQuery().isPresent();
    }

    private void press(String selector) throws TimeoutException {
        await(selector + " can be pressed", () -> node(selector) instanceof ButtonBase b && !b.isDisabled() && b.getScene() != null);
        robot.interact(() -> ((ButtonBase) node(selector)).fire());
    }

    private static void await(String what, Callable<Boolean> condition) throws TimeoutException {
        try {
            WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, condition);
        } catch (TimeoutException e) {
            throw new TimeoutException(what);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }
}
