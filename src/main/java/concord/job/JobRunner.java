package concord.job;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Runs jobs, each kind's lane one after the other: heavy native work (training, scoring) one at a time, everything else beside it.
public final class JobRunner implements AutoCloseable {
    private final ExecutorService heavy = Executors.newSingleThreadExecutor(Thread.ofPlatform().name("job-heavy").daemon().factory());
    private final ExecutorService light = Executors.newFixedThreadPool(2, Thread.ofPlatform().name("job-", 0).daemon().factory());
    private final List<JobHandle<?>> active = new CopyOnWriteArrayList<>();

    /// How much of the machine a job takes.
    public enum Weight {
        LIGHT, HEAVY
    }

    /// Queues the job; the listeners hear of it from the first state on.
    public <R> JobHandle<R> submit(Job<R> job, Weight weight, JobListener... listeners) {
        JobHandle<R> handle = new JobHandle<>(job);
        for (JobListener listener : listeners) {
            handle.listen(listener);
        }
        active.add(handle);
        (weight == Weight.HEAVY ? heavy : light).execute(() -> {
            try {
                handle.execute();
            } finally {
                active.remove(handle);
            }
        });
        return handle;
    }

    /// Jobs queued or running now.
    public List<JobHandle<?>> active() {
        return List.copyOf(active);
    }

    /// Cancels what runs and waits up to 30 s for it to stop.
    @Override
    public void close() {
        active.forEach(JobHandle::cancel);
        heavy.shutdown();
        light.shutdown();
        try {
            heavy.awaitTermination(30, TimeUnit.SECONDS);
            light.awaitTermination(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
