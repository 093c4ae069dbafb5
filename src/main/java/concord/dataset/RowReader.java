package concord.dataset;

import concord.model.result.Column;
import concord.model.result.FileFormat;
import concord.model.result.Problem;
import concord.model.result.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A stream of rows in file order with bounded memory. Not thread-safe.
public interface RowReader extends AutoCloseable {
    FileFormat format();

    /// Column names in file order, made unique; known before the first row (for JSON: the union over the first records, later ones are appended).
    List<String> columns();

    /// The next row, or null at the end.
    ///
    /// @throws DatasetException when the rest cannot be read
    @Nullable
    Row next();

    /// Problems met so far (ragged rows, unreadable records), oldest first.
    List<Problem> problems();

    /// Share of the file read, 0..1.
    double fraction();

    @Override
    void close();
}
