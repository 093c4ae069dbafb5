package concord.ui;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import javafx.application.Application;

/// Opens the window. Not an [Application] itself, because the launcher would then ask for JavaFX as modules.
public final class Window {
    /// Held so that the level set on it is not collected with it: JavaFX warns there that it runs from the class path, as intended here.
    private static final Logger JAVAFX = Logger.getLogger("javafx");

    private Window() {
    }

    /// Returns when the window has been closed.
    ///
    /// @param files a project to open, or a data file to start one with; none opens the last project, or the sample on the first start
    public static void open(List<String> files) {
        JAVAFX.setLevel(Level.SEVERE);
        Application.launch(WindowApplication.class, files.toArray(String[]::new));
    }
}
