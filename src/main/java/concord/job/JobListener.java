package concord.job;

/// Hears of a job. Called on the job's thread (or the cancelling one): return quickly.
public interface JobListener {
    default void state(JobHandle<?> job, JobState state) {
    }

    default void progress(JobHandle<?> job, Progress progress) {
    }

    default void metric(JobHandle<?> job, Metric metric) {
    }

    default void log(JobHandle<?> job, String message) {
    }
}
