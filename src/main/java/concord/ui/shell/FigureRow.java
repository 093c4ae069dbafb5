package concord.ui.shell;

import concord.report.Numbers;
import concord.stats.Interval;
import concord.stats.PairwiseFigures;
import concord.stats.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A statistic as the results tables print it.
///
/// @param key      the figure's key
/// @param interval empty where the figure has none
/// @param why      the reason an undefined value has none; empty otherwise
record FigureRow(String key, String value, String interval, String why) {
    private static final List<String> AGREEMENT = List.of("percent_agreement", "cohen_kappa", "scott_pi", "krippendorff_alpha_nominal",
            "gwet_ac1");
    private static final List<String> ORDERED = List.of("cohen_kappa_linear", "cohen_kappa_quadratic", "krippendorff_alpha_ordinal",
            "krippendorff_alpha_interval");
    private static final List<String> PERFORMANCE = List.of("accuracy", "balanced_accuracy", "mcc", "macro.precision", "macro.recall",
            "macro.f1", "micro.f1", "weighted.f1");

    static List<FigureRow> agreement(PairwiseFigures figures) {
        return rows(figures, AGREEMENT);
    }

    /// For ordered labels only.
    static List<FigureRow> ordered(PairwiseFigures figures) {
        return rows(figures, ORDERED);
    }

    static List<FigureRow> performance(PairwiseFigures figures) {
        return rows(figures, PERFORMANCE);
    }

    static FigureRow of(String key, Value value, @Nullable Interval interval) {
        String why = switch (value) {
            case Value.Undefined(String reason) -> reason;
            case Value.Defined _ -> "";
        };
        return new FigureRow(key, Numbers.bounded(value), interval == null ? "" : Numbers.interval(interval), why);
    }

    private static List<FigureRow> rows(PairwiseFigures figures, List<String> keys) {
        return keys.stream().map(key -> of(key, figures.value(key), figures.interval(key))).toList();
    }
}
