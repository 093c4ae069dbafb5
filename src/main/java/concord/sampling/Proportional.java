package concord.sampling;

import concord.stats.SplitMix64;

/// One draw with chances in proportion to weights.
final class Proportional {
    private Proportional() {
    }

    /// @param weights 0 or more; where all are 0 the first position is drawn
    /// @return the first position whose running sum is above a random share of the whole
    static int one(double[] weights, SplitMix64 random) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double mark = random.nextDouble() * sum;
        double running = 0;
        int last = 0;
        for (int i = 0; i < weights.length; i++) {
            running += weights[i];
            if (weights[i] > 0) {
                if (running > mark)
                    return i;
                last = i;
            }
        }
        return last;
    }
}
