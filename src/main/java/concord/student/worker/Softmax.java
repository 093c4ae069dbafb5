package concord.student.worker;

final class Softmax {
    private Softmax() {
    }

    /// Probabilities of one row of logits divided by the temperature, in double precision.
    static double[] of(float[] logits, int from, int labels, double temperature) {
        double most = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < labels; k++) {
            most = Math.max(most, logits[from + k] / temperature);
        }
        double[] out = new double[labels];
        double sum = 0;
        for (int k = 0; k < labels; k++) {
            out[k] = Math.exp(logits[from + k] / temperature - most);
            sum += out[k];
        }
        for (int k = 0; k < labels; k++) {
            out[k] /= sum;
        }
        return out;
    }

    /// Index of the largest; the first of equal ones.
    static int best(double[] probabilities) {
        int best = 0;
        for (int k = 1; k < probabilities.length; k++) {
            if (probabilities[k] > probabilities[best])
                best = k;
        }
        return best;
    }
}
