package concord.ui;

import atlantafx.base.controls.Notification;
import concord.app.AppException;
import concord.app.ProjectBusyException;
import concord.job.JobException;
import concord.ui.control.Parts;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Messages in the corner of the window: news goes by itself, failures stay until closed.
final class Notices extends VBox {
    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
    private static final int MOST = 4;

    Notices() {
        super(8);
        getStyleClass().add("notices");
        setAlignment(Pos.BOTTOM_CENTER);
        setPickOnBounds(false);
        setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    }

    void message(String sentence) {
        Notification note = add(sentence, "check-circle", "notice");
        PauseTransition wait = new PauseTransition(Duration.seconds(6));
        wait.setOnFinished(_ -> getChildren().remove(note));
        wait.play();
    }

    void error(Throwable failure) {
        add(sentence(failure), "alert-circle", "notice-error");
    }

    /// What went wrong, as one sentence for people; the technical side goes to the log.
    static String sentence(Throwable failure) {
        return switch (failure) {
            case AppException e -> String.valueOf(e.getMessage());
            case JobException e -> String.valueOf(e.getMessage());
            case ProjectBusyException e -> String.valueOf(e.getMessage());
            default -> {
                LOG.error("unexpected", failure);
                yield Texts.get("shell.error.unexpected", String.valueOf(failure.getMessage()));
            }
        };
    }

    private Notification add(String sentence, String icon, String style) {
        Notification note = new Notification(sentence, Parts.icon(icon));
        note.getStyleClass().add(style);
        note.setAccessibleText(sentence);
        note.setPrefWidth(460);
        note.setMinHeight(Region.USE_PREF_SIZE);
        note.setOnClose(_ -> getChildren().remove(note));
        getChildren().removeIf(old -> old instanceof Notification n && sentence.equals(n.getMessage()));
        getChildren().add(note);
        if (getChildren().size() > MOST)
            getChildren().removeFirst();
        return note;
    }
}
