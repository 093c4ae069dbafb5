package concord.ui.students;

import concord.job.JobHandle;
import concord.job.JobListener;
import concord.job.Metric;
import concord.job.Progress;
import concord.model.result.GridTrial;
import concord.ui.control.Plot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// The running training, or the present one of a running search: progress and the two curves, at most five updates a second.
final class LiveTraining implements JobListener {
    static final String LOSS = "loss";
    static final String VALIDATION_F1 = "validation_f1";
    private static final String TRIAL = "trial ";
    private static final long PAUSE = 200;

    /// @param trial whose curves these are, as "trial 3 "; empty for a training by itself
    /// @param loss  by training step
    /// @param f1    on the validation units, by epoch
    record Moment(Progress progress, String trial, List<Plot.Point> loss, List<Plot.Point> f1) {}

    private final JobHandle<?> handle;
    private final Consumer<Runnable> fx;
    private final AtomicBoolean queued = new AtomicBoolean();
    private final ReadOnlyObjectWrapper<Moment> moment;
    private final ReadOnlyObjectWrapper<List<GridTrial>> trials = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<@Nullable TeacherLine> teacher = new ReadOnlyObjectWrapper<>();
    private Runnable onTrial = () -> {
    };

    LiveTraining(JobHandle<?> handle, Consumer<Runnable> fx) {
        this.handle = handle;
        this.fx = fx;
        moment = new ReadOnlyObjectWrapper<>(read());
        handle.listen(this);
    }

    JobHandle<?> handle() {
        return handle;
    }

    ReadOnlyObjectProperty<Moment> momentProperty() {
        return moment.getReadOnlyProperty();
    }

    /// Of a search, in the order of trying; none otherwise.
    ReadOnlyObjectProperty<List<GridTrial>> trialsProperty() {
        return trials.getReadOnlyProperty();
    }

    /// Null where there is none to compare with.
    ReadOnlyObjectProperty<@Nullable TeacherLine> teacherProperty() {
        return teacher.getReadOnlyProperty();
    }

    void trials(List<GridTrial> now) {
        trials.set(now);
    }

    void teacher(Optional<TeacherLine> line) {
        teacher.set(line.orElse(null));
    }

    /// Calls on the owner's thread when another trial has begun or the last one has ended.
    void onTrial(Runnable action) {
        onTrial = action;
    }

    @Override
    public void progress(JobHandle<?> job, Progress progress) {
        soon();
    }

    @Override
    public void metric(JobHandle<?> job, Metric metric) {
        soon();
    }

    private void soon() {
        if (queued.compareAndSet(false, true))
            java.util.concurrent.CompletableFuture.delayedExecutor(PAUSE, java.util.concurrent.TimeUnit.MILLISECONDS)
                    .execute(() -> fx.accept(this::update));
    }

    private void update() {
        queued.set(false);
        Moment before = moment.get();
        Moment now = read();
        moment.set(now);
        // a linear student gives no curves, so the phase tells the trial as well
        if (!before.trial.equals(now.trial) || !trial(before.progress).equals(trial(now.progress)))
            onTrial.run();
    }

    private static String trial(Progress progress) {
        return progress.phase().startsWith(TRIAL) ? progress.phase().split(",", 2)[0] : "";
    }

    private Moment read() {
        return moment(handle.metrics(), handle.progress());
    }

    /// The curves of the training that spoke last.
    static Moment moment(List<Metric> all, Progress progress) {
        String trial = all.reversed().stream().map(Metric::series).filter(s -> s.endsWith(LOSS) || s.endsWith(VALIDATION_F1))
                .map(s -> s.substring(0, s.length() - (s.endsWith(LOSS) ? LOSS : VALIDATION_F1).length())).findFirst().orElse("");
        return new Moment(progress, trial, points(all, trial + LOSS), points(all, trial + VALIDATION_F1));
    }

    /// Of trainings one after the other under one name, as for several seeds, the last.
    private static List<Plot.Point> points(List<Metric> all, String series) {
        List<Plot.Point> points = new ArrayList<>();
        for (Metric metric : all) {
            if (!metric.series().equals(series))
                continue;
            if (!points.isEmpty() && metric.step() <= points.getLast().x())
                points.clear();
            points.add(new Plot.Point(metric.step(), metric.value()));
        }
        return points;
    }
}
