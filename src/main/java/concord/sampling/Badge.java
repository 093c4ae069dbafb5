package concord.sampling;

import concord.stats.SplitMix64;

/// Batch active learning by diverse gradient embeddings (Ash, Zhang, Krishnamurthy, Langford and Agarwal 2020): units whose gradients of the
/// last layer, were their most probable label the right one, are large and unlike each other.
///
/// The gradient of a unit is the outer product of its residual (probabilities less the answer) and its vector. It is never made: a distance
/// needs only the products of residuals and of vectors.
public final class Badge {
    private final double[][] residuals;
    private final float[][] vectors;
    private final double[] norms;

    private Badge(double[][] residuals, float[][] vectors) {
        this.residuals = residuals;
        this.vectors = vectors;
        this.norms = new double[vectors.length];
        for (int i = 0; i < norms.length; i++) {
            norms[i] = product(i, i);
        }
    }

    /// Chooses as the start of k-means++ does, as the authors' program has it: first the largest gradient, then each with a chance in
    /// proportion to the squared distance from the nearest chosen one. Of equally large first ones an order drawn from the seed decides.
    ///
    /// @param residuals one row a unit, see [#residual] and [#residualOfSeveral]
    /// @param vectors   what goes into the last layer, one row a unit
    /// @return positions, in the order chosen
    /// @throws IllegalArgumentException when more are wanted than there are
    public static int[] choose(double[][] residuals, float[][] vectors, int size, long seed) {
        Highest.check(vectors.length, size);
        return size == 0 ? new int[0] : new Badge(residuals, vectors).choose(size, seed);
    }

    private int[] choose(int size, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        int[] order = Highest.shuffled(norms.length, seed);
        int first = order[0];
        for (int i : order) {
            if (norms[i] > norms[first])
                first = i;
        }
        double[] distances = new double[norms.length];
        java.util.Arrays.fill(distances, Double.POSITIVE_INFINITY);
        boolean[] taken = new boolean[norms.length];
        int[] chosen = new int[size];
        int next = first;
        for (int n = 0; n < size; n++) {
            chosen[n] = next;
            taken[next] = true;
            for (int i = 0; i < distances.length; i++) {
                distances[i] = taken[i] ? 0 : Math.min(distances[i], Math.max(0, norms[i] + norms[next] - 2 * product(i, next)));
            }
            next = Proportional.one(distances, random);
            if (n + 1 < size && taken[next])
                next = untaken(order, taken);
        }
        return chosen;
    }

    /// Where all that is left equals something chosen.
    private static int untaken(int[] order, boolean[] taken) {
        for (int i : order) {
            if (!taken[i])
                return i;
        }
        throw new IllegalStateException("all are chosen");
    }

    private double product(int i, int j) {
        double a = 0;
        for (int k = 0; k < residuals[i].length; k++) {
            a += residuals[i][k] * residuals[j][k];
        }
        double h = 0;
        for (int k = 0; k < vectors[i].length; k++) {
            h += (double) vectors[i][k] * vectors[j][k];
        }
        return a * h;
    }

    /// @param probabilities of labels of which one is right; the first of the most probable ones is taken for right
    public static double[] residual(double[] probabilities) {
        double[] out = probabilities.clone();
        int best = 0;
        for (int k = 1; k < out.length; k++) {
            if (out[k] > out[best])
                best = k;
        }
        out[best] -= 1;
        return out;
    }

    /// @param probabilities of labels that are each right or not; those of a half or more are taken for right
    public static double[] residualOfSeveral(double[] probabilities) {
        double[] out = probabilities.clone();
        for (int k = 0; k < out.length; k++) {
            if (out[k] >= 0.5)
                out[k] -= 1;
        }
        return out;
    }
}
