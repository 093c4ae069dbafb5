package concord.dataset;

import concord.model.request.ReadOptions;
import concord.model.result.FileFormat;
import concord.model.result.Problem;
import concord.model.result.Row;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Rows of a text table with any separator. The parser runs lenient, because it cannot go on after an error; the number of cells is checked here.
final class CsvRowReader implements RowReader {
    private static final int SAMPLE = 1 << 18;
    private static final Pattern LINE = Pattern.compile("(?:record starting at line|line) (\\d+)");
    private static final Pattern EXCEL_HINT = Pattern.compile("sep=(.)\\r?\\n.*", Pattern.DOTALL);

    private final Path file;
    private final FileFormat format;
    private final DecodingReader source;
    private final CsvReader<CsvRecord> reader;
    private final CloseableIterator<CsvRecord> records;
    private final ProblemLog problems;
    private final int skipped;
    private final List<String> columns;

    private CsvRowReader(Path file, ReadOptions options, Encoding encoding, ProblemLog problems) throws IOException {
        this.file = file;
        this.problems = problems;
        String sample = afterLines(encoding.sample(file, SAMPLE), options.skipLines());
        Matcher hint = EXCEL_HINT.matcher(sample);
        boolean hinted = hint.matches();
        skipped = options.skipLines() + (hinted ? 1 : 0);
        char separator;
        if (options.separator() != null)
            separator = options.separator();
        else if (hinted)
            separator = hint.group(1).charAt(0);
        else
            separator = Separator.guess(sample, java.nio.file.Files.size(file) <= SAMPLE ? Separator.Whole.FILE : Separator.Whole.BEGINNING,
                    options.plainQuotes());
        format = new FileFormat("csv", encoding.charset().name(), separator, null, List.of());
        source = new DecodingReader(file, encoding, problems);
        BufferedReader lines = new BufferedReader(source, 1 << 16);
        for (int i = 0; i < skipped; i++) {
            if (lines.readLine() == null)
                throw new DatasetException(file.getFileName() + " has fewer than the " + options.skipLines() + " lines to skip.");
        }
        reader = lenient(separator, options.plainQuotes(), Unclosed.REFUSED).ofCsvRecord(lines);
        records = reader.iterator();
        CsvRecord header = record();
        if (header == null)
            throw DataFiles.empty(file);
        columns = Header.unique(header.getFields(), header.getStartingLineNumber() + skipped, problems);
    }

    static CsvRowReader open(Path file, ReadOptions options, Encoding encoding, ProblemLog problems) throws IOException {
        return new CsvRowReader(file, options, encoding, problems);
    }

    enum Unclosed {
        ALLOWED, REFUSED
    }

    /// Text after a closing quote is kept as text; the switch for that is marked for removal in a later version of the library, whose version is fixed.
    @SuppressWarnings({"deprecation", "removal"})
    static CsvReader.CsvReaderBuilder lenient(char separator, boolean plainQuotes, Unclosed unclosed) {
        // No text holds U+FFFF, which is no character: as quotation mark it makes every real one plain text.
        return CsvReader.builder().fieldSeparator(separator).quoteCharacter(plainQuotes ? '\uFFFF' : '"').skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE).missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowExtraCharsAfterClosingQuote(true).allowUnclosedQuote(unclosed == Unclosed.ALLOWED).detectBomHeader(false);
    }

    private static String afterLines(String text, int lines) {
        int at = 0;
        for (int i = 0; i < lines && at >= 0; i++) {
            int next = text.indexOf('\n', at);
            at = next < 0 ? text.length() : next + 1;
        }
        return text.substring(at);
    }

    @Override
    public FileFormat format() {
        return format;
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public @Nullable Row next() {
        while (true) {
            CsvRecord record = record();
            if (record == null)
                return null;
            long line = record.getStartingLineNumber() + skipped;
            int n = record.getFieldCount();
            if (n == columns.size())
                return new Row(line, record.getFields());
            if (n > columns.size()) {
                List<String> extra = record.getFields().subList(columns.size(), n);
                if (extra.stream().allMatch(String::isBlank))
                    return new Row(line, record.getFields().subList(0, columns.size()));
                problems.reject(line, "ragged_row", "Line " + line + " of " + file.getFileName() + " has " + n + " cells, the header has "
                        + columns.size() + ": put texts that hold the separator in quotation marks.");
                continue;
            }
            // The cells that are there are kept; whether the row is of use without the others is for the importer to say.
            @Nullable
            String[] cells = Arrays.copyOf(record.getFields().toArray(new String[0]), columns.size());
            problems.warn(line, "ragged_row", "Line " + line + " of " + file.getFileName() + " has " + n + " cells, the header has "
                    + columns.size() + "; the missing ones are taken as blank.");
            return new Row(line, new ArrayList<>(Arrays.asList(cells)));
        }
    }

    private @Nullable CsvRecord record() {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (CsvParseException e) {
            throw broken(e);
        } catch (UncheckedIOException e) {
            throw new DatasetException(file.getFileName() + " cannot be read: " + e.getCause().getMessage() + ".", e);
        }
    }

    private DatasetException broken(CsvParseException e) {
        String message = String.valueOf(e.getMessage());
        Throwable cause = e.getCause();
        if (cause != null && cause.getMessage() != null)
            message += " " + cause.getMessage();
        Matcher m = LINE.matcher(message);
        long line = m.find() ? Long.parseLong(m.group(1)) + skipped : 0;
        String where = line > 0 ? "Line " + line + " of " + file.getFileName() : file.getFileName().toString();
        if (message.contains("quote"))
            return new DatasetException(line, "unclosed_quote", where
                    + " opens a quotation mark that is never closed: close it, or choose \"treat quotes as text\".", e);
        return new DatasetException(line, "oversized_row", where + " has a cell or row that is too long to be one text: "
                + "look for a quotation mark that is never closed, or choose \"treat quotes as text\".", e);
    }

    @Override
    public List<Problem> problems() {
        return problems.all();
    }

    @Override
    public double fraction() {
        return source.fraction();
    }

    @Override
    public void close() {
        try {
            reader.close();
            source.close();
        } catch (IOException e) {
            throw new DatasetException(file.getFileName() + " cannot be closed.", e);
        }
    }
}
