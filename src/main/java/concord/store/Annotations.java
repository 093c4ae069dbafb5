package concord.store;

import concord.model.Annotation;
import concord.model.Annotator;
import concord.model.Gold;
import concord.store.Event.Target;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Annotations by SQL: reading the projection; decisions are made by [Decisions].
final class Annotations implements AnnotationRepository {
    private static final int SCAN_PAGE = 10_000;
    private static final int UNITS_PAGE = 1_000;
    private static final int RECENT_PAGE = 200;

    private final Lanes lanes;
    private final Catalog catalog;
    private final Codebooks codebooks;
    private final Decisions decisions;
    private final AnnotationTable table;
    private final GoldTable golds;

    Annotations(Lanes lanes, Catalog catalog, Codebooks codebooks, Decisions decisions) {
        this.lanes = lanes;
        this.catalog = catalog;
        this.codebooks = codebooks;
        this.decisions = decisions;
        table = new AnnotationTable(catalog);
        golds = new GoldTable(catalog);
    }

    @Override
    public List<Annotator> annotators() {
        return catalog.annotators();
    }

    @Override
    public void addAnnotator(Annotator annotator) {
        lanes.write(db -> catalog.ensureAnnotator(db, annotator, 0));
    }

    @Override
    public void save(Annotation annotation) {
        lanes.write(db -> {
            decisions.save(db, annotation);
            return null;
        });
    }

    @Override
    public void clear(long unit, String variable, String annotator, boolean seenLlm) {
        lanes.write(db -> {
            decisions.clear(db, new Target(unit, variable, annotator, seenLlm));
            return null;
        });
    }

    @Override
    public void decide(Gold gold) {
        lanes.write(db -> {
            decisions.decide(db, gold);
            return null;
        });
    }

    @Override
    public void undecide(long unit, String variable, String actor) {
        lanes.write(db -> {
            decisions.undecide(db, unit, variable, actor);
            return null;
        });
    }

    @Override
    public Optional<Undone> undo(String actor) {
        return lanes.write(db -> decisions.undo(db, actor));
    }

    @Override
    public Optional<Undone> redo(String actor) {
        return lanes.write(db -> decisions.redo(db, actor));
    }

    @Override
    public List<Annotation> ofUnit(long unit) {
        return lanes.read(db -> ofUnit(db, unit));
    }

    @Override
    public Map<Long, List<Annotation>> ofUnits(long[] units) {
        return lanes.read(db -> {
            Map<Long, List<Annotation>> found = new LinkedHashMap<>();
            for (long unit : units) {
                found.put(unit, ofUnit(db, unit));
            }
            return found;
        });
    }

    private List<Annotation> ofUnit(Db db, long unit) throws SQLException {
        List<Annotation> found = new ArrayList<>();
        if (unit < 1 || unit > catalog.visible().lastUnit())
            return found;
        for (Series series : catalog.series(null, null)) {
            visibleRow(db, series, unit).ifPresent(row -> found.add(row.annotation(unit, series, catalog)));
        }
        return found;
    }

    private Optional<AnnotationRow> visibleRow(Db db, Series series, long unit) throws SQLException {
        return table.find(db, Packed.of(series.id(), unit)).filter(row -> catalog.visible().origin(row.origin()));
    }

    @Override
    public Map<Long, Gold> golds(String variable) {
        return lanes.read(db -> {
            Map<Long, Gold> found = new TreeMap<>();
            Optional<Integer> id = catalog.variable(variable);
            if (id.isPresent())
                db.each("select " + GoldTable.COLUMNS + " from gold where id between ? and ?", row -> {
                    long unit = Packed.low(row.getLong(1));
                    found.put(unit, golds.map(row).gold(unit, variable));
                }, Packed.of(id.get(), 0), Packed.last(id.get()));
            return found;
        });
    }

    @Override
    public void forEach(@Nullable String variable, @Nullable String annotator, Consumer<Annotation> consumer) {
        List<Series> wanted = catalog.series(variable, annotator);
        Visible visible = catalog.visible();
        for (long from = 1; from <= visible.lastUnit(); from += UNITS_PAGE) {
            long first = from;
            long last = Math.min(from + UNITS_PAGE - 1, visible.lastUnit());
            List<Annotation> page = lanes.read(db -> {
                List<Annotation> rows = new ArrayList<>();
                for (Series series : wanted) {
                    db.each("select " + AnnotationTable.COLUMNS + " from annotation where id between ? and ? order by id", row -> {
                        if (visible.origin(row.getInt(10)))
                            rows.add(table.map(row).annotation(Packed.low(row.getLong(1)), series, catalog));
                    }, Packed.of(series.id(), first), Packed.of(series.id(), last));
                }
                return rows;
            });
            page.sort(Comparator.comparingLong(Annotation::unit));
            page.forEach(consumer);
        }
    }

    @Override
    public LabelColumn column(String variable, String annotator, boolean seenLlm) {
        return lanes.read(db -> {
            var column = new ColumnBuffer(catalog);
            Optional<Series> series = catalog.series(variable, annotator, seenLlm);
            if (series.isPresent())
                scan(db, series.get(), column);
            return column.column();
        });
    }

    /// Whole results stay in memory inside the database, so a long series comes in pages.
    private void scan(Db db, Series series, ColumnBuffer column) throws SQLException {
        Visible visible = catalog.visible();
        long[] from = {series.first()};
        long before;
        do {
            before = from[0];
            db.each("select id, label, confidence, flags, codebook_version, origin from annotation where id > ? and id <= ? order by id "
                    + "fetch first " + SCAN_PAGE + " rows only", row -> {
                        from[0] = row.getLong(1);
                        if (visible.origin(row.getInt(6)))
                            column.add(row);
                    }, before, series.upTo(visible.lastUnit()));
        } while (from[0] != before);
    }

    @Override
    public ScoreColumn scores(String variable, String annotator) {
        return lanes.read(db -> {
            Visible visible = catalog.visible();
            LongStream.Builder units = LongStream.builder();
            DoubleStream.Builder scores = DoubleStream.builder();
            Optional<Series> series = catalog.series(variable, annotator, false);
            if (series.isPresent()) {
                long[] from = {series.get().first()};
                long before;
                do {
                    before = from[0];
                    db.each("select id, probabilities, origin from annotation where id > ? and id <= ? order by id fetch first " + SCAN_PAGE
                            + " rows only", row -> {
                                from[0] = row.getLong(1);
                                Double score = visible.origin(row.getInt(3)) ? table.score(row.getBytes(2)) : null;
                                if (score != null) {
                                    units.add(Packed.low(from[0]));
                                    scores.add(score);
                                }
                            }, before, series.get().upTo(visible.lastUnit()));
                } while (from[0] != before);
            }
            return new ScoreColumn(units.build().toArray(), scores.build().toArray());
        });
    }

    @Override
    public boolean scored(String variable, String annotator) {
        return lanes.read(db -> {
            Optional<Series> series = catalog.series(variable, annotator, false);
            if (series.isEmpty())
                return false;
            Visible visible = catalog.visible();
            // one annotator gives either always numbers or never
            return db.first("select probabilities from annotation where id between ? and ? and origin <= ? and probabilities is not null "
                    + "fetch first 1 row only", row -> table.score(row.getBytes(1)) != null, series.get().first(),
                    series.get().upTo(visible.lastUnit()), visible.lastImport()).orElse(false);
        });
    }

    @Override
    public Map<String, Map<String, Long>> counts() {
        return lanes.read(db -> {
            Visible visible = catalog.visible();
            Map<String, Map<String, Long>> counts = new TreeMap<>();
            for (Series series : catalog.series(null, null)) {
                long labelled = count(db, series, visible);
                if (labelled > 0)
                    counts.computeIfAbsent(series.variable(), _ -> new TreeMap<>()).merge(series.annotator(), labelled, Long::sum);
            }
            return counts;
        });
    }

    /// Labelled units of the series; of one after reveal, only those without a blind label.
    private long count(Db db, Series series, Visible visible) throws SQLException {
        long last = series.upTo(visible.lastUnit());
        Optional<Series> blind = series.seenLlm() ? catalog.series(series.variable(), series.annotator(), false) : Optional.empty();
        if (blind.isEmpty())
            return db.number("select count(label) from annotation where id between ? and ? and origin <= ?", series.first(), last, visible
                    .lastImport());
        return db.number("""
                select count(a.label) from annotation a where a.id between ? and ? and a.origin <= ? and not exists
                (select 1 from annotation b where b.id = a.id + ? and b.label is not null and b.origin <= ?)""", series.first(), last,
                visible
                        .lastImport(),
                blind.get().first() - series.first(), visible.lastImport());
    }

    @Override
    public List<Annotation> recent(String variable, String annotator, int limit) {
        return lanes.read(db -> {
            List<Annotation> found = new ArrayList<>();
            Set<Target> met = new HashSet<>();
            Map<Target, Optional<AnnotationRow>> rows = new HashMap<>();
            long before = Long.MAX_VALUE;
            List<Event> page;
            do {
                page = db.list("select " + Event.COLUMNS + " from event where actor = ? and seq < ? order by actor, seq desc fetch first "
                        + RECENT_PAGE
                        + " rows only", Event::map, annotator, before);
                for (Event event : page) {
                    if (found.size() == limit)
                        return found;
                    before = event.seq();
                    Target target = event.target();
                    if (!variable.equals(event.variable()) || !annotator.equals(event.annotator()) || met.contains(target))
                        continue;
                    Series series = catalog.series(variable, annotator, target.seenLlm()).orElseThrow();
                    if (!rows.containsKey(target))
                        rows.put(target, visibleRow(db, series, target.unit()));
                    Optional<AnnotationRow> now = rows.get(target);
                    // after an undo the row holds an older decision: it takes the place of the event that made it
                    if (now.isPresent() && event.decision() && now.get().equals(Json.readOrNull(event.after(), AnnotationRow.class))) {
                        met.add(target);
                        found.add(now.get().annotation(target.unit(), series, catalog));
                    }
                }
            } while (!page.isEmpty());
            return found;
        });
    }

    @Override
    public PredictionWriter predictions(Annotator annotator, String variable) {
        return predictions(annotator, variable, codebooks.current().version());
    }

    @Override
    public PredictionWriter predictions(Annotator annotator, String variable, int codebookVersion) {
        return new PredictionBatch(lanes, catalog, annotator, variable, codebookVersion);
    }
}
