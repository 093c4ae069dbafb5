package concord.store;

import concord.model.Variable;
import java.nio.file.Path;
import java.util.List;

/// An open project file. One writer thread and a few reader threads own all JDBC; the methods of the repositories may be called from any
/// thread, block until the work is done (for writes: until it is on disk) and are never broken by an interrupt of the caller.
public final class ProjectStore implements AutoCloseable {

    private ProjectStore() {
    }

    /// Makes a new project file.
    ///
    /// @param file      a path ending in `.mv.db`, not existing
    /// @param variables of codebook version 1; may be empty
    /// @throws StoreException when the file exists or cannot be written
    public static ProjectStore create(Path file, List<Variable> variables, String author) {
        throw new UnsupportedOperationException();
    }

    /// Opens a project file; migrates it after a dated backup in `backups` when its schema is older; clears what an interrupted import left;
    /// marks running jobs as interrupted.
    ///
    /// @throws ProjectInUseException when it is open elsewhere
    /// @throws StoreException        when it is no project, damaged, or made by a newer program
    public static ProjectStore open(Path file, Path backups) {
        throw new UnsupportedOperationException();
    }

    /// Copies a project file that is open elsewhere, as far as it is on disk, and checks that the copy opens.
    public static void copy(Path file, Path target) {
        throw new UnsupportedOperationException();
    }

    public Path file() {
        throw new UnsupportedOperationException();
    }

    public UnitRepository units() {
        throw new UnsupportedOperationException();
    }

    public CodebookRepository codebooks() {
        throw new UnsupportedOperationException();
    }

    public AnnotationRepository annotations() {
        throw new UnsupportedOperationException();
    }

    public SampleRepository samples() {
        throw new UnsupportedOperationException();
    }

    public RunRepository runs() {
        throw new UnsupportedOperationException();
    }

    public JobRepository jobs() {
        throw new UnsupportedOperationException();
    }

    public SettingRepository settings() {
        throw new UnsupportedOperationException();
    }

    /// Writes a consistent copy while the project stays open; the target is a project file that opens as it is.
    public void backup(Path target) {
        throw new UnsupportedOperationException();
    }

    /// Verifies the file and rebuilds the projection from the events.
    public CheckReport check() {
        throw new UnsupportedOperationException();
    }

    /// Compacts the file when it has grown well past its content, and closes it.
    @Override
    public void close() {
    }
}
