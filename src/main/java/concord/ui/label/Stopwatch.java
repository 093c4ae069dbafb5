package concord.ui.label;

import java.util.function.LongSupplier;

/// Time spent on one unit; it stands still while the person is away.
final class Stopwatch {
    private final LongSupplier nanos;
    private long since;
    private long spent;
    private boolean paused;

    /// @param nanos a clock as [System#nanoTime()]
    Stopwatch(LongSupplier nanos) {
        this.nanos = nanos;
    }

    void restart() {
        spent = 0;
        since = nanos.getAsLong();
    }

    void pause() {
        if (!paused) {
            spent += nanos.getAsLong() - since;
            paused = true;
        }
    }

    void resume() {
        if (paused) {
            since = nanos.getAsLong();
            paused = false;
        }
    }

    int millis() {
        long total = spent + (paused ? 0 : nanos.getAsLong() - since);
        return (int) Math.min(Integer.MAX_VALUE, Math.max(0, total / 1_000_000));
    }
}
