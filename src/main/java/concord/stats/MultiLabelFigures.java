package concord.stats;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Every figure of one annotator (other) against another (reference) on a multi-label variable.
///
/// Keys of `values` and `intervals`, in this order: exact_match, micro.precision, micro.recall, micro.f1, macro.precision, macro.recall,
/// macro.f1, samples.precision, samples.recall, samples.f1, jaccard (mean over units), hamming (share of wrong unit-label decisions: 0 is
/// best); intervals also have per_label.LABEL.precision / recall / f1.
///
/// @param labels    those seen on either side, in codebook order
/// @param n         units both labelled, those without any label that applies included
/// @param undefined key to reason, for values without a number and for those where a zero denominator counts as 0
public record MultiLabelFigures(List<String> labels, int n, int nReference, int nOther, Map<String, Value> values,
        List<LabelFigures> perLabel, Map<String, Interval> intervals, Map<String, String> undefined) {
    public MultiLabelFigures {
        labels = List.copyOf(labels);
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        perLabel = List.copyOf(perLabel);
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
