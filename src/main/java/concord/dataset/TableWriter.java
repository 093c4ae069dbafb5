package concord.dataset;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes a table to a csv, tsv, jsonl, xlsx or parquet file, row by row in bounded memory, by way of a temporary file moved into place on [#commit()]:
/// a file is written whole or not at all.
public interface TableWriter extends AutoCloseable {
    /// Values are String, Number, Boolean or null, aligned with the columns and of their kind.
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
    static TableWriter open(Path file, List<TableColumn> columns, boolean forSpreadsheet) {
        String format = DataFiles.writeFormat(file);
        PendingFile pending = PendingFile.of(file);
        List<String> names = columns.stream().map(TableColumn::name).toList();
        return switch (format) {
            case "jsonl" -> new JsonlTableWriter(pending, names);
            case "xlsx" -> new XlsxTableWriter(pending, names);
            case "parquet" -> new ParquetTableWriter(pending, columns);
            default -> new CsvTableWriter(pending, names, format.equals("tsv") ? '\t' : ',', forSpreadsheet);
        };
    }
}
