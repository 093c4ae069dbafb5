package concord.report;

import concord.report.Mark.Anchor;
import concord.report.Mark.Look;
import concord.stats.AmongFigures;
import concord.stats.Interval;
import concord.stats.PairwiseFigures;
import concord.stats.Value;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Agreement statistics with their intervals on one scale: a dot and a whisker each. The scale ends
/// at 1 and starts at .5, 0 or below, whichever is the first that holds everything, so that it does not move while labels come in.
public record AgreementBars(String title, String subtitle, List<Row> rows) implements FigureData {
    /// What is shown of two annotators unless asked otherwise.
    public static final List<String> PAIRWISE = List.of("percent_agreement", "cohen_kappa", "scott_pi", "krippendorff_alpha_nominal",
            "gwet_ac1",
            "macro.f1");
    /// What is shown of two annotators on an ordinal variable.
    public static final List<String> ORDINAL = List.of("percent_agreement", "cohen_kappa", "cohen_kappa_quadratic",
            "krippendorff_alpha_ordinal",
            "krippendorff_alpha_interval", "gwet_ac1");

    private static final double ROW = 26;
    private static final double DOT = 4.5;

    public AgreementBars {
        rows = List.copyOf(rows);
    }

    /// @param name of the statistic for people
    public record Row(String name, Value value, @Nullable Interval interval) {}

    /// @param keys of the statistics to show, in order
    public static AgreementBars of(PairwiseFigures figures, List<String> keys) {
        return new AgreementBars("Agreement", subtitle(figures.n(), figures.intervals().values().stream().findFirst().orElse(null)),
                keys.stream().map(key -> new Row(StatisticNames.of(key), figures.value(key), figures.interval(key))).toList());
    }

    public static AgreementBars of(AmongFigures figures) {
        return new AgreementBars("Agreement among " + figures.annotators().size(),
                subtitle(figures.pairableUnits(), figures.intervals().values().stream().findFirst().orElse(null)),
                figures.values().entrySet().stream()
                        .map(e -> new Row(StatisticNames.of(e.getKey()), e.getValue(), figures.interval(e.getKey())))
                        .toList());
    }

    static String subtitle(int n, @Nullable Interval interval) {
        String units = "n = " + Numbers.count(n);
        return interval == null ? units : Numbers.percent(interval.level()) + " interval, " + units;
    }

    @Override
    public Figure layout(double width) {
        Canvas canvas = new Canvas(width);
        double top = canvas.heading(title, subtitle) + 4;
        double names = Math.min(rows.stream().mapToDouble(r -> TextWidth.of(r.name, Canvas.NOTE)).max().orElse(0) + 14,
                canvas.width() * 0.5);
        boolean wide = canvas.width() - names >= 250;
        double numbers = wide ? 104 : 40;
        double left = names + DOT;
        double right = canvas.width() - numbers - DOT;
        Ticks ticks = scale(lowest(), right - left);
        double bottom = top + ROW * rows.size();
        for (double tick : ticks.values()) {
            double x = place(tick, ticks, left, right);
            canvas.grid(x, top, bottom, tick == 0 && ticks.low() < 0 ? Ink.LINE_STRONG : Ink.LINE);
            canvas.tick(x, bottom + 16, axis(tick, ticks.decimals()), Anchor.MIDDLE);
        }
        canvas.level(left, right, bottom, Ink.LINE_STRONG);
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            double y = top + ROW * i + ROW / 2;
            canvas.text(0, y + 4, TextWidth.fit(row.name, Canvas.NOTE, names - 8), Anchor.START, Ink.INK);
            canvas.text(canvas.width(), y + 4, number(row, wide), Anchor.END, Ink.INK);
            switch (row.value) {
                case Value.Defined(double value) -> {
                    if (row.interval != null)
                        canvas.whisker(place(row.interval.low(), ticks, left, right), place(row.interval.high(), ticks, left, right), y);
                    canvas.add(new Mark.Circle(place(value, ticks, left, right), y, DOT, Look.filled(Ink.INK)));
                }
                case Value.Undefined(String reason) -> {
                    canvas.add(new Mark.Rect(left + 2, y - 8, Math.max(0, right - left - 4), 16, 0, Look.filled(Ink.SURFACE)));
                    canvas.text(left + 4, y + 4, TextWidth.fit(reason, Canvas.NOTE, right - left - 8), Anchor.START, Ink.INK_3);
                }
            }
        }
        return canvas.figure(title, description(), bottom + 24);
    }

    @Override
    public Table table() {
        return new Table(title, List.of("statistic", "estimate", "low", "high", "level", "undefined"),
                rows.stream().map(row -> switch (row.value) {
                    case Value.Defined(double value) -> row.interval == null
                            ? List.of(row.name, Double.toString(value), "", "", "", "")
                            : List.of(row.name, Double.toString(value), Double.toString(row.interval.low()),
                                    Double.toString(row.interval.high()),
                                    Double.toString(row.interval.level()), "");
                    case Value.Undefined(String reason) -> List.of(row.name, "", "", "", "", reason);
                }).toList());
    }

    private static Ticks scale(double lowest, double width) {
        boolean roomy = width >= 170;
        if (lowest >= 0.5)
            return roomy ? new Ticks(List.of(0.5, 0.6, 0.7, 0.8, 0.9, 1.0), 2) : new Ticks(List.of(0.5, 0.75, 1.0), 2);
        if (lowest >= 0)
            return roomy ? new Ticks(List.of(0.0, 0.2, 0.4, 0.6, 0.8, 1.0), 2) : new Ticks(List.of(0.0, 0.5, 1.0), 2);
        return Ticks.covering(lowest, 1, Math.max(3, (int) (width / 34)));
    }

    private double lowest() {
        return rows.stream().mapToDouble(r -> {
            double value = r.value.defined() ? r.value.orNaN() : 0;
            return r.interval == null ? value : Math.min(value, r.interval.low());
        }).min().orElse(0);
    }

    private String description() {
        return rows.stream().map(row -> switch (row.value) {
            case Value.Defined(double value) -> row.name + " " + Numbers.bounded(value)
                    + (row.interval == null ? "" : " " + Numbers.interval(row.interval));
            case Value.Undefined(String reason) -> row.name + " undefined: " + reason;
        }).collect(Collectors.joining("; "));
    }

    private static String number(Row row, boolean wide) {
        String value = Numbers.bounded(row.value);
        return wide && row.value.defined() && row.interval != null ? value + "  " + Numbers.interval(row.interval) : value;
    }

    /// 0 and 1 stand without decimals on an axis.
    static String axis(double tick, int decimals) {
        return tick == Math.rint(tick) ? Numbers.plain(tick, 0) : Numbers.bounded(tick, Math.max(2, decimals));
    }

    static double place(double value, Ticks ticks, double from, double to) {
        return from + (value - ticks.low()) / (ticks.high() - ticks.low()) * (to - from);
    }
}
