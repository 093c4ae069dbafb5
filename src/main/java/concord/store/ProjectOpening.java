package concord.store;

import concord.model.Variable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings a project file into use. The work runs on a thread of its own, because an interrupt of the caller would break the file's channel.
record ProjectOpening(ProjectFile file, Migrations migrations) {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectOpening.class);

    ProjectStore create(List<Variable> variables, String author) {
        if (Files.exists(file.path()))
            throw new StoreException("The file " + file.path() + " exists: open it, or choose another name.");
        return apart(() -> {
            Connection connection = null;
            try {
                Files.createDirectories(file.path().getParent());
                connection = file.connectNew();
                Db db = new Db(connection);
                migrations.migrate(db, 0);
                db.update("insert into codebook values (1, ?, ?, ?, 'new project')", Json.write(variables), Times.now(), author);
                return ProjectStore.on(file, connection);
            } catch (SQLException | IOException e) {
                closeQuietly(connection);
                throw new StoreException(
                        "The project file " + file.path() + " cannot be written: check the folder's permissions and the free space.",
                        e);
            }
        });
    }

    ProjectStore open(Path backups) {
        return apart(() -> {
            Connection connection = alone(backups);
            try {
                int version = Migrations.version(new Db(connection));
                if (version <= 0)
                    throw file.errors().notAProject(new StoreException("no table concord_schema"));
                if (version > migrations.newest())
                    throw new StoreException(
                            "The project " + file.path() + " was made by a newer version of Concord (its format is " + version
                                    + ", this program knows " + migrations.newest() + "): open it with that version.");
                if (version < migrations.newest())
                    connection = migrated(connection, version, backups);
                Leftovers.all(new Db(connection));
                return ProjectStore.on(file, connection);
            } catch (SQLException e) {
                closeQuietly(connection);
                throw file.errors().opening(e);
            } catch (StoreException e) {
                closeQuietly(connection);
                throw e;
            }
        });
    }

    /// A connection that nobody shares, to a file that is whole.
    private Connection alone(Path backups) {
        SQLException look = requireWhole(backups);
        Connection connection = connect(look);
        try {
            requireUnshared(connection);
            return connection;
        } catch (StoreException e) {
            closeQuietly(connection);
            throw e;
        }
    }

    /// A file cut so far that nothing of it can be found breaks the first look off, after which the database still holds the file itself: it is
    /// not somebody else who has it open then.
    private Connection connect(@Nullable SQLException look) {
        try {
            return file.connect();
        } catch (ProjectInUseException e) {
            boolean elsewhere = look == null || look.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1;
            throw elsewhere ? e : file.errors().cut();
        }
    }

    /// The database would let a second connection of the same process in.
    private void requireUnshared(Connection connection) {
        try {
            if (ProjectFile.shared(connection))
                throw new ProjectInUseException(file.path(), new StoreException("open in this process"));
        } catch (SQLException e) {
            throw file.errors().opening(e);
        }
    }

    /// When the end of a file is missing the database quietly goes back to an older state, which would lose labels: so look first, without
    /// changing anything, whether the state it finds is the one that the head of the file promises.
    ///
    /// A file from which nothing is missing although the database does not see it is mended.
    ///
    /// @return why nothing could be seen; null when it could
    private @Nullable SQLException requireWhole(Path backups) {
        long found;
        try (Connection look = file.connectReadOnly()) {
            requireUnshared(look);
            found = ProjectFile.foundVersion(look);
        } catch (SQLException e) {
            // unfinished work of a killed program cannot be tidied up read-only; if there is more to it, connecting to write says so
            return e;
        }
        long promised = file.promisedVersion();
        if (found >= promised)
            return null;
        if (!Rescue.mend(file.path(), promised, backup(backups, "before-mending")))
            throw file.errors().cut();
        LOG.warn("the project {} could not be read as it was and has been mended; what it was is in {}", file.path(), backups);
        return null;
    }

    private Connection migrated(Connection connection, int version, Path backups) throws SQLException {
        connection.close();
        Path backup = backup(backups, "format" + version);
        try {
            Files.createDirectories(backup.getParent());
            Files.copy(file.path(), backup);
        } catch (IOException e) {
            throw new StoreException("No backup could be written to " + backup + ", so the project was not changed: check the folder.", e);
        }
        Connection again = file.connect();
        try {
            migrations.migrate(new Db(again), version);
            return again;
        } catch (SQLException | StoreException e) {
            closeQuietly(again);
            try {
                Files.copy(backup, file.path(), StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException failed) {
                e.addSuppressed(failed);
            }
            throw new StoreException(
                    "The project " + file.path() + " could not be brought to the format of this program and was left as it was; "
                            + "a copy is in " + backup + ".",
                    e);
        }
    }

    private Path backup(Path backups, String occasion) {
        return backups.resolve(file.name() + "-" + DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss-SSS").format(LocalDateTime.now()) + "-"
                + occasion + ProjectFile.SUFFIX).toAbsolutePath();
    }

    static void closeQuietly(Connection connection) {
        try {
            if (connection != null)
                connection.close();
        } catch (SQLException e) {
            // the reason for closing is reported already and matters more
            return;
        }
    }

    /// Runs the work on a thread of its own and waits for it, whatever interrupts the caller.
    static <T> T apart(Supplier<T> work) {
        var result = new CompletableFuture<T>();
        Thread.ofPlatform().daemon(true).name("project file").start(() -> {
            try {
                result.complete(work.get());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        return Lanes.await(result);
    }
}
