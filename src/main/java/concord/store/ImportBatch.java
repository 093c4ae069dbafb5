package concord.store;

import concord.model.Annotation;
import concord.model.Annotator;
import concord.model.Codebook;
import concord.model.Sample;
import concord.model.SampleMember;
import concord.model.SampleStrategy;
import concord.model.UnitTexts;
import concord.model.Variable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Rows go to the file in small transactions under the import's number, while the caller reads on; nobody looks beyond the last committed
/// import, so one small transaction at the end makes them all visible, and what was never committed is deleted here or by the next opening.
final class ImportBatch implements ImportWriter {
    private static final int LONGEST = 1_048_576;
    private static final int TEXTS_PAGE = 128;

    private final Lanes lanes;
    private final Catalog catalog;
    private final Codebooks codebooks;
    private final AnnotationTable table;
    private final Runnable finished;
    private final String file;
    private final String request;
    private final int id;
    private final long started = Times.now();
    private final long firstUnit;
    private final KeyIndex keys = new KeyIndex();
    private final Map<SlotKey, Slot> slots = new HashMap<>();
    private final Map<String, Integer> columns = new LinkedHashMap<>();
    private final TreeSet<Long> touched = new TreeSet<>();
    private final Map<Long, UnitTexts> texts = new HashMap<>();
    private CompletableFuture<@Nullable Void> writing = CompletableFuture.completedFuture(null);
    private ImportRows buffer = new ImportRows();
    private long nextUnit;
    private long labels;
    private long unitSum;
    private long labelSum;
    private boolean open = true;

    private record SlotKey(Annotator annotator, String variable) {}

    /// @param labels label number, -1 for a row without a label; -2 and below for a place among the scores
    private record Slot(Series series, LabelIndex labels, List<Double> scores) {
        @Nullable
        Double score(long unit) {
            int place = -2 - labels.get(unit);
            return place < 0 ? null : scores.get(place);
        }

        void score(long unit, double score) {
            labels.put(unit, -2 - scores.size());
            scores.add(score);
        }
    }

    ImportBatch(Lanes lanes, Catalog catalog, Codebooks codebooks, String file, String request, Runnable finished) {
        this.lanes = lanes;
        this.catalog = catalog;
        this.codebooks = codebooks;
        table = new AnnotationTable(catalog);
        this.file = file;
        this.request = request;
        this.finished = finished;
        long lastUnit = catalog.visible().lastUnit();
        firstUnit = lastUnit + 1;
        nextUnit = firstUnit;
        id = lanes.write(db -> {
            int number = Catalog.nextId(db, "import");
            db.update("insert into import values (?, ?, ?, false, ?, null, ?, ?, 0, 0, 0, 0)", number, file, request, started, firstUnit,
                    lastUnit);
            return number;
        });
        lanes.<@Nullable Void>read(db -> {
            loadKeys(db);
            db.each("select name, position from metadata_column order by position", row -> columns.put(row.getString(1), row.getInt(2)));
            return null;
        });
    }

    private void loadKeys(Db db) throws SQLException {
        String[] from = {null};
        int[] count = {0};
        do {
            count[0] = 0;
            Db.RowConsumer add = row -> {
                from[0] = row.getString(1);
                keys.add(from[0], row.getLong(2));
                count[0]++;
            };
            // only the index is read: the texts stay on disk
            if (from[0] == null)
                db.each("select unit_key, id from unit use index (unit_by_key) order by unit_key fetch first 10000 rows only", add);
            else
                db.each("select unit_key, id from unit use index (unit_by_key) where unit_key > ? order by unit_key fetch first 10000 rows only",
                        add, from[0]);
        } while (count[0] > 0);
    }

    @Override
    public OptionalLong find(String key) {
        return keys.find(key);
    }

    @Override
    public UnitTexts textsOf(long unit) {
        UnitTexts waiting = buffer.texts(unit);
        if (waiting != null)
            return waiting;
        UnitTexts known = texts.get(unit);
        if (known != null)
            return known;
        // a file with one row per annotator asks unit after unit: read ahead
        Lanes.await(writing);
        texts.clear();
        lanes.<@Nullable Void>read(db -> {
            db.each("select id, text, text_b, query from unit where id >= ? order by id fetch first " + TEXTS_PAGE + " rows only",
                    row -> texts.put(row.getLong(1), new UnitTexts(row.getString(2), row.getString(3), row.getString(4))),
                    unit);
            return null;
        });
        UnitTexts found = texts.get(unit);
        if (found == null)
            throw new StoreException("There is no unit number " + unit + " in this project.");
        return found;
    }

    @Override
    public long addUnit(String key, String text, @Nullable String textB, @Nullable String query, Map<String, String> metadata) {
        requireLength(key, key, "The id");
        requireLength(key, text, "The text");
        requireLength(key, textB, "The second text");
        requireLength(key, query, "The query");
        String json = encode(metadata);
        requireLength(key, json, "The metadata");
        if (!keys.add(key, nextUnit))
            throw new StoreException("The id \"" + key + "\" is in the project already.");
        long unit = nextUnit++;
        unitSum += Sums.unit(unit, key, text, textB, query, json);
        buffer.addUnit(unit, key, text, textB, query, json);
        flushWhenFull();
        return unit;
    }

    private static void requireLength(String key, @Nullable String value, String what) {
        if (value != null && value.length() > LONGEST)
            throw new StoreException(what + " of unit \"" + key.substring(0, Math.min(80, key.length())) + "\" has " + value.length()
                    + " characters, but at most " + LONGEST + " can be stored: shorten it.");
    }

    private @Nullable String encode(Map<String, String> metadata) {
        if (metadata.isEmpty())
            return null;
        for (String column : metadata.keySet()) {
            if (!columns.containsKey(column)) {
                buffer.addColumn(columns.size(), column);
                columns.put(column, columns.size());
            }
        }
        @Nullable
        String[] values = new String[columns.size()];
        metadata.forEach((column, value) -> values[columns.get(column)] = value);
        return MetadataCodec.encode(values, values.length);
    }

    @Override
    public @Nullable String labelOf(long unit, Annotator annotator, String variable) {
        int label = slot(annotator, variable).labels().get(unit);
        return label <= 0 ? null : catalog.label(label);
    }

    @Override
    public @Nullable Double scoreOf(long unit, Annotator annotator, String variable) {
        return slot(annotator, variable).score(unit);
    }

    @Override
    public void addScore(long unit, Annotator annotator, String variable, double score) {
        Slot slot = free(unit, annotator, variable);
        slot.score(unit, score);
        long row = Packed.of(slot.series().id(), unit);
        labelSum += Sums.label(row, null, score);
        buffer.addScore(row, Objects.requireNonNull(table.bytes(Map.of(Annotation.SCORE, score))));
        count(unit);
    }

    @Override
    public void addLabel(long unit, Annotator annotator, String variable, String label, @Nullable Double confidence) {
        Slot slot = free(unit, annotator, variable);
        int number = catalog.labelId(label);
        slot.labels().put(unit, number);
        long row = Packed.of(slot.series().id(), unit);
        double value = confidence == null ? Double.NaN : confidence;
        labelSum += Sums.label(row, label, value);
        buffer.addLabel(row, number, value);
        count(unit);
    }

    private void count(long unit) {
        labels++;
        if (unit < firstUnit)
            touched.add(unit);
        flushWhenFull();
    }

    private Slot free(long unit, Annotator annotator, String variable) {
        if (unit < 1 || unit >= nextUnit)
            throw new StoreException("There is no unit number " + unit + " in this project.");
        Slot slot = slot(annotator, variable);
        if (slot.labels().get(unit) != 0)
            throw new StoreException("The unit has a decision of \"" + annotator.name() + "\" already: nothing is overwritten.");
        return slot;
    }

    private Slot slot(Annotator annotator, String variable) {
        return slots.computeIfAbsent(new SlotKey(annotator, variable), _ -> {
            Series series = lanes.write(db -> catalog.ensureSeries(db, variable, catalog.ensureAnnotator(db, annotator, id), false));
            var slot = new Slot(series, new LabelIndex(), new ArrayList<>());
            if (firstUnit > 1)
                lanes.<@Nullable Void>read(db -> {
                    load(db, slot);
                    return null;
                });
            return slot;
        });
    }

    private void load(Db db, Slot slot) throws SQLException {
        Series series = slot.series();
        long[] from = {series.first()};
        long before;
        do {
            before = from[0];
            db.each("select id, label, case when label is null then probabilities end from annotation where id > ? and id <= ? order by id "
                    + "fetch first 10000 rows only", row -> {
                        from[0] = row.getLong(1);
                        int label = row.getInt(2);
                        Double score = label == 0 ? table.score(row.getBytes(3)) : null;
                        if (score == null)
                            slot.labels().put(Packed.low(from[0]), label == 0 ? -1 : label);
                        else
                            slot.score(Packed.low(from[0]), score);
                    }, before, Packed.last(series.id()));
        } while (from[0] != before);
    }

    private void flushWhenFull() {
        if (buffer.full())
            flush();
    }

    private void flush() {
        Lanes.await(writing);
        ImportRows rows = buffer;
        buffer = new ImportRows();
        writing = lanes.writeLater(db -> {
            catalog.saveLabels(db);
            rows.write(db, id, started);
            return null;
        });
    }

    @Override
    public void commit(@Nullable Variable variable, @Nullable String sample, String author) {
        flush();
        Lanes.await(writing);
        lanes.<@Nullable Void>write(db -> {
            finish(db, variable, sample, author);
            return null;
        });
        open = false;
        finished.run();
    }

    private void finish(Db db, @Nullable Variable variable, @Nullable String sample, String author) throws SQLException {
        int sampleId = 0;
        List<SampleMember> members = sample == null ? List.of() : members();
        if (sample != null) {
            Samples.requireFree(db, sample);
            sampleId = Samples.writeMembers(db, members);
        }
        var variables = variable == null ? null : codebooks.with(variable).orElse(null);
        Codebook next = variables == null
                ? codebooks.current()
                : codebooks.insert(db, variables, author, "import of " + Path.of(file).getFileName());
        if (sample != null)
            Samples.insert(db, sampleId,
                    new Sample(sample, SampleStrategy.IMPORT, 0, members.size(), members.size(), request, Instant.now()));
        db.update("""
                update import set committed = true, ended = ?, last_unit = ?, labels = ?, unit_sum = ?, label_sum = ?, codebook_version = ?
                where id = ?""", Times.now(), nextUnit - 1, labels, unitSum, labelSum, next.version(), id);
        db.commit();
        codebooks.show(next);
        catalog.show(id, nextUnit - 1, next.version());
    }

    private List<SampleMember> members() {
        List<SampleMember> members = new ArrayList<>();
        touched.forEach(unit -> members.add(new SampleMember(unit, 1)));
        for (long unit = firstUnit; unit < nextUnit; unit++) {
            members.add(new SampleMember(unit, 1));
        }
        return members;
    }

    @Override
    public void close() {
        if (!open)
            return;
        open = false;
        try {
            writing.exceptionally(_ -> null).join();
            lanes.<@Nullable Void>write(db -> {
                Leftovers.importRows(db, id);
                return null;
            });
            catalog.forgetAnnotators(id);
        } finally {
            finished.run();
        }
    }
}
