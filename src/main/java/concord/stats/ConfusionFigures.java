package concord.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The pairwise figures as a function of the confusion counts: the same code for the data and for each resample.
///
/// Labels that a resample lacks on both sides do not count in its macro averages nor among the categories of AC1; ranks and numbers of
/// labels stay those of the whole table.
final class ConfusionFigures implements Bootstrap.Figures {
    static final List<String> VALUES = List.of("percent_agreement", "accuracy", "balanced_accuracy", "cohen_kappa", "cohen_kappa_linear",
            "cohen_kappa_quadratic", "scott_pi", "krippendorff_alpha_nominal", "krippendorff_alpha_ordinal", "krippendorff_alpha_interval",
            "gwet_ac1", "mcc", "macro.precision", "macro.recall", "macro.f1", "micro.precision", "micro.recall", "micro.f1",
            "weighted.precision", "weighted.recall", "weighted.f1");
    static final List<String> MEASURES = List.of("precision", "recall", "f1");

    private final int size;
    private final int[] rows;
    private final int[] columns;
    private final double[] numbers;
    private final List<String> keys;

    /// @param rows    reference label of each cell
    /// @param columns other's label of each cell
    ConfusionFigures(List<String> labels, int[] rows, int[] columns) {
        this.size = labels.size();
        this.rows = rows;
        this.columns = columns;
        this.numbers = Distances.interval(labels);
        List<String> all = new ArrayList<>(VALUES);
        for (String label : labels) {
            for (String measure : MEASURES) {
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
        Margins m = new Margins(counts);
        double[] out = new double[keys.size()];
        if (m.n == 0) {
            Arrays.fill(out, Double.NaN);
            return out;
        }
        out[0] = m.hits / m.n;
        out[1] = out[0];
        agreement(m, counts, out);
        classification(m, out);
        return out;
    }

    private void agreement(Margins m, int[] counts, double[] out) {
        if (m.used < 2) {
            for (int i = 3; i <= 11; i++) {
                out[i] = Double.NaN;
            }
            return;
        }
        double n = m.n;
        double products = 0;
        double rowSquares = 0;
        double columnSquares = 0;
        double givenSquares = 0;
        for (int k = 0; k < size; k++) {
            products += m.row[k] * m.column[k];
            rowSquares += m.row[k] * m.row[k];
            columnSquares += m.column[k] * m.column[k];
            givenSquares += m.given[k] * m.given[k];
        }
        out[3] = (n * m.hits - products) / (n * n - products);
        weightedKappas(m, counts, out);

        double po = m.hits / n;
        double both = 2 * n;
        double pooled = givenSquares / (both * both);
        out[6] = (po - pooled) / (1 - pooled);
        out[7] = 1 - 2 * (n - m.hits) * (both - 1) / (both * both - givenSquares);
        out[8] = alpha(m, counts, Distances.ordinal(m.given));
        out[9] = alpha(m, counts, numbers);
        double chance = (1 - pooled) / (m.used - 1);
        out[10] = (po - chance) / (1 - chance);
        double spread = (n * n - rowSquares) * (n * n - columnSquares);
        out[11] = spread == 0 ? Double.NaN : (m.hits * n - products) / Math.sqrt(spread);
    }

    private void weightedKappas(Margins m, int[] counts, double[] out) {
        double linear = 0;
        double quadratic = 0;
        for (int i = 0; i < counts.length; i++) {
            double apart = Math.abs(rows[i] - columns[i]);
            linear += counts[i] * apart;
            quadratic += counts[i] * apart * apart;
        }
        double linearChance = 0;
        double rowBelow = 0;
        double columnBelow = 0;
        double rowSum = 0;
        double columnSum = 0;
        double squares = 0;
        for (int k = 0; k < size; k++) {
            rowBelow += m.row[k];
            columnBelow += m.column[k];
            linearChance += rowBelow * (m.n - columnBelow) + (m.n - rowBelow) * columnBelow;
            rowSum += k * m.row[k];
            columnSum += k * m.column[k];
            squares += (double) k * k * (m.row[k] + m.column[k]);
        }
        out[4] = 1 - m.n * linear / linearChance;
        out[5] = 1 - m.n * quadratic / (m.n * squares - 2 * rowSum * columnSum);
    }

    private double alpha(Margins m, int[] counts, double[] places) {
        double observed = 0;
        for (int i = 0; i < counts.length; i++) {
            double apart = places[rows[i]] - places[columns[i]];
            observed += counts[i] * apart * apart;
        }
        double expected = Distances.pairs(m.given, places);
        // labels that differ in spelling only, such as 1 and 1.0, have one number
        return expected == 0 ? Double.NaN : 1 - 2 * observed * (2 * m.n - 1) / expected;
    }

    private void classification(Margins m, double[] out) {
        double recalls = 0;
        int present = 0;
        double[] macro = new double[3];
        double[] weighted = new double[3];
        for (int k = 0; k < size; k++) {
            double precision = m.column[k] == 0 ? Double.NaN : m.diagonal[k] / m.column[k];
            double recall = m.row[k] == 0 ? Double.NaN : m.diagonal[k] / m.row[k];
            double f1 = m.given[k] == 0 ? Double.NaN : 2 * m.diagonal[k] / m.given[k];
            double[] all = {precision, recall, f1};
            for (int i = 0; i < 3; i++) {
                out[VALUES.size() + 3 * k + i] = all[i];
                double value = Double.isNaN(all[i]) ? 0 : all[i];
                macro[i] += value;
                weighted[i] += m.row[k] * value;
            }
            if (m.row[k] > 0) {
                recalls += recall;
                present++;
            }
        }
        out[2] = recalls / present;
        for (int i = 0; i < 3; i++) {
            out[12 + i] = macro[i] / m.used;
            out[15 + i] = out[0];
            out[18 + i] = weighted[i] / m.n;
        }
    }

    /// Sums of the table; doubles, since products of counts pass the range of int.
    private final class Margins {
        final double[] row = new double[size];
        final double[] column = new double[size];
        final double[] diagonal = new double[size];
        final double[] given = new double[size];
        double n;
        double hits;
        int used;

        Margins(int[] counts) {
            for (int i = 0; i < counts.length; i++) {
                row[rows[i]] += counts[i];
                column[columns[i]] += counts[i];
                n += counts[i];
                if (rows[i] == columns[i]) {
                    diagonal[rows[i]] += counts[i];
                    hits += counts[i];
                }
            }
            for (int k = 0; k < size; k++) {
                given[k] = row[k] + column[k];
                if (given[k] > 0)
                    used++;
            }
        }
    }
}
