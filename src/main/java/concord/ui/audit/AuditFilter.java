package concord.ui.audit;

import concord.model.UnitFilter;
import concord.model.UnitQuery;
import concord.model.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the audit's table shows besides the chosen cell.
enum AuditFilter {
    DIFFERENT, OPEN, FLAGGED;

    /// @param chosen filters the person has put on
    /// @param cell   of the confusion matrix, or null; it says itself whether the two differ
    static UnitQuery query(AuditCase audit, Set<AuditFilter> chosen, UnitFilter.@Nullable Cell cell) {
        List<UnitFilter> filters = new ArrayList<>();
        Variable variable = audit.variable();
        if (cell != null)
            filters.add(cell);
        for (AuditFilter filter : chosen) {
            switch (filter) {
                case DIFFERENT -> {
                    if (cell == null)
                        filters.add(new UnitFilter.Agreement(variable.name(), audit.pair().reference(), audit.pair().other(), false));
                }
                case OPEN -> filters.add(new UnitFilter.HasFinal(variable.name(), false));
                case FLAGGED -> filters.add(new UnitFilter.Flagged(variable.name(), null));
            }
        }
        if (audit.blindFor() != null)
            filters.add(new UnitFilter.LabelIn(variable.name(), audit.blindFor(), Set.copyOf(variable.labelNames())));
        return new UnitQuery("", false, false, filters);
    }
}
