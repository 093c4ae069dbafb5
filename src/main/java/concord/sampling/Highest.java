package concord.sampling;

import concord.stats.SplitMix64;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The units with the highest scores. Equal scores stand in an order drawn from the seed, so that neither the file's order nor the ids decide.
public final class Highest {
    /// Of how many times the wanted number the spread choice is made.
    private static final int WIDE = 10;

    private Highest() {
    }

    /// @return positions, highest score first
    /// @throws IllegalArgumentException when more are wanted than there are
    public static int[] of(double[] scores, int size, long seed) {
        check(scores.length, size);
        return ordered(scores, seed).stream().limit(size).mapToInt(Integer::intValue).toArray();
    }

    /// High scores that are unlike each other: the best ten times `size` are put into `size` clusters by k-means, and the best of each is taken;
    /// where a cluster stays empty, the best of the rest. After Zhdanov 2019 (Diverse mini-batch active learning), without its weights.
    ///
    /// @param vectors one a unit, aligned with the scores
    /// @return positions, highest score first
    /// @throws IllegalArgumentException as [#of]
    public static int[] spread(double[] scores, float[][] vectors, int size, long seed) {
        check(scores.length, size);
        List<Integer> best = ordered(scores, seed).subList(0, (int) Math.min(scores.length, (long) WIDE * size));
        float[][] rows = best.stream().map(i -> vectors[i]).toArray(float[][]::new);
        int[] clusters = Clusters.of(rows, size, seed);
        boolean[] met = new boolean[size];
        boolean[] taken = new boolean[best.size()];
        int left = size;
        for (int i = 0; i < taken.length; i++) {
            if (!met[clusters[i]]) {
                met[clusters[i]] = true;
                taken[i] = true;
                left--;
            }
        }
        for (int i = 0; i < taken.length && left > 0; i++) {
            if (!taken[i]) {
                taken[i] = true;
                left--;
            }
        }
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < taken.length; i++) {
            if (taken[i])
                chosen.add(best.get(i));
        }
        return chosen.stream().mapToInt(Integer::intValue).toArray();
    }

    /// Positions by score, highest first.
    static List<Integer> ordered(double[] scores, long seed) {
        int[] order = shuffled(scores.length, seed);
        List<Integer> positions = new ArrayList<>(order.length);
        for (int position : order) {
            positions.add(position);
        }
        positions.sort(Comparator.comparingDouble((Integer i) -> scores[i]).reversed());
        return positions;
    }

    /// 0 .. n - 1 in random order.
    static int[] shuffled(int n, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    static void check(int frame, int size) {
        if (size < 0 || size > frame)
            throw new IllegalArgumentException(size + " units cannot be chosen from " + frame + ".");
    }
}
