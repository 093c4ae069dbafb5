package concord.app;

import concord.job.Job;
import concord.job.JobContext;
import concord.job.JobHandle;
import concord.job.JobListener;
import concord.job.JobRunner;
import concord.job.JobRunner.Weight;
import concord.job.JobState;
import concord.job.Progress;
import concord.model.JobRecord;
import concord.store.JobRepository;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Submits jobs of one project and writes their state, progress and log into the project file.
final class ProjectJobs {
    private final JobRunner runner;
    private final JobRepository records;
    private final Map<Long, JobHandle<?>> active = new ConcurrentHashMap<>();
    /// What each job was asked, for as long as anybody holds its handle.
    private final Map<JobHandle<?>, Order> orders = Collections.synchronizedMap(new WeakHashMap<>());
    private final List<Consumer<JobHandle<?>>> listeners = new CopyOnWriteArrayList<>();

    ProjectJobs(JobRunner runner, JobRepository records) {
        this.runner = runner;
        this.records = records;
    }

    /// The body of a job.
    interface Work<R> {
        R run(JobContext context) throws Exception;
    }

    /// What a job is, for lists and for doing it again.
    ///
    /// @param resumable whether doing it again continues the work already done
    record Order(String kind, String title, Object request, boolean resumable, Weight weight) {}

    <R> JobHandle<R> submit(Order order, Work<R> work) {
        long id = records.create(order.kind(), order.title(), Json.write(order.request()), order.resumable());
        return start(id, order, work);
    }

    /// Runs it under the number of an earlier job.
    <R> JobHandle<R> resume(long id, Order order, Work<R> work) {
        if (active.containsKey(id))
            throw new AppException("Job " + id + " is running already.");
        records.state(id, JobState.QUEUED.key(), null);
        return start(id, order, work);
    }

    private <R> JobHandle<R> start(long id, Order order, Work<R> work) {
        Job<R> job = new Job<>() {
            @Override
            public String kind() {
                return order.kind();
            }

            @Override
            public String title() {
                return order.title();
            }

            @Override
            public R run(JobContext context) throws Exception {
                R result = Sentences.keepInJob(() -> work.run(context));
                // The end is written before anybody waiting for the result hears of it, so that the file never lags behind.
                end(id, JobState.SUCCEEDED, null);
                return result;
            }
        };
        JobHandle<R> handle;
        synchronized (this) {
            handle = runner.submit(job, order.weight(), new Recorder(id));
            orders.put(handle, order);
            if (!handle.state().ended())
                active.put(id, handle);
        }
        for (Consumer<JobHandle<?>> listener : listeners) {
            listener.accept(handle);
        }
        return handle;
    }

    private void end(long id, JobState state, @Nullable String error) {
        records.state(id, state.key(), error);
    }

    /// Handles running or queued, oldest first.
    List<JobHandle<?>> active() {
        return active.entrySet().stream().sorted(Map.Entry.comparingByKey()).<JobHandle<?>>map(Map.Entry::getValue)
                .filter(h -> !h.state().ended()).toList();
    }

    Optional<JobHandle<?>> active(long id) {
        return Optional.<JobHandle<?>>ofNullable(active.get(id)).filter(h -> !h.state().ended());
    }

    OptionalLong number(JobHandle<?> handle) {
        return active.entrySet().stream().filter(e -> e.getValue() == handle).mapToLong(Map.Entry::getKey).findFirst();
    }

    /// What a job of this project was asked, also after it ended; empty for a job of another project.
    Optional<Order> order(JobHandle<?> handle) {
        return Optional.ofNullable(orders.get(handle));
    }

    /// Jobs of this kind that broke off and can go on, the latest first.
    List<JobRecord> broken(String kind) {
        return records.all().stream().filter(j -> j.kind().equals(kind) && j.resumable())
                .sorted(Comparator.comparingLong(JobRecord::id).reversed()).toList();
    }

    Runnable onSubmit(Consumer<JobHandle<?>> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /// Cancels everything and waits for it to end.
    void close() {
        List<JobHandle<?>> left = new ArrayList<>(active.values());
        left.forEach(JobHandle::cancel);
        for (JobHandle<?> handle : left) {
            handle.result().handle((_, _) -> true).join();
        }
    }

    private final class Recorder implements JobListener {
        private final long id;

        Recorder(long id) {
            this.id = id;
        }

        @Override
        public void state(JobHandle<?> job, JobState state) {
            switch (state) {
                case QUEUED, RUNNING, INTERRUPTED -> end(id, state, null);
                case SUCCEEDED -> {
                }
                case FAILED -> end(id, state, job.error().orElse("The job failed."));
                case CANCELLED -> end(id, state, null);
            }
            if (state.ended()) {
                synchronized (ProjectJobs.this) {
                    active.remove(id);
                }
            }
        }

        @Override
        public void progress(JobHandle<?> job, Progress progress) {
            records.progress(id, progress.done(), progress.total(), progress.phase());
        }

        @Override
        public void log(JobHandle<?> job, String message) {
            records.log(id, message);
        }
    }
}
