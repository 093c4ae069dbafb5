package concord.dataset;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes a table to a csv, tsv, jsonl or xlsx file, row by row in bounded memory, by way of a temporary file moved into place on [#commit()]:
/// a file is written whole or not at all.
public interface TableWriter extends AutoCloseable {
    /// Values are String, Number, Boolean or null, aligned with the columns.
    ///
    /// @throws DatasetException when the place is full, or a value does not fit the format
    void row(List<? extends @Nullable Object> values);

    void commit();

    /// Without a commit before it, leaves no file behind.
    @Override
    void close();

    /// Text files are UTF-8 with line feeds; a byte order mark is written only for spreadsheets, which take the file for Windows-1252 without it.
    ///
    /// @param forSpreadsheet put an apostrophe before cells that a spreadsheet would run as a formula (csv and tsv; cells of the other formats are
    ///                       never run)
    /// @throws DatasetException when the ending of the name is unknown or the place cannot be written
    static TableWriter open(Path file, List<String> columns, boolean forSpreadsheet) {
        String format = DataFiles.writeFormat(file);
        PendingFile pending = PendingFile.of(file);
        return switch (format) {
            case "jsonl" -> new JsonlTableWriter(pending, columns);
            case "xlsx" -> new XlsxTableWriter(pending, columns);
            default -> new CsvTableWriter(pending, columns, format.equals("tsv") ? '\t' : ',', forSpreadsheet);
        };
    }
}
