package concord.app;

import concord.model.Annotation;
import concord.model.DisagreementReason;
import concord.model.Gold;
import concord.model.Unit;
import concord.model.UnitQuery;
import concord.model.result.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Resolving disagreements: the final label beside the labels that stay.
public final class AuditService {
    AuditService() {
    }

    /// Units that both annotators labelled, disagreements first, among them the most suspicious first: a confident student or a consistent
    /// teacher against the person, then the order of import.
    ///
    /// @param student a student whose prediction weighs in, or null
    /// @param query   further conditions
    public List<Long> queue(String variable, String reference, String other, @Nullable String student, UnitQuery query) {
        throw new UnsupportedOperationException();
    }

    public List<Row> rows(List<Long> units, String variable, String reference, String other, @Nullable String student) {
        throw new UnsupportedOperationException();
    }

    public record Row(Unit unit, @Nullable Annotation reference, @Nullable Annotation other, @Nullable Annotation student,
            @Nullable Gold gold) {}

    public record Counts(long both, long different, long decided) {}

    /// Over the units both labelled; `decided` counts the differing ones with a final label.
    public Counts counts(String variable, String reference, String other) {
        throw new UnsupportedOperationException();
    }

    public void decide(long unit, String variable, String label, Set<DisagreementReason> reasons, String decidedBy) {
        throw new UnsupportedOperationException();
    }

    public Optional<Long> undo(String actor) {
        throw new UnsupportedOperationException();
    }

    public Optional<Long> redo(String actor) {
        throw new UnsupportedOperationException();
    }

    /// Decided units by reason.
    public Map<DisagreementReason, Long> reasons(String variable) {
        throw new UnsupportedOperationException();
    }
}
