package concord.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The threads that speak JDBC: one that writes and a few that read.
///
/// Callers wait with [CompletableFuture#join()], which an interrupt neither ends nor forwards, so no interrupt ever reaches the database.
final class Lanes {
    static final int READERS = 2;

    private final SqlErrors errors;
    private final Db writerDb;
    private final Queue<Db> idleReaders = new ConcurrentLinkedQueue<>();
    private final ExecutorService writer;
    private final ExecutorService readers;
    private volatile @Nullable Instant savedAt;

    /// @param writing with auto-commit off; the lanes own the connections from now on
    Lanes(SqlErrors errors, Connection writing, List<Connection> reading, String name) {
        this.errors = errors;
        this.writerDb = new Db(writing);
        for (Connection connection : reading) {
            idleReaders.add(new Db(connection));
        }
        writer = Executors.newSingleThreadExecutor(threads(name + " writer"));
        readers = Executors.newFixedThreadPool(reading.size(), threads(name + " reader"));
    }

    private static ThreadFactory threads(String name) {
        return Thread.ofPlatform().daemon(true).name(name).factory();
    }

    <T extends @Nullable Object> T read(Db.Work<T> work) {
        return await(start(readers, () -> {
            Db db = idleReaders.remove();
            try {
                return work.run(db);
            } finally {
                idleReaders.add(db);
            }
        }));
    }

    /// Runs the work as one transaction; returns when it is on disk.
    <T extends @Nullable Object> T write(Db.Work<T> work) {
        return await(writeLater(work));
    }

    <T extends @Nullable Object> CompletableFuture<T> writeLater(Db.Work<T> work) {
        return start(writer, () -> {
            T result;
            try {
                result = work.run(writerDb);
                writerDb.commit();
            } catch (SQLException | RuntimeException | Error e) {
                rollback(e);
                throw e;
            }
            savedAt = Instant.now();
            return result;
        });
    }

    /// Waits for work started by [#writeLater(Db.Work)], without being broken by an interrupt.
    static <T extends @Nullable Object> T await(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new StoreException("The project file could not be used: " + e.getMessage(), e);
            }
        }
    }

    @Nullable
    Instant savedAt() {
        return savedAt;
    }

    /// Lets the readers finish, then runs the last work on the writer and ends both.
    void close(Db.Work<?> last) {
        if (writer.isShutdown())
            return;
        readers.shutdown();
        waitFor(readers);
        try {
            await(start(writer, () -> last.run(writerDb)));
        } finally {
            writer.shutdown();
        }
    }

    private static void waitFor(ExecutorService service) {
        boolean done = false;
        while (!done) {
            try {
                done = service.awaitTermination(1, TimeUnit.DAYS);
            } catch (InterruptedException e) {
                // closing must finish: a file left open by an impatient caller stays locked
                continue;
            }
        }
    }

    private interface Task<T extends @Nullable Object> {
        T call() throws SQLException;
    }

    private <T extends @Nullable Object> CompletableFuture<T> start(ExecutorService service, Task<T> task) {
        var future = new CompletableFuture<T>();
        try {
            service.execute(() -> {
                try {
                    future.complete(task.call());
                } catch (SQLException e) {
                    future.completeExceptionally(errors.inUse(e));
                } catch (RuntimeException | Error e) {
                    future.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            future.completeExceptionally(new StoreException("The project is closed: open it again.", e));
        }
        return future;
    }

    private void rollback(Throwable reason) {
        try {
            writerDb.connection().rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }
}
