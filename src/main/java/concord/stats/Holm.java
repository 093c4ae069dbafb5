package concord.stats;

import java.util.Comparator;
import java.util.stream.IntStream;

/// The step-down adjustment of several tests' p values, which keeps the chance of any false alarm under the level (Holm 1979); checked against
/// statsmodels.
public final class Holm {
    private Holm() {
    }

    /// @param p of the tests, in any order
    /// @return the adjusted values in the same order, at most 1
    public static double[] adjust(double[] p) {
        int[] ascending = IntStream.range(0, p.length).boxed().sorted(Comparator.comparingDouble(i -> p[i])).mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[p.length];
        double highest = 0;
        for (int i = 0; i < ascending.length; i++) {
            highest = Math.max(highest, Math.min(1, (p.length - i) * p[ascending[i]]));
            adjusted[ascending[i]] = highest;
        }
        return adjusted;
    }
}
