package concord.student;

/// A student's answer to one text.
///
/// @param probabilities aligned with the student's labels, summing to 1
public record Prediction(long unit, double[] probabilities) {}
