package concord.ui.shell;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Runs something once things have been quiet for a moment, on the thread `fx` stands for.
public final class Debounce {
    private final Duration quiet;
    private final Consumer<Runnable> fx;
    private volatile long latest;

    public Debounce(Duration quiet, Consumer<Runnable> fx) {
        this.quiet = quiet;
        this.fx = fx;
    }

    /// The latest call wins; those before it never run.
    public synchronized void call(Runnable action) {
        long mine = ++latest;
        CompletableFuture.delayedExecutor(quiet.toMillis(), TimeUnit.MILLISECONDS).execute(() -> fx.accept(() -> {
            if (mine == latest)
                action.run();
        }));
    }

    public synchronized void cancel() {
        latest++;
    }
}
