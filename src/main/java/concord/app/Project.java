package concord.app;

import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An open project with its services. All services block and are safe to call from any thread but the window's own: views call them through
/// `concord.job.Background` or from a job.
public final class Project implements AutoCloseable {
    Project() {
    }

    public Path file() {
        throw new UnsupportedOperationException();
    }

    /// The file's name without `.mv.db`.
    public String name() {
        throw new UnsupportedOperationException();
    }

    public DataService data() {
        throw new UnsupportedOperationException();
    }

    public CodebookService codebook() {
        throw new UnsupportedOperationException();
    }

    public LabelService labels() {
        throw new UnsupportedOperationException();
    }

    public AuditService audit() {
        throw new UnsupportedOperationException();
    }

    public ResultsService results() {
        throw new UnsupportedOperationException();
    }

    public SampleService samples() {
        throw new UnsupportedOperationException();
    }

    public StudentService students() {
        throw new UnsupportedOperationException();
    }

    public JobService jobs() {
        throw new UnsupportedOperationException();
    }

    public ProjectSettings settings() {
        throw new UnsupportedOperationException();
    }

    public void backup(Path target) {
        throw new UnsupportedOperationException();
    }

    /// Verifies the file and rebuilds the projection.
    public ProjectHealth check() {
        throw new UnsupportedOperationException();
    }

    /// Hears of changes, on any thread; several changes in a row may be reported once.
    ///
    /// @return closes the subscription
    public Runnable onChange(Consumer<Change> listener) {
        throw new UnsupportedOperationException();
    }

    /// Time of the latest write that is on disk; null before the first.
    public @Nullable Instant savedAt() {
        throw new UnsupportedOperationException();
    }

    /// Cancels the project's jobs, waits for them and closes the file.
    @Override
    public void close() {
    }
}
