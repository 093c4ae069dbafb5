package concord.model;

import org.jspecify.annotations.Nullable;

/// Somebody or something that labels. The name is unique in the project over all three kinds.
public sealed interface Annotator {
    String name();

    /// The stable spelling of the kind: human, teacher or student.
    default String kind() {
        return switch (this) {
            case Human _ -> "human";
            case Teacher _ -> "teacher";
            case Student _ -> "student";
        };
    }

    /// A person; the name is the pseudonym under which labels are stored.
    record Human(String name) implements Annotator {}

    /// An LLM.
    ///
    /// @param model the model id where known, else null (labels that came in a file)
    record Teacher(String name, @Nullable String model) implements Annotator {}

    /// A fine-tuned local model; its name is the name of the run that made it.
    record Student(String name) implements Annotator {}
}
