package concord.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Average precision of each label: the precision at every threshold of its probability, weighted by the rise in recall, units of equal
/// probability taken together (scikit-learn's average_precision_score).
///
/// @param values    average_precision.LABEL, in 0..1; undefined for a label that the reference never gave
/// @param intervals under the same keys
public record AveragePrecision(Map<String, Value> values, Map<String, Interval> intervals) {
    private static final String KEY = "average_precision.";

    /// @param probabilities by unit and label
    /// @param given         whether the reference gave the label; by unit and label
    public static AveragePrecision of(List<String> labels, double[][] probabilities, boolean[][] given, BootstrapOptions bootstrap) {
        ByLabel figures = new ByLabel(labels.stream().map(KEY::concat).toList(), probabilities, given);
        int[] once = new int[given.length];
        Arrays.fill(once, 1);
        double[] numbers = figures.of(once);
        Map<String, Value> values = new LinkedHashMap<>();
        for (int k = 0; k < numbers.length; k++) {
            values.put(figures.keys().get(k),
                    Double.isNaN(numbers[k]) ? Value.undefined("the reference never gave this label") : Value.of(numbers[k]));
        }
        Map<String, Interval> intervals = new LinkedHashMap<>(Bootstrap.intervals(figures, once, bootstrap));
        intervals.keySet().removeIf(key -> !values.get(key).defined());
        return new AveragePrecision(values, intervals);
    }

    private static final class ByLabel implements Bootstrap.Figures {
        private final List<String> keys;
        private final double[][] probabilities;
        private final boolean[][] given;
        /// By label the units from the highest probability to the lowest.
        private final int[][] order;

        ByLabel(List<String> keys, double[][] probabilities, boolean[][] given) {
            this.keys = keys;
            this.probabilities = probabilities;
            this.given = given;
            order = IntStream.range(0, keys.size()).mapToObj(k -> IntStream.range(0, given.length).boxed()
                    .sorted(Comparator.comparingDouble(i -> -probabilities[i][k])).mapToInt(Integer::intValue).toArray())
                    .toArray(int[][]::new);
        }

        @Override
        public List<String> keys() {
            return keys;
        }

        @Override
        public double[] of(int[] counts) {
            double[] out = new double[keys.size()];
            for (int k = 0; k < out.length; k++) {
                out[k] = of(k, counts);
            }
            return out;
        }

        private double of(int label, int[] counts) {
            int[] units = order[label];
            double sum = 0;
            long met = 0;
            long right = 0;
            for (int i = 0; i < units.length;) {
                long before = right;
                double probability = probabilities[units[i]][label];
                for (; i < units.length && probabilities[units[i]][label] == probability; i++) {
                    met += counts[units[i]];
                    right += given[units[i]][label] ? counts[units[i]] : 0;
                }
                if (right > before)
                    sum += (double) (right - before) * right / met;
            }
            return right == 0 ? Double.NaN : sum / right;
        }
    }
}
