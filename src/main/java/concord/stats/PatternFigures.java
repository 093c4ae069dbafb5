package concord.stats;

import java.util.Arrays;
import java.util.List;

/// The figures among several annotators as a function of how many units carry each pattern of labels.
final class PatternFigures implements Bootstrap.Figures {
    private static final List<String> KEYS = List.of("krippendorff_alpha.nominal", "krippendorff_alpha.ordinal",
            "krippendorff_alpha.interval",
            "fleiss_kappa", "gwet_ac1", "percent_agreement");

    private final int size;
    private final int[][] patterns;
    private final double[] numbers;

    /// @param patterns the labels a unit was given, sorted, as often as they were given
    PatternFigures(List<String> labels, int[][] patterns) {
        this.size = labels.size();
        this.patterns = patterns;
        this.numbers = Distances.interval(labels);
    }

    @Override
    public List<String> keys() {
        return KEYS;
    }

    @Override
    public double[] of(int[] counts) {
        double[] share = new double[size];
        double[] pairable = new double[size];
        double units = 0;
        double pairableUnits = 0;
        double agreement = 0;
        double disagreement = 0;
        for (int i = 0; i < patterns.length; i++) {
            int[] labels = patterns[i];
            double times = counts[i];
            units += times;
            for (int label : labels) {
                share[label] += times / labels.length;
            }
            if (labels.length < 2)
                continue;
            pairableUnits += times;
            for (int label : labels) {
                pairable[label] += times;
            }
            double equal = equalPairs(labels);
            double ordered = (double) labels.length * (labels.length - 1);
            agreement += times * equal / ordered;
            disagreement += times * (ordered - equal) / (labels.length - 1);
        }
        double[] out = new double[KEYS.size()];
        Arrays.fill(out, Double.NaN);
        if (pairableUnits == 0)
            return out;
        double pa = agreement / pairableUnits;
        double n = Arrays.stream(pairable).sum();
        double squares = 0;
        for (double given : pairable) {
            squares += given * given;
        }
        if (n * n > squares)
            out[0] = 1 - disagreement * (n - 1) / (n * n - squares);
        out[1] = alpha(counts, pairable, Distances.ordinal(pairable), n);
        out[2] = alpha(counts, pairable, numbers, n);
        chanceCorrected(share, units, pa, out);
        out[5] = pa;
        return out;
    }

    private static void chanceCorrected(double[] share, double units, double pa, double[] out) {
        int used = 0;
        double squares = 0;
        double spread = 0;
        for (double sum : share) {
            double p = sum / units;
            squares += p * p;
            spread += p * (1 - p);
            if (sum > 0)
                used++;
        }
        if (used < 2)
            return;
        out[3] = (pa - squares) / (1 - squares);
        double chance = spread / (used - 1);
        out[4] = (pa - chance) / (1 - chance);
    }

    private double alpha(int[] counts, double[] pairable, double[] places, double n) {
        double observed = 0;
        for (int i = 0; i < patterns.length; i++) {
            int[] labels = patterns[i];
            if (labels.length >= 2 && counts[i] > 0)
                observed += counts[i] * squaredPairs(labels, places) / (labels.length - 1);
        }
        double expected = Distances.pairs(pairable, places);
        return expected == 0 ? Double.NaN : 1 - observed * (n - 1) / expected;
    }

    private static double squaredPairs(int[] labels, double[] places) {
        double mean = 0;
        for (int label : labels) {
            mean += places[label];
        }
        mean /= labels.length;
        double squares = 0;
        for (int label : labels) {
            squares += (places[label] - mean) * (places[label] - mean);
        }
        return 2 * labels.length * squares;
    }

    /// Ordered pairs of equal labels; the labels are sorted, so equal ones lie together.
    private static double equalPairs(int[] labels) {
        double pairs = 0;
        int start = 0;
        for (int i = 1; i <= labels.length; i++) {
            if (i < labels.length && labels[i] == labels[start])
                continue;
            double run = i - start;
            pairs += run * (run - 1);
            start = i;
        }
        return pairs;
    }
}
