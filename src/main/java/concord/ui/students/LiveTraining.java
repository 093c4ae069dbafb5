package concord.ui.students;

import concord.app.StudentService.Trained;
import concord.job.JobHandle;
import concord.job.JobListener;
import concord.job.Metric;
import concord.job.Progress;
import concord.ui.control.Plot;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The running training: progress and the two curves, at most five updates a second.
final class LiveTraining implements JobListener {
    static final String LOSS = "loss";
    static final String VALIDATION_F1 = "validation_f1";
    private static final long PAUSE = 200;

    /// @param loss by training step
    /// @param f1   on the validation units, by epoch
    record Moment(Progress progress, List<Plot.Point> loss, List<Plot.Point> f1) {}

    private final JobHandle<Trained> handle;
    private final Consumer<Runnable> fx;
    private final AtomicBoolean queued = new AtomicBoolean();
    private final ReadOnlyObjectWrapper<Moment> moment;

    LiveTraining(JobHandle<Trained> handle, Consumer<Runnable> fx) {
        this.handle = handle;
        this.fx = fx;
        moment = new ReadOnlyObjectWrapper<>(read());
        handle.listen(this);
    }

    JobHandle<Trained> handle() {
        return handle;
    }

    ReadOnlyObjectProperty<Moment> momentProperty() {
        return moment.getReadOnlyProperty();
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
                    .execute(() -> fx.accept(() -> {
                        queued.set(false);
                        moment.set(read());
                    }));
    }

    private Moment read() {
        List<Metric> all = handle.metrics();
        return new Moment(handle.progress(), points(all, LOSS), points(all, VALIDATION_F1));
    }

    private static List<Plot.Point> points(List<Metric> all, String series) {
        return all.stream().filter(m -> m.series().equals(series)).map(m -> new Plot.Point(m.step(), m.value())).toList();
    }
}
