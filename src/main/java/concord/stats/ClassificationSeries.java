package concord.stats;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// F1, precision, recall, accuracy and the Matthews correlation of one annotator's answers, by how often each unit of a test is drawn.
///
/// F1, precision and recall are those of one label, or macro averages. As in scikit-learn with zero_division=0 a zero denominator counts as 0,
/// and so does the Matthews correlation where one side used a single label. Not defined, and NaN: all of them where no unit with an answer is
/// drawn, the first three where neither side ever gives the label, the Matthews correlation where both sides only ever give the same one, and
/// for label sets. The accuracy of label sets is the share of exact matches.
public final class ClassificationSeries implements UnitSeries {
    /// The figures, in their order.
    public static final List<String> KEYS = List.of("f1", "precision", "recall", "accuracy", "mcc");
    /// In place of a label: the macro average.
    public static final int MACRO = -1;

    private final Read read;
    private final int kinds;
    private final int[] kindOf;
    private final int[] units;

    /// The figures, by how often each kind of unit is drawn.
    private interface Read {
        double[] of(int[] counts);
    }

    private ClassificationSeries(Read read, int kinds, int[] kindOf, int[] units) {
        this.read = read;
        this.kinds = kinds;
        this.kindOf = kindOf;
        this.units = units.clone();
    }

    /// @param pairs    of the units with an answer
    /// @param units    place of each pair among the units of the test
    /// @param positive index into the labels, or [#MACRO]
    public static ClassificationSeries of(PairedLabels pairs, int[] units, int positive) {
        int size = pairs.labels().size();
        boolean[] seen = new boolean[size];
        Map<Integer, Integer> kinds = new LinkedHashMap<>();
        int[] kindOf = new int[units.length];
        for (int i = 0; i < kindOf.length; i++) {
            int row = pairs.reference()[i];
            int column = pairs.other()[i];
            seen[row] = true;
            seen[column] = true;
            kindOf[i] = kinds.computeIfAbsent(row * size + column, _ -> kinds.size());
        }
        int[] place = places(seen);
        int[] rows = kinds.keySet().stream().mapToInt(kind -> place[kind / size]).toArray();
        int[] columns = kinds.keySet().stream().mapToInt(kind -> place[kind % size]).toArray();
        boolean never = positive != MACRO && !seen[positive];
        int used = named(pairs.labels(), seen).size();
        return new ClassificationSeries(new LabelRead(used, rows, columns, positive == MACRO ? MACRO : place[positive], never), rows.length,
                kindOf, units);
    }

    /// @param sets     of the units with an answer
    /// @param units    place of each pair of sets among the units of the test
    /// @param positive index into the labels, or [#MACRO]
    public static ClassificationSeries of(PairedSets sets, int[] units, int positive) {
        boolean[] seen = new boolean[sets.labels().size()];
        for (int i = 0; i < units.length; i++) {
            for (int label : sets.reference()[i]) {
                seen[label] = true;
            }
            for (int label : sets.other()[i]) {
                seen[label] = true;
            }
        }
        int[] place = places(seen);
        Map<List<IntBuffer>, Integer> kinds = new LinkedHashMap<>();
        int[] kindOf = new int[units.length];
        for (int i = 0; i < kindOf.length; i++) {
            kindOf[i] = kinds.computeIfAbsent(List.of(set(sets.reference()[i], place), set(sets.other()[i], place)), _ -> kinds.size());
        }
        int[][] reference = kinds.keySet().stream().map(kind -> kind.get(0).array()).toArray(int[][]::new);
        int[][] other = kinds.keySet().stream().map(kind -> kind.get(1).array()).toArray(int[][]::new);
        SetFigures figures = new SetFigures(named(sets.labels(), seen), reference, other);
        String start = positive == MACRO ? "macro." : "per_label." + sets.labels().get(positive) + ".";
        int[] columns = Stream.of(start + "f1", start + "precision", start + "recall", "exact_match").mapToInt(figures.keys()::indexOf)
                .toArray();
        return new ClassificationSeries(new SetRead(figures, columns), reference.length, kindOf, units);
    }

    @Override
    public double[] of(int[] times) {
        int[] counts = new int[kinds];
        boolean any = false;
        for (int i = 0; i < units.length; i++) {
            int drawn = times[units[i]];
            counts[kindOf[i]] += drawn;
            any |= drawn > 0;
        }
        if (any)
            return read.of(counts);
        double[] none = new double[KEYS.size()];
        Arrays.fill(none, Double.NaN);
        return none;
    }

    /// One label a unit.
    ///
    /// @param size     labels seen
    /// @param rows     reference label of each kind
    /// @param columns  other's label of each kind
    /// @param positive place of the label, or [#MACRO]
    /// @param never    whether the positive label is not among those seen
    private record LabelRead(int size, int[] rows, int[] columns, int positive, boolean never) implements Read {
        @Override
        public double[] of(int[] counts) {
            double[] row = new double[size];
            double[] column = new double[size];
            double[] hit = new double[size];
            double n = 0;
            for (int i = 0; i < counts.length; i++) {
                row[rows[i]] += counts[i];
                column[columns[i]] += counts[i];
                hit[rows[i]] += rows[i] == columns[i] ? counts[i] : 0;
                n += counts[i];
            }
            double[] out = new double[5];
            double used = 0;
            double hits = 0;
            double products = 0;
            double rowSquares = 0;
            double columnSquares = 0;
            for (int k = 0; k < size; k++) {
                hits += hit[k];
                products += row[k] * column[k];
                rowSquares += row[k] * row[k];
                columnSquares += column[k] * column[k];
                if (positive != MACRO && positive != k)
                    continue;
                used += row[k] + column[k] > 0 ? 1 : 0;
                out[0] += ratio(2 * hit[k], row[k] + column[k]);
                out[1] += ratio(hit[k], column[k]);
                out[2] += ratio(hit[k], row[k]);
            }
            for (int i = 0; i < 3; i++) {
                out[i] = never ? Double.NaN : positive == MACRO ? out[i] / used : out[i];
            }
            out[3] = hits / n;
            double spread = (n * n - rowSquares) * (n * n - columnSquares);
            out[4] = size < 2 ? Double.NaN : ratio(hits * n - products, Math.sqrt(spread));
            return out;
        }

        private static double ratio(double part, double whole) {
            return whole == 0 ? 0 : part / whole;
        }
    }

    /// @param columns of F1, precision, recall and accuracy; -1 where the label is never given
    private record SetRead(SetFigures figures, int[] columns) implements Read {
        @Override
        public double[] of(int[] counts) {
            double[] all = figures.of(counts);
            double[] out = new double[KEYS.size()];
            for (int i = 0; i < columns.length; i++) {
                out[i] = columns[i] < 0 ? Double.NaN : Double.isNaN(all[columns[i]]) ? 0 : all[columns[i]];
            }
            out[4] = Double.NaN;
            return out;
        }
    }

    private static IntBuffer set(int[] labels, int[] place) {
        return IntBuffer.wrap(Arrays.stream(labels).map(label -> place[label]).sorted().toArray());
    }

    private static int[] places(boolean[] seen) {
        int[] place = new int[seen.length];
        int next = 0;
        for (int k = 0; k < seen.length; k++) {
            place[k] = next;
            next += seen[k] ? 1 : 0;
        }
        return place;
    }

    private static List<String> named(List<String> labels, boolean[] seen) {
        return new ArrayList<>(IntStream.range(0, seen.length).filter(k -> seen[k]).mapToObj(labels::get).toList());
    }
}
