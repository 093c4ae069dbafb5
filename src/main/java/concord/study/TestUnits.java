package concord.study;

import concord.model.VariableKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The units that a study is tested on, with what is true of them.
///
/// @param labels  of the variable, in codebook order
/// @param units   ids
/// @param truth   aligned with the units; several labels joined as [concord.model.LabelSet] does
/// @param queries aligned with the units, the query of each; null where the variable is no ranking
public record TestUnits(String variable, VariableKind kind, List<String> labels, List<Long> units, List<String> truth,
        @Nullable List<String> queries) {
    public TestUnits {
        labels = List.copyOf(labels);
        units = List.copyOf(units);
        truth = List.copyOf(truth);
        queries = queries == null ? null : List.copyOf(queries);
    }
}
