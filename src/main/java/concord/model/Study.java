package concord.model;

import java.time.Instant;

/// A study as the project file remembers it; what has come of it so far stands in its parts.
///
/// @param name    unique in the project
/// @param kind    distillation or sampling
/// @param request the StudyRequest or SamplingStudyRequest as JSON
public record Study(String name, String kind, Instant at, String request) {
    public static final String DISTILLATION = "distillation";
    public static final String SAMPLING = "sampling";
}
