package concord.dataset;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes a table to a csv, tsv, jsonl or xlsx file, row by row in bounded memory, by way of a temporary file moved into place on [#commit()]:
/// a file is written whole or not at all.
public interface TableWriter extends AutoCloseable {
    /// Values are String, Number, Boolean or null, aligned with the columns.
    void row(List<? extends @Nullable Object> values);

    void commit();

    /// Without a commit before it, leaves no file behind.
    @Override
    void close();

    /// @param forSpreadsheet put an apostrophe before cells that a spreadsheet would run as a formula
    /// @throws DatasetException when the ending of the name is unknown or the place cannot be written
    static TableWriter open(Path file, List<String> columns, boolean forSpreadsheet) {
        throw new UnsupportedOperationException();
    }
}
