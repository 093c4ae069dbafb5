package concord.stats;

import java.util.ArrayList;
import java.util.List;

/// How well an annotator's confidence says how often it is right: the reliability diagram and its summaries.
///
/// @param n     answers
/// @param ece   expected calibration error (Naeini et al. 2015): the bins' differences between accuracy and mean confidence, weighted by n
/// @param brier mean squared difference between confidence and being right (1) or wrong (0)
/// @param bins  of equal width, from low to high, without the empty ones
public record Calibration(int n, double ece, double brier, List<Bin> bins) {
    /// @param low        bound, excluded except 0
    /// @param high       bound, included
    /// @param confidence mean of the answers' confidence
    /// @param accuracy   share of right answers
    /// @param interval   of the accuracy, Wilson 95 %
    public record Bin(double low, double high, int n, double confidence, double accuracy, Interval interval) {}

    public Calibration {
        bins = List.copyOf(bins);
    }

    /// @param confidence in 0 to 1, one for each answer
    /// @param right      aligned with it
    /// @param width      number of bins over 0 to 1
    /// @throws IllegalArgumentException when there is no answer or a confidence lies outside
    public static Calibration of(double[] confidence, boolean[] right, int width) {
        if (confidence.length == 0 || confidence.length != right.length)
            throw new IllegalArgumentException(confidence.length + " confidences, " + right.length + " answers");
        int[] counts = new int[width];
        int[] hits = new int[width];
        double[] sums = new double[width];
        double squares = 0;
        for (int i = 0; i < confidence.length; i++) {
            double c = confidence[i];
            if (!(c >= 0 && c <= 1))
                throw new IllegalArgumentException("confidence " + c);
            int bin = Math.clamp((int) Math.ceil(c * width) - 1, 0, width - 1);
            counts[bin]++;
            sums[bin] += c;
            if (right[i])
                hits[bin]++;
            double miss = c - (right[i] ? 1 : 0);
            squares += miss * miss;
        }
        double ece = 0;
        List<Bin> bins = new ArrayList<>();
        for (int b = 0; b < width; b++) {
            if (counts[b] == 0)
                continue;
            double mean = sums[b] / counts[b];
            double accuracy = (double) hits[b] / counts[b];
            ece += Math.abs(accuracy - mean) * counts[b] / confidence.length;
            bins.add(
                    new Bin((double) b / width, (b + 1.0) / width, counts[b], mean, accuracy, Proportion.wilson(hits[b], counts[b], 0.95)));
        }
        return new Calibration(confidence.length, ece, squares / confidence.length, bins);
    }
}
