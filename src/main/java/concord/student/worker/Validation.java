package concord.student.worker;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How well probabilities agree with the labels of held-out examples.
///
/// Macro figures average over the labels that occur on either side; a precision or recall with a zero denominator counts as 0.
///
/// @param loss mean cross-entropy
record Validation(double loss, double accuracy, double macroPrecision, double macroRecall, double macroF1) {
    static Validation of(List<Integer> truth, List<double[]> probabilities) {
        int labels = probabilities.getFirst().length;
        int[] right = new int[labels];
        int[] predicted = new int[labels];
        int[] actual = new int[labels];
        double loss = 0;
        for (int i = 0; i < truth.size(); i++) {
            double[] p = probabilities.get(i);
            int y = truth.get(i);
            int best = Softmax.best(p);
            loss -= Math.log(Math.max(p[y], 1e-12));
            actual[y]++;
            predicted[best]++;
            if (best == y)
                right[y]++;
        }
        double precision = 0;
        double recall = 0;
        double f1 = 0;
        int used = 0;
        int correct = 0;
        for (int k = 0; k < labels; k++) {
            if (actual[k] + predicted[k] == 0)
                continue;
            used++;
            correct += right[k];
            precision += predicted[k] == 0 ? 0 : (double) right[k] / predicted[k];
            recall += actual[k] == 0 ? 0 : (double) right[k] / actual[k];
            f1 += 2.0 * right[k] / (actual[k] + predicted[k]);
        }
        return new Validation(loss / truth.size(), (double) correct / truth.size(), precision / used, recall / used, f1 / used);
    }

    Map<String, Double> words() {
        Map<String, Double> out = new LinkedHashMap<>();
        out.put("accuracy", accuracy);
        out.put("macro_f1", macroF1);
        out.put("macro_precision", macroPrecision);
        out.put("macro_recall", macroRecall);
        out.put("loss", loss);
        return out;
    }
}
