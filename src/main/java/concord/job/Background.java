package concord.job;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// Short work off the caller's thread: a query for a view, a preview. Not cancellable and not listed; long work is a [Job].
public final class Background {
    private static final Executor THREADS = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("background-", 0).factory());

    private Background() {
    }

    public static <T> CompletableFuture<T> supply(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, THREADS);
    }

    public static CompletableFuture<Void> run(Runnable work) {
        return CompletableFuture.runAsync(work, THREADS);
    }
}
