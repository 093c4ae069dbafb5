package concord.model;

import java.util.Locale;

/// What a sample is kept for. A unit belongs to samples of one role at most, so that nothing is tested on what it was made from.
public enum SampleRole {
    /// its labels may be shown as examples
    FEW_SHOT,
    /// the codebook is written and revised on it
    DEVELOPMENT,
    /// students learn from it
    TRAIN,
    /// settings are chosen on it
    VALIDATION,
    /// figures for the report are taken on it: never shown to a teacher as an example
    TEST;

    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// @throws IllegalArgumentException when there is none of this spelling
    public static SampleRole of(String key) {
        for (SampleRole role : values()) {
            if (role.key().equals(key))
                return role;
        }
        throw new IllegalArgumentException("There is no role \"" + key + "\".");
    }
}
