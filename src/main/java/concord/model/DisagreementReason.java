package concord.model;

import java.util.Locale;

/// Why two annotators differ on a unit, as judged in the audit.
public enum DisagreementReason {
    AMBIGUOUS_TEXT, GUIDELINE_GAP, HUMAN_ERROR, TEACHER_ERROR;

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
