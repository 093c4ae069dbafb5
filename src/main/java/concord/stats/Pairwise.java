package concord.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Agreement and classification figures of two annotators.
///
/// Conventions of scikit-learn: precision, recall and F1 with a zero denominator count as 0 and are listed as undefined; so is the Matthews
/// correlation where one annotator used a single label and the other did not. Macro averages are over the labels seen on either side,
/// balanced accuracy over the labels the reference used. Weighted kappas and the ordinal alpha take the order of the labels; the interval
/// alpha their numbers when every label is a number, else their ranks.
///
/// Formulas: Cohen 1960 and 1968, Scott 1955, Krippendorff 2011, Gwet 2008, Gorodkin 2004. Any thread.
public final class Pairwise {
    static final String NO_PAIR = "no unit has both labels";
    static final String ONE_LABEL = "only one label was used";
    static final String ONE_NUMBER = "all labels used stand for the same number";

    private Pairwise() {
    }

    /// @param pairs may be empty: then every value is undefined
    public static PairwiseFigures of(PairedLabels pairs, BootstrapOptions bootstrap) {
        int all = pairs.labels().size();
        boolean[] seen = new boolean[all];
        for (int i = 0; i < pairs.reference().length; i++) {
            seen[pairs.reference()[i]] = true;
            seen[pairs.other()[i]] = true;
        }
        int[] place = new int[all];
        List<String> labels = new ArrayList<>();
        for (int k = 0; k < all; k++) {
            place[k] = labels.size();
            if (seen[k])
                labels.add(pairs.labels().get(k));
        }
        int size = labels.size();
        int[][] table = new int[size][size];
        for (int i = 0; i < pairs.reference().length; i++) {
            table[place[pairs.reference()[i]]][place[pairs.other()[i]]]++;
        }
        return of(List.copyOf(labels), table, pairs, bootstrap);
    }

    private static PairwiseFigures of(List<String> labels, int[][] table, PairedLabels pairs, BootstrapOptions bootstrap) {
        int size = labels.size();
        int cells = (int) Arrays.stream(table).flatMapToInt(Arrays::stream).filter(c -> c > 0).count();
        int[] rows = new int[cells];
        int[] columns = new int[cells];
        int[] counts = new int[cells];
        int[] support = new int[size];
        int[] predicted = new int[size];
        int cell = 0;
        for (int r = 0; r < size; r++) {
            for (int c = 0; c < size; c++) {
                support[r] += table[r][c];
                predicted[c] += table[r][c];
                if (table[r][c] > 0) {
                    rows[cell] = r;
                    columns[cell] = c;
                    counts[cell++] = table[r][c];
                }
            }
        }
        ConfusionFigures figures = new ConfusionFigures(labels, rows, columns);
        double[] numbers = figures.of(counts);
        Map<String, String> undefined = new LinkedHashMap<>();
        Map<String, Value> values = values(numbers, cells == 0, usedBy(support), usedBy(predicted), size, undefined);
        List<LabelFigures> perLabel = new ArrayList<>();
        for (int k = 0; k < size; k++) {
            double[] three = new double[3];
            for (int i = 0; i < 3; i++) {
                double number = numbers[ConfusionFigures.VALUES.size() + 3 * k + i];
                three[i] = Double.isNaN(number) ? 0 : number;
                if (Double.isNaN(number))
                    undefined.put(figures.keys().get(ConfusionFigures.VALUES.size() + 3 * k + i),
                            i == 0 ? "the other never gave this label" : "the reference never gave this label");
            }
            perLabel.add(new LabelFigures(labels.get(k), three[0], three[1], three[2], support[k], predicted[k]));
        }
        Map<String, Interval> intervals = new LinkedHashMap<>(Bootstrap.intervals(figures, counts, bootstrap));
        intervals.keySet().removeAll(undefined.keySet());
        List<List<Integer>> confusion = Arrays.stream(table).map(row -> Arrays.stream(row).boxed().toList()).toList();
        return new PairwiseFigures(labels, pairs.reference().length, pairs.nReference(), pairs.nOther(), values, perLabel, confusion,
                intervals, undefined);
    }

    private static Map<String, Value> values(double[] numbers, boolean empty, int usedByReference, int usedByOther, int used,
            Map<String, String> undefined) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (int i = 0; i < ConfusionFigures.VALUES.size(); i++) {
            String key = ConfusionFigures.VALUES.get(i);
            if (!Double.isNaN(numbers[i])) {
                values.put(key, Value.of(numbers[i]));
                continue;
            }
            if (!empty && used > 1 && key.equals("mcc")) {
                values.put(key, Value.of(0));
                undefined.put(key, constant(usedByReference, usedByOther));
                continue;
            }
            String reason = empty ? NO_PAIR : used == 1 ? ONE_LABEL : ONE_NUMBER;
            values.put(key, Value.undefined(reason));
            undefined.put(key, reason);
        }
        return values;
    }

    private static String constant(int usedByReference, int usedByOther) {
        if (usedByReference == 1 && usedByOther == 1)
            return "each annotator used only one label";
        return usedByReference == 1 ? "the reference used only one label" : "the other used only one label";
    }

    private static int usedBy(int[] margin) {
        return (int) Arrays.stream(margin).filter(c -> c > 0).count();
    }
}
