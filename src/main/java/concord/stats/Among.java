package concord.stats;

/// Agreement figures of several annotators.
public final class Among {
    private Among() {
    }

    public static AmongFigures of(RatingTable table, BootstrapOptions bootstrap) {
        throw new UnsupportedOperationException();
    }
}
