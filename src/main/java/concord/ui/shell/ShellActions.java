package concord.ui.shell;

import java.nio.file.Path;
import java.util.List;

/// What the frame asks of the window around it.
public interface ShellActions {
    void open();

    void create();

    void open(Path project);

    /// Projects to offer, newest first.
    List<Path> recent();

    void close();

    void backup();

    void export();

    void settings();

    void keys();

    void toggleTheme();

    /// Asks for the name of the person who labels.
    void askPerson();
}
