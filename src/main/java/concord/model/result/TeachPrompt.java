package concord.model.result;

import java.util.List;

/// What is sent for one unit.
///
/// @param system   the system message; may be empty
/// @param user     the user message
/// @param examples keys of the units shown as examples, in order
public record TeachPrompt(String system, String user, List<String> examples) {
    public TeachPrompt {
        examples = List.copyOf(examples);
    }
}
