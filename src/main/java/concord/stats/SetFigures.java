package concord.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The multi-label figures as a function of how many units carry each pair of label sets.
final class SetFigures implements Bootstrap.Figures {
    static final List<String> VALUES = List.of("exact_match", "micro.precision", "micro.recall", "micro.f1", "macro.precision",
            "macro.recall",
            "macro.f1", "samples.precision", "samples.recall", "samples.f1", "jaccard", "hamming");

    private final int size;
    private final int[][] reference;
    private final int[][] other;
    private final int[][] shared;
    private final List<String> keys;

    /// @param reference sorted label set of each pattern
    /// @param other     aligned with `reference`
    SetFigures(List<String> labels, int[][] reference, int[][] other) {
        this.size = labels.size();
        this.reference = reference;
        this.other = other;
        this.shared = new int[reference.length][];
        for (int i = 0; i < reference.length; i++) {
            int[] also = other[i];
            shared[i] = Arrays.stream(reference[i]).filter(label -> Arrays.binarySearch(also, label) >= 0).toArray();
        }
        List<String> all = new ArrayList<>(VALUES);
        for (String label : labels) {
            for (String measure : ConfusionFigures.MEASURES) {
                all.add("per_label." + label + "." + measure);
            }
        }
        this.keys = List.copyOf(all);
    }

    @Override
    public List<String> keys() {
        return keys;
    }

    @Override
    public double[] of(int[] counts) {
        double[] hit = new double[size];
        double[] support = new double[size];
        double[] predicted = new double[size];
        double[] out = new double[keys.size()];
        double n = 0;
        double wrong = 0;
        for (int i = 0; i < counts.length; i++) {
            double times = counts[i];
            if (times == 0)
                continue;
            n += times;
            add(support, reference[i], times);
            add(predicted, other[i], times);
            add(hit, shared[i], times);
            int both = shared[i].length;
            int either = reference[i].length + other[i].length - both;
            out[0] += either == both ? times : 0;
            out[7] += times * ratio(both, other[i].length);
            out[8] += times * ratio(both, reference[i].length);
            out[9] += times * ratio(2.0 * both, reference[i].length + other[i].length);
            out[10] += times * ratio(both, either);
            wrong += times * (either - both);
        }
        if (n == 0) {
            Arrays.fill(out, Double.NaN);
            return out;
        }
        byLabel(hit, support, predicted, out);
        for (int i : new int[]{0, 7, 8, 9, 10}) {
            out[i] /= n;
        }
        out[11] = size == 0 ? Double.NaN : wrong / (n * size);
        return out;
    }

    private void byLabel(double[] hit, double[] support, double[] predicted, double[] out) {
        double hits = Arrays.stream(hit).sum();
        double supports = Arrays.stream(support).sum();
        double predictions = Arrays.stream(predicted).sum();
        out[1] = quotient(hits, predictions);
        out[2] = quotient(hits, supports);
        out[3] = quotient(2 * hits, supports + predictions);
        int used = 0;
        for (int k = 0; k < size; k++) {
            double[] three = {quotient(hit[k], predicted[k]), quotient(hit[k], support[k]),
                    quotient(2 * hit[k], support[k] + predicted[k])};
            for (int i = 0; i < 3; i++) {
                out[VALUES.size() + 3 * k + i] = three[i];
                out[4 + i] += Double.isNaN(three[i]) ? 0 : three[i];
            }
            if (support[k] + predicted[k] > 0)
                used++;
        }
        for (int i = 4; i <= 6; i++) {
            out[i] = used == 0 ? Double.NaN : out[i] / used;
        }
    }

    private static void add(double[] sums, int[] labels, double times) {
        for (int label : labels) {
            sums[label] += times;
        }
    }

    private static double quotient(double part, double whole) {
        return whole == 0 ? Double.NaN : part / whole;
    }

    private static double ratio(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
