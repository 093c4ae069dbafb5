package concord.sampling;

import concord.stats.SplitMix64;
import java.util.Arrays;

/// k-means (Lloyd 1982) from a start of k-means++ (Arthur and Vassilvitskii 2007).
final class Clusters {
    private static final int MOST_ROUNDS = 20;

    private Clusters() {
    }

    /// The cluster of each row, 0 .. k - 1; some may be empty. Stops when no row moves, at the latest after 20 rounds.
    static int[] of(float[][] rows, int k, long seed) {
        int[] cluster = new int[rows.length];
        if (rows.length == 0 || k == 0)
            return cluster;
        double[][] centres = start(rows, k, new SplitMix64(seed));
        Arrays.fill(cluster, -1);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            boolean moved = false;
            for (int i = 0; i < rows.length; i++) {
                int nearest = nearest(rows[i], centres);
                moved |= nearest != cluster[i];
                cluster[i] = nearest;
            }
            if (!moved)
                break;
            centre(rows, cluster, centres);
        }
        return cluster;
    }

    private static double[][] start(float[][] rows, int k, SplitMix64 random) {
        double[][] centres = new double[k][];
        double[] distances = new double[rows.length];
        Arrays.fill(distances, Double.POSITIVE_INFINITY);
        int chosen = random.nextInt(rows.length);
        for (int c = 0; c < k; c++) {
            centres[c] = doubles(rows[chosen]);
            for (int i = 0; i < rows.length; i++) {
                distances[i] = Math.min(distances[i], squared(rows[i], centres[c]));
            }
            chosen = Proportional.one(distances, random);
        }
        return centres;
    }

    private static void centre(float[][] rows, int[] cluster, double[][] centres) {
        int[] sizes = new int[centres.length];
        double[][] sums = new double[centres.length][rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            sizes[cluster[i]]++;
            for (int j = 0; j < rows[i].length; j++) {
                sums[cluster[i]][j] += rows[i][j];
            }
        }
        for (int c = 0; c < centres.length; c++) {
            // an empty cluster keeps its centre
            if (sizes[c] > 0) {
                for (int j = 0; j < sums[c].length; j++) {
                    centres[c][j] = sums[c][j] / sizes[c];
                }
            }
        }
    }

    private static int nearest(float[] row, double[][] centres) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int c = 0; c < centres.length; c++) {
            double distance = squared(row, centres[c]);
            if (distance < least) {
                least = distance;
                best = c;
            }
        }
        return best;
    }

    private static double squared(float[] row, double[] centre) {
        double sum = 0;
        for (int j = 0; j < row.length; j++) {
            double d = row[j] - centre[j];
            sum += d * d;
        }
        return sum;
    }

    private static double[] doubles(float[] row) {
        double[] out = new double[row.length];
        for (int j = 0; j < row.length; j++) {
            out[j] = row[j];
        }
        return out;
    }
}
