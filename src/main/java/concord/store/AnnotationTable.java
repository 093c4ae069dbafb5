package concord.store;

import concord.model.Annotation;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The annotation table, row by row.
///
/// Probabilities are pairs of a label's number (4 bytes) and a double (8 bytes).
final class AnnotationTable {
    static final String COLUMNS = "id, label, confidence, probabilities, flags, comment, at, codebook_version, millis, origin";
    private static final String PUT = "merge into annotation (" + COLUMNS + ") key (id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String ADD = "insert into annotation (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final Catalog catalog;

    AnnotationTable(Catalog catalog) {
        this.catalog = catalog;
    }

    /// The row, also of an import in progress.
    Optional<AnnotationRow> find(Db db, long id) throws SQLException {
        return db.first("select " + COLUMNS + " from annotation where id = ?", this::map, id);
    }

    /// Makes the row be this; null takes it away.
    void put(Db db, long id, @Nullable AnnotationRow row) throws SQLException {
        if (row == null) {
            db.update("delete from annotation where id = ?", id);
            return;
        }
        int label = row.label() == null ? 0 : catalog.labelId(row.label());
        PreparedStatement put = db.prepare(PUT);
        bind(put, id, label, row.confidence() == null ? Double.NaN : row.confidence(), bytes(row.probabilities()), row.flags(),
                row.comment(),
                row.at(), row.version(), row.millis(), row.origin());
        put.executeUpdate();
    }

    /// A statement for many new rows; fill it with [#bind].
    static PreparedStatement adding(Db db) throws SQLException {
        return db.prepare(ADD);
    }

    /// @param label      number, 0 for none
    /// @param confidence NaN for none
    static void bind(PreparedStatement to, long id, int label, double confidence, byte @Nullable [] probabilities, int flags,
            @Nullable String comment, long at, int version, int millis, int origin) throws SQLException {
        to.setLong(1, id);
        if (label == 0)
            to.setNull(2, Types.INTEGER);
        else
            to.setInt(2, label);
        if (Double.isNaN(confidence))
            to.setNull(3, Types.DOUBLE);
        else
            to.setDouble(3, confidence);
        to.setBytes(4, probabilities);
        to.setInt(5, flags);
        to.setString(6, comment);
        to.setLong(7, at);
        to.setInt(8, version);
        to.setInt(9, millis);
        to.setInt(10, origin);
    }

    /// Reads a row selected with [#COLUMNS].
    AnnotationRow map(ResultSet row) throws SQLException {
        double confidence = row.getDouble(3);
        boolean none = row.wasNull();
        int flags = row.getInt(5);
        return new AnnotationRow(catalog.label(row.getInt(2)), none ? null : (Double) confidence, probabilities(row.getBytes(4)),
                (flags & AnnotationRow.SKIPPED) != 0, (flags & AnnotationRow.FLAGGED) != 0, row.getString(6), row.getLong(7), row.getInt(8),
                row
                        .getInt(9),
                row.getInt(10));
    }

    byte @Nullable [] bytes(@Nullable Map<String, Double> probabilities) {
        if (probabilities == null || probabilities.isEmpty())
            return null;
        ByteBuffer buffer = ByteBuffer.allocate(probabilities.size() * (Integer.BYTES + Double.BYTES));
        probabilities.forEach((label, p) -> buffer.putInt(catalog.labelId(label)).putDouble(p));
        return buffer.array();
    }

    /// The number an annotator gave in place of probabilities; null when there is none.
    @Nullable
    Double score(byte @Nullable [] bytes) {
        Map<String, Double> found = probabilities(bytes);
        return found == null ? null : found.get(Annotation.SCORE);
    }

    private @Nullable Map<String, Double> probabilities(byte @Nullable [] bytes) {
        if (bytes == null)
            return null;
        Map<String, Double> found = new TreeMap<>();
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.remaining() >= Integer.BYTES + Double.BYTES) {
            String label = catalog.label(buffer.getInt());
            double p = buffer.getDouble();
            if (label != null)
                found.put(label, p);
        }
        return found;
    }
}
