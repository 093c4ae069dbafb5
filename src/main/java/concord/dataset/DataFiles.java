package concord.dataset;

import concord.model.ColumnRole;
import concord.model.request.ReadOptions;
import concord.model.result.Preview;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Opens data files of every supported format.
public final class DataFiles {
    private static final int SAMPLE = 1 << 16;
    private static final Pattern ARRAY = Pattern.compile("\\s*\\[\\s*([{\\]].*|)", Pattern.DOTALL);
    private static final Pattern OBJECT = Pattern.compile("\\s*\\{\\s*([\"}].*|)", Pattern.DOTALL);

    private DataFiles() {
    }

    /// Reads the whole file once in bounded memory, guesses format, encoding, separator and column roles, and keeps the first rows.
    ///
    /// Where the file cannot be read to its end, the preview shows what comes before and names the place in a FATAL problem.
    ///
    /// @param rows how many rows to keep
    /// @throws DatasetException when the file cannot be read at all
    public static Preview preview(Path file, ReadOptions options, int rows) {
        return preview(file, options, null, rows);
    }

    /// As [#preview(Path, ReadOptions, int)], for roles that a person has chosen: labels, look-alikes and repeated ids are those of the columns
    /// in these roles.
    ///
    /// @param roles column name to role; columns not named, and all when null, are guessed
    public static Preview preview(Path file, ReadOptions options, @Nullable Map<String, ColumnRole> roles, int rows) {
        return FileProfile.preview(file, options, roles == null ? Map.of() : roles, rows);
    }

    /// Streams the rows of a file; the reader is closed by the caller.
    ///
    /// @throws DatasetException when the file cannot be opened in this format
    public static RowReader open(Path file, ReadOptions options) {
        return open(file, options, ProblemLog.complete());
    }

    /// The format in which [TableWriter] writes a file of this name: csv, tsv, jsonl, xlsx or parquet.
    ///
    /// @throws DatasetException when the ending says none of them
    public static String writeFormat(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv"))
            return "csv";
        if (name.endsWith(".tsv") || name.endsWith(".tab"))
            return "tsv";
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson"))
            return "jsonl";
        if (name.endsWith(".xlsx"))
            return "xlsx";
        if (name.endsWith(".parquet"))
            return "parquet";
        throw new DatasetException(
                "\"" + file.getFileName() + "\" cannot be written: end the name in .csv, .tsv, .jsonl, .xlsx or .parquet.");
    }

    static RowReader open(Path file, ReadOptions options, ProblemLog problems) {
        try {
            if (Files.isDirectory(file))
                throw new DatasetException(file + " is a folder: give a file in it.");
            if (Files.size(file) == 0)
                throw empty(file);
            byte[] head = Encoding.head(file, SAMPLE);
            FileKind kind = FileKind.of(head);
            if (kind != FileKind.PARQUET && namedParquet(file))
                throw new DatasetException(
                        file.getFileName() + " is named .parquet but is no Parquet file: get it again, or rename it to what "
                                + "it is.");
            return switch (kind) {
                case PARQUET -> parquet(file, options, problems);
                case TEXT -> text(file, options, problems);
                case ZIP -> workbook(file, options, problems);
                case PNG, JPEG, GIF, TIFF, PDF, OLE, ARROW, GZIP, BZIP2, SEVEN_ZIP, RAR, XZ, ZSTD, RTF, SPSS, STATA, SQLITE,
                        PROJECT, R_DATA, PICKLE, NUMPY, HTML, PROGRAM ->
                    throw kind.refusal(file);
            };
        } catch (NoSuchFileException e) {
            throw new DatasetException("There is no file " + file + ": check the name and folder.", e);
        } catch (java.nio.file.AccessDeniedException e) {
            throw new DatasetException(file + " may not be read by you: change its permissions or copy it.", e);
        } catch (IOException e) {
            throw new DatasetException(file.getFileName() + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static RowReader text(Path file, ReadOptions options, ProblemLog problems) throws IOException {
        Encoding encoding = Encoding.of(file, options.encoding());
        String sample = encoding.sample(file, SAMPLE);
        if (sample.isBlank())
            throw empty(file);
        if (options.encoding() == null && binary(sample))
            throw new DatasetException(
                    file.getFileName() + " holds binary data, not text: give a .csv, .tsv, .jsonl, .json, .xlsx or .parquet file.");
        String format = options.format() == null ? "auto" : options.format().strip().toLowerCase(Locale.ROOT);
        return switch (format) {
            case "auto" -> {
                String guess = guess(sample, file);
                yield guess.equals("csv")
                        ? CsvRowReader.open(file, options, encoding, problems)
                        : JsonRowReader.open(file, guess, options, encoding, problems);
            }
            case "csv" -> CsvRowReader.open(file, options, encoding, problems);
            case "tsv" ->
                CsvRowReader.open(file, new ReadOptions("csv", options.encoding(), options.separator() == null ? '\t' : options.separator(),
                        options.sheet(), options.skipLines(), options.plainQuotes()), encoding, problems);
            case "json", "jsonl" -> JsonRowReader.open(file, format, options, encoding, problems);
            case "xlsx" -> throw new DatasetException(
                    file.getFileName() + " is a text file, not an .xlsx workbook: choose csv or leave the format to be guessed.");
            case "parquet" -> throw new DatasetException(
                    file.getFileName() + " is no Parquet file: choose csv or leave the format to be guessed.");
            default ->
                throw new DatasetException(
                        "There is no file format \"" + options.format() + "\": use csv, tsv, jsonl, json, xlsx or parquet.");
        };
    }

    private static RowReader workbook(Path file, ReadOptions options, ProblemLog problems) throws IOException {
        String format = options.format() == null ? "auto" : options.format().strip().toLowerCase(Locale.ROOT);
        RowReader reader = XlsxRowReader.open(file, options, problems);
        if (format.equals("auto") || format.equals("xlsx"))
            return reader;
        reader.close();
        throw new DatasetException(file.getFileName() + " is an .xlsx workbook and cannot be read as " + options.format()
                + ": leave the format to be guessed.");
    }

    private static RowReader parquet(Path file, ReadOptions options, ProblemLog problems) throws IOException {
        String format = options.format() == null ? "auto" : options.format().strip().toLowerCase(Locale.ROOT);
        if (!format.equals("auto") && !format.equals("parquet"))
            throw new DatasetException(file.getFileName() + " is a Parquet file and cannot be read as " + options.format()
                    + ": leave the format to be guessed.");
        return ParquetRowReader.open(file, problems);
    }

    private static boolean namedParquet(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".parquet");
    }

    private static String guess(String sample, Path file) {
        if (ARRAY.matcher(sample).matches())
            return "json";
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (OBJECT.matcher(sample).matches()) {
            int end = sample.indexOf('\n');
            String first = (end < 0 ? sample : sample.substring(0, end)).strip();
            return first.endsWith("}") || name.endsWith(".jsonl") || name.endsWith(".ndjson") || end < 0 ? "jsonl" : "json";
        }
        // A broken first line must not turn JSON Lines into a table of commas.
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson"))
            return "jsonl";
        return name.endsWith(".json") ? "json" : "csv";
    }

    /// Control characters that no text has, in number.
    private static boolean binary(String sample) {
        long control = sample.chars()
                .filter(c -> c < 32 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 1 && c != 31 || c == 0x7f).count();
        return control > 0.1 * sample.length();
    }

    static DatasetException empty(Path file) {
        return new DatasetException(0, "empty_file",
                file.getFileName() + " is empty: give a file with a header row and at least one row below it.",
                null);
    }

    static DatasetException headerOnly(Path file) {
        return new DatasetException(0, "header_only",
                file.getFileName() + " has a header row but no rows below it: there is nothing to import.", null);
    }
}
