package concord.dataset;

import concord.model.request.ReadOptions;
import concord.model.result.FileFormat;
import concord.model.result.Problem;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.jspecify.annotations.Nullable;

/// Rows of one sheet of a workbook; the line is the row number of the sheet. Formulas give the value the workbook holds for them.
final class XlsxRowReader implements RowReader {
    /// The serial number after 31 December 9999, where the calendar of workbooks ends.
    private static final BigDecimal LAST_DAY = BigDecimal.valueOf(2_958_466);

    private final Path file;
    private final FileFormat format;
    private final ReadableWorkbook workbook;
    private final Stream<Row> stream;
    private final Iterator<Row> rows;
    private final List<String> columns;
    private final ProblemLog problems;
    private final long lastRow;
    private long row;
    private boolean hiddenNoted;
    private boolean ended;

    private XlsxRowReader(Path file, ReadOptions options, ReadableWorkbook workbook, ProblemLog problems) throws IOException {
        this.file = file;
        this.workbook = workbook;
        this.problems = problems;
        List<Sheet> sheets = workbook.getSheets().toList();
        Sheet sheet = choose(sheets, options.sheet());
        format = new FileFormat("xlsx", "UTF-8", null, sheet.getName(), sheets.stream().map(Sheet::getName).toList());
        lastRow = XlsxSize.rows(file, sheet.getIndex());
        stream = sheet.openStream();
        rows = stream.iterator();
        columns = header(options.skipLines());
    }

    static XlsxRowReader open(Path file, ReadOptions options, ProblemLog problems) throws IOException {
        checkWhole(file);
        ReadableWorkbook workbook;
        try {
            workbook = new ReadableWorkbook(file.toFile(), new ReadingOptions(true, false));
        } catch (IOException | RuntimeException e) {
            throw damaged(file, 0, e);
        }
        try {
            return new XlsxRowReader(file, options, workbook, problems);
        } catch (DatasetException e) {
            workbook.close();
            throw e;
        } catch (IOException | RuntimeException e) {
            workbook.close();
            throw damaged(file, 0, e);
        }
    }

    private static void checkWhole(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.getEntry("xl/workbook.xml") != null)
                return;
            if (zip.getEntry("word/document.xml") != null)
                throw new DatasetException(
                        file.getFileName() + " is a Word document, not a table of texts: save its table as .xlsx or .csv.");
            if (zip.getEntry("xl/workbook.bin") != null)
                throw new DatasetException(file.getFileName() + " is a binary workbook (.xlsb): save it as .xlsx or .csv.");
            if (zip.getEntry("content.xml") != null)
                throw new DatasetException(file.getFileName() + " is an OpenDocument file: save it as .xlsx or .csv.");
            throw new DatasetException(
                    file.getFileName() + " is a zip archive, not a table of texts: unpack it first and give the file inside.");
        } catch (IOException e) {
            throw damaged(file, 0, e);
        }
    }

    private static DatasetException damaged(Path file, long row, Throwable e) {
        String where = row == 0 ? "" : " after row " + row;
        return new DatasetException(row, "damaged_file", file.getFileName() + " is damaged or cut off" + where
                + ", as after a broken download: get it again, or open it in a spreadsheet program and save it anew.", e);
    }

    private Sheet choose(List<Sheet> sheets, @Nullable String name) {
        if (name != null) {
            return sheets.stream().filter(s -> s.getName().equals(name)).findFirst()
                    .orElseThrow(() -> new DatasetException(file.getFileName() + " has no sheet \"" + name + "\"; it has "
                            + sheets.stream().map(s -> "\"" + s.getName() + "\"").collect(Collectors.joining(", ")) + "."));
        }
        return sheets.stream().filter(s -> s.getVisibility() == SheetVisibility.VISIBLE).findFirst().or(() -> sheets.stream().findFirst())
                .orElseThrow(() -> new DatasetException(file.getFileName() + " has no sheets: save a table in it first."));
    }

    private List<String> header(int skip) {
        Row first;
        do {
            first = row();
            if (first == null)
                throw DataFiles.empty(file);
        } while (first.getRowNum() <= skip || blank(first));
        List<@Nullable String> names = cells(first, first.getCellCount());
        while (!names.isEmpty() && (names.getLast() == null || names.getLast().isEmpty())) {
            names.removeLast();
        }
        return Header.unique(names, first.getRowNum(), problems);
    }

    private static boolean blank(Row row) {
        return row.stream().allMatch(c -> c == null || c.getType() == CellType.EMPTY || c.getText() == null || c.getText().isEmpty());
    }

    private @Nullable Row row() {
        try {
            ended = !rows.hasNext();
            if (ended)
                return null;
            Row next = rows.next();
            row = next.getRowNum();
            return next;
        } catch (RuntimeException e) {
            throw damaged(file, row, e);
        }
    }

    @Override
    public concord.model.result.@Nullable Row next() {
        while (true) {
            Row next = row();
            if (next == null)
                return null;
            if (next.isHidden() && !hiddenNoted) {
                hiddenNoted = true;
                problems.warn(row, "hidden_row",
                        "Row " + row + " of sheet \"" + format.sheet() + "\" is hidden; hidden rows are read too.");
            }
            if (blank(next))
                continue;
            List<@Nullable String> cells = cells(next, Math.max(columns.size(), next.getCellCount()));
            List<@Nullable String> extra = cells.subList(columns.size(), cells.size());
            if (extra.stream().anyMatch(c -> c != null && !c.isBlank())) {
                problems.reject(row, "ragged_row", "Row " + row + " of " + file.getFileName() + " has cells beyond the " + columns.size()
                        + " columns of the header: give those columns a name in the header row.");
                continue;
            }
            return new concord.model.result.Row(row, new ArrayList<>(cells.subList(0, columns.size())));
        }
    }

    private List<@Nullable String> cells(Row row, int n) {
        List<@Nullable String> cells = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            cells.add(i < row.getCellCount() ? text(row.getCell(i), row.getRowNum()) : "");
        }
        return cells;
    }

    private String text(@Nullable Cell cell, long line) {
        if (cell == null)
            return "";
        String raw = cell.getRawValue();
        return switch (cell.getType()) {
            case EMPTY -> "";
            case STRING -> String.valueOf(cell.getText());
            case BOOLEAN -> Boolean.TRUE.equals(cell.asBoolean()) ? "TRUE" : "FALSE";
            case NUMBER -> number(cell, raw);
            case ERROR -> {
                problems.warn(line, "cell_error", "Cell " + cell.getAddress() + " of " + file.getFileName() + " holds the error "
                        + cell.getText() + "; it is taken as blank.");
                yield "";
            }
            case FORMULA -> formula(cell, raw, line);
        };
    }

    private String number(Cell cell, @Nullable String raw) {
        if (cell.getValue() instanceof BigDecimal serial && serial.signum() >= 0 && serial.compareTo(LAST_DAY) < 0
                && XlsxCells.isDate(cell.getDataFormatString()))
            return XlsxCells.date(serial, workbook.isDate1904());
        return raw == null ? "" : XlsxCells.number(raw);
    }

    private String formula(Cell cell, @Nullable String raw, long line) {
        Object value = cell.getValue();
        if (value == null || raw == null) {
            problems.warn(line, "formula_without_value", "Cell " + cell.getAddress() + " of " + file.getFileName()
                    + " is a formula whose value was not saved; it is taken as blank: open the file in a spreadsheet program and save it.");
            return "";
        }
        if (raw.startsWith("#")) {
            problems.warn(line, "cell_error", "Cell " + cell.getAddress() + " of " + file.getFileName() + " holds the error " + raw
                    + "; it is taken as blank.");
            return "";
        }
        return value instanceof BigDecimal ? number(cell, raw) : raw;
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
    public List<Problem> problems() {
        return problems.all();
    }

    @Override
    public double fraction() {
        if (ended)
            return 1;
        return lastRow <= 0 ? 0 : Math.min(1, (double) row / lastRow);
    }

    @Override
    public void close() {
        stream.close();
        try {
            workbook.close();
        } catch (IOException e) {
            throw new DatasetException(file.getFileName() + " cannot be closed.", e);
        }
    }
}
