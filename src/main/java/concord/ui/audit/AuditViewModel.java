package concord.ui.audit;

import concord.app.AuditService;
import concord.model.Annotation;
import concord.model.DisagreementReason;
import concord.model.Gold;
import concord.model.UnitFilter;
import concord.ui.Texts;
import concord.ui.control.SingleFile;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// The audit: a queue of texts two annotators labelled, the one looked at, and its final label with reasons.
///
/// Rows are read page by page as they come into view. Deciding writes the final label only; nobody's own label changes. Belongs to the thread that
/// results are handed to.
final class AuditViewModel {
    private static final int PAGE = 100;

    private final SingleFile work;
    private final AuditService service;
    private final ObjectProperty<@Nullable AuditCase> audit = new SimpleObjectProperty<>();
    private final ObjectProperty<List<Long>> queue = new SimpleObjectProperty<>(List.of());
    private final ObjectProperty<AuditService.Counts> counts = new SimpleObjectProperty<>(new AuditService.Counts(0, 0, 0));
    private final ObjectProperty<Map<DisagreementReason, Long>> reasons = new SimpleObjectProperty<>(Map.of());
    private final ObjectProperty<AuditService.@Nullable Row> current = new SimpleObjectProperty<>();
    private final IntegerProperty position = new SimpleIntegerProperty(-1);
    private final IntegerProperty arrived = new SimpleIntegerProperty();
    private final StringProperty failure = new SimpleStringProperty("");
    private final StringProperty note = new SimpleStringProperty("");
    private final ObjectProperty<Set<DisagreementReason>> pending = new SimpleObjectProperty<>(Set.of());
    private final Set<AuditFilter> filters = EnumSet.of(AuditFilter.DIFFERENT);
    private final Map<Long, AuditService.Row> rows = new HashMap<>();
    private final Set<Integer> asked = new HashSet<>();
    private UnitFilter.@Nullable Cell cell;
    private int epoch;
    private int writing;

    private record Found(List<Long> queue, AuditService.Counts counts, Map<DisagreementReason, Long> reasons) {}

    private record Decided(List<AuditService.Row> rows, AuditService.Counts counts, Map<DisagreementReason, Long> reasons,
            boolean changed) {}

    AuditViewModel(SingleFile work, AuditService service) {
        this.work = work;
        this.service = service;
    }

    ReadOnlyObjectProperty<@Nullable AuditCase> auditProperty() {
        return audit;
    }

    /// Unit ids, most suspicious first.
    ReadOnlyObjectProperty<List<Long>> queueProperty() {
        return queue;
    }

    ReadOnlyObjectProperty<AuditService.Counts> countsProperty() {
        return counts;
    }

    /// Decided units by reason.
    ReadOnlyObjectProperty<Map<DisagreementReason, Long>> reasonsProperty() {
        return reasons;
    }

    /// The row looked at; null while there is none or it is on its way.
    ReadOnlyObjectProperty<AuditService.@Nullable Row> currentProperty() {
        return current;
    }

    /// Place of the row looked at in the queue, or -1.
    IntegerProperty positionProperty() {
        return position;
    }

    /// Counts up whenever rows have arrived or changed.
    IntegerProperty arrivedProperty() {
        return arrived;
    }

    /// Reasons of the row looked at, decided or about to be.
    ReadOnlyObjectProperty<Set<DisagreementReason>> pendingProperty() {
        return pending;
    }

    StringProperty failureProperty() {
        return failure;
    }

    StringProperty noteProperty() {
        return note;
    }

    Set<AuditFilter> filters() {
        return Set.copyOf(filters);
    }

    Optional<UnitFilter.Cell> cell() {
        return Optional.ofNullable(cell);
    }

    /// Shows a case, with a cell of its confusion matrix or without.
    void open(AuditCase now, UnitFilter.@Nullable Cell cell) {
        audit.set(now);
        this.cell = cell != null && fits(now, cell) ? cell : null;
        load(Keep.FIRST);
    }

    void cell(UnitFilter.@Nullable Cell now) {
        AuditCase shown = audit.get();
        UnitFilter.Cell next = now != null && shown != null && fits(shown, now) ? now : null;
        if (shown != null && !Objects.equals(next, cell)) {
            cell = next;
            load(Keep.FIRST);
        }
    }

    private static boolean fits(AuditCase audit, UnitFilter.Cell cell) {
        return cell.variable().equals(audit.variable().name()) && cell.a().equals(audit.pair().reference())
                && cell.b().equals(audit.pair().other());
    }

    /// Puts a filter on or takes it off.
    void toggle(AuditFilter filter) {
        if (!filters.remove(filter))
            filters.add(filter);
        if (audit.get() != null)
            load(Keep.FIRST);
    }

    /// Labels changed elsewhere.
    void refresh() {
        if (audit.get() != null)
            load(Keep.UNIT);
    }

    private enum Keep {
        FIRST, UNIT
    }

    private void load(Keep keep) {
        AuditCase now = shown();
        int mine = ++epoch;
        var query = AuditFilter.query(now, Set.copyOf(filters), cell);
        AuditService.Row before = current.get();
        String variable = now.variable().name();
        work.add(() -> new Found(service.queue(variable, now.pair().reference(), now.pair().other(), now.student(), query),
                service.counts(variable, now.pair().reference(), now.pair().other()), service.reasons(variable)), found -> {
                    if (mine != epoch)
                        return;
                    failure.set("");
                    rows.clear();
                    asked.clear();
                    position.set(-1);
                    queue.set(found.queue());
                    counts.set(found.counts());
                    reasons.set(found.reasons());
                    int at = keep == Keep.UNIT && before != null ? found.queue().indexOf(before.unit().id()) : 0;
                    select(found.queue().isEmpty() ? -1 : Math.max(0, at));
                }, failed -> failed(mine, failed));
    }

    /// The row at a place of the queue; reads its page when it is not here yet.
    Optional<AuditService.Row> row(int index) {
        if (index < 0 || index >= queue.get().size())
            return Optional.empty();
        AuditService.Row row = rows.get(queue.get().get(index));
        if (row == null && asked.add(index / PAGE))
            page(index / PAGE);
        return Optional.ofNullable(row);
    }

    private void page(int page) {
        AuditCase now = shown();
        int mine = epoch;
        List<Long> all = queue.get();
        List<Long> ids = List.copyOf(all.subList(page * PAGE, Math.min(all.size(), (page + 1) * PAGE)));
        work.add(() -> read(now, ids), read -> {
            if (mine == epoch)
                take(read);
        }, failed -> failed(mine, failed));
    }

    private List<AuditService.Row> read(AuditCase now, List<Long> ids) {
        return service.rows(ids, now.variable().name(), now.pair().reference(), now.pair().other(), now.student());
    }

    private void take(List<AuditService.Row> read) {
        read.forEach(row -> rows.put(row.unit().id(), row));
        arrived.set(arrived.get() + 1);
        if (position.get() >= 0)
            look(rows.get(queue.get().get(position.get())));
    }

    void select(int index) {
        if (index == position.get())
            return;
        position.set(index);
        look(row(index).orElse(null));
    }

    private void look(AuditService.@Nullable Row row) {
        AuditService.Row before = current.get();
        current.set(row);
        Gold gold = row == null ? null : row.gold();
        boolean same = before != null && row != null && before.unit().id() == row.unit().id();
        if (gold != null) {
            pending.set(gold.reasons());
        } else if (!same) {
            pending.set(Set.of());
        }
    }

    /// @param step -1 or 1
    void move(int step) {
        int to = position.get() + step;
        if (to >= 0 && to < queue.get().size())
            select(to);
    }

    /// Goes on to the next row that is still to be decided, or says that none is left below.
    void next() {
        for (int index = position.get() + 1; index < queue.get().size(); index++) {
            AuditService.Row row = rows.get(queue.get().get(index));
            if (row == null || row.gold() == null) {
                select(index);
                return;
            }
        }
        note.set("");
        note.set(Texts.get("audit.noneBelow"));
    }

    /// The final label of the row looked at.
    void decide(String label, String person) {
        AuditService.Row row = current.get();
        if (row != null)
            write(row, label, pending.get(), person);
    }

    /// Takes the reference's label.
    void human(String person) {
        own(AuditService.Row::reference, person);
    }

    /// Takes the other's label.
    void other(String person) {
        own(AuditService.Row::other, person);
    }

    private void own(Function<AuditService.Row, @Nullable Annotation> whose, String person) {
        AuditService.Row row = current.get();
        String label = row == null ? null : AuditCase.label(whose.apply(row));
        if (label != null)
            decide(label, person);
    }

    /// Puts a reason on or takes it off; it is kept with the final label, which may come later.
    void reason(DisagreementReason reason, String person) {
        AuditService.Row row = current.get();
        if (row == null)
            return;
        Set<DisagreementReason> now = EnumSet.noneOf(DisagreementReason.class);
        now.addAll(pending.get());
        if (!now.remove(reason))
            now.add(reason);
        pending.set(Set.copyOf(now));
        Gold gold = row.gold();
        if (gold != null)
            write(row, gold.label(), now, person);
    }

    /// Shows the decision at once, so that the next key builds on it, and writes it behind.
    private void write(AuditService.Row row, String label, Set<DisagreementReason> why, String person) {
        AuditCase now = shown();
        int mine = epoch;
        long unit = row.unit().id();
        Set<DisagreementReason> reasons = Set.copyOf(why);
        Gold gold = new Gold(unit, now.variable().name(), label, reasons, person, Instant.now());
        writing++;
        take(List.of(new AuditService.Row(row.unit(), row.reference(), row.other(), row.student(), gold)));
        work.add(() -> {
            service.decide(unit, now.variable().name(), label, reasons, person);
            return decided(now, List.of(unit), true);
        }, done -> {
            writing--;
            settle(mine, done);
        }, failed -> {
            writing--;
            failed(mine, failed);
            restore(mine, unit);
        });
    }

    /// Reads a row again whose decision was not written.
    private void restore(int mine, long unit) {
        AuditCase now = shown();
        work.add(() -> read(now, List.of(unit)), read -> {
            if (mine == epoch)
                take(read);
        }, failed -> failed(mine, failed));
    }

    /// Undoes the person's latest decision and goes to its row.
    void undo(String person) {
        revert(AuditService::undo, person, Texts.get("audit.nothingToUndo"));
    }

    void redo(String person) {
        revert(AuditService::redo, person, Texts.get("audit.nothingToRedo"));
    }

    private void revert(BiFunction<AuditService, String, Optional<Long>> change, String person, String nothing) {
        AuditCase now = audit.get();
        if (now == null)
            return;
        int mine = epoch;
        work.add(() -> {
            Optional<Long> unit = change.apply(service, person);
            return decided(now, unit.stream().toList(), unit.isPresent());
        }, done -> {
            if (mine != epoch)
                return;
            note.set("");
            if (!done.changed())
                note.set(nothing);
            settle(mine, done);
            int at = done.rows().isEmpty() ? -1 : queue.get().indexOf(done.rows().getFirst().unit().id());
            if (at >= 0)
                select(at);
            AuditService.Row row = current.get();
            if (row != null && row.gold() == null)
                pending.set(Set.of());
        }, failed -> failed(mine, failed));
    }

    private Decided decided(AuditCase now, List<Long> units, boolean changed) {
        String variable = now.variable().name();
        return new Decided(units.isEmpty() ? List.of() : read(now, units),
                service.counts(variable, now.pair().reference(), now.pair().other()), service.reasons(variable), changed);
    }

    private void settle(int mine, Decided done) {
        if (mine != epoch)
            return;
        failure.set("");
        counts.set(done.counts());
        reasons.set(done.reasons());
        if (writing == 0)
            take(done.rows());
    }

    private void failed(int mine, RuntimeException failed) {
        if (mine == epoch)
            failure.set(Objects.requireNonNullElseGet(failed.getMessage(), failed::toString));
    }

    private AuditCase shown() {
        AuditCase now = audit.get();
        if (now == null)
            throw new IllegalStateException("no case");
        return now;
    }
}
