package concord.dataset;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class CsvTableWriter extends AbstractTableWriter {
    private final Writer text;
    private final CsvWriter csv;
    private final boolean forSpreadsheet;

    CsvTableWriter(PendingFile file, List<String> columns, char separator, boolean forSpreadsheet) {
        super(file, columns);
        this.forSpreadsheet = forSpreadsheet;
        text = new BufferedWriter(new OutputStreamWriter(file.out(), StandardCharsets.UTF_8), 1 << 16);
        csv = CsvWriter.builder().fieldSeparator(separator).lineDelimiter(LineDelimiter.LF).bufferSize(0).build(text);
        begin(() -> {
            if (forSpreadsheet)
                text.write('\uFEFF');
            write(columns);
        });
    }

    @Override
    void write(List<? extends @Nullable Object> values) throws IOException {
        List<@Nullable String> cells = new ArrayList<>(values.size());
        for (Object value : values) {
            cells.add(value == null ? null : value instanceof String s ? safe(s) : value.toString());
        }
        try {
            csv.writeRecord(cells);
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// The cells that spreadsheets run: those that begin like a formula, but for plain numbers such as -1.
    private String safe(String s) {
        if (!forSpreadsheet || s.isEmpty() || Numbers.isNumber(s))
            return s;
        return "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20".indexOf(s.charAt(0)) >= 0 ? "'" + s : s;
    }

    @Override
    void finish() throws IOException {
        csv.flush();
        text.close();
    }
}
