package concord.stats;

/// A confidence interval and how it was made.
///
/// @param level  coverage, such as 0.95
/// @param method such as "percentile item bootstrap"
/// @param draws  number of resamples; 0 for an analytic interval
public record Interval(double low, double high, double level, String method, int draws, long seed) {}
