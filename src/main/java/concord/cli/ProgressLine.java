package concord.cli;

import concord.job.JobHandle;
import concord.job.JobListener;
import concord.job.JobState;
import concord.job.Progress;
import java.io.PrintWriter;

/// Shows a job's progress: one line that is rewritten on a terminal, else a line at each new phase and each tenth.
final class ProgressLine implements JobListener {
    private final PrintWriter err;
    private final boolean terminal = System.console() != null && System.console().isTerminal();
    private String lastPhase = "";
    private int lastTenth = -1;

    ProgressLine(PrintWriter err) {
        this.err = err;
    }

    @Override
    public synchronized void progress(JobHandle<?> job, Progress progress) {
        int tenth = (int) (progress.fraction() * 10);
        // what stands behind a comma, such as the money spent, changes all the time
        String phase = progress.phase().replaceFirst(",.*", "");
        boolean news = !phase.equals(lastPhase) || tenth != lastTenth;
        lastPhase = phase;
        lastTenth = tenth;
        String share = progress.total() > 0 ? " " + Math.round(progress.fraction() * 100) + " %" : "";
        String left = progress.left().filter(d -> d.toSeconds() > 1).map(d -> ", " + d.toSeconds() + " s left").orElse("");
        if (terminal) {
            err.print("\r\u001b[K" + progress.phase() + share + left);
            err.flush();
        } else if (news) {
            err.println(progress.phase() + share + left);
        }
    }

    @Override
    public synchronized void state(JobHandle<?> job, JobState state) {
        if (terminal && state.ended()) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }
}
