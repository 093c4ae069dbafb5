package concord.stats;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Percentile intervals from items resampled with replacement.
///
/// Items of one kind (one cell of a confusion table, one pattern of labels) are interchangeable, so a resample is a multinomial over the
/// kinds. Every draw has its own generator, made from the seed and the draw's number, so the intervals do not depend on the number of
/// threads.
final class Bootstrap {
    static final String METHOD = "percentile item bootstrap";

    private Bootstrap() {
    }

    /// Figures as a function of how many items there are of each kind. Called from several threads at once.
    interface Figures {
        List<String> keys();

        /// @return aligned with the keys; NaN where undefined
        double[] of(int[] counts);
    }

    /// Draws on which a figure is undefined are left out; where they are more than half, or where there is only one item, there is no
    /// interval.
    static Map<String, Interval> intervals(Figures figures, int[] counts, BootstrapOptions options) {
        int items = Arrays.stream(counts).sum();
        if (options.draws() == 0 || items < 2)
            return Map.of();
        int draws = options.draws();
        double[][] drawn = IntStream.range(0, draws).parallel().mapToObj(draw -> {
            int[] resample = new int[counts.length];
            Multinomial.draw(counts, items, SplitMix64.stream(options.seed(), draw), resample);
            return figures.of(resample);
        }).toArray(double[][]::new);
        Map<String, Interval> intervals = new LinkedHashMap<>();
        List<String> keys = figures.keys();
        for (int i = 0; i < keys.size(); i++) {
            int column = i;
            double[] values = Arrays.stream(drawn).mapToDouble(row -> row[column]).filter(v -> !Double.isNaN(v)).sorted().toArray();
            if (2 * values.length < draws)
                continue;
            double tail = (1 - options.level()) / 2;
            intervals.put(keys.get(i),
                    new Interval(quantile(values, tail), quantile(values, 1 - tail), options.level(), METHOD, draws, options.seed()));
        }
        return intervals;
    }

    /// Linear interpolation between order statistics (type 7 of Hyndman & Fan 1996, as NumPy and R do by default).
    static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
