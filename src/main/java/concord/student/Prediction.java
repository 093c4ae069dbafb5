package concord.student;

/// A student's answer to one text; [Answer] puts it into words.
///
/// @param values the probability of each of the student's labels, summing to 1 but for [Task#MULTI]; for [Task#SCORE] the number alone
public record Prediction(long unit, double[] values) {}
