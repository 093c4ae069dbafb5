package concord.ui;

import concord.ui.shell.Screen;
import concord.ui.shell.Workspace;
import concord.ui.students.StudentsScreen;
import java.util.List;

/// The screens of an open project, in working order.
final class Screens {
    private Screens() {
    }

    static List<Screen> all(Workspace workspace) {
        return List.of(new StudentsScreen(workspace));
    }
}
