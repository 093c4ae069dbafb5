package concord.app;

import concord.stats.AmongFigures;
import concord.stats.BootstrapOptions;
import concord.stats.PairwiseFigures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Agreement and performance figures.
public final class ResultsService {
    ResultsService() {
    }

    /// The name under which the final labels (see [AuditService]) can be asked for as an annotator.
    public static final String FINAL = "final";

    /// @param sample only its units, or null
    /// @throws AppException when an annotator or the variable does not exist (naming those that do) or the variable is multi-label
    public PairwiseFigures pairwise(String variable, String reference, String other, @Nullable String sample, BootstrapOptions bootstrap) {
        throw new UnsupportedOperationException();
    }

    public AmongFigures among(String variable, List<String> annotators, @Nullable String sample, BootstrapOptions bootstrap) {
        throw new UnsupportedOperationException();
    }
}
