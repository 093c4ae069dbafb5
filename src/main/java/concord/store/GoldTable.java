package concord.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The gold table, row by row; the key packs the variable's number and the unit.
final class GoldTable {
    static final String COLUMNS = "id, label, reasons, decided_by, at";

    private final Catalog catalog;

    GoldTable(Catalog catalog) {
        this.catalog = catalog;
    }

    Optional<GoldRow> find(Db db, long id) throws SQLException {
        return db.first("select " + COLUMNS + " from gold where id = ?", this::map, id);
    }

    void put(Db db, long id, @Nullable GoldRow row) throws SQLException {
        if (row == null)
            db.update("delete from gold where id = ?", id);
        else
            db.update("merge into gold (" + COLUMNS + ") key (id) values (?, ?, ?, ?, ?)", id, catalog.labelId(row.label()),
                    String.join(" ", row
                            .reasons()),
                    row.decidedBy(), row.at());
    }

    GoldRow map(ResultSet row) throws SQLException {
        String label = catalog.label(row.getInt(2));
        String reasons = row.getString(3);
        return new GoldRow(label == null ? "" : label, reasons.isEmpty() ? List.of() : List.of(reasons.split(" ")), row.getString(4), row
                .getLong(5));
    }
}
