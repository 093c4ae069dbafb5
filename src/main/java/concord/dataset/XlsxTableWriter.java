package concord.dataset;

import java.io.IOException;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/// One sheet. Texts are written into their cells and not into the table of shared strings, which would have to be held in memory.
final class XlsxTableWriter extends AbstractTableWriter {
    private static final int LONGEST_CELL = 32_767;
    private static final int FLUSH_EVERY = 500;

    private final List<String> columns;
    private final Workbook workbook;
    private final Worksheet sheet;
    private int row;

    XlsxTableWriter(PendingFile file, List<String> columns) {
        super(file, columns);
        this.columns = List.copyOf(columns);
        workbook = new Workbook(file.out(), "Concord", "1.0");
        sheet = workbook.newWorksheet("Data");
        begin(() -> {
            if (columns.size() > Worksheet.MAX_COLS)
                throw new DatasetException(
                        file.name() + " would have " + columns.size() + " columns, a sheet can have " + Worksheet.MAX_COLS
                                + ": write a .csv file instead.");
            sheet.freezePane(0, 1);
            write(columns);
        });
    }

    @Override
    void write(List<? extends @Nullable Object> values) throws IOException {
        if (row >= Worksheet.MAX_ROWS)
            throw new DatasetException(file().name() + " would have more than the " + Worksheet.MAX_ROWS
                    + " rows a sheet can have: write a .csv file instead.");
        for (int i = 0; i < values.size(); i++) {
            switch (values.get(i)) {
                case null -> {
                }
                case Boolean b -> sheet.value(row, i, b);
                case Number n -> {
                    if (Double.isFinite(n.doubleValue()))
                        sheet.value(row, i, n);
                }
                case Object other -> text(i, other.toString());
            }
        }
        row++;
        if (row % FLUSH_EVERY == 0)
            sheet.flush();
    }

    private void text(int column, String text) {
        if (text.isEmpty())
            return;
        if (text.length() > LONGEST_CELL)
            throw new DatasetException(
                    "Row " + (row + 1) + ", column \"" + columns.get(column) + "\" of " + file().name() + " would hold " + text.length()
                            + " characters, a cell of a workbook can hold " + LONGEST_CELL + ": write a .csv or .jsonl file instead.");
        sheet.inlineString(row, column, text);
    }

    @Override
    void finish() throws IOException {
        sheet.finish();
        workbook.finish();
        file().out().close();
    }
}
