package concord.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Takes away what work that did not finish left behind, in small transactions. On the writer.
final class Leftovers {
    private static final int BATCH = 5_000;

    private Leftovers() {
    }

    /// After opening: everything that never became visible.
    static void all(Db db) throws SQLException {
        for (long id : db.list("select id from import where not committed", row -> row.getLong(1))) {
            importRows(db, (int) id);
        }
        for (int series : db.list("select id from series where not in_force", row -> row.getInt(1))) {
            series(db, series);
        }
        db.update("delete from sample_member where id >= ?", Packed.of(Catalog.nextId(db, "sample"), 0));
        // a run is deleted in steps: its student goes last
        db.update("""
                delete from annotator where kind = 'student' and not exists (select 1 from run where run.name = annotator.name)
                and not exists (select 1 from series where series.annotator = annotator.id)""");
        db.update("""
                update job set state = 'interrupted', ended = ?, error = null where state in ('running', 'queued')""", Times.now());
        db.commit();
    }

    /// Everything an import wrote that was not committed. Its own row goes last, so that a kill here is finished by the next opening.
    static void importRows(Db db, int id) throws SQLException {
        long lastUnit = db.number("select max(last_unit) from import where committed");
        byId(db, "unit", "id > ?", lastUnit);
        byId(db, "annotation", "origin = ?", id);
        db.update("delete from metadata_column where origin = ?", id);
        db.update("delete from series where annotator in (select id from annotator where origin = ?)", id);
        db.update("delete from annotator where origin = ?", id);
        db.update("delete from import where id = ? and not committed", id);
        db.commit();
    }

    /// A series that was replaced or never finished.
    static void series(Db db, int series) throws SQLException {
        while (db.update("delete from annotation where id between ? and ? fetch first " + BATCH + " rows only", Packed.of(series, 0), Packed
                .last(series)) > 0) {
            db.commit();
        }
        db.update("delete from series where id = ?", series);
        db.commit();
    }

    private static void byId(Db db, String table, String condition, Object value) throws SQLException {
        var ids = new LongList();
        db.each("select id from " + table + " where " + condition, row -> ids.add(row.getLong(1)), value);
        PreparedStatement delete = db.prepare("delete from " + table + " where id = ?");
        for (int i = 0; i < ids.size(); i++) {
            delete.setLong(1, ids.get(i));
            delete.addBatch();
            if (i % BATCH == BATCH - 1 || i == ids.size() - 1) {
                delete.executeBatch();
                db.commit();
            }
        }
    }
}
