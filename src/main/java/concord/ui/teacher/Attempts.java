package concord.ui.teacher;

import concord.app.AppException;
import concord.job.JobHandle;
import concord.ui.shell.Workspace;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// What is asked of the teachers off the window's thread, and why the last of it was not done.
final class Attempts {
    private final Workspace workspace;
    private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper starting = new ReadOnlyBooleanWrapper();

    Attempts(Workspace workspace) {
        this.workspace = workspace;
    }

    /// Why the last thing asked for was not done; empty when all is well.
    ReadOnlyStringProperty troubleProperty() {
        return trouble.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty startingProperty() {
        return starting.getReadOnlyProperty();
    }

    /// Starts a job; why it cannot start stands in [#troubleProperty()].
    void submit(Supplier<JobHandle<?>> start) {
        starting.set(true);
        attempt(start, _ -> starting.set(false));
    }

    <T> void attempt(Supplier<T> work, Consumer<? super T> then) {
        forget();
        workspace.load(work, then, failure -> {
            starting.set(false);
            if (failure instanceof AppException)
                say(String.valueOf(failure.getMessage()));
            else
                workspace.error(failure);
        });
    }

    void say(String sentence) {
        trouble.set(sentence);
    }

    void forget() {
        say("");
    }
}
