package concord.app;

import concord.model.Codebook;
import concord.model.Variable;
import java.util.List;

/// The codebook and its versions.
public final class CodebookService {
    CodebookService() {
    }

    public Codebook current() {
        throw new UnsupportedOperationException();
    }

    public List<Codebook> versions() {
        throw new UnsupportedOperationException();
    }

    /// Makes the next version.
    ///
    /// @throws AppException when a name is empty or double, a shortcut is taken or reserved (letters f, c, g, h, n and digits beyond the label's own position), or a label in use disappears
    public Codebook save(List<Variable> variables, String author, String reason) {
        throw new UnsupportedOperationException();
    }

    /// What changed from one version to another, one line each.
    public List<Edit> diff(Codebook before, Codebook after) {
        throw new UnsupportedOperationException();
    }

    /// @param where  "stance / Support / definition"
    /// @param before empty for something new
    /// @param after  empty for something removed
    public record Edit(String where, String before, String after) {}

    /// Labels by people given under an older version in which the variable read differently.
    public long stale(String variable) {
        throw new UnsupportedOperationException();
    }
}
