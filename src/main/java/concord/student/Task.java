package concord.student;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What a student learns to answer. [#key()] is the stable spelling in files.
public enum Task {
    /// One label a text.
    SINGLE,
    /// Any number of labels a text, each decided for itself.
    MULTI,
    /// One of some ordered labels, learnt as "higher than this one?" for each label but the last, all along one direction (CORAL; Cao, Mirjalili
    /// and Raschka 2020).
    CORAL,
    /// A number: the place of one of some ordered labels, from 0.
    SCORE,
    /// A number: the cosine of a query and a document, each embedded by itself (a bi-encoder), so that documents with higher labels lie nearer. The
    /// lowest label is that of documents that are not relevant.
    PAIRING;

    /// Whether the answer is a number in place of probabilities.
    public boolean number() {
        return this == SCORE || this == PAIRING;
    }

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException when there is none of this key
    @JsonCreator
    public static Task of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
