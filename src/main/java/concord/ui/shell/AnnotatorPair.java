package concord.ui.shell;

/// Two annotators compared: rows of the confusion matrix are the reference.
public record AnnotatorPair(String reference, String other) {}
