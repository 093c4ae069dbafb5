package concord.stats;

import java.util.List;

/// Places of labels on a line, for the statistics that weigh how far two labels are apart.
final class Distances {
    private Distances() {
    }

    /// The labels' numbers when every label is one, else their ranks in codebook order.
    static double[] interval(List<String> labels) {
        double[] places = new double[labels.size()];
        for (int i = 0; i < places.length; i++) {
            double value = number(labels.get(i));
            if (!Double.isFinite(value))
                return ranks(places.length);
            places[i] = value;
        }
        return places;
    }

    /// Mid-ranks of the labels by how often each was given: the squared difference of two is Krippendorff's ordinal metric.
    static double[] ordinal(double[] given) {
        double[] places = new double[given.length];
        double below = 0;
        for (int i = 0; i < given.length; i++) {
            places[i] = below + given[i] / 2;
            below += given[i];
        }
        return places;
    }

    /// Sum of squared differences over all ordered pairs of single labels.
    static double pairs(double[] given, double[] places) {
        double n = 0;
        double sum = 0;
        for (int i = 0; i < given.length; i++) {
            n += given[i];
            sum += given[i] * places[i];
        }
        double mean = sum / n;
        double squares = 0;
        for (int i = 0; i < given.length; i++) {
            squares += given[i] * (places[i] - mean) * (places[i] - mean);
        }
        return 2 * n * squares;
    }

    private static double[] ranks(int n) {
        double[] ranks = new double[n];
        for (int i = 0; i < n; i++) {
            ranks[i] = i;
        }
        return ranks;
    }

    /// Double.parseDouble also takes "1d", "0x1p3" and "NaN", which are words in a codebook.
    private static double number(String label) {
        String text = label.strip();
        return text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?") ? Double.parseDouble(text) : Double.NaN;
    }
}
