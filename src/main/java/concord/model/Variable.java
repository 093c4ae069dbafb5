package concord.model;

import java.util.List;
import java.util.Optional;

/// One question that annotators answer about each unit.
///
/// @param name         unique in the codebook
/// @param question     the question as shown above the labels; may be empty
/// @param instructions guidance for the whole variable; may be empty
/// @param labels       allowed answers; for ordered kinds from lowest to highest
public record Variable(String name, VariableKind kind, String question, String instructions, List<Label> labels) {
    public Variable {
        labels = List.copyOf(labels);
    }

    public Optional<Label> label(String name) {
        return labels.stream().filter(l -> l.name().equals(name)).findFirst();
    }

    public List<String> labelNames() {
        return labels.stream().map(Label::name).toList();
    }
}
