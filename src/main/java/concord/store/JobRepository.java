package concord.store;

import concord.model.JobRecord;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Jobs and their logs. Thread-safe.
public interface JobRepository {
    /// @return the new job's id
    long create(String kind, String title, String requestJson, boolean resumable);

    /// Progress may be called often; it is written at most once a second and at each change of state.
    void progress(long job, long done, long total, String phase);

    void state(long job, String state, @Nullable String error);

    void log(long job, String message);

    List<String> logs(long job);

    List<JobRecord> all();

    Optional<JobRecord> byId(long id);
}
