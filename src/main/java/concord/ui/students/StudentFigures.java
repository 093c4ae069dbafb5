package concord.ui.students;

import concord.report.Numbers;
import concord.stats.Interval;
import concord.stats.MultiLabelFigures;
import concord.stats.PairwiseFigures;
import concord.stats.RankingFigures;
import concord.stats.Value;
import concord.ui.Texts;
import concord.ui.control.RankingWords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Figures of a student, for variables with one label a unit, with several, and for rankings alike.
///
/// @param main    the figure that students are compared by
/// @param n       texts with both labels
/// @param keys    what the side pane lists
/// @param about   on which texts, and by which rules, in a sentence
record StudentFigures(String main, int n, List<String> labels, List<String> keys, Map<String, Value> values,
        Map<String, Interval> intervals,
        String about) {
    static final String F1 = "macro.f1";
    static final String NDCG = "ndcg_at_10";
    private static final List<String> SINGLE = List.of("accuracy", "balanced_accuracy", "macro.precision", "macro.recall", F1,
            "cohen_kappa", "krippendorff_alpha_nominal", "mcc");
    private static final List<String> MULTI = List.of("exact_match", "jaccard", "hamming", "macro.precision", "macro.recall", F1,
            "micro.f1", "samples.f1");
    private static final List<String> RANKING = List.of(NDCG, "map", "mrr", "kendall_tau", "accuracy", F1, "cohen_kappa_quadratic",
            "krippendorff_alpha_ordinal");

    static StudentFigures of(PairwiseFigures figures) {
        return new StudentFigures(F1, figures.n(), figures.labels(), SINGLE, figures.values(), figures.intervals(), about(figures.n()));
    }

    static StudentFigures of(MultiLabelFigures figures) {
        return new StudentFigures(F1, figures.n(), figures.labels(), MULTI, figures.values(), figures.intervals(), about(figures.n()));
    }

    static StudentFigures of(PairwiseFigures pairs, RankingFigures figures) {
        Map<String, Value> values = new LinkedHashMap<>(figures.values());
        values.putAll(pairs.values());
        Map<String, Interval> intervals = new LinkedHashMap<>(figures.intervals());
        intervals.putAll(pairs.intervals());
        return new StudentFigures(NDCG, pairs.n(), pairs.labels(), RANKING, values, intervals, RankingWords.about(figures));
    }

    private static String about(int units) {
        return Texts.get("students.test.n", Numbers.count(units));
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
