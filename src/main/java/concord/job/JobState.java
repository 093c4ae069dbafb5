package concord.job;

import java.util.Locale;

/// Where a job stands. INTERRUPTED: the program ended while it ran.
public enum JobState {
    QUEUED, RUNNING, SUCCEEDED, FAILED, CANCELLED, INTERRUPTED;

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean ended() {
        return this != QUEUED && this != RUNNING;
    }
}
