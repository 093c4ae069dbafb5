package concord.student;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Labelled units to learn from, already split. Equal texts stand on one side only.
///
/// @param labels     all labels in codebook order; the student's outputs have this order
public record TrainingData(List<String> labels, List<Item> train, List<Item> validation) {
    public TrainingData {
        labels = List.copyOf(labels);
        train = List.copyOf(train);
        validation = List.copyOf(validation);
    }

    /// @param label index into the labels
    public record Item(String text, @Nullable String textB, int label) {}
}
