package concord.model;

import java.util.Collection;
import java.util.List;

/// The labels of a multi-label answer and their one-string form.
///
/// The string form joins the names by U+001F (unit separator), a character no label may contain, in the order given. No label at all is the
/// empty string, which is an answer ("none applies") and differs from a missing answer, null.
public record LabelSet(List<String> names) {
    private static final String SEPARATOR = "\u001f";

    public LabelSet {
        names = List.copyOf(names);
    }

    public static LabelSet of(Collection<String> names) {
        return new LabelSet(List.copyOf(names));
    }

    public static LabelSet parse(String joined) {
        return new LabelSet(joined.isEmpty() ? List.of() : List.of(joined.split(SEPARATOR, -1)));
    }

    public String joined() {
        return String.join(SEPARATOR, names);
    }
}
