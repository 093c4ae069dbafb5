package concord.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Copies a project file, whoever has it open, and reads the whole copy once before it gets its name.
record ProjectCopy(ProjectFile from, ProjectFile to) {
    private static final int TRIES = 5;

    void run() {
        if (Files.exists(to.path()))
            throw new StoreException("The file " + to.path() + " exists: choose another name for the copy.");
        ProjectOpening.<@Nullable Void>apart(() -> {
            try {
                Files.createDirectories(to.path().getParent());
                copy();
                return null;
            } catch (IOException e) {
                throw new StoreException("The copy " + to.path() + " could not be written (" + e.getMessage()
                        + "): check the folder's permissions and the free space.", e);
            }
        });
    }

    private void copy() throws IOException {
        Connection connection;
        try {
            connection = from.connect();
        } catch (ProjectInUseException e) {
            copyFromElsewhere();
            return;
        }
        try (connection) {
            connection.setAutoCommit(false);
            ProjectFile.backup(new Db(connection), to.path());
        } catch (SQLException e) {
            throw from.errors().opening(e);
        }
    }

    private void copyFromElsewhere() throws IOException {
        StoreException last = null;
        for (int tries = 0; tries < TRIES; tries++) {
            Path folder = to.path().getParent();
            var trial = new ProjectFile(folder.resolve("." + UUID.randomUUID() + ProjectFile.SUFFIX));
            try {
                from.copyBytes(trial.path());
                verify(trial);
                Files.move(trial.path(), to.path());
                return;
            } catch (StoreException e) {
                // torn: the other program wrote while it was copied
                last = e;
            } finally {
                Files.deleteIfExists(trial.path());
            }
        }
        throw new StoreException(
                "No sound copy of " + from.path() + " could be made while it is open elsewhere: close it there, then open it here.",
                last);
    }

    /// Reads every row, so that a page that was torn is met here and not later.
    private static void verify(ProjectFile copy) {
        try (Connection connection = copy.connect()) {
            Db db = new Db(connection);
            if (Migrations.version(db) <= 0)
                throw copy.errors().notAProject(new StoreException("no table concord_schema"));
            for (String sql : new String[]{"select count(text) + count(metadata) from unit where length(text) >= 0",
                    "select count(*) from annotation where at > 0", "select count(*) from event where at > 0",
                    "select count(*) from gold where at > 0", "select count(*) from codebook where length(variables) > 0",
                    "select count(*) from sample_member where probability > 0", "select count(*) from job_log where at > 0",
                    "select count(*) from teacher_call where length(raw) >= 0",
                    "select count(*) from prompt where length(user_message) >= 0"}) {
                db.number(sql);
            }
        } catch (SQLException e) {
            throw copy.errors().opening(e);
        }
    }
}
