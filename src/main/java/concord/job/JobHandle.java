package concord.job;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A submitted job, for whoever started it: state, progress, curves, log, cancel, result. Safe to use from any thread.
public final class JobHandle<R> implements JobContext {
    private static final Logger LOG = LoggerFactory.getLogger(JobHandle.class);

    private final Job<R> job;
    private final List<JobListener> listeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> cancelActions = new ArrayList<>();
    private final List<Metric> metrics = java.util.Collections.synchronizedList(new ArrayList<>());
    private final CompletableFuture<R> result = new CompletableFuture<>();
    private volatile JobState state = JobState.QUEUED;
    private volatile Progress progress = Progress.NONE;
    private volatile boolean cancelled;
    private volatile @Nullable String error;
    private @Nullable Instant started;

    JobHandle(Job<R> job) {
        this.job = job;
    }

    public String kind() {
        return job.kind();
    }

    public String title() {
        return job.title();
    }

    public JobState state() {
        return state;
    }

    public Progress progress() {
        return progress;
    }

    /// All points so far, oldest first.
    public List<Metric> metrics() {
        synchronized (metrics) {
            return List.copyOf(metrics);
        }
    }

    /// The sentence for the user when the job failed.
    public Optional<String> error() {
        return Optional.ofNullable(error);
    }

    /// Completes when the job has ended: with its result, [Cancelled] or what went wrong.
    public CompletableFuture<R> result() {
        return result.copy();
    }

    /// Waits for the end.
    ///
    /// @throws Cancelled    when it was cancelled
    /// @throws JobException when it failed
    public R await() {
        try {
            return result.join();
        } catch (java.util.concurrent.CompletionException | java.util.concurrent.CancellationException e) {
            if (e.getCause() instanceof RuntimeException cause)
                throw cause;
            throw new JobException(error == null ? "The job failed." : error, e.getCause());
        }
    }

    /// Asks the job to stop; it does so at its next check. A queued job never starts.
    public void cancel() {
        List<Runnable> actions;
        synchronized (cancelActions) {
            if (cancelled || state.ended())
                return;
            cancelled = true;
            actions = List.copyOf(cancelActions);
        }
        actions.forEach(JobHandle::quietly);
    }

    public void listen(JobListener listener) {
        listeners.add(listener);
    }

    public void unlisten(JobListener listener) {
        listeners.remove(listener);
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }

    @Override
    public void checkCancelled() {
        if (cancelled)
            throw new Cancelled();
    }

    @Override
    public void onCancel(Runnable action) {
        synchronized (cancelActions) {
            if (!cancelled) {
                cancelActions.add(action);
                return;
            }
        }
        quietly(action);
    }

    @Override
    public void progress(long done, long total, String phase) {
        Instant since = started == null ? Instant.now() : started;
        progress = new Progress(done, total, phase, Duration.between(since, Instant.now()));
        each(l -> l.progress(this, progress));
    }

    @Override
    public void metric(String series, double step, double value) {
        Metric metric = new Metric(series, step, value);
        metrics.add(metric);
        each(l -> l.metric(this, metric));
    }

    @Override
    public void log(String message) {
        LOG.info("{}: {}", kind(), message);
        each(l -> l.log(this, message));
    }

    void execute() {
        if (cancelled) {
            end(JobState.CANCELLED, null, new Cancelled());
            return;
        }
        started = Instant.now();
        to(JobState.RUNNING);
        R value;
        try {
            value = job.run(this);
        } catch (Cancelled e) {
            end(JobState.CANCELLED, null, e);
            return;
        } catch (Exception | LinkageError | OutOfMemoryError e) {
            String sentence = e instanceof Exception && e.getMessage() != null ? e.getMessage() : "The job failed: " + e;
            LOG.warn("job {} failed: {}", kind(), sentence, e);
            end(JobState.FAILED, sentence, e);
            return;
        }
        to(JobState.SUCCEEDED);
        result.complete(value);
    }

    private void end(JobState last, @Nullable String sentence, Throwable cause) {
        error = sentence;
        to(last);
        result.completeExceptionally(
                cause instanceof RuntimeException ? cause : new JobException(sentence == null ? "The job failed." : sentence, cause));
    }

    private void to(JobState next) {
        synchronized (cancelActions) {
            state = next;
        }
        each(l -> l.state(this, next));
    }

    private void each(java.util.function.Consumer<JobListener> call) {
        for (JobListener listener : listeners) {
            quietly(() -> call.accept(listener));
        }
    }

    private static void quietly(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.error("a job listener failed", e);
        }
    }
}
