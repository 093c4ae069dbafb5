package concord.job;

/// Long work that runs in the background. Runs once, on a thread of the [JobRunner] that is never interrupted.
public interface Job<R> {
    /// Stable key: import, train, score, ...
    String kind();

    /// One line for people.
    String title();

    /// @throws Cancelled    when it noticed that it was cancelled
    /// @throws JobException when it failed for a reason a user can understand
    R run(JobContext context) throws Exception;
}
