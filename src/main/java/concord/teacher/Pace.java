package concord.teacher;

import concord.job.JobContext;
import concord.job.Parallel;
import java.time.Duration;

/// How fast a run may call, for all its workers together: so many a minute, evenly, and not at all while the server asks to be left alone.
/// Thread-safe.
final class Pace {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final long LOOK_MILLIS = 50;

    private final long spacing;
    private final long burst;
    private long next = System.nanoTime();
    private long quietUntil = next;

    /// @param perMinute 0 for no limit
    /// @param burst     how many may go at once after a rest
    Pace(int perMinute, int burst) {
        this.spacing = perMinute <= 0 ? 0 : MINUTE / perMinute;
        this.burst = Math.max(1, burst);
    }

    /// Waits for its turn.
    ///
    /// @throws concord.job.Cancelled when the run is cancelled meanwhile
    void await(JobContext context) {
        long turn = turn();
        while (true) {
            context.checkCancelled();
            long left = Math.max(turn, quietUntil()) - System.nanoTime();
            if (left <= 0)
                return;
            Parallel.pause(Math.clamp(left / 1_000_000, 1, LOOK_MILLIS));
        }
    }

    /// Nobody calls for so long.
    synchronized void quiet(Duration time) {
        quietUntil = Math.max(quietUntil, System.nanoTime() + time.toNanos());
    }

    private synchronized long turn() {
        next = Math.max(next + spacing, System.nanoTime() - (burst - 1) * spacing);
        return next;
    }

    private synchronized long quietUntil() {
        return quietUntil;
    }
}
