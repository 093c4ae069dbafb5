package concord.store;

import concord.model.Annotator;
import concord.store.AnnotationRepository.PredictionWriter;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Predictions go to a new series, in small transactions; the commit takes over what the old series has beyond them and exchanges the two.
/// Not thread-safe.
final class PredictionBatch implements PredictionWriter {
    private static final int BATCH = 2_000;

    private final Lanes lanes;
    private final Catalog catalog;
    private final Series next;
    private final AnnotationTable table;
    private final long at = Times.now();
    private final int version;
    private List<Row> rows = new ArrayList<>(BATCH);
    private CompletableFuture<@Nullable Void> writing = CompletableFuture.completedFuture(null);
    private boolean open = true;

    private record Row(long unit, int label, double confidence, byte @Nullable [] probabilities, @Nullable String comment) {}

    PredictionBatch(Lanes lanes, Catalog catalog, Annotator annotator, String variable, int version) {
        if (annotator instanceof Annotator.Human)
            throw new IllegalArgumentException("the labels of a person are decisions");
        this.lanes = lanes;
        this.catalog = catalog;
        table = new AnnotationTable(catalog);
        this.version = version;
        next = lanes.write(db -> catalog.hiddenSeries(db, variable, catalog.ensureAnnotator(db, annotator, 0)));
    }

    @Override
    public void add(long unit, String label, double confidence, Map<String, Double> probabilities) {
        add(unit, label, confidence, probabilities, "");
    }

    @Override
    public void add(long unit, String label, double confidence, Map<String, Double> probabilities, String comment) {
        if (unit < 1 || unit > catalog.visible().lastUnit())
            throw new StoreException("There is no unit number " + unit + " in this project.");
        rows.add(new Row(unit, catalog.labelId(label), confidence, table.bytes(probabilities),
                comment.isEmpty() ? null : comment));
        if (rows.size() == BATCH)
            flush();
    }

    private void flush() {
        Lanes.await(writing);
        List<Row> batch = rows;
        rows = new ArrayList<>(BATCH);
        writing = lanes.writeLater(db -> {
            catalog.saveLabels(db);
            PreparedStatement put = db.prepare("merge into annotation (" + AnnotationTable.COLUMNS
                    + ") key (id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
            for (Row row : batch) {
                AnnotationTable.bind(put, Packed.of(next.id(), row.unit()), row.label(), row.confidence(), row.probabilities(), 0,
                        row.comment(), at,
                        version, 0, AnnotationRow.PREDICTED);
                put.addBatch();
            }
            put.executeBatch();
            return null;
        });
    }

    @Override
    public void commit() {
        flush();
        Lanes.await(writing);
        Optional<Series> old = catalog.series(next.variable(), next.annotator(), false);
        old.ifPresent(this::takeOver);
        exchange(old);
    }

    @Override
    public void commitWhole() {
        flush();
        Lanes.await(writing);
        exchange(catalog.series(next.variable(), next.annotator(), false));
    }

    private void exchange(Optional<Series> old) {
        lanes.write(db -> {
            if (catalog.annotator(next.annotator()).isEmpty())
                throw new StoreException("The run \"" + next.annotator() + "\" was deleted while it labelled, so its labels were dropped.");
            long count = db.number("select count(*) from annotation where id between ? and ?", next.first(), Packed.last(next.id()));
            if (old.isPresent())
                db.update("update series set in_force = false where id = ?", old.get().id());
            db.update("update series set in_force = true, predictions = ? where id = ?", count, next.id());
            db.commit();
            catalog.replace(old.orElse(null), next);
            return null;
        });
        open = false;
        if (old.isPresent())
            lanes.write(db -> clear(db, old.get()));
    }

    private void takeOver(Series old) {
        long lastUnit = catalog.visible().lastUnit();
        for (long from = 0; from <= lastUnit; from += BATCH) {
            long first = from;
            lanes.write(db -> db.update(
                    """
                            insert into annotation (id, label, confidence, probabilities, flags, comment, at, codebook_version, millis, origin)
                            select a.id + ?, label, confidence, probabilities, flags, comment, at, codebook_version, millis, origin from annotation a
                            where a.id between ? and ? and not exists (select 1 from annotation b where b.id = a.id + ?)""",
                    next.first() - old.first(),
                    old.first() + first, old.first() + first + BATCH - 1, next.first() - old.first()));
        }
    }

    private static @Nullable Void clear(Db db, Series dead) throws SQLException {
        Leftovers.series(db, dead.id());
        return null;
    }

    @Override
    public void close() {
        if (!open)
            return;
        open = false;
        writing.exceptionally(_ -> null).join();
        lanes.write(db -> clear(db, next));
    }
}
