package concord.report;

import concord.report.Mark.Anchor;
import concord.report.Mark.Closure;
import concord.report.Mark.Look;
import concord.report.Mark.Point;
import concord.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Precision against recall, a cross of intervals each, over curves of equal F1.
public record PrecisionRecallPlane(String title, String subtitle, List<Spot> spots, List<ArmMark.Entry> legend) implements FigureData {
    private static final double TALLEST = 320;
    private static final double SIZE = 10;
    private static final double LINE = 14;
    private static final int STEPS = 48;

    public PrecisionRecallPlane {
        spots = List.copyOf(spots);
        legend = List.copyOf(legend);
    }

    /// @param label beside the mark where there is room
    public record Spot(String name, String label, ArmMark mark, double recall, double precision, @Nullable Interval recallInterval,
            @Nullable Interval precisionInterval) {}

    @Override
    public Figure layout(double width) {
        Canvas canvas = new Canvas(width);
        double top = canvas.heading(title, subtitle) + 4;
        if (spots.isEmpty()) {
            canvas.text(0, top + 14, "nothing to show yet", Anchor.START, Ink.INK_3);
            return canvas.figure(title, "nothing to show yet", top + 24);
        }
        canvas.text(0, top + 10, "Precision", Anchor.START, Ink.INK_2);
        top += 22;
        double left = 34;
        double right = canvas.width() - 10;
        double bottom = top + Math.min(TALLEST, right - left);
        Plane plane = new Plane(ticks(true, right - left), ticks(false, bottom - top), left, right, bottom, top);
        axes(canvas, plane);
        List<Box> taken = new ArrayList<>();
        spots.forEach(spot -> taken.add(Box.around(plane.x(spot.recall), plane.y(spot.precision), SIZE / 2 + 1, SIZE / 2 + 1)));
        List<Iso> curves = curves(plane);
        curves.forEach(curve -> canvas.add(new Mark.Path(curve.points, Closure.OPEN, Look.drawn(Ink.LINE_STRONG, 0.75))));
        for (Spot spot : spots) {
            if (spot.recallInterval != null)
                canvas.line(plane.x(spot.recallInterval.low()), plane.y(spot.precision), plane.x(spot.recallInterval.high()),
                        plane.y(spot.precision), Ink.INK, 1);
            if (spot.precisionInterval != null)
                canvas.line(plane.x(spot.recall), plane.y(spot.precisionInterval.low()), plane.x(spot.recall),
                        plane.y(spot.precisionInterval.high()), Ink.INK, 1);
        }
        spots.forEach(spot -> canvas.addAll(spot.mark.marks(plane.x(spot.recall), plane.y(spot.precision), SIZE)));
        List<Box> crosses = spots.stream().flatMap(spot -> crosses(plane, spot)).toList();
        spots.forEach(spot -> label(canvas, plane, spot, taken, crosses));
        curves.forEach(curve -> name(canvas, plane, curve, taken));
        canvas.text((left + right) / 2, bottom + 33, "Recall", Anchor.MIDDLE, Ink.INK_2);
        return canvas.figure(title, description(), ArmMark.legend(canvas, legend, bottom + 42) + 2);
    }

    private static void axes(Canvas canvas, Plane plane) {
        for (double tick : plane.x.values()) {
            canvas.grid(plane.x(tick), plane.top, plane.bottom, Ink.LINE);
            canvas.tick(plane.x(tick), plane.bottom + 16, AgreementBars.axis(tick, plane.x.decimals()), Anchor.MIDDLE);
        }
        for (double tick : plane.y.values()) {
            canvas.level(plane.left, plane.right, plane.y(tick), Ink.LINE);
            canvas.tick(plane.left - 6, plane.y(tick) + 4, AgreementBars.axis(tick, plane.y.decimals()), Anchor.END);
        }
        canvas.level(plane.left, plane.right, plane.bottom, Ink.LINE_STRONG);
    }

    private static Stream<Box> crosses(Plane plane, Spot spot) {
        Interval recall = spot.recallInterval;
        Interval precision = spot.precisionInterval;
        double x = plane.x(spot.recall);
        double y = plane.y(spot.precision);
        return Stream.concat(
                recall == null
                        ? Stream.empty()
                        : Stream.of(new Box(plane.x(recall.low()), y, plane.x(recall.high()) - plane.x(recall.low()), 1)),
                precision == null
                        ? Stream.empty()
                        : Stream.of(new Box(x, plane.y(precision.high()), 1, plane.y(precision.low()) - plane.y(precision.high()))));
    }

    /// Beside the mark, above or below its line, where it meets nothing or at least no mark and no other label.
    private static void label(Canvas canvas, Plane plane, Spot spot, List<Box> taken, List<Box> crosses) {
        double x = plane.x(spot.recall);
        double y = plane.y(spot.precision);
        double wide = TextWidth.of(spot.label, Canvas.TICK);
        double aside = SIZE / 2 + 4;
        Box[] places = {new Box(x + aside, y - LINE - 1, wide, LINE), new Box(x + aside, y + 1, wide, LINE),
                new Box(x - aside - wide, y - LINE - 1, wide, LINE), new Box(x - aside - wide, y + 1, wide, LINE)};
        List<Box> free = Stream.of(places).filter(plane::holds).filter(place -> taken.stream().noneMatch(place::meets)).toList();
        if (free.isEmpty())
            return;
        Box place = free.stream().filter(one -> crosses.stream().noneMatch(one::meets)).findFirst().orElse(free.getFirst());
        canvas.tick(place.x, place.y + 11, spot.label, Anchor.START);
        taken.add(place);
    }

    /// At the upper end of the curve, else further down.
    private static void name(Canvas canvas, Plane plane, Iso curve, List<Box> taken) {
        String name = "F1 " + Numbers.bounded(curve.f1);
        double wide = TextWidth.of(name, Canvas.TICK);
        for (Point point : curve.points) {
            Box place = new Box(point.x() + 4, point.y() - LINE, wide, LINE);
            if (!plane.holds(place) || taken.stream().anyMatch(place::meets))
                continue;
            canvas.tick(place.x, place.y + 11, name, Anchor.START);
            taken.add(place);
            return;
        }
    }

    /// Those of round F1 that cross the plane for a good part of it.
    private static List<Iso> curves(Plane plane) {
        double step = plane.x.high() - plane.x.low() + plane.y.high() - plane.y.low() > 0.7 ? 0.1 : 0.05;
        List<Iso> curves = new ArrayList<>();
        for (int i = 1; i * step < 1; i++) {
            double f1 = i * step;
            List<Point> points = DoubleStream.iterate(plane.x.low(), r -> r <= plane.x.high() + 1e-9,
                    r -> r + (plane.x.high() - plane.x.low()) / STEPS).filter(r -> 2 * r > f1)
                    .mapToObj(r -> new double[]{r, f1 * r / (2 * r - f1)}).filter(p -> p[1] >= plane.y.low() && p[1] <= plane.y.high())
                    .map(p -> new Point(plane.x(p[0]), plane.y(p[1]))).toList();
            if (points.size() > STEPS / 8)
                curves.add(new Iso(f1, points));
        }
        return curves;
    }

    private Ticks ticks(boolean recall, double width) {
        double[] ends = spots.stream().flatMap(s -> recall
                ? ends(s.recall, s.recallInterval)
                : ends(s.precision, s.precisionInterval)).mapToDouble(Double::doubleValue).toArray();
        double low = DoubleStream.of(ends).min().orElse(0);
        double high = DoubleStream.of(ends).max().orElse(1);
        // never so near that noise looks like a difference
        double middle = (low + high) / 2;
        return Ticks.covering(Math.max(0, Math.min(low, middle - 0.1)), Math.min(1, Math.max(high, middle + 0.1)),
                Math.clamp((int) (width / 44), 3, 7));
    }

    private static Stream<Double> ends(double value, @Nullable Interval interval) {
        return interval == null ? Stream.of(value) : Stream.of(value, interval.low(), interval.high());
    }

    @Override
    public Table table() {
        return new Table(title, List.of("name", "recall", "recall_low", "recall_high", "precision", "precision_low", "precision_high"),
                spots.stream().map(s -> List.of(s.name, Double.toString(s.recall), low(s.recallInterval), high(s.recallInterval),
                        Double.toString(s.precision), low(s.precisionInterval), high(s.precisionInterval))).toList());
    }

    private static String low(@Nullable Interval interval) {
        return interval == null ? "" : Double.toString(interval.low());
    }

    private static String high(@Nullable Interval interval) {
        return interval == null ? "" : Double.toString(interval.high());
    }

    private String description() {
        return spots.stream().map(s -> s.name + ": recall " + Numbers.bounded(s.recall) + ", precision " + Numbers.bounded(s.precision))
                .collect(Collectors.joining("; "));
    }

    private record Iso(double f1, List<Point> points) {}

    private record Box(double x, double y, double width, double height) {
        static Box around(double x, double y, double halfWidth, double halfHeight) {
            return new Box(x - halfWidth, y - halfHeight, 2 * halfWidth, 2 * halfHeight);
        }

        boolean meets(Box other) {
            return x < other.x + other.width && other.x < x + width && y < other.y + other.height && other.y < y + height;
        }
    }

    private record Plane(Ticks x, Ticks y, double left, double right, double bottom, double top) {
        double x(double value) {
            return AgreementBars.place(value, x, left, right);
        }

        double y(double value) {
            return AgreementBars.place(value, y, bottom, top);
        }

        boolean holds(Box box) {
            return box.x >= left && box.x + box.width <= right + 8 && box.y >= top - 4 && box.y + box.height <= bottom;
        }
    }
}
