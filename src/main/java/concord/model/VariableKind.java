package concord.model;

import java.util.Locale;

/// What kind of answer a variable asks for. [#key()] is the stable spelling in files, requests and on the command line.
public enum VariableKind {
    SINGLE, MULTI, ORDINAL, PAIR, RANKING;

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether the order of the labels carries meaning, so that weighted and ordinal statistics apply.
    public boolean ordered() {
        return this == ORDINAL || this == RANKING;
    }

    /// @throws IllegalArgumentException with the allowed spellings when the key is none of them
    public static VariableKind of(String key) {
        for (VariableKind kind : values()) {
            if (kind.key().equals(key))
                return kind;
        }
        throw new IllegalArgumentException("Unknown kind \"" + key + "\": use single, multi, ordinal, pair or ranking.");
    }
}
