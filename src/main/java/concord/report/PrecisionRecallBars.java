package concord.report;

import concord.report.Mark.Anchor;
import concord.report.Mark.Look;
import concord.stats.Interval;
import concord.stats.LabelFigures;
import concord.stats.MultiLabelFigures;
import concord.stats.PairwiseFigures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// Precision, recall and F1 of each label with their intervals: bars from 0 to 1, one panel a measure, side by side where the width allows,
/// else one below the other.
public record PrecisionRecallBars(String title, String subtitle, List<Measure> measures, List<Row> rows) implements FigureData {
    private static final double ROW = 26;
    private static final double BAR = 13;
    private static final double GAP = 28;
    private static final double SMALLEST_PANEL = 120;

    public PrecisionRecallBars {
        measures = List.copyOf(measures);
        rows = List.copyOf(rows);
        if (measures.isEmpty())
            throw new IllegalArgumentException("no measure to show");
    }

    public enum Measure {
        PRECISION, RECALL, F1;

        /// The name for people.
        public String title() {
            return switch (this) {
                case PRECISION -> "Precision";
                case RECALL -> "Recall";
                case F1 -> "F1";
            };
        }

        String key() {
            return title().toLowerCase(Locale.ROOT);
        }

        double of(LabelFigures figures) {
            return switch (this) {
                case PRECISION -> figures.precision();
                case RECALL -> figures.recall();
                case F1 -> figures.f1();
            };
        }
    }

    /// @param slot colour and shape of the label, from 0
    /// @param bars aligned with the measures
    public record Row(String label, int slot, int support, List<Bar> bars) {
        public Row {
            bars = List.copyOf(bars);
        }
    }

    /// @param undefined why the value, counted as 0, has no number; else null
    public record Bar(double value, @Nullable Interval interval, @Nullable String undefined) {}

    /// @param slot of a label, as its codebook gives it
    public static PrecisionRecallBars of(PairwiseFigures figures, ToIntFunction<String> slot, Measure... measures) {
        return of(figures.perLabel(), figures.intervals(), figures.undefined(), figures.n(), slot, List.of(measures));
    }

    public static PrecisionRecallBars of(MultiLabelFigures figures, ToIntFunction<String> slot, Measure... measures) {
        return of(figures.perLabel(), figures.intervals(), figures.undefined(), figures.n(), slot, List.of(measures));
    }

    private static PrecisionRecallBars of(List<LabelFigures> labels, Map<String, Interval> intervals, Map<String, String> undefined, int n,
            ToIntFunction<String> slot, List<Measure> measures) {
        List<Row> rows = labels.stream().map(label -> new Row(label.label(), slot.applyAsInt(label.label()), label.support(),
                measures.stream().map(measure -> {
                    String key = "per_label." + label.label() + "." + measure.key();
                    return new Bar(measure.of(label), intervals.get(key), undefined.get(key));
                }).toList())).toList();
        return new PrecisionRecallBars(named(measures) + " by label",
                AgreementBars.subtitle(n, intervals.values().stream().findFirst().orElse(null)), measures, rows);
    }

    /// As in: Precision, recall and F1.
    private static String named(List<Measure> measures) {
        List<String> names = measures.stream().map(m -> m == Measure.RECALL && m != measures.getFirst() ? m.key() : m.title()).toList();
        int last = names.size() - 1;
        return last <= 0 ? String.join("", names) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    @Override
    public Figure layout(double width) {
        Canvas canvas = new Canvas(width);
        double top = canvas.heading(title, subtitle) + 4;
        double names = Math.min(rows.stream().mapToDouble(r -> TextWidth.of(r.label, Canvas.NOTE)).max().orElse(0) + 32,
                canvas.width() * 0.42);
        double each = (canvas.width() - names - GAP * (measures.size() - 1)) / measures.size();
        boolean beside = each >= SMALLEST_PANEL;
        double head = measures.size() > 1 ? 22 : 0;
        double height = head + ROW * rows.size() + 24;
        for (int m = 0; m < measures.size(); m++) {
            double y = top + (beside ? 0 : m * (height + 8));
            double left = beside ? names + m * (each + GAP) : names;
            double right = beside ? left + each : canvas.width();
            if (m == 0 || !beside)
                labels(canvas, names, y + head);
            if (head > 0)
                canvas.text(left, y + 12, measures.get(m).title(), Anchor.START, Ink.INK_2);
            panel(canvas, m, left, right - 36, right, y + head);
        }
        return canvas.figure(title, description(), top + (beside ? height : measures.size() * (height + 8) - 8));
    }

    private void labels(Canvas canvas, double names, double top) {
        for (int i = 0; i < rows.size(); i++) {
            double y = top + ROW * i + ROW / 2;
            canvas.addAll(LabelMark.marks(rows.get(i).slot, 6, y, 10));
            canvas.text(18, y + 4, TextWidth.fit(rows.get(i).label, Canvas.NOTE, names - 26), Anchor.START, Ink.INK);
        }
    }

    private void panel(Canvas canvas, int measure, double left, double right, double numbers, double top) {
        Ticks ticks = Ticks.covering(0, 1, right - left > 150 ? 6 : 3);
        double bottom = top + ROW * rows.size();
        for (double tick : ticks.values()) {
            double x = AgreementBars.place(tick, ticks, left, right);
            canvas.grid(x, top, bottom, Ink.LINE);
            canvas.tick(x, bottom + 16, AgreementBars.axis(tick, ticks.decimals()), Anchor.MIDDLE);
        }
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            Bar bar = row.bars.get(measure);
            double y = top + ROW * i + ROW / 2;
            double end = AgreementBars.place(bar.value, ticks, left, right);
            if (end > left)
                canvas.add(new Mark.Rect(left, y - BAR / 2, end - left, BAR, Math.min(2, (end - left) / 2), fill(row.slot)));
            if (bar.interval != null && bar.undefined == null)
                canvas.whisker(AgreementBars.place(bar.interval.low(), ticks, left, right),
                        AgreementBars.place(bar.interval.high(), ticks, left, right), y);
            canvas.text(numbers, y + 4, bar.undefined == null ? Numbers.bounded(bar.value) : Numbers.MISSING, Anchor.END, Ink.INK);
        }
        canvas.grid(left, top, bottom, Ink.LINE_STRONG);
        canvas.level(left, right, bottom, Ink.LINE_STRONG);
    }

    private static Look fill(int slot) {
        Ink edge = Ink.edge(slot);
        return edge == Ink.label(slot) ? Look.filled(edge) : Look.filled(Ink.label(slot), edge, 1);
    }

    @Override
    public Table table() {
        List<String> columns = new ArrayList<>(List.of("label", "support"));
        for (Measure measure : measures) {
            columns.addAll(List.of(measure.key(), measure.key() + "_low", measure.key() + "_high", measure.key() + "_undefined"));
        }
        return new Table(title, columns, rows.stream().map(row -> {
            List<String> cells = new ArrayList<>(Arrays.asList(row.label, Integer.toString(row.support)));
            for (Bar bar : row.bars) {
                cells.add(Double.toString(bar.value));
                cells.add(bar.interval == null ? "" : Double.toString(bar.interval.low()));
                cells.add(bar.interval == null ? "" : Double.toString(bar.interval.high()));
                cells.add(bar.undefined == null ? "" : bar.undefined);
            }
            return cells;
        }).map(List::copyOf).toList());
    }

    private String description() {
        List<String> sentences = new ArrayList<>();
        for (Row row : rows) {
            List<String> parts = new ArrayList<>();
            for (int m = 0; m < measures.size(); m++) {
                Bar bar = row.bars.get(m);
                parts.add(measures.get(m).title() + " " + (bar.undefined == null
                        ? Numbers.bounded(bar.value) + (bar.interval == null ? "" : " " + Numbers.interval(bar.interval))
                        : "undefined: " + bar.undefined));
            }
            sentences.add(row.label + ": " + String.join(", ", parts));
        }
        return String.join("; ", sentences);
    }
}
