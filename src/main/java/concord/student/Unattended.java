package concord.student;

import concord.job.JobContext;

/// For work of a moment that nobody follows or cancels.
final class Unattended implements JobContext {
    @Override
    public boolean cancelled() {
        return false;
    }

    @Override
    public void checkCancelled() {
        // never
    }

    @Override
    public void onCancel(Runnable action) {
        // never called
    }

    @Override
    public void progress(long done, long total, String phase) {
        // nobody looks
    }

    @Override
    public void metric(String series, double step, double value) {
        // nobody looks
    }

    @Override
    public void log(String message) {
        // nobody reads
    }
}
