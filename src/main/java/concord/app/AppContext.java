package concord.app;

import concord.job.JobRunner;
import concord.model.Variable;
import java.nio.file.Path;
import java.util.List;

/// The program, wired by hand: settings, the job runner, the students, and opening of projects. One for the life of the program.
public final class AppContext implements AutoCloseable {
    public AppContext(Home home) {
    }

    public Home home() {
        throw new UnsupportedOperationException();
    }

    public JobRunner jobs() {
        throw new UnsupportedOperationException();
    }

    public Settings settings() {
        throw new UnsupportedOperationException();
    }

    /// Saves the settings; a failure to write is logged and kept in memory.
    public void settings(Settings settings) {
        throw new UnsupportedOperationException();
    }

    /// @throws AppException (also for what the store refuses; [ProjectBusyException] when it is open elsewhere)
    public Project open(Path file) {
        throw new UnsupportedOperationException();
    }

    public Project create(Path file, List<Variable> variables) {
        throw new UnsupportedOperationException();
    }

    /// Copies a project that is open elsewhere, so that the copy can be opened.
    public void copy(Path file, Path target) {
        throw new UnsupportedOperationException();
    }

    /// Makes (once) and returns the person's own copy of the sample project, under the home folder.
    public Path sampleProject() {
        throw new UnsupportedOperationException();
    }

    /// Project files opened last, newest first, those that still exist.
    public List<Path> recent() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
    }
}
