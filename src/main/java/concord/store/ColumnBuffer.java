package concord.store;

import concord.store.AnnotationRepository.LabelColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Grows the arrays of a label column row by row.
final class ColumnBuffer {
    private final Catalog catalog;
    private long[] units = new long[1024];
    private @Nullable String[] labels = new String[1024];
    private double[] confidence = new double[1024];
    private boolean[] flagged = new boolean[1024];
    private boolean[] skipped = new boolean[1024];
    private int[] versions = new int[1024];
    private int size;

    ColumnBuffer(Catalog catalog) {
        this.catalog = catalog;
    }

    /// @param row of id, label, confidence, flags, codebook_version, origin
    void add(ResultSet row) throws SQLException {
        if (size == units.length)
            resize(size * 2);
        units[size] = Packed.low(row.getLong(1));
        labels[size] = catalog.label(row.getInt(2));
        double value = row.getDouble(3);
        confidence[size] = row.wasNull() ? Double.NaN : value;
        int flags = row.getInt(4);
        flagged[size] = (flags & AnnotationRow.FLAGGED) != 0;
        skipped[size] = (flags & AnnotationRow.SKIPPED) != 0;
        versions[size] = catalog.codebookVersion(row.getInt(5), row.getInt(6));
        size++;
    }

    LabelColumn column() {
        resize(size);
        return new LabelColumn(units, labels, confidence, flagged, skipped, versions);
    }

    private void resize(int length) {
        units = Arrays.copyOf(units, length);
        labels = Arrays.copyOf(labels, length);
        confidence = Arrays.copyOf(confidence, length);
        flagged = Arrays.copyOf(flagged, length);
        skipped = Arrays.copyOf(skipped, length);
        versions = Arrays.copyOf(versions, length);
    }
}
