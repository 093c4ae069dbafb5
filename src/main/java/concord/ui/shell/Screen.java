package concord.ui.shell;

import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/// One screen of the rail. Made once per open project, on the JavaFX thread.
public interface Screen {
    /// Stable: data, codebook, label, teacher, audit, students, study.
    String id();

    /// The whole screen, padding included.
    Node view();

    /// What stands in the right pane while this screen is shown; null for the live results.
    default @Nullable Node side() {
        return null;
    }

    /// It comes into view: refresh what may be stale, put the focus where work begins.
    default void shown() {
    }

    default void hidden() {
    }

    /// The project is being closed: stop timers and listeners.
    default void dispose() {
    }
}
