package concord.store;

import concord.model.Unit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Units by SQL. Long scans read pages, because the database keeps a whole result in memory.
final class Units implements UnitRepository {
    private static final int PAGE = 1_000;
    private static final int SCAN_PAGE = 10_000;
    private static final int DISTINCT_KEPT = 4_096;

    private final Lanes lanes;
    private final Catalog catalog;
    private final Codebooks codebooks;
    private final SearchTexts texts = new SearchTexts();
    private final AtomicBoolean importing = new AtomicBoolean();

    Units(Lanes lanes, Catalog catalog, Codebooks codebooks) {
        this.lanes = lanes;
        this.catalog = catalog;
        this.codebooks = codebooks;
    }

    @Override
    public long count() {
        Visible visible = catalog.visible();
        return visible.gapless()
                ? visible.lastUnit()
                : lanes.read(db -> db.number("select count(*) from unit where id <= ?", visible.lastUnit()));
    }

    @Override
    public long[] ids() {
        return lanes.read(db -> ids(db, catalog.visible()));
    }

    @Override
    public List<String> keys() {
        return lanes.read(db -> {
            List<String> keys = new ArrayList<>();
            scan(db, "unit_key", row -> keys.add(row.getString(2)));
            return keys;
        });
    }

    @Override
    public @Nullable String[] queries() {
        return lanes.read(db -> {
            List<@Nullable String> queries = new ArrayList<>();
            Map<String, String> met = new HashMap<>();
            scan(db, "query", row -> {
                String query = row.getString(2);
                queries.add(query == null ? null : met.computeIfAbsent(query, q -> q));
            });
            return queries.toArray(String[]::new);
        });
    }

    private static long[] ids(Db db, Visible visible) throws SQLException {
        if (visible.gapless())
            return LongStream.rangeClosed(1, visible.lastUnit()).toArray();
        var found = new LongList();
        db.each("select id from unit where id <= ? order by id", row -> found.add(row.getLong(1)), visible.lastUnit());
        return found.toArray();
    }

    @Override
    public Optional<Unit> byKey(String key) {
        return lanes.read(db -> {
            List<String> columns = columns(db);
            return db.first("select id, unit_key, text, text_b, query, metadata from unit where unit_key = ? and id <= ?", row -> unit(row,
                    columns), key, catalog.visible().lastUnit());
        });
    }

    @Override
    public List<Unit> byIds(long[] ids) {
        return lanes.read(db -> {
            List<String> columns = columns(db);
            long last = catalog.visible().lastUnit();
            List<Unit> units = new ArrayList<>(ids.length);
            for (long id : ids) {
                if (id <= last)
                    db.each("select id, unit_key, text, text_b, query, metadata from unit where id = ?",
                            row -> units.add(unit(row, columns)),
                            id);
            }
            return units;
        });
    }

    @Override
    public void forEach(Consumer<Unit> consumer) {
        long last = catalog.visible().lastUnit();
        long from = 0;
        List<Unit> page;
        do {
            long after = from;
            page = lanes.read(db -> {
                List<String> columns = columns(db);
                return db.list("""
                        select id, unit_key, text, text_b, query, metadata from unit where id > ? and id <= ?
                        order by id fetch first ? rows only""", row -> unit(row, columns), after, last, PAGE);
            });
            page.forEach(consumer);
            from = page.isEmpty() ? last : page.getLast().id();
        } while (!page.isEmpty());
    }

    private static Unit unit(ResultSet row, List<String> columns) throws SQLException {
        return new Unit(row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5), MetadataCodec.decode(row
                .getString(6), columns));
    }

    @Override
    public long[] search(String pattern, boolean matchCase, boolean regex) {
        long last = catalog.visible().lastUnit();
        TextSearch search = TextSearch.of(pattern, matchCase, regex);
        long[] known = texts.find(search::another, last);
        if (known != null)
            return known;
        return lanes.read(db -> {
            var found = new LongList();
            SearchTexts.Gathering gathering = texts.gather(last);
            scan(db, "unit_key, text, text_b, query", last, row -> {
                long id = row.getLong(1);
                String key = row.getString(2);
                String text = row.getString(3);
                String textB = row.getString(4);
                String query = row.getString(5);
                gathering.add(id, key, text, textB, query);
                if (search.test(text) || search.test(key) || search.test(textB) || search.test(query))
                    found.add(id);
            });
            gathering.keep();
            return found.toArray();
        });
    }

    @Override
    public List<String> metadataColumns() {
        return lanes.read(this::columns);
    }

    private List<String> columns(Db db) throws SQLException {
        int last = catalog.visible().lastImport();
        return db.list("select name from metadata_column where origin <= ? order by position", row -> row.getString(1), last);
    }

    @Override
    public Map<String, @Nullable String[]> metadata(Collection<String> columns) {
        return lanes.read(db -> {
            Visible visible = catalog.visible();
            long[] ids = ids(db, visible);
            List<String> names = columns(db);
            @Nullable
            String[][] wanted = new String[names.size()][];
            Map<String, @Nullable String[]> result = new LinkedHashMap<>();
            int end = 0;
            for (String column : columns) {
                int position = names.indexOf(column);
                if (position < 0)
                    throw new StoreException("There is no metadata column \"" + column + "\" in this project.");
                wanted[position] = new String[ids.length];
                result.put(column, wanted[position]);
                end = Math.max(end, position + 1);
            }
            if (end > 0)
                fill(db, ids, wanted, end);
            return result;
        });
    }

    private void fill(Db db, long[] ids, @Nullable String[][] wanted, int end) throws SQLException {
        // facets repeat a few values many times: one string each keeps 100,000 units small
        Map<String, String> distinct = new HashMap<>();
        scan(db, "metadata", row -> {
            String json = row.getString(2);
            if (json == null)
                return;
            int index = Arrays.binarySearch(ids, row.getLong(1));
            if (index < 0)
                return;
            MetadataCodec.scan(json, (position, value) -> {
                if (wanted[position] != null) {
                    String shared = distinct.get(value);
                    if (shared == null && distinct.size() < DISTINCT_KEPT)
                        distinct.put(value, value);
                    wanted[position][index] = shared == null ? value : shared;
                }
            }, end);
        });
    }

    /// All visible units in id order; the first column is the id.
    private void scan(Db db, String columns, Db.RowConsumer consumer) throws SQLException {
        scan(db, columns, catalog.visible().lastUnit(), consumer);
    }

    private static void scan(Db db, String columns, long last, Db.RowConsumer consumer) throws SQLException {
        String sql = "select id, " + columns + " from unit where id > ? and id <= ? order by id fetch first " + SCAN_PAGE + " rows only";
        long[] from = {0};
        long before;
        do {
            before = from[0];
            db.each(sql, row -> {
                from[0] = row.getLong(1);
                consumer.accept(row);
            }, before, last);
        } while (from[0] != before);
    }

    @Override
    public long emptyTexts() {
        long last = catalog.visible().lastUnit();
        return lanes.read(db -> db.number("select count(*) from unit where text = '' and text_b is null and id <= ?", last));
    }

    @Override
    public ImportWriter beginImport(String file, String requestJson) {
        if (!importing.compareAndSet(false, true))
            throw new StoreException("Another import is running in this project: wait until it has finished.");
        try {
            return new ImportBatch(lanes, catalog, codebooks, file, requestJson, () -> importing.set(false));
        } catch (RuntimeException e) {
            importing.set(false);
            throw e;
        }
    }
}
