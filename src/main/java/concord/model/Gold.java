package concord.model;

import java.time.Instant;
import java.util.Set;

/// The final label of a unit, decided in the audit; it never replaces an annotation.
///
/// @param decidedBy the person who decided
/// @param reasons   why the annotators differed, possibly none
public record Gold(long unit, String variable, String label, Set<DisagreementReason> reasons, String decidedBy, Instant at) {
    public Gold {
        reasons = Set.copyOf(reasons);
    }
}
