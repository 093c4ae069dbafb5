package concord.job;

/// What a running job may say and ask. Safe to call from any thread the job uses.
public interface JobContext {
    /// @throws Cancelled when somebody asked the job to stop
    void checkCancelled();

    boolean cancelled();

    /// Called once, on the cancelling thread, when somebody asks the job to stop; at once when that has happened already.
    void onCancel(Runnable action);

    /// @param total 0 when not known
    /// @param phase what it is doing now, for people
    void progress(long done, long total, String phase);

    /// One point of a live curve, such as ("loss", 120, 0.61).
    void metric(String series, double step, double value);

    void log(String message);
}
