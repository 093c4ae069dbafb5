package concord.ui.data;

import concord.model.UnitFilter;
import concord.model.UnitQuery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a click on a facet does to the query.
final class Filters {
    private Filters() {
    }

    /// Adds the value to the query or takes it away. Values of the same facet that can be joined by "or" are collected; of the others the
    /// new one takes the place of the old.
    static UnitQuery toggle(UnitQuery query, UnitFilter value) {
        List<UnitFilter> filters = new ArrayList<>(query.filters());
        int at = indexOf(filters, value);
        if (at < 0) {
            filters.add(value);
        } else {
            UnitFilter old = filters.get(at);
            UnitFilter joined = joined(old, value);
            if (joined == null) {
                filters.remove(at);
            } else {
                filters.set(at, joined);
            }
        }
        return with(query, filters);
    }

    /// Puts the filter in the place of any other of the same facet.
    static UnitQuery replace(UnitQuery query, UnitFilter value) {
        List<UnitFilter> filters = new ArrayList<>(query.filters());
        int at = indexOf(filters, value);
        if (at < 0) {
            filters.add(value);
        } else {
            filters.set(at, value);
        }
        return with(query, filters);
    }

    static UnitQuery without(UnitQuery query, UnitFilter filter) {
        return with(query, query.filters().stream().filter(f -> !f.equals(filter)).toList());
    }

    /// Takes away conditions on labels that the person must not see while labelling blind: which units somebody else gave which label.
    static UnitQuery blind(UnitQuery query, String person) {
        return with(query, query.filters().stream().filter(f -> switch (f) {
            case UnitFilter.LabelIn(_, var annotator, _) -> annotator.equals(person);
            case UnitFilter.ConfidenceIn(_, var annotator, _, _) -> annotator.equals(person);
            case UnitFilter.Agreement(_, var a, var b, _) -> a.equals(person) || b.equals(person);
            case UnitFilter.Cell(_, var a, _, var b, _) -> a.equals(person) || b.equals(person);
            case UnitFilter.MetadataIn _,UnitFilter.InSample _,UnitFilter.Flagged _,UnitFilter.HasFinal _ -> true;
        }).toList());
    }

    /// What a condition is about; two conditions with the same subject belong to the same facet.
    static String subject(UnitFilter filter) {
        return switch (filter) {
            case UnitFilter.LabelIn f -> "label:" + f.variable() + ":" + f.annotator();
            case UnitFilter.Agreement f -> "agreement:" + f.variable() + ":" + f.a() + ":" + f.b();
            case UnitFilter.Cell f -> "cell:" + f.variable() + ":" + f.a() + ":" + f.b();
            case UnitFilter.ConfidenceIn f -> "confidence:" + f.variable() + ":" + f.annotator();
            case UnitFilter.MetadataIn f -> "meta:" + f.column();
            case UnitFilter.InSample _ -> "sample";
            case UnitFilter.Flagged f -> "flag:" + f.variable();
            case UnitFilter.HasFinal f -> "final:" + f.variable();
        };
    }

    private static UnitQuery with(UnitQuery query, List<UnitFilter> filters) {
        return new UnitQuery(query.search(), query.matchCase(), query.regex(), filters);
    }

    private static int indexOf(List<UnitFilter> filters, UnitFilter value) {
        for (int i = 0; i < filters.size(); i++) {
            if (subject(filters.get(i)).equals(subject(value)))
                return i;
        }
        return -1;
    }

    private static @Nullable UnitFilter joined(UnitFilter old, UnitFilter value) {
        if (old instanceof UnitFilter.LabelIn(var variable, var annotator, var had) && value instanceof UnitFilter.LabelIn more) {
            Set<@Nullable String> labels = flipped(had, more.labels());
            return labels.isEmpty() ? null : new UnitFilter.LabelIn(variable, annotator, labels);
        }
        if (old instanceof UnitFilter.MetadataIn(var column, var had) && value instanceof UnitFilter.MetadataIn more) {
            Set<@Nullable String> values = flipped(had, more.values());
            return values.isEmpty() ? null : new UnitFilter.MetadataIn(column, values);
        }
        return old.equals(value) ? null : value;
    }

    private static Set<@Nullable String> flipped(Set<@Nullable String> had, Set<@Nullable String> values) {
        Set<@Nullable String> now = new LinkedHashSet<>(had);
        for (String value : values) {
            if (!now.remove(value))
                now.add(value);
        }
        return Collections.unmodifiableSet(now);
    }
}
