package concord.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Compares the units with what their imports remember of them: how many, and a checksum.
record UnitCheck(Db db, Visible visible, List<String> findings) {
    private static final int PAGE = 5_000;

    private record Brought(int id, String file, long first, long last, long sum) {}

    /// @return number of units
    long run() throws SQLException {
        List<Brought> imports = new ArrayList<>(db.list(
                "select id, file, first_unit, last_unit, unit_sum from import where committed order by id",
                row -> new Brought(row.getInt(1), row.getString(2), row.getLong(3), row.getLong(4), row.getLong(5))));
        long total = 0;
        for (Brought one : imports) {
            total += check(one);
        }
        return total;
    }

    private long check(Brought brought) throws SQLException {
        long[] from = {brought.first() - 1};
        long[] rows = {0};
        long[] sum = {0};
        long before;
        do {
            before = from[0];
            db.each("select id, unit_key, text, text_b, query, metadata from unit where id > ? and id <= ? order by id fetch first " + PAGE
                    + " rows only", row -> {
                        from[0] = row.getLong(1);
                        rows[0]++;
                        sum[0] += Sums.unit(from[0], row.getString(2), row.getString(3), row.getString(4), row.getString(5),
                                row.getString(6));
                    }, before, brought.last());
        } while (from[0] != before);
        long expected = brought.last() - brought.first() + 1;
        String which = "Import " + brought.id() + " (" + brought.file() + ")";
        if (rows[0] != expected)
            findings.add(which + " brought " + expected + " units, but " + rows[0] + " are here: restore a backup.");
        else if (sum[0] != brought.sum())
            findings.add(which + " brought units that were changed since, outside of Concord: restore a backup.");
        return rows[0];
    }
}
