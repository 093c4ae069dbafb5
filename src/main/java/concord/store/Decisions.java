package concord.store;

import concord.model.Annotation;
import concord.model.Gold;
import concord.store.AnnotationRepository.Undone;
import concord.store.Event.Target;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Every decision as an event and as the state it leads to, in one transaction. All methods run on the writer.
///
/// Undo takes back the actor's latest decision that is still in force and not taken back; a decision that somebody else has since replaced is
/// passed over, because taking it back would destroy the other's. Redo takes back undos, latest first, until the actor decides anew.
final class Decisions {
    private static final int PAGE = 64;

    private final Catalog catalog;
    private final AnnotationTable annotations;
    private final GoldTable golds;
    private final Codebooks codebooks;
    private final Deque<Event> page = new ArrayDeque<>();

    Decisions(Catalog catalog, Codebooks codebooks) {
        this.catalog = catalog;
        this.codebooks = codebooks;
        annotations = new AnnotationTable(catalog);
        golds = new GoldTable(catalog);
    }

    void save(Db db, Annotation a) throws SQLException {
        requireUnit(a.unit());
        Catalog.Known annotator = catalog.annotator(a.annotator()).orElseThrow(() -> new StoreException("Nobody called \"" + a.annotator()
                + "\" labels in this project: add the annotator first."));
        catalog.ensureSeries(db, a.variable(), annotator, a.seenLlm());
        AnnotationRow after = AnnotationRow.decided(a);
        if (after.label() != null)
            catalog.labelId(after.label());
        catalog.saveLabels(db);
        var target = new Target(a.unit(), a.variable(), a.annotator(), a.seenLlm());
        append(db, a.annotator(), Event.SAVE, target, state(db, target), Json.write(after), null, a.codebookVersion(), a.millis());
    }

    void clear(Db db, Target target) throws SQLException {
        String before = state(db, target);
        if (before != null)
            append(db, Objects.requireNonNull(target.annotator()), Event.CLEAR, target, before, null, null, codebooks.current().version(),
                    0);
    }

    void decide(Db db, Gold gold) throws SQLException {
        requireUnit(gold.unit());
        catalog.ensureVariable(db, gold.variable());
        catalog.labelId(gold.label());
        catalog.saveLabels(db);
        var target = new Target(gold.unit(), gold.variable(), null, false);
        append(db, gold.decidedBy(), Event.DECIDE, target, state(db, target), Json.write(GoldRow.of(gold)), null,
                codebooks.current().version(),
                0);
    }

    void undecide(Db db, long unit, String variable, String actor) throws SQLException {
        var target = new Target(unit, variable, null, false);
        String before = state(db, target);
        if (before != null)
            append(db, actor, Event.UNDECIDE, target, before, null, null, codebooks.current().version(), 0);
    }

    Optional<Undone> undo(Db db, String actor) throws SQLException {
        Set<Long> takenBack = new HashSet<>();
        Event event = latest(db, actor, Long.MAX_VALUE);
        while (event != null) {
            boolean inForce = !takenBack.contains(event.seq());
            if (inForce && event.decision() && same(event.target(), state(db, event.target()), event.after())) {
                append(db, actor, Event.UNDO, event.target(), event.after(), event.before(), event.seq(), event.codebookVersion(), 0);
                return Optional.of(new Undone(event.unit(), event.variable(), event.operation()));
            }
            if (inForce && event.undoes() != null)
                takenBack.add(event.undoes());
            event = latest(db, actor, event.seq());
        }
        return Optional.empty();
    }

    Optional<Undone> redo(Db db, String actor) throws SQLException {
        Set<Long> takenBack = new HashSet<>();
        Event event = latest(db, actor, Long.MAX_VALUE);
        while (event != null && !event.decision()) {
            if (event.operation().equals(Event.UNDO) && !takenBack.contains(event.seq())) {
                if (!same(event.target(), state(db, event.target()), event.after()))
                    return Optional.empty();
                append(db, actor, Event.REDO, event.target(), event.after(), event.before(), event.seq(), event.codebookVersion(), 0);
                String operation = db.first("select operation from event where seq = ?", row -> row.getString(1), event.undoes()).orElse(
                        Event.SAVE);
                return Optional.of(new Undone(event.unit(), event.variable(), operation));
            }
            if (event.undoes() != null)
                takenBack.add(event.undoes());
            event = latest(db, actor, event.seq());
        }
        return Optional.empty();
    }

    /// The actor's latest event before this one, read a page at a time.
    private @Nullable Event latest(Db db, String actor, long before) throws SQLException {
        if (before == Long.MAX_VALUE)
            page.clear();
        if (page.isEmpty()) {
            List<Event> read = db
                    .list("select " + Event.COLUMNS + " from event where actor = ? and seq < ? order by actor, seq desc fetch first "
                            + PAGE + " rows only", Event::map, actor, before);
            page.addAll(read);
        }
        return page.poll();
    }

    private static boolean same(Target target, @Nullable String a, @Nullable String b) {
        if (a == null || b == null)
            return a == null && b == null;
        if (a.equals(b))
            return true;
        return target.annotator() == null
                ? Json.read(a, GoldRow.class).equals(Json.read(b, GoldRow.class))
                : Json.read(a, AnnotationRow.class).equals(Json.read(b, AnnotationRow.class));
    }

    /// The current state as JSON, null when there is none.
    private @Nullable String state(Db db, Target target) throws SQLException {
        if (target.annotator() == null) {
            Optional<Integer> variable = catalog.variable(target.variable());
            if (variable.isEmpty())
                return null;
            return golds.find(db, Packed.of(variable.get(), target.unit())).map(Json::write).orElse(null);
        }
        Optional<Series> series = catalog.series(target.variable(), target.annotator(), target.seenLlm());
        if (series.isEmpty())
            return null;
        Optional<AnnotationRow> row = annotations.find(db, Packed.of(series.get().id(), target.unit()));
        if (row.isPresent() && !catalog.visible().origin(row.get().origin()))
            throw new StoreException("An import that is running brings a label of " + target.annotator()
                    + " for this unit: wait until it has finished.");
        return row.map(Json::write).orElse(null);
    }

    private void append(Db db, String actor, String operation, Target target, @Nullable String before, @Nullable String after,
            @Nullable Long undoes, int version, int millis) throws SQLException {
        // asked at each write: a rolled-back one must not leave a gap that check would take for a lost event
        long seq = db.number("select max(seq) from event") + 1;
        db.update("insert into event (" + Event.COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", seq, Times.now(), actor,
                operation,
                target.unit(), target.variable(), target.annotator(), before, after, undoes, target.seenLlm(), version, millis);
        apply(db, target, after);
    }

    /// Makes the projection say what an event says.
    void apply(Db db, Target target, @Nullable String after) throws SQLException {
        if (target.annotator() == null) {
            int variable = catalog.ensureVariable(db, target.variable());
            golds.put(db, Packed.of(variable, target.unit()), Json.readOrNull(after, GoldRow.class));
            return;
        }
        Optional<Series> series = catalog.series(target.variable(), target.annotator(), target.seenLlm());
        if (series.isPresent())
            annotations.put(db, Packed.of(series.get().id(), target.unit()), Json.readOrNull(after, AnnotationRow.class));
    }

    private void requireUnit(long unit) {
        if (unit < 1 || unit > catalog.visible().lastUnit())
            throw new StoreException("There is no unit number " + unit + " in this project.");
    }
}
