package concord.stats;

/// How intervals are drawn: items resampled with replacement, percentile limits.
///
/// @param draws number of resamples; 0 leaves the intervals out
public record BootstrapOptions(int draws, long seed, double level) {
    public static final BootstrapOptions DEFAULT = new BootstrapOptions(1000, 1, 0.95);
    public static final BootstrapOptions NONE = new BootstrapOptions(0, 1, 0.95);
}
