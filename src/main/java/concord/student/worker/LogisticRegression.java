package concord.student.worker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/// Multinomial logistic regression with an L2 penalty on the weights (not on the biases), by L-BFGS (Nocedal & Wright, algorithm 7.4) with a
/// backtracking line search. Minimises the sum of the weighted cross-entropies plus penalty / 2 times the squared weights, as scikit-learn does
/// with C = 1 / penalty.
final class LogisticRegression {
    private static final int MEMORY = 10;
    private static final int MOST_STEPS = 1000;
    private static final double TOLERANCE = 1e-5;

    private final List<float[]> rows;
    private final int[] truth;
    private final double[] rowWeights;
    private final int labels;
    private final double penalty;
    private final int width;

    LogisticRegression(List<float[]> rows, int[] truth, double[] rowWeights, int labels, double penalty) {
        this.rows = rows;
        this.truth = truth;
        this.rowWeights = rowWeights;
        this.labels = labels;
        this.penalty = penalty;
        this.width = rows.getFirst().length;
    }

    /// @param loss mean cross-entropy without the penalty
    record Fit(LinearModel model, double loss) {}

    private record Pair(double[] step, double[] change, double product) {}

    Fit fit() {
        double[] x = new double[labels * (width + 1)];
        double[] gradient = new double[x.length];
        double value = value(x, gradient);
        Deque<Pair> memory = new ArrayDeque<>();
        for (int k = 0; k < MOST_STEPS && largest(gradient) > TOLERANCE; k++) {
            double[] direction = direction(gradient, memory);
            double slope = dot(direction, gradient);
            double length = memory.isEmpty() ? Math.min(1, 1 / Math.sqrt(dot(gradient, gradient))) : 1;
            double[] next = new double[x.length];
            double[] nextGradient = new double[x.length];
            double nextValue = Double.POSITIVE_INFINITY;
            for (int tries = 0; tries < 40; tries++, length /= 2) {
                for (int i = 0; i < x.length; i++) {
                    next[i] = x[i] + length * direction[i];
                }
                nextValue = value(next, nextGradient);
                if (nextValue <= value + 1e-4 * length * slope)
                    break;
            }
            if (nextValue >= value)
                break;
            double[] step = difference(next, x);
            double[] change = difference(nextGradient, gradient);
            double product = dot(step, change);
            if (product > 1e-12) {
                memory.addLast(new Pair(step, change, product));
                if (memory.size() > MEMORY)
                    memory.removeFirst();
            }
            x = next;
            gradient = nextGradient;
            value = nextValue;
        }
        return result(x, value);
    }

    private Fit result(double[] x, double value) {
        float[] weights = new float[labels * width];
        float[] biases = new float[labels];
        double squares = 0;
        for (int k = 0; k < labels; k++) {
            for (int j = 0; j < width; j++) {
                double w = x[k * (width + 1) + j];
                weights[k * width + j] = (float) w;
                squares += w * w;
            }
            biases[k] = (float) x[k * (width + 1) + width];
        }
        return new Fit(new LinearModel(labels, width, weights, biases), (value - penalty / 2 * squares) / rows.size());
    }

    /// The objective; its gradient goes into the second argument.
    private double value(double[] x, double[] gradient) {
        java.util.Arrays.fill(gradient, 0);
        double sum = 0;
        double[] logits = new double[labels];
        for (int r = 0; r < rows.size(); r++) {
            float[] row = rows.get(r);
            double most = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < labels; k++) {
                int base = k * (width + 1);
                double z = x[base + width];
                for (int j = 0; j < width; j++) {
                    z += x[base + j] * row[j];
                }
                logits[k] = z;
                most = Math.max(most, z);
            }
            double total = 0;
            for (int k = 0; k < labels; k++) {
                total += Math.exp(logits[k] - most);
            }
            double log = most + Math.log(total);
            sum += rowWeights[r] * (log - logits[truth[r]]);
            for (int k = 0; k < labels; k++) {
                double error = rowWeights[r] * (Math.exp(logits[k] - log) - (k == truth[r] ? 1 : 0));
                int base = k * (width + 1);
                for (int j = 0; j < width; j++) {
                    gradient[base + j] += error * row[j];
                }
                gradient[base + width] += error;
            }
        }
        for (int k = 0; k < labels; k++) {
            for (int j = 0; j < width; j++) {
                int i = k * (width + 1) + j;
                sum += penalty / 2 * x[i] * x[i];
                gradient[i] += penalty * x[i];
            }
        }
        return sum;
    }

    private static double[] direction(double[] gradient, Deque<Pair> memory) {
        double[] q = gradient.clone();
        List<Double> alphas = new ArrayList<>();
        for (Iterator<Pair> newest = memory.descendingIterator(); newest.hasNext();) {
            Pair pair = newest.next();
            double alpha = dot(pair.step, q) / pair.product;
            alphas.add(alpha);
            add(q, -alpha, pair.change);
        }
        if (!memory.isEmpty()) {
            Pair last = memory.getLast();
            double scale = last.product / dot(last.change, last.change);
            for (int i = 0; i < q.length; i++) {
                q[i] *= scale;
            }
        }
        int at = alphas.size();
        for (Pair pair : memory) {
            double beta = dot(pair.change, q) / pair.product;
            add(q, alphas.get(--at) - beta, pair.step);
        }
        for (int i = 0; i < q.length; i++) {
            q[i] = -q[i];
        }
        return q;
    }

    private static void add(double[] to, double factor, double[] what) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * what[i];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[] difference(double[] a, double[] b) {
        double[] out = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            out[i] = a[i] - b[i];
        }
        return out;
    }

    private static double largest(double[] a) {
        double out = 0;
        for (double v : a) {
            out = Math.max(out, Math.abs(v));
        }
        return out;
    }
}
