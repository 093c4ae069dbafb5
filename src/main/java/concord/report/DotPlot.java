package concord.report;

import concord.report.Mark.Anchor;
import concord.report.Mark.Dash;
import concord.report.Mark.Weight;
import concord.stats.Interval;
import concord.stats.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Values with their intervals on one scale, a row each, under the names of their groups where there are several.
///
/// @param xTitle     what the scale measures
/// @param references values to hold the rows against, as dashed lines
public record DotPlot(String title, String subtitle, String xTitle, Scale scale, List<Group> groups, List<Reference> references)
        implements
            FigureData {
    private static final double ROW = 26;
    private static final double SIZE = 10;
    private static final double LEVEL = 15;

    public DotPlot {
        groups = List.copyOf(groups);
        references = List.copyOf(references);
    }

    public enum Scale {
        /// From 0 to 1, as much of it as is needed.
        BOUNDED,
        /// About 0, with signs.
        DIFFERENCE
    }

    /// @param name not drawn where there is one group only
    public record Group(String name, List<Row> rows) {
        public Group {
            rows = List.copyOf(rows);
        }
    }

    public record Row(String name, ArmMark mark, Value value, @Nullable Interval interval) {}

    public record Reference(String name, double value) {}

    @Override
    public Figure layout(double width) {
        Canvas canvas = new Canvas(width);
        double top = canvas.heading(title, subtitle) + 4;
        List<Row> rows = groups.stream().flatMap(group -> group.rows.stream()).toList();
        if (rows.isEmpty()) {
            canvas.text(0, top + 14, "nothing to show yet", Anchor.START, Ink.INK_3);
            return canvas.figure(title, "nothing to show yet", top + 24);
        }
        double names = Math.min(rows.stream().mapToDouble(r -> TextWidth.of(r.name, Canvas.NOTE)).max().orElse(0) + 16,
                canvas.width() * 0.53);
        double numbers = canvas.width() - names >= 290 ? 112 : 0;
        double left = names + SIZE / 2;
        double right = canvas.width() - numbers - SIZE;
        Ticks ticks = ticks(rows, right - left);
        double first = top + LEVEL * references.size();
        double bottom = first + ROW * rows.size() + (groups.size() > 1 ? ROW * groups.size() : 0);
        axis(canvas, ticks, left, right, first, bottom);
        references(canvas, ticks, left, right, top, bottom);
        double y = first;
        for (Group group : groups) {
            if (groups.size() > 1) {
                canvas.add(new Mark.Text(0, y + ROW / 2 + 6, TextWidth.fit(group.name, Canvas.NOTE, names - 8), Anchor.START, Canvas.NOTE,
                        Weight.MEDIUM, Ink.INK));
                y += ROW;
            }
            for (Row row : group.rows) {
                row(canvas, row, ticks, left, right, y + ROW / 2, numbers > 0);
                y += ROW;
            }
        }
        return canvas.figure(title, description(), bottom + 40);
    }

    private void row(Canvas canvas, Row row, Ticks ticks, double left, double right, double y, boolean numbers) {
        canvas.text(0, y + 4, TextWidth.fit(row.name, Canvas.NOTE, left - SIZE / 2 - 10), Anchor.START, Ink.INK);
        switch (row.value) {
            case Value.Defined(double value) -> {
                if (row.interval != null)
                    canvas.line(AgreementBars.place(row.interval.low(), ticks, left, right), y,
                            AgreementBars.place(row.interval.high(), ticks, left, right), y, Ink.INK, Canvas.WHISKER);
                canvas.addAll(row.mark.marks(AgreementBars.place(value, ticks, left, right), y, SIZE));
                if (numbers)
                    canvas.text(canvas.width(), y + 4, text(row), Anchor.END, Ink.INK);
            }
            case Value.Undefined(String reason) ->
                canvas.text(left + 4, y + 4, TextWidth.fit(reason, Canvas.NOTE, canvas.width() - left - 8), Anchor.START, Ink.INK_3);
        }
    }

    private void axis(Canvas canvas, Ticks ticks, double left, double right, double top, double bottom) {
        for (double tick : ticks.values()) {
            double x = AgreementBars.place(tick, ticks, left, right);
            canvas.grid(x, top, bottom, scale == Scale.DIFFERENCE && tick == 0 ? Ink.LINE_STRONG : Ink.LINE);
            canvas.tick(x, bottom + 16, number(tick, ticks.decimals()), Anchor.MIDDLE);
        }
        canvas.level(left, right, bottom, Ink.LINE_STRONG);
        canvas.text((left + right) / 2, bottom + 33, TextWidth.fit(xTitle, Canvas.NOTE, 2 * (canvas.width() - (left + right) / 2)),
                Anchor.MIDDLE, Ink.INK_2);
    }

    /// The names stand above the rows, one above the other.
    private void references(Canvas canvas, Ticks ticks, double left, double right, double top, double bottom) {
        for (int i = 0; i < references.size(); i++) {
            Reference reference = references.get(i);
            String name = TextWidth.fit(reference.name + " " + Numbers.bounded(reference.value), Canvas.TICK, right - left);
            double x = AgreementBars.place(reference.value, ticks, left, right);
            double half = TextWidth.of(name, Canvas.TICK) / 2;
            double y = top + LEVEL * i;
            canvas.tick(Math.clamp(x, left + half, Math.max(left + half, canvas.width() - half)), y + 9, name, Anchor.MIDDLE);
            canvas.add(new Mark.Line(x, y + 13, x, bottom, Ink.INK_2, 1.25, Dash.DASHED));
        }
    }

    private Ticks ticks(List<Row> rows, double width) {
        double[] ends = Stream.concat(rows.stream().flatMap(DotPlot::ends), references.stream().map(Reference::value))
                .mapToDouble(Double::doubleValue).sorted().toArray();
        int most = Math.clamp((int) (width / 30), 3, 9);
        if (ends.length == 0)
            return Ticks.covering(0, 1, most);
        double low = ends[0];
        double high = ends[ends.length - 1];
        return switch (scale) {
            case BOUNDED -> Ticks.covering(low, high, most);
            case DIFFERENCE -> {
                double far = Math.max(0.01, Math.max(-low, high));
                // as many to the left of 0 as to the right
                Ticks half = Ticks.covering(0, far, Math.max(2, (most + 1) / 2));
                List<Double> values = new ArrayList<>(half.values().reversed().stream().filter(v -> v > 0).map(v -> -v).toList());
                values.addAll(half.values());
                yield new Ticks(values, half.decimals());
            }
        };
    }

    private static Stream<Double> ends(Row row) {
        return switch (row.value) {
            case Value.Defined(double value) -> row.interval == null
                    ? Stream.of(value)
                    : Stream.of(value, row.interval.low(), row.interval.high());
            case Value.Undefined _ -> Stream.empty();
        };
    }

    private String text(Row row) {
        Interval i = row.interval;
        return signed(row.value.orNaN(), 2) + (i == null ? "" : "  [" + signed(i.low(), 2) + ", " + signed(i.high(), 2) + "]");
    }

    private String number(double tick, int decimals) {
        return switch (scale) {
            case BOUNDED -> AgreementBars.axis(tick, decimals);
            case DIFFERENCE -> tick == 0 ? "0" : signed(tick, Math.max(2, decimals));
        };
    }

    private String signed(double value, int digits) {
        String text = Numbers.bounded(value, digits);
        return scale == Scale.DIFFERENCE && value > 0 ? "+" + text : text;
    }

    @Override
    public Table table() {
        List<List<String>> lines = new ArrayList<>();
        for (Group group : groups) {
            for (Row row : group.rows) {
                lines.add(switch (row.value) {
                    case Value.Defined(double value) -> List.of(group.name, row.name, Double.toString(value),
                            row.interval == null ? "" : Double.toString(row.interval.low()),
                            row.interval == null ? "" : Double.toString(row.interval.high()), "");
                    case Value.Undefined(String reason) -> List.of(group.name, row.name, "", "", "", reason);
                });
            }
        }
        references.forEach(reference -> lines.add(List.of("", reference.name, Double.toString(reference.value), "", "", "")));
        return new Table(title, List.of("group", "name", "estimate", "low", "high", "undefined"), lines);
    }

    private String description() {
        Stream<String> rows = groups.stream().flatMap(group -> group.rows.stream().map(row -> (groups.size() > 1 ? group.name + ", " : "")
                + row.name + switch (row.value) {
                    case Value.Defined _ -> " " + text(row);
                    case Value.Undefined(String reason) -> ": " + reason;
                }));
        return Stream.concat(rows, references.stream().map(r -> r.name + " " + Numbers.bounded(r.value))).collect(Collectors.joining("; "));
    }
}
