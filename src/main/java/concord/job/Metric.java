package concord.job;

/// One point of a live curve.
public record Metric(String series, double step, double value) {}
