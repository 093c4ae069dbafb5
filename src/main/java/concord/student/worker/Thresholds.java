package concord.student.worker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Where one of some ordered labels ends and the next begins on the scale of a number.
final class Thresholds {
    private Thresholds() {
    }

    /// Those with the least mean distance between the places of the right label and of the one given, where a label but the lowest is given above
    /// its threshold. Of equally good ones the lowest, which rise with the labels; each lies halfway between two numbers met.
    ///
    /// @param places  of the right labels, from 0
    /// @param numbers aligned with the places; at least one
    /// @param labels  how many there are
    static List<Double> of(int[] places, double[] numbers, int labels) {
        int[] order = IntStream.range(0, numbers.length).boxed().sorted(Comparator.comparingDouble(i -> numbers[i])).mapToInt(i -> i)
                .toArray();
        List<Double> out = new ArrayList<>();
        for (int label = 1; label < labels; label++) {
            out.add(least(places, numbers, order, label));
        }
        return out;
    }

    private static double least(int[] places, double[] numbers, int[] order, int label) {
        double lowest = numbers[order[0]] - 1;
        double highest = numbers[order[order.length - 1]] + 1;
        // below all numbers: every text gets the label, which is wrong for those that lie lower
        int wrong = (int) IntStream.of(places).filter(p -> p < label).count();
        int fewest = wrong;
        double best = lowest;
        for (int i = 0; i < order.length; i++) {
            wrong += places[order[i]] < label ? -1 : 1;
            double above = i + 1 < order.length ? numbers[order[i + 1]] : highest;
            if (wrong < fewest && above > numbers[order[i]]) {
                fewest = wrong;
                best = i + 1 < order.length ? (numbers[order[i]] + above) / 2 : highest;
            }
        }
        return best;
    }
}
