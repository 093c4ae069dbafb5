package concord.student.device;

import concord.job.Cancelled;
import concord.job.JobContext;
import java.util.ArrayList;
import java.util.List;

/// Keeps what is logged; cancelled from the progress report on that it is told.
final class NotedContext implements JobContext {
    final List<String> notes = new ArrayList<>();
    long cancelAfter = Long.MAX_VALUE;
    private boolean cancelled;

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
        throw new UnsupportedOperationException();
    }

    @Override
    public void progress(long done, long total, String phase) {
        cancelled |= done >= cancelAfter;
    }

    @Override
    public void metric(String series, double step, double value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void log(String message) {
        notes.add(message);
    }
}
