package concord.app;

/// What part of a project changed.
public enum Change {
    UNITS, CODEBOOK, ANNOTATIONS, GOLD, SAMPLES, RUNS, SETTINGS, STUDIES
}
