package concord.job;

import java.time.Duration;
import java.util.Optional;

/// A moment of a job.
///
/// @param total   0 when not known
/// @param elapsed since the job began to run
public record Progress(long done, long total, String phase, Duration elapsed) {
    public static final Progress NONE = new Progress(0, 0, "", Duration.ZERO);

    /// Share done in 0..1, or -1 when the total is not known.
    public double fraction() {
        return total <= 0 ? -1 : Math.min(1, (double) done / total);
    }

    /// Time left if it goes on at the same pace; empty before the first twentieth of a percent.
    public Optional<Duration> left() {
        double f = fraction();
        return f < 0.0005 ? Optional.empty() : Optional.of(Duration.ofMillis((long) (elapsed.toMillis() * (1 - f) / f)));
    }
}
