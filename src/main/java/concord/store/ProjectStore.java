package concord.store;

import concord.model.Variable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An open project file. One writer thread and a few reader threads own all JDBC; the methods of the repositories may be called from any
/// thread, block until the work is done (for writes: until it is on disk) and are never broken by an interrupt of the caller.
public final class ProjectStore implements AutoCloseable {
    private final ProjectFile file;
    private final Lanes lanes;
    private final Catalog catalog;
    private final Codebooks codebooks;
    private final Decisions decisions;
    private final Units units;
    private final Annotations annotations;
    private final Samples samples;
    private final Runs runs;
    private final Teachings teachings;
    private final Studies studies;
    private final Jobs jobs;
    private final ProjectSettingsTable settings;

    private ProjectStore(ProjectFile file, Lanes lanes) {
        this.file = file;
        this.lanes = lanes;
        catalog = lanes.read(Catalog::new);
        codebooks = new Codebooks(lanes);
        decisions = new Decisions(catalog, codebooks);
        units = new Units(lanes, catalog, codebooks);
        annotations = new Annotations(lanes, catalog, codebooks, decisions);
        samples = new Samples(lanes);
        runs = new Runs(lanes, catalog);
        teachings = new Teachings(lanes, catalog);
        studies = new Studies(lanes);
        jobs = new Jobs(lanes);
        settings = new ProjectSettingsTable(lanes);
    }

    /// Makes a new project file.
    ///
    /// @param file      a path ending in `.mv.db`, not existing
    /// @param variables of codebook version 1; may be empty
    /// @throws StoreException when the file exists or cannot be written
    public static ProjectStore create(Path file, List<Variable> variables, String author) {
        return new ProjectOpening(new ProjectFile(file), Migrations.ALL).create(variables, author);
    }

    /// Opens a project file; migrates it after a dated backup in `backups` when its schema is older; clears what an interrupted import left;
    /// marks running jobs as interrupted.
    ///
    /// @throws ProjectInUseException when it is open elsewhere
    /// @throws StoreException        when it is no project, damaged, or made by a newer program
    public static ProjectStore open(Path file, Path backups) {
        return open(file, backups, Migrations.ALL);
    }

    static ProjectStore open(Path file, Path backups, Migrations migrations) {
        return new ProjectOpening(new ProjectFile(file), migrations).open(backups);
    }

    /// Takes over connections to a file that is ready for use.
    static ProjectStore on(ProjectFile file, Connection first) throws SQLException {
        List<Connection> readers = new ArrayList<>();
        for (int i = 0; i < Lanes.READERS; i++) {
            readers.add(file.connect());
        }
        first.setAutoCommit(false);
        return new ProjectStore(file, new Lanes(file.errors(), first, readers, file.name()));
    }

    /// Copies a project file that is open elsewhere, as far as it is on disk, and checks that the copy opens.
    ///
    /// @throws StoreException when the target exists or no sound copy could be made
    public static void copy(Path file, Path target) {
        new ProjectCopy(new ProjectFile(file), new ProjectFile(target)).run();
    }

    public Path file() {
        return file.path();
    }

    public UnitRepository units() {
        return units;
    }

    public CodebookRepository codebooks() {
        return codebooks;
    }

    public AnnotationRepository annotations() {
        return annotations;
    }

    public SampleRepository samples() {
        return samples;
    }

    public RunRepository runs() {
        return runs;
    }

    public TeachingRepository teachings() {
        return teachings;
    }

    public StudyRepository studies() {
        return studies;
    }

    public JobRepository jobs() {
        return jobs;
    }

    public SettingRepository settings() {
        return settings;
    }

    /// When something was last written and on disk; null when nothing was since the project was opened.
    public @Nullable Instant savedAt() {
        return lanes.savedAt();
    }

    /// Writes a consistent copy while the project stays open; the target is a project file that opens as it is.
    public void backup(Path target) {
        Path copy = new ProjectFile(target).path();
        if (Files.exists(copy))
            throw new StoreException("The file " + copy + " exists: choose another name for the backup.");
        lanes.<@Nullable Void>write(db -> {
            try {
                Files.createDirectories(copy.getParent());
                ProjectFile.backup(db, copy);
                return null;
            } catch (IOException e) {
                throw new StoreException("The backup " + copy + " could not be written (" + e.getMessage()
                        + "): check the folder's permissions and the free space.", e);
            }
        });
    }

    /// Verifies the file and rebuilds the projection from the events.
    public CheckReport check() {
        return lanes.write(db -> new ProjectCheck(db, catalog, decisions).run());
    }

    /// Compacts the file when it has grown well past its content, and closes it.
    @Override
    public void close() {
        lanes.close(db -> {
            db.execute(Growth.of(db).excessive() ? "shutdown compact" : "shutdown");
            return null;
        });
    }
}
