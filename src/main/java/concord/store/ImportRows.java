package concord.store;

import concord.model.UnitTexts;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/// Rows of an import that wait to be written together.
final class ImportRows {
    private static final int MOST_ROWS = 8_000;
    private static final long MOST_CHARS = 4_000_000;

    private final List<UnitRow> units = new ArrayList<>();
    private final List<LabelRow> labels = new ArrayList<>();
    private final List<ColumnRow> columns = new ArrayList<>();
    private long chars;

    private record UnitRow(long id, String key, String text, @Nullable String textB, @Nullable String query, @Nullable String metadata) {}

    private record LabelRow(long id, int label, double confidence, byte @Nullable [] probabilities) {}

    private record ColumnRow(int position, String name) {}

    void addUnit(long id, String key, String text, @Nullable String textB, @Nullable String query, @Nullable String metadata) {
        units.add(new UnitRow(id, key, text, textB, query, metadata));
        chars += text.length() + length(textB) + length(query) + length(metadata);
    }

    private static int length(@Nullable String value) {
        return value == null ? 0 : value.length();
    }

    void addLabel(long id, int label, double confidence) {
        labels.add(new LabelRow(id, label, confidence, null));
    }

    void addScore(long id, byte[] probabilities) {
        labels.add(new LabelRow(id, 0, Double.NaN, probabilities));
    }

    void addColumn(int position, String name) {
        columns.add(new ColumnRow(position, name));
    }

    boolean full() {
        return units.size() + labels.size() >= MOST_ROWS || chars >= MOST_CHARS;
    }

    /// The texts of a waiting unit, null when it is not here.
    @Nullable
    UnitTexts texts(long unit) {
        if (units.isEmpty() || unit < units.getFirst().id() || unit > units.getLast().id())
            return null;
        UnitRow row = units.get((int) (unit - units.getFirst().id()));
        return new UnitTexts(row.text(), row.textB(), row.query());
    }

    void write(Db db, int importId, long at) throws SQLException {
        for (ColumnRow column : columns) {
            db.update("insert into metadata_column values (?, ?, ?)", column.position(), column.name(), importId);
        }
        if (!units.isEmpty()) {
            PreparedStatement add = db.prepare("insert into unit values (?, ?, ?, ?, ?, ?)");
            for (UnitRow unit : units) {
                add.setLong(1, unit.id());
                add.setString(2, unit.key());
                add.setString(3, unit.text());
                add.setString(4, unit.textB());
                add.setString(5, unit.query());
                add.setString(6, unit.metadata());
                add.addBatch();
            }
            add.executeBatch();
        }
        if (!labels.isEmpty()) {
            PreparedStatement add = AnnotationTable.adding(db);
            for (LabelRow label : labels) {
                AnnotationTable.bind(add, label.id(), label.label(), label.confidence(), label.probabilities(), 0, null, at, 0, 0,
                        importId);
                add.addBatch();
            }
            try {
                add.executeBatch();
            } catch (SQLException e) {
                if (e.getErrorCode() != ErrorCode.DUPLICATE_KEY_1)
                    throw e;
                throw new StoreException(
                        "While the import was running somebody labelled a unit for which the file brings a label by the same "
                                + "annotator: nothing was imported and the new label is kept; start the import again.",
                        e);
            }
        }
    }
}
