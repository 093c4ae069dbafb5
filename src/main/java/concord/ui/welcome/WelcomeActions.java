package concord.ui.welcome;

import java.nio.file.Path;
import java.util.List;

/// What the welcome screen asks of the window around it.
public interface WelcomeActions {
    void openSample();

    void open();

    void create();

    void open(Path project);

    /// A data file to start a project with.
    void startWith(Path data);

    List<Path> recent();

    void toggleTheme();

    void settings();
}
