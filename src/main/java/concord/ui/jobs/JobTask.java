package concord.ui.jobs;

import concord.job.Cancelled;
import concord.job.JobHandle;
import concord.job.JobListener;
import concord.job.JobState;
import concord.job.Progress;
import concord.report.Numbers;
import concord.ui.Texts;
import javafx.concurrent.Task;

/// A job as a JavaFX task, for the task view: it waits for the job and mirrors its progress; cancelling it asks the job to stop.
final class JobTask extends Task<Boolean> {
    private final JobHandle<?> handle;

    JobTask(JobHandle<?> handle) {
        this.handle = handle;
        updateTitle(handle.title());
        mirror(handle.progress());
    }

    JobHandle<?> handle() {
        return handle;
    }

    /// Blocks until the job has ended; run it in the background.
    @Override
    protected Boolean call() {
        JobListener listener = new JobListener() {
            @Override
            public void progress(JobHandle<?> job, Progress progress) {
                mirror(progress);
            }
        };
        handle.listen(listener);
        try {
            handle.await();
            return true;
        } catch (Cancelled e) {
            return false;
        } finally {
            handle.unlisten(listener);
        }
    }

    /// The job stops at its next check; the task ends when the job does.
    @Override
    public boolean cancel(boolean mayInterrupt) {
        handle.cancel();
        updateMessage(Texts.get("jobs.cancelling"));
        return true;
    }

    private void mirror(Progress progress) {
        double fraction = progress.fraction();
        updateProgress(fraction < 0 ? -1 : fraction, 1);
        if (!handle.cancelled())
            updateMessage(describe(handle.state(), progress));
    }

    /// "epoch 2 of 3, 61 %, 1 min left".
    static String describe(JobState state, Progress progress) {
        if (state == JobState.QUEUED)
            return Texts.get("jobs.waiting");
        StringBuilder text = new StringBuilder(progress.phase());
        if (progress.fraction() >= 0)
            text.append(text.isEmpty() ? "" : ", ").append(Numbers.percent(progress.fraction()));
        progress.left().filter(left -> progress.elapsed().toSeconds() >= 2 && !left.isZero())
                .ifPresent(left -> text.append(", ").append(Texts.get("jobs.left", Numbers.duration(left))));
        return text.toString();
    }
}
