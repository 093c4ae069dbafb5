package concord.student.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import concord.student.Task;
import concord.student.format.FloatTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What a student is to answer, in terms of a network's outputs: how many there are, what they are taught, and how they are read.
///
/// @param labels    from lowest to highest where they are ordered
/// @param smoothing share of each target spread over all answers
record Goal(Task task, List<String> labels, double smoothing) {
    /// A label given with fewer votes than this is not given.
    static final double GIVEN = 0.5;

    Goal {
        labels = List.copyOf(labels);
    }

    Goal(Task task, List<String> labels) {
        this(task, labels, 0);
    }

    Objective objective() {
        return switch (task) {
            case SINGLE -> Objective.CHOICE;
            case MULTI, CORAL -> Objective.SIGNS;
            case SCORE -> Objective.NUMBER;
            case PAIRING -> Objective.PAIRS;
        };
    }

    int outputs() {
        return outputNames().size();
    }

    /// Texts read for one example of a batch, at most: of [Task#PAIRING] the query, its document and one that is not relevant.
    int texts() {
        return task == Task.PAIRING ? 3 : 1;
    }

    /// What config.json calls the outputs.
    List<String> outputNames() {
        return switch (task) {
            case SINGLE, MULTI -> labels;
            case CORAL -> labels.subList(0, labels.size() - 1).stream().map(l -> "higher than " + l).toList();
            case SCORE, PAIRING -> List.of("score");
        };
    }

    /// The targets of some texts, as [#objective()] wants them.
    ///
    /// @param soft for [Task#SINGLE]: as shares even where they are certain
    NDArray truth(NDManager manager, List<Example> examples, boolean soft) {
        if (task == Task.SINGLE && !soft)
            return manager.create(examples.stream().mapToLong(Example::label).toArray(), new Shape(examples.size()));
        int width = outputs();
        float[] values = new float[examples.size() * width];
        for (int r = 0; r < examples.size(); r++) {
            for (int k = 0; k < width; k++) {
                values[r * width + k] = (float) target(examples.get(r), k);
            }
        }
        return manager.create(values, new Shape(examples.size(), width));
    }

    /// What an output is taught.
    double target(Example example, int output) {
        return switch (task) {
            case SINGLE -> share(example, output);
            case MULTI -> spread(share(example, output));
            case CORAL -> spread(above(example, output));
            case SCORE, PAIRING -> level(example);
        };
    }

    /// The kernel of [Objective#CHOICE] spreads by itself.
    private double spread(double yes) {
        return yes * (1 - smoothing) + smoothing / 2;
    }

    static double share(Example example, int label) {
        double[] shares = example.shares();
        return shares == null ? example.label() == label ? 1 : 0 : shares[label];
    }

    /// Share of the votes above a label.
    private double above(Example example, int label) {
        double sum = 0;
        for (int k = label + 1; k < labels.size(); k++) {
            sum += share(example, k);
        }
        return sum;
    }

    /// The mean place of the votes.
    double level(Example example) {
        double sum = 0;
        for (int k = 1; k < labels.size(); k++) {
            sum += k * share(example, k);
        }
        return sum;
    }

    /// Rounds as the kernel of [Objective#NUMBER] does.
    private int place(Example example) {
        return (int) Math.rint((float) level(example));
    }

    /// How much some texts count in the mean that [#objective()] takes.
    ///
    /// @param weights those of [#weights]
    double counts(List<Example> examples, float[] weights, boolean soft) {
        return switch (task) {
            case SINGLE -> soft ? examples.size() : examples.stream().mapToDouble(e -> weights[e.label()]).sum();
            case MULTI, CORAL -> examples.size();
            case SCORE -> examples.stream().mapToDouble(e -> weights[place(e)]).sum();
            case PAIRING -> examples.stream().mapToDouble(this::level).sum();
        };
    }

    /// All 1, or weights that make every label (for yes and no: both answers) count alike.
    float[] weights(List<Example> train, boolean balanced) {
        float[] out = new float[task.number() ? labels.size() : outputs()];
        Arrays.fill(out, 1);
        if (!balanced)
            return out;
        double[] votes = new double[out.length];
        for (Example example : train) {
            for (int k = 0; k < out.length; k++) {
                votes[k] += switch (task) {
                    case SINGLE, MULTI -> share(example, k);
                    case CORAL -> above(example, k);
                    case SCORE, PAIRING -> place(example) == k ? 1 : 0;
                };
            }
        }
        long present = Arrays.stream(votes).filter(v -> v > 0).count();
        for (int k = 0; k < out.length; k++) {
            if (votes[k] > 0 && (objective() != Objective.SIGNS || votes[k] < train.size()))
                out[k] = (float) (objective() == Objective.SIGNS
                        ? (train.size() - votes[k]) / votes[k]
                        : train.size() / (present * votes[k]));
        }
        return out;
    }

    /// The start of a weight of the output layer, given a start for any other goal: equal rows for [Task#CORAL], whose outputs share one
    /// direction, and thresholds where the training texts have theirs.
    FloatTensor start(FloatTensor any, List<Example> train) {
        long[] shape = any.shape();
        if (task != Task.CORAL || shape[0] != outputs())
            return any;
        float[] values = any.values().clone();
        if (shape.length == 2) {
            int width = (int) shape[1];
            for (int r = 1; r < shape[0]; r++) {
                System.arraycopy(values, 0, values, r * width, width);
            }
        } else {
            for (int k = 0; k < values.length; k++) {
                int cut = k;
                double higher = train.stream().mapToDouble(e -> above(e, cut)).sum() + 0.5;
                values[k] = (float) Math.log(higher / (train.size() + 1 - higher));
            }
        }
        return new FloatTensor(shape, values);
    }

    /// What the student says: probabilities of the labels; for a number that alone.
    ///
    /// @param temperature divides the logits; not used for a number
    double[] answer(float[] logits, double temperature) {
        return switch (task) {
            case SINGLE -> Softmax.of(logits, 0, logits.length, temperature);
            case MULTI -> signs(logits, temperature);
            case CORAL -> levels(signs(logits, temperature));
            case SCORE, PAIRING -> new double[]{logits[0]};
        };
    }

    private static double[] signs(float[] logits, double temperature) {
        double[] out = new double[logits.length];
        for (int k = 0; k < out.length; k++) {
            out[k] = 1 / (1 + Math.exp(-logits[k] / temperature));
        }
        return out;
    }

    /// Differences of the chances to lie above; a chance greater than the one before it counts as equal to it.
    private static double[] levels(double[] above) {
        double[] out = new double[above.length + 1];
        double before = 1;
        for (int k = 0; k < above.length; k++) {
            double here = Math.min(before, above[k]);
            out[k] = before - here;
            before = here;
        }
        out[above.length] = before;
        return out;
    }

    /// Cross-entropy (for [Task#SCORE] the squared error) of an answer.
    double loss(Example example, double[] answer) {
        double sum = 0;
        switch (task) {
            case SINGLE, CORAL -> {
                for (int k = 0; k < answer.length; k++) {
                    double share = share(example, k);
                    if (share > 0)
                        sum -= share * Math.log(Math.max(answer[k], 1e-12));
                }
            }
            case MULTI -> {
                for (int k = 0; k < answer.length; k++) {
                    double yes = share(example, k);
                    sum -= yes * Math.log(Math.max(answer[k], 1e-12)) + (1 - yes) * Math.log(Math.max(1 - answer[k], 1e-12));
                }
                sum /= answer.length;
            }
            case SCORE -> sum = Math.pow(answer[0] - level(example), 2);
        }
        return sum;
    }

    /// Places of the labels an answer gives; one but for [Task#MULTI].
    List<Integer> given(double[] answer) {
        List<Integer> out = new ArrayList<>();
        switch (task) {
            case SINGLE, CORAL -> out.add(Softmax.best(answer));
            case SCORE -> out.add((int) Math.clamp(Math.rint(answer[0]), 0, labels.size() - 1));
            case MULTI -> {
                for (int k = 0; k < answer.length; k++) {
                    if (answer[k] >= GIVEN)
                        out.add(k);
                }
            }
        }
        return out;
    }

    /// Places of the labels that are right.
    List<Integer> right(Example example) {
        if (task != Task.MULTI)
            return List.of(example.label());
        List<Integer> out = new ArrayList<>();
        for (int k = 0; k < labels.size(); k++) {
            if (share(example, k) >= GIVEN)
                out.add(k);
        }
        return out;
    }
}
