package concord.sampling;

import java.util.Arrays;

/// Units such that none is far from a chosen or labelled one: greedy k-centre (Sener and Savarese 2018, algorithm 1).
public final class Coreset {
    private Coreset() {
    }

    /// Takes again and again the unit whose nearest labelled or chosen neighbour is furthest away, by Euclidean distance. Of equally far units,
    /// and for the first one where nothing is labelled, an order drawn from the seed decides.
    ///
    /// @param pool     one vector a unit
    /// @param labelled vectors of units already labelled; may be none
    /// @return positions in the pool, in the order chosen
    /// @throws IllegalArgumentException when more are wanted than there are
    public static int[] choose(float[][] pool, float[][] labelled, int size, long seed) {
        Highest.check(pool.length, size);
        int[] order = Highest.shuffled(pool.length, seed);
        double[] distances = new double[pool.length];
        Arrays.fill(distances, Double.POSITIVE_INFINITY);
        for (float[] vector : labelled) {
            shorten(distances, pool, vector);
        }
        int[] chosen = new int[size];
        for (int n = 0; n < size; n++) {
            int furthest = -1;
            for (int i : order) {
                if (distances[i] >= 0 && (furthest < 0 || distances[i] > distances[furthest]))
                    furthest = i;
            }
            chosen[n] = furthest;
            shorten(distances, pool, pool[furthest]);
            distances[furthest] = -1;
        }
        return chosen;
    }

    /// What is chosen already has the distance -1 and keeps it.
    private static void shorten(double[] distances, float[][] pool, float[] vector) {
        for (int i = 0; i < pool.length; i++) {
            if (distances[i] > 0)
                distances[i] = Math.min(distances[i], squared(pool[i], vector));
        }
    }

    private static double squared(float[] a, float[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            double d = (double) a[j] - b[j];
            sum += d * d;
        }
        return sum;
    }
}
