package concord.app;

import concord.app.UnitIndex.MetadataCodes;
import concord.model.Annotator;
import concord.model.UnitFilter;
import concord.model.UnitQuery;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// Which units meet the conditions of a query, as sets of positions.
final class UnitMatch {
    private final UnitIndex index;
    private final UnitQuery query;
    private final @Nullable BitSet searched;
    private final List<BitSet> byFilter = new ArrayList<>();

    UnitMatch(UnitIndex index, UnitQuery query) {
        this.index = index;
        this.query = query;
        this.searched = query.search().isEmpty() ? null : index.search(query);
        query.filters().forEach(filter -> byFilter.add(of(filter)));
    }

    /// Units that meet everything.
    BitSet all() {
        return allBut("");
    }

    /// Units that meet everything but the conditions of one facet.
    BitSet allBut(String facet) {
        BitSet result = new BitSet();
        if (searched == null) {
            result.set(0, index.size());
        } else {
            result.or(searched);
        }
        for (int i = 0; i < byFilter.size(); i++) {
            if (!facetOf(query.filters().get(i)).equals(facet))
                result.and(byFilter.get(i));
        }
        return result;
    }

    /// The facet whose values add this condition; a cell of the confusion matrix belongs to none.
    static String facetOf(UnitFilter filter) {
        return switch (filter) {
            case UnitFilter.LabelIn(var _, var annotator, var _) -> "label:" + annotator;
            case UnitFilter.Agreement(var _, var a, var b, var _) -> "agreement:" + a + ":" + b;
            case UnitFilter.Cell _ -> "cell";
            case UnitFilter.ConfidenceIn(var _, var annotator, var _, var _) -> "confidence:" + annotator;
            case UnitFilter.MetadataIn(var column, var _) -> "meta:" + column;
            case UnitFilter.InSample _ -> "sample";
            case UnitFilter.Flagged _ -> "flag";
            case UnitFilter.HasFinal _ -> "final";
        };
    }

    private BitSet of(UnitFilter filter) {
        return switch (filter) {
            case UnitFilter.LabelIn(var variable, var annotator, var labels) -> labels(index.labels(variable, annotator), labels);
            case UnitFilter.Agreement(var variable, var a, var b, var same) ->
                agreement(index.labels(variable, a), index.labels(variable, b), same);
            case UnitFilter.Cell(var variable, var a, var labelA, var b, var labelB) -> cell(variable, a, labelA, b, labelB);
            case UnitFilter.ConfidenceIn(var variable, var annotator, var low, var high) -> {
                LabelCodes column = index.labels(variable, annotator);
                yield where(p -> column.confidence(p) >= low && column.confidence(p) <= high);
            }
            case UnitFilter.MetadataIn(var column, var values) -> metadata(index.metadata(column), values);
            case UnitFilter.InSample(var sample) -> index.members(sample);
            case UnitFilter.Flagged(var variable, var annotator) -> flagged(variable, annotator);
            case UnitFilter.HasFinal(var variable, var decided) -> {
                Map<Integer, ?> golds = index.golds(variable);
                yield where(p -> golds.containsKey(p) == decided);
            }
        };
    }

    private BitSet labels(LabelCodes column, Set<@Nullable String> labels) {
        boolean[] wanted = new boolean[column.labels().size() + 1];
        for (String label : labels) {
            int code = label == null ? -1 : column.codeOf(label);
            if (code + 1 >= 0 && code + 1 < wanted.length)
                wanted[code + 1] = true;
        }
        return where(p -> column.code(p) + 1 < wanted.length && wanted[column.code(p) + 1]);
    }

    private BitSet cell(String variable, String a, String labelA, String b, String labelB) {
        Coded first = coded(variable, a);
        Coded second = coded(variable, b);
        return where(p -> labelA.equals(first.label(p)) && labelB.equals(second.label(p)));
    }

    private interface Coded {
        @Nullable
        String label(int position);
    }

    private Coded coded(String variable, String annotator) {
        if (Figures.isFinal(annotator, index)) {
            var golds = index.golds(variable);
            return p -> golds.containsKey(p) ? golds.get(p).label() : null;
        }
        return index.labels(variable, annotator)::label;
    }

    private BitSet metadata(MetadataCodes column, Set<@Nullable String> values) {
        boolean[] wanted = new boolean[column.values().size() + 1];
        wanted[0] = values.stream().anyMatch(v -> v == null);
        for (int code = 0; code < column.values().size(); code++) {
            wanted[code + 1] = values.contains(column.values().get(code));
        }
        return where(p -> wanted[column.codes()[p] + 1]);
    }

    private BitSet flagged(String variable, @Nullable String annotator) {
        BitSet result = new BitSet();
        for (Annotator one : index.annotators()) {
            if (annotator == null ? one instanceof Annotator.Human : one.name().equals(annotator))
                result.or(index.labels(variable, one.name()).flags());
        }
        return result;
    }

    private BitSet agreement(LabelCodes a, LabelCodes b, boolean same) {
        int[] translated = translation(a, b);
        return where(p -> {
            int code = a.code(p);
            return code >= 0 && b.code(p) >= 0 && (translated[code] == b.code(p)) == same;
        });
    }

    /// The code in `b` of each label of `a`, -2 where `b` has no such label.
    static int[] translation(LabelCodes a, LabelCodes b) {
        List<String> labels = List.copyOf(a.labels());
        int[] codes = new int[labels.size()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = b.codeOf(labels.get(i));
        }
        return codes;
    }

    private BitSet where(IntPredicate condition) {
        BitSet set = new BitSet();
        int n = index.size();
        for (int p = 0; p < n; p++) {
            if (condition.test(p))
                set.set(p);
        }
        return set;
    }
}
