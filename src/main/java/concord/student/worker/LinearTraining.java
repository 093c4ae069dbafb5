package concord.student.worker;

import concord.student.Task;
import java.util.ArrayList;
import java.util.List;

/// Logistic regression on embeddings, multinomial for one label a text and one regression a label for several; the penalty is the one with the
/// best validation macro F1. A text with shares of votes counts once for each label, by its share.
final class LinearTraining {
    /// Inverse penalties tried, strongest penalty first; a later one must be better to win.
    private static final double[] INVERSE_PENALTIES = {0.3, 1, 3, 10, 30, 100};

    private final Goal goal;
    private final boolean classWeights;
    private final Link link;

    LinearTraining(Goal goal, boolean classWeights, Link link) {
        this.goal = goal;
        this.classWeights = classWeights;
        this.link = link;
    }

    /// @param loss   mean training cross-entropy
    /// @param logits of the validation rows
    record Result(LinearModel model, double penalty, double loss, Validation validation, List<float[]> logits) {}

    /// @param rows     embeddings; the first `train` of them are learnt from, the rest choose the penalty
    /// @param examples what is to be answered, aligned with the rows
    Result run(List<float[]> rows, List<Example> examples, int train) {
        List<float[]> learn = rows.subList(0, train);
        List<Example> taught = examples.subList(0, train);
        List<Example> held = examples.subList(train, rows.size());
        float[] weights = goal.weights(taught, classWeights);
        Result best = null;
        for (int i = 0; i < INVERSE_PENALTIES.length; i++) {
            link.checkCancelled();
            double penalty = 1 / INVERSE_PENALTIES[i];
            LogisticRegression.Fit fit = goal.task() == Task.MULTI
                    ? each(learn, taught, weights, penalty)
                    : together(learn, taught, weights, penalty);
            List<float[]> logits = rows.subList(train, rows.size()).stream().map(fit.model()::logits).toList();
            Validation validation = Validation.of(goal, held, logits.stream().map(z -> goal.answer(z, 1)).toList());
            link.say(new FromWorker.Point("validation_f1", i + 1, validation.macroF1()));
            link.say(new FromWorker.Progress(i + 1, INVERSE_PENALTIES.length, "choosing the penalty"));
            if (best == null || validation.macroF1() > best.validation().macroF1())
                best = new Result(fit.model(), penalty, fit.loss(), validation, logits);
        }
        if (best == null)
            throw new IllegalStateException("no penalty was tried");
        return best;
    }

    private LogisticRegression.Fit together(List<float[]> rows, List<Example> examples, float[] weights, double penalty) {
        Votes votes = new Votes();
        for (int r = 0; r < rows.size(); r++) {
            for (int k = 0; k < weights.length; k++) {
                votes.add(rows.get(r), k, goal.target(examples.get(r), k) * weights[k]);
            }
        }
        return votes.fit(weights.length, penalty);
    }

    /// The logit of a yes is the difference of the two outputs of a regression of yes and no.
    private LogisticRegression.Fit each(List<float[]> rows, List<Example> examples, float[] weights, double penalty) {
        int labels = weights.length;
        int width = rows.getFirst().length;
        float[] matrix = new float[labels * width];
        float[] biases = new float[labels];
        double loss = 0;
        for (int k = 0; k < labels; k++) {
            Votes votes = new Votes();
            for (int r = 0; r < rows.size(); r++) {
                double yes = goal.target(examples.get(r), k);
                votes.add(rows.get(r), 0, 1 - yes);
                votes.add(rows.get(r), 1, yes * weights[k]);
            }
            LogisticRegression.Fit fit = votes.fit(2, penalty);
            for (int j = 0; j < width; j++) {
                matrix[k * width + j] = fit.model().weights()[width + j] - fit.model().weights()[j];
            }
            biases[k] = fit.model().biases()[1] - fit.model().biases()[0];
            loss += fit.loss() / labels;
        }
        return new LogisticRegression.Fit(new LinearModel(labels, width, matrix, biases), loss);
    }

    /// Rows with one label each and how much each counts.
    private static final class Votes {
        private final List<float[]> rows = new ArrayList<>();
        private final List<Integer> labels = new ArrayList<>();
        private final List<Double> weights = new ArrayList<>();

        void add(float[] row, int label, double weight) {
            if (weight == 0)
                return;
            rows.add(row);
            labels.add(label);
            weights.add(weight);
        }

        LogisticRegression.Fit fit(int kinds, double penalty) {
            int[] truth = labels.stream().mapToInt(Integer::intValue).toArray();
            double[] counts = weights.stream().mapToDouble(Double::doubleValue).toArray();
            return new LogisticRegression(rows, truth, counts, kinds, penalty).fit();
        }
    }
}
