package concord.report;

import concord.report.Mark.Anchor;
import concord.report.Mark.Closure;
import concord.report.Mark.Look;
import concord.report.Mark.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Lines over a common x axis, such as a learning curve with intervals or a live loss. Each line has its name at its end.
///
/// @param xTitle what the x axis counts
/// @param scale  of the y axis
public record LineCurve(String title, String subtitle, String xTitle, Scale scale, List<Series> series) implements FigureData {
    private static final double PLOT = 190;
    private static final double DODGE = 8;
    private static final int MARKED = 25;

    public LineCurve {
        series = List.copyOf(series);
    }

    public enum Scale {
        /// Cannot pass 1: ticks without leading zero.
        BOUNDED,
        /// Any numbers.
        PLAIN
    }

    /// @param slot   colour and shape, from 0
    /// @param points in ascending x
    public record Series(String name, int slot, List<CurvePoint> points) {
        public Series {
            points = List.copyOf(points);
        }
    }

    /// @param low  lower end of the interval; equal to y where there is none
    /// @param high upper end of the interval; equal to y where there is none
    public record CurvePoint(double x, double y, double low, double high) {
        public static CurvePoint of(double x, double y) {
            return new CurvePoint(x, y, y, y);
        }
    }

    @Override
    public Figure layout(double width) {
        Canvas canvas = new Canvas(width);
        double top = canvas.heading(title, subtitle) + 8;
        double bottom = top + PLOT;
        List<CurvePoint> all = series.stream().flatMap(s -> s.points.stream()).toList();
        if (all.isEmpty()) {
            canvas.text(0, top + 14, "no points yet", Anchor.START, Ink.INK_3);
            return canvas.figure(title, "no points yet", top + 24);
        }
        Ticks y = Ticks.covering(all.stream().mapToDouble(CurvePoint::low).min().orElse(0),
                all.stream().mapToDouble(CurvePoint::high).max().orElse(1),
                5);
        double left = 12 + y.values().stream().mapToDouble(t -> TextWidth.of(yText(t, y), Canvas.TICK)).max().orElse(0);
        double names = Math.min(series.stream().mapToDouble(s -> TextWidth.of(s.name, Canvas.NOTE)).max().orElse(0), canvas.width() * 0.3);
        double marks = togetherAtTheEnd() ? 0 : 14;
        double right = canvas.width() - names - marks - 14;
        int dodged = series.size() > 1 && all.stream().anyMatch(p -> p.low < p.high) ? series.size() : 1;
        double aside = (dodged - 1) / 2.0 * DODGE;
        Frame frame = new Frame(xTicks(all, right - left - 2 * aside), y, left + 8 + aside, right, right - 8 - aside, bottom, top);
        axes(canvas, frame, left);
        for (int i = 0; i < series.size(); i++) {
            draw(canvas, frame, series.get(i), dodged == 1 ? 0 : (i - (dodged - 1) / 2.0) * DODGE);
        }
        names(canvas, frame, names, marks);
        canvas.text((left + right) / 2, bottom + 34, xTitle, Anchor.MIDDLE, Ink.INK_2);
        return canvas.figure(title, description(), bottom + 42);
    }

    /// The values themselves where they are few and far enough apart, such as sizes of training sets; else round ones.
    private static Ticks xTicks(List<CurvePoint> all, double width) {
        double low = all.stream().mapToDouble(CurvePoint::x).min().orElse(0);
        double high = all.stream().mapToDouble(CurvePoint::x).max().orElse(1);
        List<Double> own = all.stream().map(CurvePoint::x).distinct().sorted().toList();
        if (own.size() > 1 && own.size() <= 7 && apart(own) * width / (high - low) >= 36)
            return new Ticks(own, own.stream().allMatch(x -> x == Math.rint(x)) ? 0 : 2);
        Ticks ticks = Ticks.covering(low, high, Math.max(2, Math.min(7, (int) (width / 52))));
        boolean whole = all.stream().allMatch(p -> p.x == Math.rint(p.x));
        return whole && ticks.decimals() > 0 ? Ticks.covering(low, Math.max(high, low + 1), (int) Math.max(2, high - low + 1)) : ticks;
    }

    /// The smallest distance between two neighbours.
    private static double apart(List<Double> ascending) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 1; i < ascending.size(); i++) {
            least = Math.min(least, ascending.get(i) - ascending.get(i - 1));
        }
        return least;
    }

    private void axes(Canvas canvas, Frame frame, double left) {
        for (double tick : frame.y.values()) {
            canvas.level(left, frame.right, frame.y(tick), Ink.LINE);
            canvas.tick(left - 6, frame.y(tick) + 4, yText(tick, frame.y), Anchor.END);
        }
        canvas.level(left, frame.right, frame.bottom, Ink.LINE_STRONG);
        for (double tick : frame.x.values()) {
            canvas.grid(frame.x(tick), frame.bottom, frame.bottom + 4, Ink.LINE_STRONG);
            canvas.tick(frame.x(tick), frame.bottom + 17, Numbers.plain(tick, frame.x.decimals()), Anchor.MIDDLE);
        }
    }

    private static void draw(Canvas canvas, Frame frame, Series one, double dodge) {
        Ink ink = Ink.edge(one.slot);
        List<Point> points = thinned(one.points.stream().map(p -> new Point(frame.x(p.x) + dodge, frame.y(p.y))).toList());
        if (points.size() > 1)
            canvas.add(new Mark.Path(points, Closure.OPEN, Look.drawn(ink, points.size() <= MARKED ? 1.75 : Canvas.WHISKER)));
        for (CurvePoint p : one.points) {
            double x = frame.x(p.x) + dodge;
            if (p.low < p.high)
                canvas.line(x, frame.y(p.low), x, frame.y(p.high), ink, Canvas.WHISKER);
        }
        if (one.points.size() <= MARKED) {
            for (CurvePoint p : one.points) {
                canvas.addAll(LabelMark.marks(one.slot, frame.x(p.x) + dodge, frame.y(p.y), 9));
            }
        }
    }

    /// Lowest and highest point of each pixel column: looks the same and keeps a long run small.
    static List<Point> thinned(List<Point> points) {
        if (points.size() <= 400)
            return points;
        List<Point> kept = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= points.size(); i++) {
            if (i < points.size() && Math.floor(points.get(i).x()) == Math.floor(points.get(start).x()))
                continue;
            List<Point> column = points.subList(start, i);
            Point low = column.stream().min(Comparator.comparingDouble(Point::y)).orElseThrow();
            Point high = column.stream().max(Comparator.comparingDouble(Point::y)).orElseThrow();
            Stream.of(low, high).distinct().sorted(Comparator.comparingDouble(Point::x)).forEach(kept::add);
            start = i;
        }
        return kept;
    }

    /// Whether all lines reach the right end, so that a name beside it cannot be taken for another's.
    private boolean togetherAtTheEnd() {
        return series.stream().filter(s -> !s.points.isEmpty()).mapToDouble(s -> s.points.getLast().x).distinct().count() < 2;
    }

    /// Names beside the ends of their lines, pushed apart where they would overlap.
    ///
    /// @param marks room for the mark before a name; 0 for none
    private void names(Canvas canvas, Frame frame, double width, double marks) {
        List<Series> ended = series.stream().filter(s -> !s.points.isEmpty())
                .sorted(Comparator.comparingDouble(s -> frame.y(s.points.getLast().y))).toList();
        double free = Double.NEGATIVE_INFINITY;
        for (Series one : ended) {
            CurvePoint last = one.points.getLast();
            double y = Math.max(frame.y(last.y), free);
            if (marks > 0)
                canvas.addAll(LabelMark.marks(one.slot, frame.right + 14, y, 9));
            canvas.text(frame.right + 10 + marks, y + 4, TextWidth.fit(one.name, Canvas.NOTE, width), Anchor.START, Ink.INK);
            free = y + 15;
        }
    }

    @Override
    public Table table() {
        return new Table(title, List.of("series", "x", "y", "low", "high"), series.stream().flatMap(s -> s.points.stream()
                .map(p -> List.of(s.name, Double.toString(p.x), Double.toString(p.y), Double.toString(p.low), Double.toString(p.high))))
                .toList());
    }

    private String description() {
        return series.stream().filter(s -> !s.points.isEmpty()).map(s -> {
            CurvePoint first = s.points.getFirst();
            CurvePoint last = s.points.getLast();
            return s.name + ": " + number(first.y) + " at " + Numbers.plain(first.x, 0) + ", " + number(last.y) + " at "
                    + Numbers.plain(last.x, 0);
        }).collect(Collectors.joining("; "));
    }

    private String number(double y) {
        return switch (scale) {
            case BOUNDED -> Numbers.bounded(y);
            case PLAIN -> Numbers.plain(y, 3);
        };
    }

    private String yText(double tick, Ticks ticks) {
        return switch (scale) {
            case BOUNDED -> AgreementBars.axis(tick, ticks.decimals());
            case PLAIN -> Numbers.plain(tick, ticks.decimals());
        };
    }

    /// @param last x of the highest value
    private record Frame(Ticks x, Ticks y, double left, double right, double last, double bottom, double top) {
        double x(double value) {
            return AgreementBars.place(value, x, left, last);
        }

        double y(double value) {
            return AgreementBars.place(value, y, bottom, top);
        }
    }
}
