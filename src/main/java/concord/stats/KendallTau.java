package concord.stats;

import java.util.Comparator;
import java.util.stream.IntStream;

/// Kendall's rank correlation with the correction for ties (tau-b, Kendall 1945), in n log n steps (Knight 1966), as scipy.stats.kendalltau.
final class KendallTau {
    private KendallTau() {
    }

    /// @param left no NaN and no negative zero, as `right`
    /// @return in -1..1; NaN where either side has one value only, or fewer than two values
    static double of(double[] left, double[] right) {
        int n = left.length;
        int[] order = IntStream.range(0, n).boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> left[i]).thenComparingDouble(i -> right[i])).mapToInt(Integer::intValue)
                .toArray();
        long equalLeft = 0;
        long equalBoth = 0;
        long left1 = 1;
        long both1 = 1;
        double[] rights = new double[n];
        for (int i = 0; i < n; i++) {
            rights[i] = right[order[i]];
            if (i == 0)
                continue;
            boolean sameLeft = left[order[i]] == left[order[i - 1]];
            boolean sameBoth = sameLeft && rights[i] == rights[i - 1];
            equalLeft += sameLeft ? left1 : 0;
            equalBoth += sameBoth ? both1 : 0;
            left1 = sameLeft ? left1 + 1 : 1;
            both1 = sameBoth ? both1 + 1 : 1;
        }
        long discordant = sort(rights, new double[n], 0, n);
        long equalRight = 0;
        long right1 = 1;
        for (int i = 1; i < n; i++) {
            boolean same = rights[i] == rights[i - 1];
            equalRight += same ? right1 : 0;
            right1 = same ? right1 + 1 : 1;
        }
        long pairs = (long) n * (n - 1) / 2;
        if (pairs == equalLeft || pairs == equalRight)
            return Double.NaN;
        double surplus = pairs - equalLeft - equalRight + equalBoth - 2 * discordant;
        return Math.clamp(surplus / Math.sqrt(pairs - equalLeft) / Math.sqrt(pairs - equalRight), -1, 1);
    }

    /// Merge sort from `from` (inclusive) to `to`.
    ///
    /// @return how many pairs stood in the wrong order
    private static long sort(double[] values, double[] space, int from, int to) {
        if (to - from < 2)
            return 0;
        int middle = (from + to) >>> 1;
        long swaps = sort(values, space, from, middle) + sort(values, space, middle, to);
        int i = from;
        int j = middle;
        for (int k = from; k < to; k++) {
            if (j >= to || i < middle && values[i] <= values[j]) {
                space[k] = values[i++];
            } else {
                space[k] = values[j++];
                swaps += middle - i;
            }
        }
        System.arraycopy(space, from, values, from, to - from);
        return swaps;
    }
}
