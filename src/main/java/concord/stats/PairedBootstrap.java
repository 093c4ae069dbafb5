package concord.stats;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Several annotators on the same resamples of the same units, so that differences between them are paired and means over them keep that they
/// answered the same units. Percentile limits.
///
/// Every draw has its own generator, made from the seed and the draw's number, so nothing depends on the number of threads nor on who else is
/// drawn. Draws on which a figure is undefined are left out; where they are more than half, or where there is only one unit, there is no
/// interval. Any thread.
public final class PairedBootstrap {
    static final String PAIRED = "percentile paired item bootstrap";
    static final String PAIRED_SEEDS = "percentile paired bootstrap of items and seeds";

    private PairedBootstrap() {
    }

    /// The figures of one series on every resample. Those of different calls belong together where units and options are the same.
    public static final class Drawn {
        private final BootstrapOptions options;
        private final double[][] figures;

        private Drawn(BootstrapOptions options, double[][] figures) {
            this.options = options;
            this.figures = figures;
        }
    }

    /// @param units of the test; of a ranking its queries
    /// @return aligned with the series
    public static List<Drawn> draw(int units, List<? extends UnitSeries> series, BootstrapOptions options) {
        int draws = units < 2 ? 0 : options.draws();
        double[][][] drawn = new double[series.size()][draws][];
        IntStream.range(0, draws).parallel().forEach(draw -> {
            SplitMix64 random = SplitMix64.stream(options.seed(), draw);
            int[] times = new int[units];
            for (int i = 0; i < units; i++) {
                times[random.nextInt(units)]++;
            }
            for (int one = 0; one < drawn.length; one++) {
                drawn[one][draw] = series.get(one).of(times);
            }
        });
        return Arrays.stream(drawn).map(figures -> new Drawn(options, figures)).toList();
    }

    /// Of the mean over several series, such as the seeds of a student.
    ///
    /// @param series at least one
    /// @param figure place in what the series return
    public static @Nullable Interval mean(List<Drawn> series, int figure) {
        return interval(series.getFirst(), draw -> mean(series, draw, figure), Bootstrap.METHOD);
    }

    /// Of the mean over `a` less the mean over `b`.
    public static @Nullable Interval difference(List<Drawn> a, List<Drawn> b, int figure) {
        return interval(a.getFirst(), draw -> mean(a, draw, figure) - mean(b, draw, figure), PAIRED);
    }

    /// Of the mean over pairs of first less second where the pairs (such as seeds) are drawn too, not only the units.
    ///
    /// @param first at least one; aligned with `second`
    public static @Nullable Interval differenceOverSeeds(List<Drawn> first, List<Drawn> second, int figure) {
        if (first.size() != second.size())
            throw new IllegalArgumentException(first.size() + " and " + second.size() + " series");
        return interval(first.getFirst(), draw -> {
            // not the stream that drew the units
            SplitMix64 random = SplitMix64.stream(first.getFirst().options.seed(), -1L - draw);
            double sum = 0;
            for (int i = 0; i < first.size(); i++) {
                int pair = random.nextInt(first.size());
                sum += first.get(pair).figures[draw][figure] - second.get(pair).figures[draw][figure];
            }
            return sum / first.size();
        }, PAIRED_SEEDS);
    }

    private static double mean(List<Drawn> series, int draw, int figure) {
        double sum = 0;
        for (Drawn one : series) {
            sum += one.figures[draw][figure];
        }
        return sum / series.size();
    }

    private static @Nullable Interval interval(Drawn like, IntToDoubleFunction ofDraw, String method) {
        int draws = like.figures.length;
        double[] values = IntStream.range(0, draws).mapToDouble(ofDraw).filter(v -> !Double.isNaN(v)).toArray();
        if (values.length == 0 || 2 * values.length < draws)
            return null;
        Arrays.sort(values);
        BootstrapOptions options = like.options;
        double tail = (1 - options.level()) / 2;
        return new Interval(Bootstrap.quantile(values, tail), Bootstrap.quantile(values, 1 - tail), options.level(), method,
                options.draws(), options.seed());
    }
}
