package concord.store;

import concord.model.Codebook;
import concord.model.Variable;
import java.util.List;

/// The versions of the codebook. Thread-safe.
public interface CodebookRepository {
    Codebook current();

    /// All versions, oldest first.
    List<Codebook> versions();

    /// Adds the next version.
    Codebook save(List<Variable> variables, String author, String reason);
}
