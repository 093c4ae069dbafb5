package concord.ui.study;

import concord.job.JobHandle;
import concord.job.JobListener;
import concord.job.Progress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The job of a study that runs, at most five updates a second. Several trainings may speak in turn; each is remembered until it ends or has been
/// silent for long.
final class LiveStudy implements JobListener {
    private static final long PAUSE = 200;
    private static final long SILENT = TimeUnit.MINUTES.toNanos(3);
    private final JobHandle<?> handle;
    private final Consumer<Runnable> fx;
    private final AtomicBoolean queued = new AtomicBoolean();
    private final Map<String, Heard> heard = new ConcurrentHashMap<>();
    private final ReadOnlyObjectWrapper<Moment> moment;

    /// @param at of [System#nanoTime]
    private record Heard(String all, long at) {}

    /// @param fx runs something on the thread this belongs to
    LiveStudy(JobHandle<?> handle, Consumer<Runnable> fx) {
        this.handle = handle;
        this.fx = fx;
        hear(handle.progress());
        moment = new ReadOnlyObjectWrapper<>(read());
        handle.listen(this);
    }

    JobHandle<?> handle() {
        return handle;
    }

    ReadOnlyObjectProperty<Moment> momentProperty() {
        return moment.getReadOnlyProperty();
    }

    @Override
    public void progress(JobHandle<?> job, Progress progress) {
        hear(progress);
        if (queued.compareAndSet(false, true))
            CompletableFuture.delayedExecutor(PAUSE, TimeUnit.MILLISECONDS).execute(() -> fx.accept(this::update));
    }

    private void hear(Progress progress) {
        Moment.said(progress.phase()).ifPresent(said -> {
            String training = training(said.about());
            if (said.ended())
                heard.remove(training);
            else
                heard.put(training, new Heard(said.about(), System.nanoTime()));
        });
    }

    /// What is said without its last part, which changes with every epoch.
    private static String training(String about) {
        int last = about.lastIndexOf(", ");
        return last < 0 ? about : about.substring(0, last);
    }

    private void update() {
        queued.set(false);
        moment.set(read());
    }

    private Moment read() {
        long now = System.nanoTime();
        heard.values().removeIf(h -> now - h.at > SILENT);
        Map<String, Moment.Work> works = new HashMap<>();
        heard.forEach((training, h) -> works.put(training + ",", Moment.work(h.all)));
        return Moment.of(handle.progress(), works);
    }

    void end() {
        handle.unlisten(this);
    }
}
