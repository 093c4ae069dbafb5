package concord.stats;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Agreement figures of several annotators, of whom not everybody needs to have labelled everything.
///
/// Percent agreement, Fleiss' kappa and AC1 as irrCAC computes them with missing labels: observed agreement over the units with two labels
/// or more, shares of the labels over all units with a label, each unit weighing the same. Krippendorff's alpha over the pairable labels.
/// The interval alpha takes the labels' numbers when every label is a number, else their ranks in codebook order.
///
/// Formulas: Fleiss 1971 and Gwet 2014, Krippendorff 2011. Any thread.
public final class Among {
    private Among() {
    }

    public static AmongFigures of(RatingTable table, BootstrapOptions bootstrap) {
        int all = table.labels().size();
        boolean[] seen = new boolean[all];
        for (int[] ratings : table.ratings()) {
            for (int label : ratings) {
                if (label >= 0)
                    seen[label] = true;
            }
        }
        int[] place = new int[all];
        List<String> labels = new ArrayList<>();
        for (int k = 0; k < all; k++) {
            place[k] = labels.size();
            if (seen[k])
                labels.add(table.labels().get(k));
        }
        Map<IntBuffer, Integer> patterns = patterns(table, place);
        int[][] given = patterns.keySet().stream().map(IntBuffer::array).toArray(int[][]::new);
        int[] counts = patterns.values().stream().mapToInt(Integer::intValue).toArray();
        int units = 0;
        int pairable = 0;
        for (int i = 0; i < counts.length; i++) {
            units += counts[i];
            if (given[i].length >= 2)
                pairable += counts[i];
        }
        PatternFigures figures = new PatternFigures(labels, given);
        double[] numbers = figures.of(counts);
        Map<String, Value> values = new LinkedHashMap<>();
        for (int i = 0; i < numbers.length; i++) {
            values.put(figures.keys().get(i), Double.isNaN(numbers[i])
                    ? Value.undefined(reason(pairable, labels.size(), given))
                    : Value.of(numbers[i]));
        }
        Map<String, Interval> intervals = new LinkedHashMap<>(Bootstrap.intervals(figures, counts, bootstrap));
        intervals.keySet().removeIf(key -> !values.get(key).defined());
        return new AmongFigures(labels, table.annotators(), units, pairable, values, intervals);
    }

    /// Units with the same labels, whoever gave them, are alike to every figure here.
    private static Map<IntBuffer, Integer> patterns(RatingTable table, int[] place) {
        int units = table.ratings().length == 0 ? 0 : table.ratings()[0].length;
        Map<IntBuffer, Integer> patterns = new LinkedHashMap<>();
        int[] labels = new int[table.ratings().length];
        for (int unit = 0; unit < units; unit++) {
            int n = 0;
            for (int[] ratings : table.ratings()) {
                if (ratings[unit] >= 0)
                    labels[n++] = place[ratings[unit]];
            }
            if (n == 0)
                continue;
            int[] pattern = Arrays.copyOf(labels, n);
            Arrays.sort(pattern);
            patterns.merge(IntBuffer.wrap(pattern), 1, Integer::sum);
        }
        return patterns;
    }

    private static String reason(int pairable, int used, int[][] given) {
        if (pairable == 0)
            return "no unit has two labels";
        if (used == 1)
            return Pairwise.ONE_LABEL;
        long distinct = Arrays.stream(given).filter(labels -> labels.length >= 2).flatMapToInt(Arrays::stream).distinct().count();
        return distinct == 1 ? "only one label was used on the units with two labels or more" : Pairwise.ONE_NUMBER;
    }
}
