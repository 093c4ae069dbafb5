package concord.report;

import concord.report.Mark.Anchor;
import concord.report.Mark.Look;
import concord.report.Mark.Weight;
import concord.stats.PairwiseFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/// The confusion matrix: counts, and shares of their row by shade.
///
/// @param reference name of the annotator in the rows
/// @param other     name of the annotator in the columns
/// @param slots     colour and shape of each label, from 0
/// @param counts    rows = reference, columns = other
public record ConfusionHeatMap(String reference, String other, List<String> labels, List<Integer> slots, List<List<Integer>> counts)
        implements
            FigureData {
    private static final double LARGEST_CELL = 56;
    private static final double TWO_LINES = 40;
    private static final double ONE_LINE = 24;

    public ConfusionHeatMap {
        labels = List.copyOf(labels);
        slots = List.copyOf(slots);
        counts = counts.stream().map(List::copyOf).toList();
    }

    /// @param slot of a label, as its codebook gives it
    public static ConfusionHeatMap of(String reference, String other, PairwiseFigures figures, ToIntFunction<String> slot) {
        return new ConfusionHeatMap(reference, other, figures.labels(), figures.labels().stream().map(slot::applyAsInt).toList(),
                figures.confusion());
    }

    /// The shade of a cell: 0 (paper) to 6 (iris).
    ///
    /// @param share of the row, 0 to 1
    public static int heat(double share) {
        double[] steps = {0.05, 0.15, 0.3, 0.45, 0.6, 0.8};
        int level = 0;
        while (level < steps.length && share >= steps[level]) {
            level++;
        }
        return level;
    }

    @Override
    public Figure layout(double width) {
        Canvas canvas = new Canvas(width);
        int size = labels.size();
        double top = canvas.heading(reference + ", in rows", other + ", in columns");
        if (size == 0) {
            canvas.text(0, top + 14, "no unit has both labels", Anchor.START, Ink.INK_3);
            return canvas.figure(title(), "no unit has both labels", top + 24);
        }
        double widest = labels.stream().mapToDouble(label -> TextWidth.of(label, Canvas.NOTE)).max().orElse(0);
        double named = Math.min(widest + 34, canvas.width() * 0.4);
        double totals = 18 + TextWidth.of(Numbers.count(largestRow()), Canvas.NOTE);
        boolean names = (canvas.width() - named - totals) / size >= TWO_LINES + 4;
        double left = names ? named : 24;
        double pitch = Math.min(LARGEST_CELL + 4, (canvas.width() - left - totals) / size);
        double cell = pitch - Math.min(4, pitch * 0.1);
        double y = top + 24;
        for (int k = 0; k < size; k++) {
            canvas.addAll(LabelMark.marks(slots.get(k), left + k * pitch + cell / 2, top + 9, Math.min(11, cell)));
        }
        for (int row = 0; row < size; row++) {
            double middle = y + row * pitch + cell / 2;
            canvas.addAll(LabelMark.marks(slots.get(row), 6, middle, Math.min(11, cell)));
            if (names)
                canvas.text(18, middle + 4, TextWidth.fit(labels.get(row), Canvas.NOTE, left - 26), Anchor.START, Ink.INK);
            for (int column = 0; column < size; column++) {
                cell(canvas, row, column, left + column * pitch, y + row * pitch, cell);
            }
            if (cell >= 12)
                canvas.text(left + size * pitch + 6, middle + 4, Numbers.count(total(row)), Anchor.START, Ink.INK_3);
        }
        double bottom = y + size * pitch + 4;
        return canvas.figure(title(), description(), names ? bottom : legend(canvas, bottom));
    }

    private void cell(Canvas canvas, int row, int column, double x, double y, double side) {
        int count = counts.get(row).get(column);
        double share = total(row) == 0 ? 0 : (double) count / total(row);
        int level = heat(share);
        canvas.add(new Mark.Rect(x, y, side, side, Math.min(6, side / 8), Look.filled(Ink.heat(level))));
        String text = Numbers.count(count);
        if (side < ONE_LINE || TextWidth.of(text, Canvas.HEAD) > side)
            return;
        boolean two = side >= TWO_LINES && total(row) > 0;
        double middle = x + side / 2;
        canvas.add(
                new Mark.Text(middle, y + side / 2 + (two ? -2 : 4.5), text, Anchor.MIDDLE, two ? Canvas.HEAD : Canvas.NOTE, Weight.MEDIUM,
                        Ink.onHeat(level)));
        if (two)
            canvas.add(new Mark.Text(middle, y + side / 2 + 14, Numbers.percent(share), Anchor.MIDDLE, Canvas.TICK, Weight.REGULAR,
                    Ink.onHeat(level)));
    }

    /// The names of the shapes, in as many lines as they need.
    private double legend(Canvas canvas, double top) {
        double x = 0;
        double y = top + 14;
        for (int k = 0; k < labels.size(); k++) {
            String name = TextWidth.fit(labels.get(k), Canvas.NOTE, canvas.width() - 20);
            double needed = 16 + TextWidth.of(name, Canvas.NOTE);
            if (x > 0 && x + needed > canvas.width()) {
                x = 0;
                y += 20;
            }
            canvas.addAll(LabelMark.marks(slots.get(k), x + 5, y - 4, 9));
            canvas.text(x + 14, y, name, Anchor.START, Ink.INK_2);
            x += needed + 14;
        }
        return y + 8;
    }

    @Override
    public Table table() {
        List<String> columns = new ArrayList<>(List.of(reference + " \\ " + other));
        columns.addAll(labels);
        columns.add("total");
        List<List<String>> rows = new ArrayList<>();
        for (int row = 0; row < labels.size(); row++) {
            List<String> cells = new ArrayList<>(List.of(labels.get(row)));
            counts.get(row).forEach(count -> cells.add(Integer.toString(count)));
            cells.add(Integer.toString(total(row)));
            rows.add(cells);
        }
        return new Table(title(), columns, rows);
    }

    private String title() {
        return "Confusion of " + reference + " and " + other;
    }

    private String description() {
        List<String> parts = new ArrayList<>();
        for (int row = 0; row < labels.size(); row++) {
            for (int column = 0; column < labels.size(); column++) {
                int count = counts.get(row).get(column);
                if (count > 0 && parts.size() < 60)
                    parts.add(
                            reference + " " + labels.get(row) + ", " + other + " " + labels.get(column) + ": " + Numbers.count(count) + ", "
                                    + Numbers.percent((double) count / total(row)));
            }
        }
        return String.join("; ", parts);
    }

    private int total(int row) {
        return counts.get(row).stream().mapToInt(Integer::intValue).sum();
    }

    private int largestRow() {
        int largest = 0;
        for (int row = 0; row < labels.size(); row++) {
            largest = Math.max(largest, total(row));
        }
        return largest;
    }
}
