package concord.ui.students;

import concord.stats.Interval;
import concord.stats.MultiLabelFigures;
import concord.stats.PairwiseFigures;
import concord.stats.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Figures of a student, for variables with one label a unit and with several alike.
///
/// @param keys what the side pane lists
record StudentFigures(int n, List<String> labels, List<String> keys, Map<String, Value> values, Map<String, Interval> intervals) {
    static final String F1 = "macro.f1";
    private static final List<String> SINGLE = List.of("accuracy", "balanced_accuracy", "macro.precision", "macro.recall", F1,
            "cohen_kappa", "krippendorff_alpha_nominal", "mcc");
    private static final List<String> MULTI = List.of("exact_match", "jaccard", "hamming", "macro.precision", "macro.recall", F1,
            "micro.f1", "samples.f1");

    static StudentFigures of(PairwiseFigures figures) {
        return new StudentFigures(figures.n(), figures.labels(), SINGLE, figures.values(), figures.intervals());
    }

    static StudentFigures of(MultiLabelFigures figures) {
        return new StudentFigures(figures.n(), figures.labels(), MULTI, figures.values(), figures.intervals());
    }

    /// Where such figures do not have it, undefined.
    Value value(String key) {
        return values.getOrDefault(key, Value.undefined("several labels a unit"));
    }

    @Nullable
    Interval interval(String key) {
        return intervals.get(key);
    }
}
