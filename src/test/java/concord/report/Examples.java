package concord.report;

import concord.stats.BootstrapOptions;
import concord.stats.PairedLabels;
import concord.stats.Pairwise;
import concord.stats.PairwiseFigures;
import concord.stats.SplitMix64;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Seeded figures for the tests of this room.
final class Examples {
    static final List<String> LABELS = List.of("Support", "Oppose", "Neutral or mixed", "Off topic");

    private Examples() {
    }

    static PairwiseFigures figures() {
        return figures(LABELS, 500);
    }

    static PairwiseFigures figures(List<String> labels, int n) {
        SplitMix64 random = new SplitMix64(4);
        int[] reference = IntStream.range(0, n).map(_ -> random.nextInt(labels.size())).toArray();
        int[] other = Arrays.stream(reference).map(label -> random.nextInt(5) == 0 ? random.nextInt(labels.size()) : label).toArray();
        return Pairwise.of(new PairedLabels(labels, reference, other, n, n), new BootstrapOptions(200, 1, .95));
    }

    static PairwiseFigures of(int[] reference, int[] other) {
        return Pairwise.of(new PairedLabels(LABELS, reference, other, reference.length, other.length), BootstrapOptions.DEFAULT);
    }
}
