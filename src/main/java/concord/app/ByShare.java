package concord.app;

import concord.job.JobContext;
import java.util.function.DoubleSupplier;

/// The context of a job that does not know how much there is to do, only which share of its file is read: progress is told in thousandths.
record ByShare(JobContext job, DoubleSupplier share) implements JobContext {
    private static final long WHOLE = 1000;

    @Override
    public void checkCancelled() {
        job.checkCancelled();
    }

    @Override
    public boolean cancelled() {
        return job.cancelled();
    }

    @Override
    public void onCancel(Runnable action) {
        job.onCancel(action);
    }

    @Override
    public void progress(long done, long total, String phase) {
        job.progress(done == 0 ? 0 : Math.round(share.getAsDouble() * WHOLE), WHOLE, phase);
    }

    @Override
    public void metric(String series, double step, double value) {
        job.metric(series, step, value);
    }

    @Override
    public void log(String message) {
        job.log(message);
    }
}
