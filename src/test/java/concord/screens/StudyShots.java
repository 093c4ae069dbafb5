package concord.screens;

import static concord.screens.Screenshots.fx;
import static concord.screens.Screenshots.until;

import concord.app.Project;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;

/// The Study screen on the sample project: empty, set up, running, paused, finished, and what to label next, by the buttons a person presses.
final class StudyShots {
    private final TeacherShots.Camera camera;

    StudyShots(TeacherShots.Camera camera) {
        this.camera = camera;
    }

    void take() throws Exception {
        fx(() -> {
            camera.workspace().screenProperty().set("study");
            return true;
        });
        both("study-empty");
        press("#study-go-test");
        until(() -> !project().samples().all().isEmpty());
        setUp();
        run();
        sampling();
    }

    private void setUp() throws Exception {
        press("#study-set");
        until(() -> find("#study-start") instanceof ButtonBase start && !start.isDisabled());
        // the fine-tuned student takes long; the linear one and the baseline show the same
        press("#study-set-up .study-chip .tiny-button");
        fx(() -> {
            if (find("#study-add-student") instanceof MenuButton add)
                add.getItems().stream().filter(i -> i.getText().equals("Most frequent label")).findFirst().orElseThrow().fire();
            return true;
        });
        until(() -> find("#study-start") instanceof ButtonBase start && !start.isDisabled());
        type("#study-question", "Can keyword rules replace my labels for training?");
        quiet();
        both("study-set-up");
        small("study-set-up-1280x720");
        press("#study-add-arm");
        press("#study-more");
        camera.shoot("study-set-up-more");
        type("#study-seeds", "1, two");
        camera.shoot("study-set-up-refused");
        type("#study-seeds", "1, 2, 3");
        scroll("#study-set-up .scroll-pane", 1);
        camera.shoot("study-set-up-below");
    }

    private void run() throws Exception {
        press("#study-start");
        until(() -> !project().jobs().active().isEmpty());
        until(() -> ended() || progress() > 0.35);
        both("study-running");
        press("#study-pause");
        until(this::ended);
        camera.shoot("study-paused");
        press("#study-resume");
        until(() -> !ended());
        until(this::ended);
        quiet();
        both("study");
        small("study-1280x720");
        scroll("#study-screen .scroll-pane", 1);
        camera.shoot("study-figures");
        scroll("#study-side .scroll-pane", 1);
        camera.shoot("study-side");
    }

    private void sampling() throws Exception {
        fx(() -> {
            if (find("#study-new") instanceof MenuButton menu)
                menu.getItems().get(1).fire();
            return true;
        });
        both("study-sampling-set-up");
    }

    private boolean ended() {
        return project().jobs().active().isEmpty();
    }

    private double progress() {
        return project().jobs().active().stream().mapToDouble(j -> j.progress().fraction()).max().orElse(0);
    }

    private void both(String name) throws Exception {
        for (String theme : List.of("light", "dark")) {
            camera.theme(theme);
            camera.shoot(name + "-" + theme);
        }
        camera.theme("light");
    }

    private void small(String name) throws Exception {
        camera.size(1280, 720);
        camera.shoot(name);
        camera.size(1440, 900);
    }

    private void scroll(String selector, double to) throws Exception {
        fx(() -> {
            if (find(selector) instanceof ScrollPane pane)
                pane.setVvalue(to);
            return true;
        });
    }

    private void type(String selector, String text) throws Exception {
        fx(() -> {
            if (find(selector) instanceof TextField field)
                field.setText(text);
            return true;
        });
    }

    private void press(String selector) throws Exception {
        until(() -> find(selector) instanceof ButtonBase button && !button.isDisabled());
        fx(() -> {
            ((ButtonBase) find(selector)).fire();
            return true;
        });
        TimeUnit.SECONDS.sleep(1);
    }

    /// Until the notice is gone.
    private static void quiet() throws Exception {
        TimeUnit.SECONDS.sleep(7);
    }

    private Project project() {
        return camera.workspace().project();
    }

    private javafx.scene.Node find(String selector) {
        return camera.scene().lookup(selector);
    }
}
