package concord.store;

import concord.model.CallStatus;
import concord.model.TeacherCall;
import concord.model.Teaching;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Teaching runs and the record of their calls, to which rows are only ever added. Thread-safe.
public interface TeachingRepository {
    List<Teaching> all();

    Optional<Teaching> byName(String name);

    /// Begins a run and makes its teacher.
    ///
    /// @throws StoreException when the name is taken
    void begin(Teaching teaching);

    /// Keeps what came of a run.
    ///
    /// @param summary null while it is being worked on
    void summarise(String name, @Nullable String summary);

    /// Adds finished calls; on disk when this returns. A call is never changed or counted twice.
    void append(Collection<TeacherCall> calls);

    /// The latest call of each unit and repeat, by unit and repeat.
    List<State> states(String teaching);

    /// What the latest call of a unit and repeat came to; the fields as in [TeacherCall].
    record State(long unit, int repeat, CallStatus status, @Nullable String label, String reason, @Nullable Double confidence) {}

    /// Sums over all calls of a run, earlier ones at the same unit and repeat included.
    Totals totals(String teaching);

    /// @param priced calls whose price is known
    /// @param cost   US dollars of these
    record Totals(long calls, long priced, double cost, long tokensIn, long tokensOut) {}

    /// How the latest calls of each unit and repeat ended.
    Map<CallStatus, Tally> tally(String teaching);

    /// @param calls   that ended so
    /// @param retried of these, those that took more than one HTTP attempt
    record Tally(long calls, long retried) {}

    /// All calls of a run in the order unit, repeat, time. The consumer runs on the calling thread and must not call the store.
    void forEachCall(String teaching, Consumer<TeacherCall> consumer);

    /// Calls of a run, the latest first.
    ///
    /// @param unit   of this unit only; null for all
    /// @param status ended this way only; null for all
    List<TeacherCall> calls(String teaching, @Nullable Long unit, @Nullable CallStatus status, int limit);

    /// Takes a run, its calls and its labels away.
    void delete(String name);

    /// A batch at a provider.
    ///
    /// @param token      ours, unique
    /// @param providerId what the provider calls it; null while that is not known
    /// @param state      as the caller spells it
    record Batch(String token, @Nullable String providerId, Instant at, int requests, String state) {}

    /// Writes a batch, or what has become of it since; on disk when this returns.
    void saveBatch(String teaching, Batch batch);

    /// Oldest first.
    List<Batch> batches(String teaching);
}
