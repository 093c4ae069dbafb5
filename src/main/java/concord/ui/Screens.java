package concord.ui;

import concord.ui.audit.AuditScreen;
import concord.ui.codebook.CodebookScreen;
import concord.ui.data.DataScreen;
import concord.ui.label.LabelScreen;
import concord.ui.shell.Screen;
import concord.ui.shell.Workspace;
import concord.ui.students.StudentsScreen;
import concord.ui.study.StudyScreen;
import concord.ui.teacher.TeacherScreen;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The screens of an open project, in working order.
final class Screens {
    private Screens() {
    }

    static List<Screen> all(Workspace workspace) {
        DataScreen data = new DataScreen(workspace);
        workspace.offeredFileProperty().addListener((_, _, file) -> offer(workspace, data, file));
        offer(workspace, data, workspace.offeredFileProperty().get());
        return List.of(data, new CodebookScreen(workspace), new LabelScreen(workspace), new TeacherScreen(workspace),
                new AuditScreen(workspace), new StudentsScreen(workspace), new StudyScreen(workspace));
    }

    private static void offer(Workspace workspace, DataScreen data, @Nullable Path file) {
        if (file == null)
            return;
        workspace.offeredFileProperty().set(null);
        workspace.screenProperty().set(data.id());
        data.offer(file);
    }
}
