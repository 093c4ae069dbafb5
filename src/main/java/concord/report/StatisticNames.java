package concord.report;

/// The names of the statistics for people, by the keys of [concord.stats.PairwiseFigures], [concord.stats.AmongFigures] and
/// [concord.stats.MultiLabelFigures].
public final class StatisticNames {
    private StatisticNames() {
    }

    /// @throws IllegalArgumentException for a key of no statistic
    public static String of(String key) {
        return switch (key) {
            case "percent_agreement" -> "Observed agreement";
            case "accuracy" -> "Accuracy";
            case "balanced_accuracy" -> "Balanced accuracy";
            case "cohen_kappa" -> "Cohen’s κ";
            case "cohen_kappa_linear" -> "Cohen’s κ, linear weights";
            case "cohen_kappa_quadratic" -> "Cohen’s κ, quadratic weights";
            case "scott_pi" -> "Scott’s π";
            case "fleiss_kappa" -> "Fleiss’ κ";
            case "krippendorff_alpha_nominal", "krippendorff_alpha.nominal" -> "Krippendorff’s α";
            case "krippendorff_alpha_ordinal", "krippendorff_alpha.ordinal" -> "Krippendorff’s α, ordinal";
            case "krippendorff_alpha_interval", "krippendorff_alpha.interval" -> "Krippendorff’s α, interval";
            case "gwet_ac1" -> "Gwet’s AC1";
            case "mcc" -> "Matthews correlation";
            case "ndcg_at_10" -> "nDCG@10";
            case "map" -> "Mean average precision";
            case "mrr" -> "Mean reciprocal rank";
            case "kendall_tau" -> "Kendall’s τ-b";
            case "exact_match" -> "Exact match";
            case "jaccard" -> "Jaccard";
            case "hamming" -> "Hamming loss";
            default -> averaged(key);
        };
    }

    private static String averaged(String key) {
        String[] parts = key.split("\\.");
        if (parts.length != 2)
            throw new IllegalArgumentException("no statistic " + key);
        String average = switch (parts[0]) {
            case "macro" -> "Macro";
            case "micro" -> "Micro";
            case "weighted" -> "Weighted";
            case "samples" -> "Mean";
            default -> throw new IllegalArgumentException("no statistic " + key);
        };
        return average + " " + switch (parts[1]) {
            case "precision" -> "precision";
            case "recall" -> "recall";
            case "f1" -> "F1";
            default -> throw new IllegalArgumentException("no statistic " + key);
        };
    }
}
