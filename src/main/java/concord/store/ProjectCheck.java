package concord.store;

import concord.model.Annotation;
import concord.store.Event.Target;
import concord.store.EventReplay.Trail;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Verifies a project and makes the projection say what the events say. On the writer, so nothing changes meanwhile.
///
/// A row that events speak of must be what the last of them left; any other row must come from an import or a student. Imports remember how
/// many labels they brought and a checksum of them; what they brought is found in the rows, or before the first event on a row.
final class ProjectCheck {
    private static final int PAGE = 10_000;

    private final Db db;
    private final Catalog catalog;
    private final Decisions decisions;
    private final Visible visible;
    private final List<String> findings = new ArrayList<>();
    private final Map<Integer, Tally> imports = new HashMap<>();
    private final Map<Integer, Long> predictions = new HashMap<>();
    private final Map<Target, @Nullable String> wrong = new LinkedHashMap<>();
    private long annotations;

    private static final class Tally {
        long rows;
        long sum;
    }

    ProjectCheck(Db db, Catalog catalog, Decisions decisions) {
        this.db = db;
        this.catalog = catalog;
        this.decisions = decisions;
        visible = catalog.visible();
    }

    CheckReport run() throws SQLException {
        long units = new UnitCheck(db, visible, findings).run();
        var replay = new EventReplay(db, visible);
        findings.addAll(replay.findings());
        Map<Target, Trail> unmet = new HashMap<>(replay.trails());
        for (Series series : catalog.series(null, null)) {
            annotations(series, replay, unmet);
        }
        golds(replay, unmet);
        unmet.forEach((target, trail) -> {
            if (trail.now() != null)
                wrong.put(target, trail.now());
        });
        replay.trails().forEach(this::countBase);
        long repaired = repair();
        importedLabels();
        predictedLabels();
        strayRows();
        codebooks();
        return new CheckReport(Migrations.version(db), units, annotations, replay.events(), repaired, findings);
    }

    private void annotations(Series series, EventReplay replay, Map<Target, Trail> unmet) throws SQLException {
        var table = new AnnotationTable(catalog);
        long[] from = {series.first()};
        long before;
        do {
            before = from[0];
            db.each("select " + AnnotationTable.COLUMNS + " from annotation where id > ? and id <= ? order by id fetch first " + PAGE
                    + " rows only",
                    row -> {
                        from[0] = row.getLong(1);
                        AnnotationRow state = table.map(row);
                        if (!visible.origin(state.origin()))
                            return;
                        boolean unknownLabel = row.getObject(2) != null && state.label() == null;
                        var target = new Target(Packed.low(from[0]), series.variable(), series.annotator(), series.seenLlm());
                        annotation(target, series, state, unknownLabel, replay, unmet);
                    }, before, series.upTo(visible.lastUnit()));
        } while (from[0] != before);
    }

    private void annotation(Target target, Series series, AnnotationRow state, boolean unknownLabel, EventReplay replay,
            Map<Target, Trail> unmet) {
        Trail trail = replay.trails().get(target);
        unmet.remove(target);
        if (trail != null) {
            boolean same = trail.now() != null && !unknownLabel && state.equals(Json.readOrNull(trail.now(), AnnotationRow.class));
            if (!same)
                wrong.put(target, trail.now());
            if (trail.now() != null)
                annotations++;
            return;
        }
        if (state.origin() == 0) {
            wrong.put(target, null);
            return;
        }
        annotations++;
        base(series, target.unit(), state);
    }

    private void golds(EventReplay replay, Map<Target, Trail> unmet) throws SQLException {
        var table = new GoldTable(catalog);
        db.each("select " + GoldTable.COLUMNS + " from gold", row -> {
            long id = row.getLong(1);
            var target = new Target(Packed.low(id), catalog.variableName(Packed.owner(id)), null, false);
            Trail trail = replay.trails().get(target);
            unmet.remove(target);
            String now = trail == null ? null : trail.now();
            if (now == null || !table.map(row).equals(Json.readOrNull(now, GoldRow.class)))
                wrong.put(target, now);
        });
    }

    private void countBase(Target target, Trail trail) {
        AnnotationRow base = target.annotator() == null ? null : Json.readOrNull(trail.base(), AnnotationRow.class);
        if (base == null || base.origin() == 0)
            return;
        catalog.series(target.variable(), Objects.requireNonNull(target.annotator()), target.seenLlm())
                .ifPresent(series -> base(series, target
                        .unit(), base));
    }

    private void base(Series series, long unit, AnnotationRow state) {
        if (state.origin() == AnnotationRow.PREDICTED) {
            predictions.merge(series.id(), 1L, Long::sum);
            return;
        }
        Tally tally = imports.computeIfAbsent(state.origin(), _ -> new Tally());
        tally.rows++;
        tally.sum += Sums.label(Packed.of(series.id(), unit), state.label(), number(state));
    }

    private static double number(AnnotationRow state) {
        Map<String, Double> scores = state.label() == null && state.probabilities() != null ? state.probabilities() : Map.of();
        Double confidence = state.confidence();
        return scores.getOrDefault(Annotation.SCORE, confidence == null ? Double.NaN : confidence);
    }

    private long repair() throws SQLException {
        if (wrong.isEmpty())
            return 0;
        Set<String> lost = new HashSet<>();
        long repaired = 0;
        for (Map.Entry<Target, @Nullable String> entry : wrong.entrySet()) {
            Target target = entry.getKey();
            if (target.annotator() != null) {
                Optional<Catalog.Known> annotator = catalog.annotator(target.annotator());
                if (annotator.isEmpty()) {
                    lost.add(target.annotator());
                    continue;
                }
                catalog.ensureSeries(db, target.variable(), annotator.get(), target.seenLlm());
                AnnotationRow row = Json.readOrNull(entry.getValue(), AnnotationRow.class);
                if (row != null && row.label() != null)
                    catalog.labelId(row.label());
            }
            catalog.saveLabels(db);
            decisions.apply(db, target, entry.getValue());
            repaired++;
        }
        for (String annotator : lost) {
            findings.add("Events speak of \"" + annotator
                    + "\", who is not among the annotators: restore a backup, or add the annotator and check again.");
        }
        if (repaired > 0)
            findings.add(repaired + " current label(s) differed from the event log and were put right.");
        return repaired;
    }

    private void importedLabels() throws SQLException {
        db.each("select id, file, labels, label_sum from import where committed order by id", row -> {
            Tally found = imports.getOrDefault(row.getInt(1), new Tally());
            long expected = row.getLong(3);
            String which = "Import " + row.getInt(1) + " (" + row.getString(2) + ")";
            if (found.rows != expected)
                findings.add(
                        which + " brought " + expected + " labels, but " + found.rows + " are here: restore a backup or import again.");
            else if (found.sum != row.getLong(4))
                findings.add(which + " brought labels that were changed since, outside of Concord: restore a backup.");
        });
    }

    private void predictedLabels() throws SQLException {
        db.each("select id, predictions from series where in_force", row -> {
            long found = predictions.getOrDefault(row.getInt(1), 0L);
            if (found != row.getLong(2))
                findings.add("A student or teacher wrote " + row.getLong(2) + " labels, but " + found + " are here: let it label again.");
        });
    }

    private void strayRows() throws SQLException {
        long stray = db.number("""
                select count(*) from annotation where id / ? not in
                (select series.id from series join annotator on annotator.id = series.annotator)""", 1L << Packed.BITS);
        if (stray > 0)
            findings.add(stray + " label(s) belong to no annotator: restore a backup.");
        long unnamed = db.number("select count(*) from annotation where label is not null and label not in (select id from label_name)");
        if (unnamed > 0)
            findings.add(unnamed + " label(s) have lost their name: restore a backup.");
        long homeless = db.number("select count(*) from sample_member where unit not in (select id from unit)");
        if (homeless > 0)
            findings.add(homeless + " member(s) of samples are units that do not exist: restore a backup.");
        db.each("""
                select name, size, (select count(*) from sample_member where sample_member.id between cast(sample.id as bigint) * ? and cast(sample.id as bigint) * ? + ?)
                from sample order by id""",
                row -> {
                    if (row.getLong(2) != row.getLong(3))
                        findings.add("Sample \"" + row.getString(1) + "\" has " + row.getLong(3) + " of its " + row.getLong(2)
                                + " units: restore a backup.");
                }, 1L << Packed.BITS, 1L << Packed.BITS, (1L << Packed.BITS) - 1);
        long unasked = db.number("select count(*) from teacher_call where unit not in (select id from unit)"
                + " or prompt not in (select id from prompt) or teaching not in (select id from teaching)");
        if (unasked > 0)
            findings.add(unasked + " call(s) to teachers have lost their unit, prompt or run: restore a backup.");
        db.each("select name from run where not exists (select 1 from annotator where annotator.name = run.name and kind = 'student')",
                row -> findings.add("Run \"" + row.getString(1) + "\" has lost its student: delete the run and train again."));
    }

    private void codebooks() throws SQLException {
        if (db.number("select count(*) from codebook") != db.number("select max(version) from codebook"))
            findings.add("A version of the codebook is missing: restore a backup to get it back.");
    }
}
