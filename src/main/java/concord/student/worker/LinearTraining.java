package concord.student.worker;

import java.util.ArrayList;
import java.util.List;

/// Multinomial logistic regression on embeddings; the penalty is the one with the best validation macro F1.
final class LinearTraining {
    /// Inverse penalties tried, strongest penalty first; a later one must be better to win.
    private static final double[] INVERSE_PENALTIES = {0.3, 1, 3, 10, 30, 100};

    private final int labels;
    private final boolean classWeights;
    private final Link link;

    LinearTraining(int labels, boolean classWeights, Link link) {
        this.labels = labels;
        this.classWeights = classWeights;
        this.link = link;
    }

    /// @param loss mean training cross-entropy
    record Result(LinearModel model, double penalty, double loss, Validation validation) {}

    /// @param rows  embeddings; the first `train` of them are learnt from, the rest choose the penalty
    /// @param truth label of each row
    Result run(List<float[]> rows, int[] truth, int train) {
        double[] weights = rowWeights(truth, train);
        Result best = null;
        for (int i = 0; i < INVERSE_PENALTIES.length; i++) {
            link.checkCancelled();
            double penalty = 1 / INVERSE_PENALTIES[i];
            LogisticRegression.Fit fit = new LogisticRegression(rows.subList(0, train), truth, weights, labels, penalty).fit();
            LinearModel model = fit.model();
            List<double[]> answers = new ArrayList<>();
            List<Integer> held = new ArrayList<>();
            for (int r = train; r < rows.size(); r++) {
                answers.add(Softmax.of(model.logits(rows.get(r)), 0, labels, 1));
                held.add(truth[r]);
            }
            Validation validation = Validation.of(held, answers);
            link.say(new FromWorker.Point("validation_f1", i + 1, validation.macroF1()));
            link.say(new FromWorker.Progress(i + 1, INVERSE_PENALTIES.length, "choosing the penalty"));
            if (best == null || validation.macroF1() > best.validation().macroF1())
                best = new Result(model, penalty, fit.loss(), validation);
        }
        if (best == null)
            throw new IllegalStateException("no penalty was tried");
        return best;
    }

    private double[] rowWeights(int[] truth, int train) {
        long[] counts = new long[labels];
        for (int r = 0; r < train; r++) {
            counts[truth[r]]++;
        }
        long present = java.util.Arrays.stream(counts).filter(c -> c > 0).count();
        double[] out = new double[train];
        for (int r = 0; r < train; r++) {
            out[r] = classWeights ? (double) train / (present * counts[truth[r]]) : 1;
        }
        return out;
    }
}
