package concord.dataset;

import concord.job.Cancelled;
import concord.job.JobContext;

/// A job nobody watches; it can be cancelled beforehand.
final class QuietContext implements JobContext {
    private final boolean cancelled;

    private QuietContext(boolean cancelled) {
        this.cancelled = cancelled;
    }

    static QuietContext running() {
        return new QuietContext(false);
    }

    static QuietContext stopped() {
        return new QuietContext(true);
    }

    @Override
    public void checkCancelled() {
        if (cancelled)
            throw new Cancelled();
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }

    @Override
    public void onCancel(Runnable action) {
    }

    @Override
    public void progress(long done, long total, String phase) {
        if (done < 0 || total < 0)
            throw new IllegalStateException("negative progress");
    }

    @Override
    public void metric(String series, double step, double value) {
    }

    @Override
    public void log(String message) {
    }
}
