package concord.student.worker;

import org.jspecify.annotations.Nullable;

/// A text and what is to be learnt of it.
///
/// @param label  index among the labels
/// @param shares as in [concord.student.TrainingData.Item]
record Example(Tokens tokens, int label, double @Nullable [] shares) {
    Example(Tokens tokens, int label) {
        this(tokens, label, null);
    }
}
