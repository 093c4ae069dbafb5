package concord.teacher;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// How patient a run is with a server.
///
/// @param attempts tries of one call that found no answer
/// @param busy     tries of one call that the server put off because of too many calls
/// @param first    longest pause after the first failure; doubles with each
/// @param longest  longest pause
/// @param answer   time for one answer
/// @param grace    time for answers under way when the run is cancelled
/// @param away     a server that asks for a longer rest than this ends the run, which can be resumed
record Tempo(int attempts, int busy, Duration first, Duration longest, Duration answer, Duration grace, Duration away) {
    static final Tempo USUAL = new Tempo(6, 30, Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofMinutes(3),
            Duration.ofSeconds(10), Duration.ofHours(1));

    /// A random pause up to the exponential bound ("full jitter"), so that workers do not come back all at once.
    Duration pause(int failures) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(bound(failures).toMillis() + 1));
    }

    /// The exponential bound itself.
    Duration bound(int failures) {
        long millis = first.toMillis() << Math.clamp(failures - 1, 0, 20);
        return Duration.ofMillis(Math.min(millis, longest.toMillis()));
    }
}
