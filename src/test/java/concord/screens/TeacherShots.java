package concord.screens;

import static concord.screens.Screenshots.fx;
import static concord.screens.Screenshots.until;

import concord.app.AppContext;
import concord.app.LabelService;
import concord.app.Project;
import concord.app.Validation;
import concord.model.Codebook;
import concord.model.Label;
import concord.model.Variable;
import concord.teacher.server.Asked;
import concord.teacher.server.FakeProvider;
import concord.teacher.server.Lie;
import concord.ui.shell.Workspace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;

/// The Teacher screen: the embedded teacher on the sample project, then a run and a validation against the test server, whose answers are a reader's
/// labels with mistakes.
final class TeacherShots {
    /// What takes the pictures.
    interface Camera {
        Workspace workspace();

        Scene scene();

        void theme(String theme) throws Exception;

        void size(int width, int height) throws Exception;

        /// Waits until all is still, then writes the window as NAME.png.
        void shoot(String name) throws Exception;
    }

    private final Camera camera;
    private final AppContext app;

    TeacherShots(Camera camera, AppContext app) {
        this.camera = camera;
        this.app = app;
    }

    void take() throws Exception {
        go("teacher");
        camera.shoot("teacher-first");
        embedded();
        try (FakeProvider server = new FakeProvider()) {
            remote(server);
            validate(server);
        }
    }

    private void embedded() throws Exception {
        int before = project().teachers().runs().size();
        press("#teacher-run");
        until(() -> project().teachers().runs().size() > before);
        idle();
        choose(0);
        camera.shoot("teacher-embedded");
    }

    private void remote(FakeProvider server) throws Exception {
        Map<String, String> labels = labels();
        server.answers(a -> answer(a, labels)).lies(TeacherShots::lie).takes(60);
        app.secrets().keepForThisRun("OPENAI_API_KEY", "sk-of-the-test-server");
        fx(() -> {
            this.<ComboBox<String>>find("#teacher-provider").setValue("openai");
            return true;
        });
        fx(() -> {
            this.<ComboBox<String>>find("#teacher-model").getEditor().setText("gpt-4.1");
            this.<TextField>find("#teacher-address").setText(server.url() + "/v1");
            this.<TextField>find("#teacher-cap").setText("$3.00");
            this.<TextField>find("#teacher-repeats").setText("5");
            return true;
        });
        TimeUnit.SECONDS.sleep(3);
        int before = project().teachers().runs().size();
        press("#teacher-run");
        until(() -> project().teachers().runs().size() > before && !project().jobs().active().isEmpty());
        until(() -> project().jobs().active().isEmpty() || project().jobs().active().getFirst().progress().fraction() > 0.5);
        choose(6);
        for (String theme : List.of("light", "dark")) {
            camera.theme(theme);
            camera.shoot("teacher-" + theme);
        }
        camera.theme("light");
        camera.size(1280, 720);
        camera.shoot("teacher-1280x720");
        camera.size(1440, 900);
        idle();
        fx(() -> {
            this.<ToggleButton>find("#teacher-prompt-template").fire();
            return true;
        });
        camera.shoot("teacher-template");
        tab("runs");
        press("#teacher-runs-agreement");
        camera.shoot("teacher-runs");
    }

    private void validate(FakeProvider server) throws Exception {
        server.takes(0);
        tab("validate");
        camera.shoot("teacher-validate-first");
        fx(() -> {
            this.<TextField>find("#teacher-validation-size").setText("120");
            return true;
        });
        press("#teacher-validation-begin");
        until(() -> project().validation().current("stance").isPresent());
        Validation of = project().validation().current("stance").orElseThrow();
        label(of.development());
        label(of.test());
        camera.shoot("teacher-validate-label");
        press("#teacher-validation-gauge");
        until(() -> !project().validation().current("stance").orElseThrow().rounds().isEmpty());
        idle();
        press("#teacher-validation-look");
        TimeUnit.SECONDS.sleep(3);
        revise();
        for (String theme : List.of("light", "dark")) {
            camera.theme(theme);
            camera.shoot("teacher-validate-" + theme);
        }
        camera.theme("light");
        press("#teacher-validation-gauge");
        until(() -> project().validation().current("stance").orElseThrow().rounds().size() > 1);
        idle();
        press("#teacher-validation-test");
        TimeUnit.SECONDS.sleep(1);
        press("#teacher-validation-test-sure");
        until(() -> project().validation().current("stance").orElseThrow().finalTest() != null);
        idle();
        press("#teacher-validation-result");
        camera.shoot("teacher-validated");
    }

    private void revise() {
        Codebook now = project().codebook().current();
        List<Variable> variables = new ArrayList<>();
        for (Variable v : now.variables()) {
            List<Label> labels = new ArrayList<>(v.labels());
            Label first = labels.getFirst();
            labels.set(0,
                    new Label(first.name(),
                            first.definition() + " A complaint about details still counts when the measure itself is wanted.",
                            first.examples(), first.counterExamples(), first.shortcut(), first.slot()));
            variables.add(v.name().equals("stance") ? new Variable(v.name(), v.kind(), v.question(), v.instructions(), labels) : v);
        }
        project().validation().revise("stance", variables, "anna", "Details and the measure itself were mixed up.");
    }

    private void label(String sample) {
        LabelService.Session session = project().labels().start("anna", "stance", sample, LabelService.Order.RANDOM, 1);
        for (int i = 0; i < session.size(); i++) {
            long unit = session.at(i).unit().id();
            session.label(unit, reader(unit), 5_000, false);
        }
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new HashMap<>();
        for (long unit : project().data().find(concord.model.UnitQuery.ALL)) {
            labels.put(project().data().detail(unit).unit().text(), reader(unit));
        }
        return labels;
    }

    private String reader(long unit) {
        return project().data().detail(unit).annotations().stream().filter(a -> a.annotator().equals("reader")).findFirst().orElseThrow()
                .label();
    }

    private String answer(Asked asked, Map<String, String> labels) {
        String text = asked.user().substring(asked.user().lastIndexOf("<text>\n") + 7, asked.user().lastIndexOf("\n</text>"));
        List<String> names = project().codebook().current().variable("stance").orElseThrow().labelNames();
        int mood = Math.floorMod(text.hashCode(), 10);
        boolean slip = mood == 0 || mood < 4 && Math.floorMod(text.hashCode() + asked.serial() * 31, 7) == 0;
        String right = labels.getOrDefault(text, names.getFirst());
        return "{\"label\": \"" + (slip ? names.get((names.indexOf(right) + 1) % names.size()) : right) + "\"}";
    }

    private static Lie lie(Asked asked) {
        return asked.serial() % 97 == 11 ? Lie.NO_LABEL : asked.serial() % 61 == 5 ? Lie.SERVER_ERROR : Lie.NONE;
    }

    private void choose(int row) throws Exception {
        TimeUnit.SECONDS.sleep(2);
        fx(() -> {
            this.<TableView<?>>find("#teacher-calls").getSelectionModel().select(row);
            return true;
        });
    }

    private void tab(String name) throws Exception {
        fx(() -> {
            this.<ToggleButton>find("#teacher-tab-" + name).fire();
            return true;
        });
        TimeUnit.SECONDS.sleep(1);
    }

    private void go(String screen) throws Exception {
        fx(() -> {
            camera.workspace().screenProperty().set(screen);
            return true;
        });
    }

    private void press(String selector) throws Exception {
        until(() -> camera.scene().lookup(selector) instanceof ButtonBase button && !button.isDisabled());
        fx(() -> {
            this.<ButtonBase>find(selector).fire();
            return true;
        });
        TimeUnit.SECONDS.sleep(1);
    }

    private void idle() throws Exception {
        TimeUnit.SECONDS.sleep(1);
        until(() -> project().jobs().active().isEmpty());
        // until the notice is gone
        TimeUnit.SECONDS.sleep(7);
    }

    private Project project() {
        return camera.workspace().project();
    }

    @SuppressWarnings("unchecked")
    private <T> T find(String selector) {
        return (T) java.util.Objects.requireNonNull(camera.scene().lookup(selector), selector);
    }
}
