package concord.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One allowed answer of a variable.
///
/// @param name            the answer exactly as it stands in data files: never trimmed, never re-spelt
/// @param definition      when the label applies, shown as guideline; may be empty
/// @param examples        texts that carry the label
/// @param counterExamples texts that look alike but do not
/// @param shortcut        the key that gives this label, or null for its position (1-9, then 0)
/// @param slot            colour and shape, from 0; 0 to 7 are distinct, later ones repeat hollow
public record Label(String name, String definition, List<String> examples, List<String> counterExamples, @Nullable String shortcut,
        int slot) {
    public Label {
        examples = List.copyOf(examples);
        counterExamples = List.copyOf(counterExamples);
        if (slot < 0)
            throw new IllegalArgumentException("slot " + slot);
    }

    /// A label of which only the name is known yet.
    public static Label named(String name, int slot) {
        return new Label(name, "", List.of(), List.of(), null, slot);
    }
}
