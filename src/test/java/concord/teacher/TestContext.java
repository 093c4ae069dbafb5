package concord.teacher;

import concord.job.Cancelled;
import concord.job.JobContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A job's context that keeps what it is told, and can be cancelled.
final class TestContext implements JobContext {
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final List<String> phases = new CopyOnWriteArrayList<>();
    private volatile boolean cancelled;
    private volatile long done;

    void cancel() {
        cancelled = true;
    }

    List<String> logged() {
        return List.copyOf(log);
    }

    List<String> phases() {
        return List.copyOf(phases);
    }

    long done() {
        return done;
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
        throw new UnsupportedOperationException();
    }

    @Override
    public void progress(long done, long total, String phase) {
        this.done = done;
        phases.add(done + "/" + total + " " + phase);
    }

    @Override
    public void metric(String series, double step, double value) {
        phases.add(series + " " + step + " " + value);
    }

    @Override
    public void log(String message) {
        log.add(message);
    }
}
