package concord.student.worker;

import org.jspecify.annotations.Nullable;

/// A text and what is to be learnt of it.
///
/// @param label  index among the labels
/// @param shares as in [concord.student.TrainingData.Item]
/// @param judged set where the text is a document to be read apart from the query it was judged for
record Example(Tokens tokens, int label, double @Nullable [] shares, @Nullable Judged judged) {
    /// For which query, and as which document.
    record Judged(Query query, Query.Document document) {}

    Example(Tokens tokens, int label) {
        this(tokens, label, null);
    }

    Example(Tokens tokens, int label, double @Nullable [] shares) {
        this(tokens, label, shares, null);
    }

    /// @throws NullPointerException when it is read as one
    Query query() {
        return java.util.Objects.requireNonNull(judged).query();
    }

    /// @throws NullPointerException when it is read as one
    Query.Document document() {
        return java.util.Objects.requireNonNull(judged).document();
    }
}
