package concord.stats;

/// Agreement and classification figures of two annotators.
public final class Pairwise {
    private Pairwise() {
    }

    /// @param pairs may be empty: then every value is undefined
    public static PairwiseFigures of(PairedLabels pairs, BootstrapOptions bootstrap) {
        throw new UnsupportedOperationException();
    }
}
