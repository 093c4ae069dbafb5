package concord.stats;

import org.apache.commons.statistics.distribution.NormalDistribution;

/// A share of yes among n, with its interval.
public final class Proportion {
    private Proportion() {
    }

    /// Wilson's score interval (Wilson 1927), which stays inside 0 and 1 and holds its level for small n and extreme shares.
    ///
    /// @param yes 0 to n
    /// @param n   at least 1
    public static Interval wilson(long yes, long n, double level) {
        if (n < 1 || yes < 0 || yes > n)
            throw new IllegalArgumentException(yes + " of " + n);
        double z = NormalDistribution.of(0, 1).inverseCumulativeProbability(0.5 + level / 2);
        double p = (double) yes / n;
        double middle = (p + z * z / (2 * n)) / (1 + z * z / n);
        double half = z / (1 + z * z / n) * Math.sqrt(p * (1 - p) / n + z * z / (4.0 * n * n));
        return new Interval(Math.max(0, middle - half), Math.min(1, middle + half), level, "Wilson score", 0, 0);
    }
}
