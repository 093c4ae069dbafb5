package concord.ui.teacher;

import concord.job.JobHandle;
import concord.job.JobListener;
import concord.job.Metric;
import concord.job.Progress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// A teacher at work: progress and money, at most four updates a second.
final class LiveRun implements JobListener {
    private static final long PAUSE = 250;

    /// @param spent US dollars; null while the price is not known
    record Moment(Progress progress, @Nullable Double spent) {}

    private final String run;
    private final JobHandle<?> handle;
    private final Consumer<Runnable> fx;
    private final AtomicBoolean queued = new AtomicBoolean();
    private volatile @Nullable Double spent;
    private final ReadOnlyObjectWrapper<Moment> moment;

    LiveRun(String run, JobHandle<?> handle, Consumer<Runnable> fx) {
        this.run = run;
        this.handle = handle;
        this.fx = fx;
        List<Metric> known = handle.metrics().stream().filter(m -> m.series().equals("spent")).toList();
        spent = known.isEmpty() ? null : known.getLast().value();
        moment = new ReadOnlyObjectWrapper<>(new Moment(handle.progress(), spent));
        handle.listen(this);
    }

    String run() {
        return run;
    }

    JobHandle<?> handle() {
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
        if (metric.series().equals("spent"))
            spent = metric.value();
        soon();
    }

    private void soon() {
        if (queued.compareAndSet(false, true))
            CompletableFuture.delayedExecutor(PAUSE, TimeUnit.MILLISECONDS).execute(() -> fx.accept(() -> {
                queued.set(false);
                moment.set(new Moment(handle.progress(), spent));
            }));
    }
}
