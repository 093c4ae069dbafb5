package concord.student.worker;

import concord.student.Task;
import java.util.ArrayList;
import java.util.List;

/// Temperature scaling (Guo et al. 2017): the number by which logits are divided so that probabilities fit the validation part best, and how
/// far the probabilities were off before and after.
///
/// The error is the expected calibration error over 15 bins of equal width: of the chosen label's probability against how often it is right; for
/// several labels a text, of each decision's probability against how often that decision is right.
///
/// @param temperature within [0.05, 20]; 1 where nothing was fitted
record Calibration(double temperature, double errorBefore, double errorAfter) {
    /// Fewer validation texts say nothing about probabilities.
    static final int FEWEST = 30;
    private static final double COLDEST = 0.05;
    private static final double HOTTEST = 20;
    private static final int BINS = 15;
    private static final int HALVINGS = 80;

    /// @param logits aligned with the examples
    static Calibration of(Goal goal, List<Example> held, List<float[]> logits) {
        double before = error(goal, held, logits, 1);
        if (held.size() < FEWEST || goal.task().number())
            return new Calibration(1, before, before);
        double temperature = fit(goal, held, logits);
        return new Calibration(temperature, before, error(goal, held, logits, temperature));
    }

    /// Golden-section search for the least loss over the logarithm of the temperature, in which the loss falls and then rises.
    private static double fit(Goal goal, List<Example> held, List<float[]> logits) {
        double ratio = (Math.sqrt(5) - 1) / 2;
        double low = Math.log(COLDEST);
        double high = Math.log(HOTTEST);
        double left = high - ratio * (high - low);
        double right = low + ratio * (high - low);
        double atLeft = loss(goal, held, logits, Math.exp(left));
        double atRight = loss(goal, held, logits, Math.exp(right));
        for (int i = 0; i < HALVINGS && high - low > 1e-9; i++) {
            if (atLeft <= atRight) {
                high = right;
                right = left;
                atRight = atLeft;
                left = high - ratio * (high - low);
                atLeft = loss(goal, held, logits, Math.exp(left));
            } else {
                low = left;
                left = right;
                atLeft = atRight;
                right = low + ratio * (high - low);
                atRight = loss(goal, held, logits, Math.exp(right));
            }
        }
        return Math.clamp(Math.exp((low + high) / 2), COLDEST, HOTTEST);
    }

    private static double loss(Goal goal, List<Example> held, List<float[]> logits, double temperature) {
        double sum = 0;
        for (int i = 0; i < logits.size(); i++) {
            sum += goal.loss(held.get(i), goal.answer(logits.get(i), temperature));
        }
        return sum;
    }

    private record Decision(double probability, boolean right) {}

    private static double error(Goal goal, List<Example> held, List<float[]> logits, double temperature) {
        if (goal.task().number())
            return 0;
        List<Decision> decisions = new ArrayList<>();
        for (int i = 0; i < logits.size(); i++) {
            double[] answer = goal.answer(logits.get(i), temperature);
            List<Integer> right = goal.right(held.get(i));
            if (goal.task() == Task.MULTI) {
                for (int k = 0; k < answer.length; k++) {
                    boolean yes = answer[k] >= Goal.GIVEN;
                    decisions.add(new Decision(yes ? answer[k] : 1 - answer[k], yes == right.contains(k)));
                }
            } else {
                int best = goal.given(answer).getFirst();
                decisions.add(new Decision(answer[best], right.contains(best)));
            }
        }
        return error(decisions);
    }

    private static double error(List<Decision> decisions) {
        double[] apart = new double[BINS];
        for (Decision decision : decisions) {
            int bin = Math.min(BINS - 1, (int) (decision.probability() * BINS));
            apart[bin] += decision.probability() - (decision.right() ? 1 : 0);
        }
        double sum = 0;
        for (double bin : apart) {
            sum += Math.abs(bin);
        }
        return sum / decisions.size();
    }
}
