package concord.app;

import concord.job.JobHandle;
import concord.model.JobRecord;
import java.util.List;
import java.util.function.Consumer;

/// The project's jobs, running and past.
public final class JobService {
    JobService() {
    }

    /// Newest first.
    public List<JobRecord> all() {
        throw new UnsupportedOperationException();
    }

    public List<String> log(long job) {
        throw new UnsupportedOperationException();
    }

    /// Goes on with an interrupted, cancelled or failed job from its request.
    ///
    /// @throws AppException when there is no such job or it cannot be resumed
    public JobHandle<?> resume(long job) {
        throw new UnsupportedOperationException();
    }

    /// Running handles of this project, for progress bars.
    public List<JobHandle<?>> active() {
        throw new UnsupportedOperationException();
    }

    /// Hears of every job submitted from now on; on the submitting thread.
    public Runnable onSubmit(Consumer<JobHandle<?>> listener) {
        throw new UnsupportedOperationException();
    }
}
