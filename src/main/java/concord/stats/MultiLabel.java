package concord.stats;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Figures of two annotators on a multi-label variable, after scikit-learn's multi-label metrics with zero_division=0.
///
/// Figures by unit (samples and jaccard) count a unit as 0 where their denominator is zero, even where both sides agree that no label
/// applies: how many units that concerns is said in `undefined`. exact_match and hamming have no such case. Any thread.
public final class MultiLabel {
    private static final String NO_LABEL = "no label was given";

    private MultiLabel() {
    }

    /// @param pairs may be empty: then every value is undefined
    public static MultiLabelFigures of(PairedSets pairs, BootstrapOptions bootstrap) {
        int all = pairs.labels().size();
        boolean[] seen = new boolean[all];
        for (int[][] side : new int[][][]{pairs.reference(), pairs.other()}) {
            for (int[] labels : side) {
                for (int label : labels) {
                    seen[label] = true;
                }
            }
        }
        int[] place = new int[all];
        List<String> labels = new ArrayList<>();
        for (int k = 0; k < all; k++) {
            place[k] = labels.size();
            if (seen[k])
                labels.add(pairs.labels().get(k));
        }
        Map<Pattern, Integer> patterns = new LinkedHashMap<>();
        for (int i = 0; i < pairs.reference().length; i++) {
            patterns.merge(new Pattern(set(pairs.reference()[i], place), set(pairs.other()[i], place)), 1, Integer::sum);
        }
        int[][] reference = patterns.keySet().stream().map(p -> p.reference.array()).toArray(int[][]::new);
        int[][] other = patterns.keySet().stream().map(p -> p.other.array()).toArray(int[][]::new);
        int[] counts = patterns.values().stream().mapToInt(Integer::intValue).toArray();
        return of(labels, reference, other, counts, pairs, bootstrap);
    }

    private static MultiLabelFigures of(List<String> labels, int[][] reference, int[][] other, int[] counts, PairedSets pairs,
            BootstrapOptions bootstrap) {
        SetFigures figures = new SetFigures(labels, reference, other);
        double[] numbers = figures.of(counts);
        int n = pairs.reference().length;
        Map<String, Value> values = new LinkedHashMap<>();
        Map<String, String> undefined = new LinkedHashMap<>();
        for (int i = 0; i < SetFigures.VALUES.size(); i++) {
            String key = SetFigures.VALUES.get(i);
            if (!Double.isNaN(numbers[i])) {
                values.put(key, Value.of(numbers[i]));
                continue;
            }
            boolean oneSide = n > 0 && !labels.isEmpty();
            String reason = n == 0 ? Pairwise.NO_PAIR : oneSide ? side(key) + " gave no label" : NO_LABEL;
            values.put(key, oneSide ? Value.of(0) : Value.undefined(reason));
            undefined.put(key, reason);
        }
        byUnit(reference, other, counts, undefined);
        int[] support = sums(reference, counts, labels.size());
        int[] predicted = sums(other, counts, labels.size());
        List<LabelFigures> perLabel = new ArrayList<>();
        for (int k = 0; k < labels.size(); k++) {
            double[] three = new double[3];
            for (int i = 0; i < 3; i++) {
                int at = SetFigures.VALUES.size() + 3 * k + i;
                three[i] = Double.isNaN(numbers[at]) ? 0 : numbers[at];
                if (Double.isNaN(numbers[at]))
                    undefined.put(figures.keys().get(at), side(figures.keys().get(at)) + " never gave this label");
            }
            perLabel.add(new LabelFigures(labels.get(k), three[0], three[1], three[2], support[k], predicted[k]));
        }
        Map<String, Interval> intervals = new LinkedHashMap<>(Bootstrap.intervals(figures, counts, bootstrap));
        for (int i = 0; i < numbers.length; i++) {
            if (Double.isNaN(numbers[i]))
                intervals.remove(figures.keys().get(i));
        }
        return new MultiLabelFigures(labels, n, pairs.nReference(), pairs.nOther(), values, perLabel, intervals, undefined);
    }

    private static void byUnit(int[][] reference, int[][] other, int[] counts, Map<String, String> undefined) {
        int noReference = 0;
        int noOther = 0;
        int neither = 0;
        for (int i = 0; i < counts.length; i++) {
            noReference += reference[i].length == 0 ? counts[i] : 0;
            noOther += other[i].length == 0 ? counts[i] : 0;
            neither += reference[i].length + other[i].length == 0 ? counts[i] : 0;
        }
        note(undefined, "samples.precision", noOther, "without a label by the other");
        note(undefined, "samples.recall", noReference, "without a label by the reference");
        note(undefined, "samples.f1", neither, "without a label on either side");
        note(undefined, "jaccard", neither, "without a label on either side");
    }

    private static void note(Map<String, String> undefined, String key, int units, String what) {
        if (units > 0)
            undefined.putIfAbsent(key, units + (units == 1 ? " unit " : " units ") + what + (units == 1 ? " counts as 0" : " count as 0"));
    }

    private static String side(String key) {
        return key.endsWith("recall") ? "the reference" : "the other";
    }

    private static int[] set(int[] labels, int[] place) {
        return Arrays.stream(labels).map(label -> place[label]).sorted().distinct().toArray();
    }

    private static int[] sums(int[][] sets, int[] counts, int size) {
        int[] sums = new int[size];
        for (int i = 0; i < sets.length; i++) {
            for (int label : sets[i]) {
                sums[label] += counts[i];
            }
        }
        return sums;
    }

    private record Pattern(IntBuffer reference, IntBuffer other) {
        Pattern(int[] reference, int[] other) {
            this(IntBuffer.wrap(reference), IntBuffer.wrap(other));
        }
    }
}
