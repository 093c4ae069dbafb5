package concord.sampling;

import java.util.stream.IntStream;

/// How unsure a student is of a unit, from its probabilities; the larger, the less sure. Of several labels, each decided for itself, it is the
/// mean over the labels of the measure of yes and no.
///
/// Source: Settles 2009 (Active Learning Literature Survey, section 3.1).
public enum Uncertainty {
    /// Shannon entropy in nats.
    ENTROPY {
        @Override
        public double of(double[] probabilities) {
            double sum = 0;
            for (double p : probabilities) {
                if (p > 0)
                    sum -= p * Math.log(p);
            }
            return sum;
        }
    },
    /// One less the difference of the two highest probabilities.
    MARGIN {
        @Override
        public double of(double[] probabilities) {
            double first = Double.NEGATIVE_INFINITY;
            double second = Double.NEGATIVE_INFINITY;
            for (double p : probabilities) {
                if (p > first) {
                    second = first;
                    first = p;
                } else if (p > second) {
                    second = p;
                }
            }
            return probabilities.length < 2 ? 0 : 1 - (first - second);
        }
    },
    /// One less the highest probability.
    LEAST_CONFIDENCE {
        @Override
        public double of(double[] probabilities) {
            double most = 0;
            for (double p : probabilities) {
                most = Math.max(most, p);
            }
            return 1 - most;
        }
    };

    /// @param probabilities of labels of which one is right, summing to 1
    public abstract double of(double[] probabilities);

    /// @param probabilities of labels that are each right or not
    public double ofSeveral(double[] probabilities) {
        return IntStream.range(0, probabilities.length).mapToDouble(k -> of(new double[]{probabilities[k], 1 - probabilities[k]})).average()
                .orElse(0);
    }

    /// Of a student that answers with a number: how near the number is to a bound between two labels, as the negative distance.
    ///
    /// @param bounds at least one
    public static double ofNumber(double number, double[] bounds) {
        double nearest = Double.POSITIVE_INFINITY;
        for (double bound : bounds) {
            nearest = Math.min(nearest, Math.abs(number - bound));
        }
        return -nearest;
    }
}
