package concord.stats;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Agreement among two or more annotators.
///
/// Keys of `values` and `intervals`: krippendorff_alpha.nominal, krippendorff_alpha.ordinal, krippendorff_alpha.interval, fleiss_kappa,
/// gwet_ac1, percent_agreement.
///
/// @param units         units with at least one label
/// @param pairableUnits units with at least two
public record AmongFigures(List<String> labels, List<String> annotators, int units, int pairableUnits, Map<String, Value> values,
        Map<String, Interval> intervals) {
    public AmongFigures {
        labels = List.copyOf(labels);
        annotators = List.copyOf(annotators);
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        intervals = Collections.unmodifiableMap(new LinkedHashMap<>(intervals));
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
