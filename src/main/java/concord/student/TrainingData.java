package concord.student;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Labelled units to learn from, already split. Equal texts stand on one side only.
///
/// @param labels all labels in codebook order, from lowest to highest where they are ordered; the student's answers have this order
public record TrainingData(Task task, List<String> labels, List<Item> train, List<Item> validation) {
    public TrainingData {
        labels = List.copyOf(labels);
        train = List.copyOf(train);
        validation = List.copyOf(validation);
    }

    /// One label a text.
    public TrainingData(List<String> labels, List<Item> train, List<Item> validation) {
        this(Task.SINGLE, labels, train, validation);
    }

    /// @param label  index into the labels; for [Task#MULTI] not used
    /// @param shares aligned with the labels: of the votes for each, summing to 1; for [Task#MULTI] of the votes for each by itself, 0 or 1
    ///               where one annotator decided; null where the label is all there is
    public record Item(String text, @Nullable String textB, int label, double @Nullable [] shares) {
        /// A label without doubt.
        public Item(String text, @Nullable String textB, int label) {
            this(text, textB, label, null);
        }
    }
}
