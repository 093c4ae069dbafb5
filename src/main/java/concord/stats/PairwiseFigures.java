package concord.stats;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Every figure of one annotator (other) against another (reference) on the units both labelled.
///
/// Keys of `values` and `intervals`, in this order: percent_agreement, accuracy, balanced_accuracy, cohen_kappa, cohen_kappa_linear,
/// cohen_kappa_quadratic, scott_pi, krippendorff_alpha_nominal, krippendorff_alpha_ordinal, krippendorff_alpha_interval, gwet_ac1, mcc,
/// macro.precision, macro.recall, macro.f1, micro.precision, micro.recall, micro.f1, weighted.precision, weighted.recall, weighted.f1;
/// intervals also have per_label.LABEL.precision / recall / f1.
///
/// @param labels    the order of `confusion` and `perLabel`
/// @param confusion counts, rows = reference, columns = other
/// @param undefined key to reason, for values without a number and for those with a zero denominator that count as 0 by the
///                  convention of scikit-learn (precision, recall and F1 of a label, and `mcc` where one annotator used a single label)
public record PairwiseFigures(List<String> labels, int n, int nReference, int nOther, Map<String, Value> values,
        List<LabelFigures> perLabel,
        List<List<Integer>> confusion, Map<String, Interval> intervals, Map<String, String> undefined) {
    public PairwiseFigures {
        labels = List.copyOf(labels);
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        perLabel = List.copyOf(perLabel);
        confusion = List.copyOf(confusion);
        intervals = Collections.unmodifiableMap(new LinkedHashMap<>(intervals));
        undefined = Collections.unmodifiableMap(new LinkedHashMap<>(undefined));
    }

    public Value value(String key) {
        Value value = values.get(key);
        if (value == null)
            throw new IllegalArgumentException("no figure " + key);
        return value;
    }

    public @Nullable Interval interval(String key) {
        return intervals.get(key);
    }
}
