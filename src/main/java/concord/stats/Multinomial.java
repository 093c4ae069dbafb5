package concord.stats;

/// Resampling n items with replacement, by kinds of item: how often each kind comes up is multinomial, and the time does not grow with n.
///
/// Binomials by inversion where the mean is small, else by transformed rejection with squeeze (Hörmann 1993, BTRS). `StrictMath`, so that
/// the counts are the same on every machine.
final class Multinomial {
    private static final double SMALL_MEAN = 10;
    private static final double[] STIRLING_TAIL = {0.08106146679532726, 0.04134069595540929, 0.02767792568499834, 0.02079067210376509,
            0.01664469118982119, 0.01387612882307075, 0.01189670994589177, 0.01041126526197209, 0.009255462182712733, 0.008330563433362871};

    private Multinomial() {
    }

    /// Fills `drawn` with how often each kind comes up in as many draws as there are items.
    ///
    /// @param counts items of each kind
    static void draw(int[] counts, int items, SplitMix64 random, int[] drawn) {
        int left = items;
        int mass = items;
        for (int i = 0; i < counts.length; i++) {
            if (left == 0 || counts[i] == 0)
                drawn[i] = 0;
            else if (counts[i] >= mass)
                drawn[i] = left;
            else
                drawn[i] = binomial(left, (double) counts[i] / mass, random);
            left -= drawn[i];
            mass -= counts[i];
        }
    }

    static int binomial(int n, double p, SplitMix64 random) {
        if (p > 0.5)
            return n - binomial(n, 1 - p, random);
        return n * p < SMALL_MEAN ? inversion(n, p, random) : rejection(n, p, random);
    }

    private static int inversion(int n, double p, SplitMix64 random) {
        double odds = p / (1 - p);
        double start = StrictMath.exp(n * StrictMath.log1p(-p));
        while (true) {
            double u = random.nextDouble();
            double mass = start;
            for (int k = 0; k <= n; k++) {
                if (u < mass)
                    return k;
                u -= mass;
                mass *= odds * (n - k) / (k + 1);
                // the masses sum to one short of rounding: start again in the sliver beyond
                if (mass < 1e-300 && k > n * p)
                    break;
            }
        }
    }

    private static int rejection(int n, double p, SplitMix64 random) {
        double odds = p / (1 - p);
        double sd = StrictMath.sqrt(n * p * (1 - p));
        double b = 1.15 + 2.53 * sd;
        double a = -0.0873 + 0.0248 * b + 0.01 * p;
        double centre = n * p + 0.5;
        double squeeze = 0.92 - 4.2 / b;
        double alpha = (2.83 + 5.1 / b) * sd;
        double mode = StrictMath.floor((n + 1) * p);
        while (true) {
            double u = random.nextDouble() - 0.5;
            double v = random.nextDouble();
            double us = 0.5 - Math.abs(u);
            double k = StrictMath.floor((2 * a / us + b) * u + centre);
            if (us >= 0.07 && v <= squeeze)
                return (int) k;
            if (k < 0 || k > n)
                continue;
            double height = StrictMath.log(v * alpha / (a / (us * us) + b));
            double bound = (mode + 0.5) * StrictMath.log((mode + 1) / (odds * (n - mode + 1)))
                    + (n + 1) * StrictMath.log((n - mode + 1) / (n - k + 1))
                    + (k + 0.5) * StrictMath.log(odds * (n - k + 1) / (k + 1))
                    + tail(mode) + tail(n - mode) - tail(k) - tail(n - k);
            if (height <= bound)
                return (int) k;
        }
    }

    /// What Stirling's formula lacks of log k!.
    private static double tail(double k) {
        if (k < STIRLING_TAIL.length)
            return STIRLING_TAIL[(int) k];
        double x = k + 1;
        double square = x * x;
        return (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / square) / square) / x;
    }
}
