package concord.student;

import java.util.List;

/// What a trained student folder says of itself.
///
/// @param architecture model type of config.json, or "linear"
/// @param labels       from lowest to highest where they are ordered
/// @param maxLength    tokens a text is cut to
/// @param thresholds   as in [concord.student.format.StudentCard]
public record StudentInfo(String architecture, Task task, List<String> labels, int maxLength, long parameters, List<Double> thresholds) {}
