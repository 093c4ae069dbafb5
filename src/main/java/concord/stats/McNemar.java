package concord.stats;

/// McNemar's test of two classifiers on the same items, from the items only one of them has right.
///
/// The exact p is that of a fair coin (two-sided binomial); chi-squared has the continuity correction of Edwards 1948. McNemar 1947; checked
/// against statsmodels.
///
/// @param onlyFirst  items only the first has right
/// @param onlySecond items only the second has right
/// @param exactP     two-sided; 1 where neither has an item to itself
/// @param chi2       undefined where neither has an item to itself
/// @param chi2P      upper tail with one degree of freedom
public record McNemar(int onlyFirst, int onlySecond, double exactP, Value chi2, Value chi2P) {
    private static final double SMALL = 2;
    private static final double EPSILON = 1e-17;

    public static McNemar of(int onlyFirst, int onlySecond) {
        int n = onlyFirst + onlySecond;
        if (n == 0) {
            Value none = Value.undefined("both are right and wrong on the same units");
            return new McNemar(0, 0, 1, none, none);
        }
        double gap = Math.max(0, Math.abs(onlyFirst - onlySecond) - 1);
        double chi2 = gap * gap / n;
        return new McNemar(onlyFirst, onlySecond, exact(Math.min(onlyFirst, onlySecond), n), Value.of(chi2),
                Value.of(complementaryError(Math.sqrt(chi2 / 2))));
    }

    /// Twice the chance of at most so many heads in n throws of a fair coin.
    private static double exact(int heads, int n) {
        double logTerm = -n * Math.log(2);
        double sum = 0;
        for (int i = 0; i <= heads; i++) {
            sum += Math.exp(logTerm);
            logTerm += Math.log(n - i) - Math.log(i + 1.0);
        }
        return Math.min(1, 2 * sum);
    }

    /// erfc for z at or above 0: the series of Abramowitz & Stegun 7.1.6 for small z, else the continued fraction 7.1.14.
    private static double complementaryError(double z) {
        double square = z * z;
        if (z < SMALL) {
            double term = z;
            double sum = z;
            for (int n = 1; term > EPSILON * sum; n++) {
                term *= 2 * square / (2 * n + 1);
                sum += term;
            }
            return 1 - 2 / Math.sqrt(Math.PI) * Math.exp(-square) * sum;
        }
        double fraction = 0;
        for (int k = 120; k >= 1; k--) {
            fraction = k / 2.0 / (z + fraction);
        }
        return Math.exp(-square) / Math.sqrt(Math.PI) / (z + fraction);
    }
}
