package concord.store;

import concord.model.Run;
import java.util.List;
import java.util.Optional;

/// Finished trainings. Thread-safe.
public interface RunRepository {
    List<Run> all();

    Optional<Run> byName(String name);

    /// Saves the run and its student annotator.
    ///
    /// @throws StoreException when the name is taken
    void save(Run run);

    /// Takes the run and its predictions away; the folder is the caller's.
    void delete(String name);
}
