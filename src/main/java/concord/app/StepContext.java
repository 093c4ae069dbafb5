package concord.app;

import concord.job.JobContext;

/// How far a job of many trainings, one after the other, is: what each says is about the one under way, and progress counts whole ones and the
/// share of the present one. Used by the job's thread, and by the threads of the training for what they say.
final class StepContext implements JobContext {
    private static final long PARTS = 1_000;
    private final JobContext context;
    private final int steps;
    private volatile int ended;
    private volatile String words = "";
    /// A step has several pieces of work, each of which tells of itself; progress never falls back.
    private long most;

    StepContext(JobContext context, int steps) {
        this.context = context;
        this.steps = steps;
    }

    /// @param about the step, for people
    synchronized void begin(String about) {
        words = about;
        most = 0;
    }

    synchronized void end() {
        ended++;
        context.progress(PARTS * ended, PARTS * steps, "training " + ended + " of " + steps + " done");
    }

    @Override
    public void checkCancelled() {
        context.checkCancelled();
    }

    @Override
    public boolean cancelled() {
        return context.cancelled();
    }

    @Override
    public void onCancel(Runnable action) {
        context.onCancel(action);
    }

    @Override
    public synchronized void progress(long done, long total, String phase) {
        most = Math.max(most, total == 0 ? 0 : Math.min(PARTS - 1, PARTS * done / total));
        context.progress(PARTS * ended + most, PARTS * steps, "training " + (ended + 1) + " of " + steps + ", " + words + ", " + phase);
    }

    /// Curves of single trainings are too many to keep; the figures of ended ones stand in the study.
    @Override
    public void metric(String series, double step, double value) {
        // not kept
    }

    @Override
    public void log(String message) {
        context.log(words + ": " + message);
    }
}
