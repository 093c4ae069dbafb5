package concord.stats;

import java.util.Arrays;

/// How good an order of documents under one query is. All take the grades of the documents from the first to the last of the ranking, where an
/// unjudged document counts as 0, and take these documents for all there are: the best possible order is one of theirs.
///
/// Not defined, and NaN, where no document is relevant: then every order is as good as any other.
public final class Ranking {
    private Ranking() {
    }

    /// Discounted cumulative gain of the first `k` over that of the best order (Järvelin and Kekäläinen 2002), with the grade itself as the gain
    /// and the logarithm of the place plus 1 to the base 2 as the discount.
    ///
    /// @param grades not negative; 0 is not relevant
    public static double ndcg(double[] grades, int k) {
        double[] best = grades.clone();
        Arrays.sort(best);
        for (int i = 0, j = best.length - 1; i < j; i++, j--) {
            double higher = best[j];
            best[j] = best[i];
            best[i] = higher;
        }
        double ideal = gain(best, k);
        return ideal > 0 ? gain(grades, k) / ideal : Double.NaN;
    }

    private static double gain(double[] grades, int k) {
        double sum = 0;
        for (int i = 0; i < Math.min(k, grades.length); i++) {
            sum += grades[i] / (Math.log(i + 2) / Math.log(2));
        }
        return sum;
    }

    /// Mean over the relevant documents of the share of relevant ones down to each.
    ///
    /// @param relevant the least grade that counts as relevant
    public static double averagePrecision(double[] grades, double relevant) {
        double sum = 0;
        int found = 0;
        for (int i = 0; i < grades.length; i++) {
            if (grades[i] >= relevant)
                sum += (double) ++found / (i + 1);
        }
        return found > 0 ? sum / found : Double.NaN;
    }

    /// One over the place of the first relevant document.
    ///
    /// @param relevant the least grade that counts as relevant
    public static double reciprocalRank(double[] grades, double relevant) {
        for (int i = 0; i < grades.length; i++) {
            if (grades[i] >= relevant)
                return 1.0 / (i + 1);
        }
        return Double.NaN;
    }
}
