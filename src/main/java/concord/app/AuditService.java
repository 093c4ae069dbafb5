package concord.app;

import concord.model.Annotation;
import concord.model.DisagreementReason;
import concord.model.Gold;
import concord.model.LabelSet;
import concord.model.Unit;
import concord.model.UnitQuery;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.store.AnnotationRepository;
import concord.store.AnnotationRepository.Undone;
import concord.store.UnitRepository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Resolving disagreements: the final label beside the labels that stay.
public final class AuditService {
    private final UnitRepository units;
    private final AnnotationRepository annotations;
    private final UnitIndex index;
    private final CodebookService codebook;
    private final Changes changes;

    AuditService(UnitRepository units, AnnotationRepository annotations, UnitIndex index, CodebookService codebook, Changes changes) {
        this.units = units;
        this.annotations = annotations;
        this.index = index;
        this.codebook = codebook;
        this.changes = changes;
    }

    private record Suspect(int position, boolean different, double suspicion) {}

    /// Units that both annotators labelled, disagreements first, among them the most suspicious first: a confident student or a consistent
    /// teacher against the person, then the order of import. Where both agree, units on which the student confidently says something else
    /// come first.
    ///
    /// @param student a student whose prediction weighs in, or null
    /// @param query   further conditions
    /// @throws AppException when an annotator or the variable does not exist
    public List<Long> queue(String variable, String reference, String other, @Nullable String student, UnitQuery query) {
        Figures figures = figures(variable, reference, other);
        if (student != null)
            Figures.checkAnnotator(student, index);
        IntFunction<@Nullable String> first = figures.labels(reference);
        IntFunction<@Nullable String> second = figures.labels(other);
        LabelCodes doubt = Figures.isFinal(other, index) ? null : index.labels(variable, other);
        LabelCodes third = student == null ? null : index.labels(variable, student);
        BitSet match = new UnitMatch(index, query).all();
        List<Suspect> suspects = new ArrayList<>();
        for (int p = match.nextSetBit(0); p >= 0; p = match.nextSetBit(p + 1)) {
            String a = first.apply(p);
            String b = second.apply(p);
            if (a == null || b == null)
                continue;
            boolean different = !a.equals(b);
            double suspicion = different && doubt != null ? known(doubt.confidence(p)) : 0;
            if (third != null && third.code(p) >= 0 && !a.equals(third.label(p)))
                suspicion = Math.max(suspicion, known(third.confidence(p)));
            suspects.add(new Suspect(p, different, suspicion));
        }
        suspects.sort(Comparator.comparing(Suspect::different).thenComparingDouble(Suspect::suspicion).reversed()
                .thenComparingInt(Suspect::position));
        long[] ids = index.ids();
        return suspects.stream().map(s -> ids[s.position()]).toList();
    }

    private static double known(double confidence) {
        return Double.isNaN(confidence) ? 0 : confidence;
    }

    private Figures figures(String variable, String reference, String other) {
        Variable asked = codebook.variable(variable);
        Figures.checkAnnotator(reference, index);
        Figures.checkAnnotator(other, index);
        return new Figures(index, asked, null);
    }

    /// In the order of the ids.
    public List<Row> rows(List<Long> units, String variable, String reference, String other, @Nullable String student) {
        long[] ids = units.stream().mapToLong(Long::longValue).toArray();
        Map<Long, List<Annotation>> byUnit = annotations.ofUnits(ids);
        Map<Integer, Gold> golds = index.golds(variable);
        List<Row> rows = new ArrayList<>(ids.length);
        for (Unit unit : this.units.byIds(ids)) {
            List<Annotation> of = byUnit.getOrDefault(unit.id(), List.of()).stream().filter(a -> a.variable().equals(variable)).toList();
            rows.add(new Row(unit, by(of, reference), by(of, other), student == null ? null : by(of, student),
                    golds.get(index.position(unit.id()))));
        }
        return rows;
    }

    private static @Nullable Annotation by(List<Annotation> annotations, String annotator) {
        return annotations.stream().filter(a -> a.annotator().equals(annotator)).min(Comparator.comparing(Annotation::seenLlm))
                .orElse(null);
    }

    public record Row(Unit unit, @Nullable Annotation reference, @Nullable Annotation other, @Nullable Annotation student,
            @Nullable Gold gold) {}

    public record Counts(long both, long different, long decided) {}

    /// Over the units both labelled; `decided` counts the differing ones with a final label.
    public Counts counts(String variable, String reference, String other) {
        Figures figures = figures(variable, reference, other);
        IntFunction<@Nullable String> first = figures.labels(reference);
        IntFunction<@Nullable String> second = figures.labels(other);
        Map<Integer, Gold> golds = index.golds(variable);
        long both = 0;
        long different = 0;
        long decided = 0;
        for (int p = 0; p < index.size(); p++) {
            String a = first.apply(p);
            String b = second.apply(p);
            if (a == null || b == null)
                continue;
            both++;
            if (!a.equals(b)) {
                different++;
                if (golds.containsKey(p))
                    decided++;
            }
        }
        return new Counts(both, different, decided);
    }

    /// Decides the final label; nobody's own label changes.
    ///
    /// @throws AppException when the variable has no such label
    public void decide(long unit, String variable, String label, Set<DisagreementReason> reasons, String decidedBy) {
        Variable asked = codebook.variable(variable);
        List<String> given = asked.kind() == VariableKind.MULTI ? LabelSet.parse(label).names() : List.of(label);
        for (String one : given) {
            if (asked.label(one).isEmpty())
                throw new AppException("\"" + variable + "\" has no label \"" + one + "\"; it has " + Names.list(asked.labelNames()) + ".");
        }
        if (decidedBy.isBlank())
            throw new AppException("Nobody is named as deciding: give a name or pseudonym.");
        if (index.position(unit) < 0)
            throw new AppException("There is no unit " + unit + " in this project.");
        annotations.decide(new Gold(unit, variable, label, reasons, decidedBy, Instant.now()));
        index.dropGolds(variable);
        changes.tell(Change.GOLD);
    }

    public Optional<Long> undo(String actor) {
        return after(annotations.undo(actor), actor);
    }

    public Optional<Long> redo(String actor) {
        return after(annotations.redo(actor), actor);
    }

    /// The latest decision of this person may have been a label given on the Label screen.
    private Optional<Long> after(Optional<Undone> undone, String actor) {
        undone.ifPresent(u -> {
            index.dropGolds(u.variable());
            index.put(u.unit(), u.variable(), actor, annotations.ofUnit(u.unit()));
            changes.tell(Change.GOLD, Change.ANNOTATIONS);
        });
        return undone.map(Undone::unit);
    }

    /// Decided units by reason.
    public Map<DisagreementReason, Long> reasons(String variable) {
        Map<DisagreementReason, Long> counts = new EnumMap<>(DisagreementReason.class);
        index.golds(variable).values().forEach(gold -> gold.reasons().forEach(reason -> counts.merge(reason, 1L, Long::sum)));
        return counts;
    }
}
