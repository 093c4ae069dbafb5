package concord.ui.teacher;

import concord.model.result.TeacherInfo;
import concord.ui.shell.Workspace;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// Asks before texts go to an address they have not gone to before; what was agreed to is remembered with the project.
final class Consent {
    private static final String AGREED = "teacher.agreed";
    private final Workspace workspace;
    private final Supplier<@Nullable TeacherInfo> teacher;
    private final Set<String> agreed = new HashSet<>();
    private final ReadOnlyStringWrapper question = new ReadOnlyStringWrapper("");
    private @Nullable Runnable asked;

    /// @param teacher the one that is chosen; null while the choice is not complete
    Consent(Workspace workspace, Supplier<@Nullable TeacherInfo> teacher) {
        this.workspace = workspace;
        this.teacher = teacher;
        workspace.load(() -> workspace.project().settings().remembered(AGREED).orElse(""), text -> agreed.addAll(text.lines().toList()));
    }

    /// What leaves the machine, to be agreed to before the first call to this address; empty when nothing is asked.
    ReadOnlyStringProperty questionProperty() {
        return question.getReadOnlyProperty();
    }

    /// Does it at once, or asks first where texts would go somewhere they have not gone to before.
    void send(Runnable action) {
        TeacherInfo info = teacher.get();
        if (info == null || info.local() || info.address().isEmpty() || agreed.contains(info.address())) {
            action.run();
            return;
        }
        asked = action;
        question.set(info.leaves());
    }

    void agree() {
        TeacherInfo info = teacher.get();
        Runnable action = asked;
        decline();
        if (info == null || action == null)
            return;
        agreed.add(info.address());
        String all = String.join("\n", agreed);
        workspace.load(() -> {
            workspace.project().settings().remember(AGREED, all);
            return true;
        }, _ -> action.run());
    }

    void decline() {
        asked = null;
        question.set("");
    }
}
