package concord.stats;

import java.util.List;
import java.util.Map;

/// Agreement among two or more annotators.
///
/// Keys of `values` and `intervals`: krippendorff_alpha.nominal, krippendorff_alpha.ordinal, krippendorff_alpha.interval, fleiss_kappa,
/// gwet_ac1, percent_agreement.
///
/// @param units         units with at least one label
/// @param pairableUnits units with at least two
public record AmongFigures(List<String> labels, List<String> annotators, int units, int pairableUnits, Map<String, Value> values,
        Map<String, Interval> intervals) {}
