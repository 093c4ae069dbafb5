package concord.model;

import java.util.Locale;

/// How a call to a teacher ended. [#key()] is the stable spelling in the project file and on the command line.
public enum CallStatus {
    /// An allowed label was read from the answer.
    LABELLED,
    /// The model declined to answer, or its filter did.
    REFUSED,
    /// There was an answer, but no allowed label could be read from it, or more than the variable takes.
    UNPARSABLE,
    /// There was no answer after all attempts: network, server, wrong request.
    FAILED,
    /// Not asked, because the spending cap was reached.
    CAPPED;

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException when there is none of this spelling
    public static CallStatus of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    /// Whether asking again could be worth it: nothing was answered.
    public boolean open() {
        return this == FAILED || this == CAPPED;
    }
}
