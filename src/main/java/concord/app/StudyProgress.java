package concord.app;

import concord.job.Cancelled;
import concord.job.JobContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How far a study is, all its trainings at work taken together. Each counts by the time it should take, and what an earlier go had finished
/// does not count, so that the time left can be told from the time gone. Thread-safe.
final class StudyProgress {
    private static final double UNITS_A_SECOND = 1000;
    private final JobContext context;
    private final double total;
    private final int trainings;
    private final Map<Lane, Double> shares = new LinkedHashMap<>();
    private final List<Runnable> stops = new ArrayList<>();
    private double done;
    private int ended;
    private boolean halted;

    /// @param total     seconds that all trainings still to come should take
    /// @param trainings of the whole study
    /// @param ended     of them, in an earlier go
    StudyProgress(JobContext context, double total, int trainings, int ended) {
        this.context = context;
        this.total = total;
        this.trainings = trainings;
        this.ended = ended;
    }

    Lane lane() {
        return new Lane();
    }

    /// Stops all trainings, because one has met what the study cannot go on with.
    void halt() {
        List<Runnable> actions;
        synchronized (this) {
            halted = true;
            actions = List.copyOf(stops);
        }
        actions.forEach(Runnable::run);
    }

    private synchronized boolean halted() {
        return halted;
    }

    private synchronized void stopping(Runnable action) {
        stops.add(action);
        if (halted)
            action.run();
    }

    private synchronized void say(Lane lane, double share, String phase) {
        shares.merge(lane, share * lane.seconds, Math::max);
        tell(Math.min(ended + shares.size(), trainings), lane.words + ", " + phase);
    }

    private synchronized void end(Lane lane) {
        shares.remove(lane);
        done += lane.seconds;
        ended++;
        tell(ended, lane.words + ", done");
    }

    private void tell(int number, String phase) {
        double sum = done + shares.values().stream().mapToDouble(Double::doubleValue).sum();
        context.progress(Math.round(UNITS_A_SECOND * sum), Math.max(1, Math.round(UNITS_A_SECOND * total)),
                "training " + number + " of " + trainings + ", " + phase);
    }

    /// Hears of a training's epochs.
    interface Curve {
        void point(int epoch, double f1);
    }

    /// What one of the trainings at work says goes through here.
    final class Lane implements JobContext {
        private String words = "";
        private @Nullable Curve curve;
        private double seconds;

        /// @param about   what is trained, for people
        /// @param guessed seconds it should take
        void begin(String about, double guessed) {
            words = about;
            seconds = guessed;
        }

        /// Hears the validation F1 of each epoch from now on; null for nobody.
        void listen(@Nullable Curve to) {
            curve = to;
        }

        void end() {
            StudyProgress.this.end(this);
        }

        @Override
        public void checkCancelled() {
            context.checkCancelled();
            if (halted())
                throw new Cancelled();
        }

        @Override
        public boolean cancelled() {
            return context.cancelled() || halted();
        }

        @Override
        public void onCancel(Runnable action) {
            context.onCancel(action);
            stopping(action);
        }

        @Override
        public void progress(long steps, long of, String phase) {
            say(this, of == 0 ? 0 : (double) steps / of, phase);
        }

        /// Curves of single trainings are too many to keep; the figures of ended ones stand in the study.
        @Override
        public void metric(String series, double step, double value) {
            Curve to = curve;
            if (to != null && series.equals("validation_f1"))
                to.point((int) step, value);
        }

        @Override
        public void log(String message) {
            context.log(words + ": " + message);
        }
    }
}
