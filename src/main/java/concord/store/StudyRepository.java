package concord.store;

import concord.model.Study;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Studies, their finished parts, and who has looked at which test sample. Thread-safe.
public interface StudyRepository {
    /// In the order begun.
    List<Study> all();

    Optional<Study> byName(String name);

    /// @throws StoreException when the name is taken
    void begin(Study study);

    /// Keeps a finished piece of work under a key, in place of an earlier one of that key; on disk when this returns.
    ///
    /// @throws StoreException when there is no such study
    void put(String study, String part, String content);

    /// Finished pieces by key, in the order in which they were first kept.
    Map<String, String> parts(String study);

    /// Takes a study and its parts away; what it looked at stays on record.
    void delete(String name);

    /// Notes that a study compares something with the labels of a test sample; once for each.
    void look(String sample, String study, Instant at);

    /// Studies that have looked at a test sample, with the time of their first look, oldest first.
    Map<String, Instant> looks(String sample);
}
