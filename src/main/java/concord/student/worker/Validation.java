package concord.student.worker;

import concord.student.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How well answers agree with the labels of held-out examples.
///
/// Macro figures average over the labels that occur on either side; a precision or recall with a zero denominator counts as 0. Ordered labels
/// also get the quadratic kappa (Cohen 1968; 0 where it is undefined) and the mean distance between places, scores the correlation (Pearson; 0
/// where it is undefined) and the mean absolute error of the number itself.
///
/// @param loss    mean of [Goal#loss]
/// @param macroF1 what epochs are compared by; of [concord.student.Task#PAIRING] nDCG@10
/// @param count   texts, or queries, that this is a mean over
/// @param words   the figures of the task by name
record Validation(double loss, double macroF1, int count, Map<String, Double> words) {
    /// @param answers of [Goal#answer], aligned with the examples
    static Validation of(Goal goal, List<Example> truth, List<double[]> answers) {
        if (goal.task() == Task.PAIRING)
            return RankedValidation.of(goal, truth, answers);
        Counts counts = new Counts(goal.labels().size());
        double loss = 0;
        int exact = 0;
        for (int i = 0; i < truth.size(); i++) {
            List<Integer> right = goal.right(truth.get(i));
            List<Integer> given = goal.given(answers.get(i));
            loss += goal.loss(truth.get(i), answers.get(i)) / truth.size();
            exact += right.equals(given) ? 1 : 0;
            counts.add(right, given);
        }
        double share = (double) exact / truth.size();
        Map<String, Double> words = new LinkedHashMap<>();
        words.put(goal.task() == Task.MULTI ? "exact_match" : "accuracy", share);
        words.put("macro_f1", counts.macroF1());
        words.put("macro_precision", counts.macro(counts.predicted));
        words.put("macro_recall", counts.macro(counts.actual));
        if (goal.task() == Task.MULTI)
            words.put("micro_f1", counts.microF1());
        if (goal.task() == Task.CORAL || goal.task() == Task.SCORE)
            ordered(goal, truth, answers, words);
        words.put("loss", loss);
        return new Validation(loss, counts.macroF1(), truth.size(), words);
    }

    private static void ordered(Goal goal, List<Example> truth, List<double[]> answers, Map<String, Double> words) {
        int n = truth.size();
        double[] right = truth.stream().mapToDouble(Example::label).toArray();
        double[] given = answers.stream().mapToDouble(a -> goal.given(a).getFirst()).toArray();
        double apart = 0;
        double byChance = 0;
        for (int i = 0; i < n; i++) {
            apart += Math.pow(right[i] - given[i], 2) / n;
        }
        // the mean squared distance of all pairs, from the moments of both sides
        byChance += moment(right, 2) + moment(given, 2) - 2 * moment(right, 1) * moment(given, 1);
        words.put("quadratic_kappa", byChance > 0 ? 1 - apart / byChance : 0);
        words.put("mean_absolute_error", distance(right, given));
        if (goal.task() == Task.SCORE) {
            double[] exact = truth.stream().mapToDouble(goal::level).toArray();
            double[] numbers = answers.stream().mapToDouble(a -> a[0]).toArray();
            words.put("score_mean_absolute_error", distance(exact, numbers));
            words.put("score_correlation", correlation(exact, numbers));
        }
    }

    private static double moment(double[] values, int power) {
        double sum = 0;
        for (double value : values) {
            sum += Math.pow(value, power);
        }
        return sum / values.length;
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs(a[i] - b[i]);
        }
        return sum / a.length;
    }

    private static double correlation(double[] a, double[] b) {
        double meanA = moment(a, 1);
        double meanB = moment(b, 1);
        double both = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int i = 0; i < a.length; i++) {
            both += (a[i] - meanA) * (b[i] - meanB);
            squaresA += (a[i] - meanA) * (a[i] - meanA);
            squaresB += (b[i] - meanB) * (b[i] - meanB);
        }
        return squaresA > 0 && squaresB > 0 ? both / Math.sqrt(squaresA * squaresB) : 0;
    }

    /// Decisions by label.
    private static final class Counts {
        final int[] right;
        final int[] predicted;
        final int[] actual;

        Counts(int labels) {
            right = new int[labels];
            predicted = new int[labels];
            actual = new int[labels];
        }

        void add(List<Integer> truth, List<Integer> given) {
            truth.forEach(k -> actual[k]++);
            for (int k : given) {
                predicted[k]++;
                if (truth.contains(k))
                    right[k]++;
            }
        }

        /// @param of predicted for precision, actual for recall
        double macro(int[] of) {
            double sum = 0;
            for (int k = 0; k < right.length; k++) {
                sum += of[k] == 0 ? 0 : (double) right[k] / of[k];
            }
            return sum / used();
        }

        double macroF1() {
            double sum = 0;
            for (int k = 0; k < right.length; k++) {
                sum += actual[k] + predicted[k] == 0 ? 0 : 2.0 * right[k] / (actual[k] + predicted[k]);
            }
            return sum / used();
        }

        double microF1() {
            double hits = 0;
            double all = 0;
            for (int k = 0; k < right.length; k++) {
                hits += right[k];
                all += actual[k] + predicted[k];
            }
            return all == 0 ? 0 : 2 * hits / all;
        }

        /// Labels that occur on either side; 1 where none does, so that the mean of nothing is 0.
        private int used() {
            int used = 0;
            for (int k = 0; k < right.length; k++) {
                used += actual[k] + predicted[k] == 0 ? 0 : 1;
            }
            return Math.max(1, used);
        }
    }
}
