package concord.teacher;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the batches of one run are remembered, so that the program can be closed while a provider works on them. Thread-safe.
public interface BatchLog {
    /// Writes a batch, or what has become of it since; on disk when this returns.
    void save(Batch batch);

    /// Batches not collected yet, oldest first.
    List<Batch> open();

    /// @param token    ours, unique; letters and digits
    /// @param id       the provider's; null while it is not known
    /// @param at       when it was handed in
    /// @param requests calls in it
    record Batch(String token, @Nullable String id, Instant at, int requests, State state) {}

    /// Where a batch stands.
    enum State {
        /// About to be handed in: whether the provider has it is not known.
        SUBMITTING,
        /// The provider has it.
        SUBMITTED,
        /// Its results are on record, or the provider never had it.
        COLLECTED
    }
}
