package concord.model;

import java.util.Locale;

/// What all the answers of a teacher to one unit come to. [#key()] is the stable spelling in files and on the command line.
public enum UnitOutcome {
    /// One label was given more often than any other.
    LABELLED,
    /// Several labels were given equally often: no label.
    TIE,
    /// No label could be read; most of the answers were refusals.
    REFUSED,
    /// No label could be read from the answers.
    UNPARSABLE,
    /// Nothing was answered.
    FAILED,
    /// Nothing was asked, because the spending cap was reached.
    CAPPED;

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
