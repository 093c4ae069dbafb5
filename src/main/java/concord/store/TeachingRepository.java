package concord.store;

import concord.model.CallStatus;
import concord.model.TeacherCall;
import concord.model.Teaching;
import java.util.Collection;
import java.util.List;
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
    void summarise(String name, String summary);

    /// Adds finished calls; on disk when this returns. A call is never changed or counted twice.
    void append(Collection<TeacherCall> calls);

    /// How the latest call of each unit and repeat ended, by unit and repeat.
    void forEachState(String teaching, StateConsumer consumer);

    interface StateConsumer {
        void accept(long unit, int repeat, CallStatus status);
    }

    /// US dollars all calls of a run have cost, as far as prices are known.
    double spent(String teaching);

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
    /// @param providerId what the provider calls it
    /// @param content    which units and repeats it holds, as the caller writes it
    record Batch(int id, String providerId, String content, boolean collected) {}

    /// @return its number
    int addBatch(String teaching, String providerId, String content);

    List<Batch> batches(String teaching);

    /// Adds the calls a batch brought and marks it as collected, both or neither.
    void collect(int batch, Collection<TeacherCall> calls);
}
