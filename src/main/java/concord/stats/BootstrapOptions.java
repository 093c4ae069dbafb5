package concord.stats;

/// How intervals are drawn: items resampled with replacement, percentile limits.
///
/// @param draws number of resamples; 0 leaves the intervals out
/// @param level coverage, strictly between 0 and 1
public record BootstrapOptions(int draws, long seed, double level) {
    public static final BootstrapOptions DEFAULT = new BootstrapOptions(1000, 1, 0.95);
    public static final BootstrapOptions NONE = new BootstrapOptions(0, 1, 0.95);

    public BootstrapOptions {
        if (draws < 0)
            throw new IllegalArgumentException("The number of draws must be 0 or more, not " + draws + ".");
        if (!(level > 0 && level < 1))
            throw new IllegalArgumentException("The level of an interval must lie between 0 and 1, not " + level + ".");
    }
}
