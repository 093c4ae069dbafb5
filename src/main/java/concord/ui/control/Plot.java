package concord.ui.control;

import concord.report.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polyline;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/// A small line plot that fills its space: hairlines along the value axis, no frame, the last value written beside its point.
public final class Plot extends Region {
    private static final double TOP = 12;
    private static final double RIGHT = 24;
    private static final double BOTTOM = 26;
    private static final double LEFT = 40;
    private Content content = new Content(new Axis(0, 1, List.of(), Numbers::bounded), new Axis(0, 1, List.of(), Numbers::bounded),
            List.of(),
            null, null);

    /// @param ticks where something is written
    /// @param words what is written at a tick
    public record Axis(double low, double high, List<Double> ticks, DoubleFunction<String> words) {
        public Axis {
            ticks = List.copyOf(ticks);
        }
    }

    public record Point(double x, double y) {}

    /// @param style  CSS class of the line
    /// @param marks  how its points are marked
    public record Series(List<Point> points, String style, Marks marks) {
        public Series {
            points = List.copyOf(points);
        }
    }

    /// DOTS stand by themselves, without a line or a written value.
    public enum Marks {
        LAST, ALL, NONE, DOTS
    }

    /// An upright interval.
    public record Whisker(double x, double low, double high) {}

    /// A dashed level across the plot, with its name at the left, where curves have yet to begin.
    public record Level(double y, String name) {}

    /// @param cross a point to ring, with dashed lines to both axes, or null
    public record Content(Axis x, Axis y, List<Series> series, List<Whisker> whiskers, @Nullable Level level, @Nullable Point cross) {
        public Content {
            series = List.copyOf(series);
            whiskers = List.copyOf(whiskers);
        }

        public Content(Axis x, Axis y, List<Series> series, @Nullable Level level, @Nullable Point cross) {
            this(x, y, series, List.of(), level, cross);
        }
    }

    public Plot(double width, double height) {
        getStyleClass().add("plot");
        setMinSize(120, 80);
        setPrefSize(width, height);
    }

    /// @param words the plot in words, for screen readers
    public void show(Content content, String words) {
        this.content = content;
        setAccessibleText(words);
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        getChildren().clear();
        for (double tick : content.y.ticks) {
            double y = Math.round(y(tick)) + 0.5;
            line(LEFT, y, getWidth() - RIGHT, y, tick == content.y.low ? "axis" : "grid");
            words(LEFT - 8, y, content.y.words.apply(tick), Pos.CENTER_RIGHT, "ax");
        }
        for (double tick : content.x.ticks) {
            double x = Math.round(x(tick)) + 0.5;
            line(x, getHeight() - BOTTOM, x, getHeight() - BOTTOM + 4, "axis");
            words(x, getHeight() - BOTTOM + 14, content.x.words.apply(tick), Pos.CENTER, "ax");
        }
        Level level = content.level;
        if (level != null) {
            line(LEFT, y(level.y), getWidth() - RIGHT, y(level.y), "ref");
            words(LEFT + 4, y(level.y) - 9, level.name, Pos.CENTER_LEFT, "ax");
        }
        content.whiskers.forEach(w -> line(x(w.x), y(w.low), x(w.x), y(w.high), "whisk"));
        content.series.forEach(this::draw);
        Point cross = content.cross;
        if (cross != null) {
            line(x(cross.x), y(cross.y), x(cross.x), y(content.y.low), "ref");
            line(x(content.x.low), y(cross.y), x(cross.x), y(cross.y), "ref");
            circle(cross, 5.5, "plot-ring");
        }
    }

    private void draw(Series series) {
        if (series.points.isEmpty())
            return;
        if (series.marks == Marks.DOTS) {
            series.points.forEach(p -> circle(p, 3.2, "c-acc-fill"));
            return;
        }
        Polyline line = new Polyline();
        for (Point point : thin(series.points)) {
            line.getPoints().addAll(x(point.x), y(point.y));
        }
        line.setStrokeLineJoin(StrokeLineJoin.ROUND);
        line.setStrokeLineCap(StrokeLineCap.ROUND);
        line.getStyleClass().add(series.style);
        getChildren().add(line);
        switch (series.marks) {
            case LAST -> circle(series.points.getLast(), 4, "c-acc-fill");
            case ALL -> series.points.forEach(p -> circle(p, 3.2, "c-acc-fill"));
            case NONE, DOTS -> {
                return;
            }
        }
        Point last = series.points.getLast();
        boolean atEdge = x(last.x) > getWidth() - RIGHT - 24;
        words(x(last.x) + (atEdge ? 2 : 8), y(last.y) - 12, Numbers.bounded(last.y), atEdge ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT,
                "ax-strong");
    }

    /// No more points than pixels, the last always kept: long trainings would slow every repaint otherwise.
    private List<Point> thin(List<Point> points) {
        int most = (int) Math.max(100, getWidth());
        if (points.size() <= most)
            return points;
        List<Point> some = new ArrayList<>(most + 1);
        for (int i = 0; i < most; i++) {
            some.add(points.get((int) ((long) i * points.size() / most)));
        }
        some.add(points.getLast());
        return some;
    }

    private void circle(Point at, double radius, String style) {
        Circle circle = new Circle(x(at.x), y(at.y), radius);
        circle.getStyleClass().add(style);
        getChildren().add(circle);
    }

    private void line(double fromX, double fromY, double toX, double toY, String style) {
        Line line = new Line(fromX, fromY, toX, toY);
        line.getStyleClass().add(style);
        getChildren().add(line);
    }

    private void words(double x, double y, String text, Pos at, String style) {
        Text words = new Text(text);
        words.getStyleClass().add(style);
        words.setTextOrigin(VPos.CENTER);
        getChildren().add(words);
        words.applyCss();
        double width = words.getLayoutBounds().getWidth();
        words.setX(at == Pos.CENTER ? x - width / 2 : at == Pos.CENTER_RIGHT ? x - width : x);
        words.setY(y);
    }

    private double x(double value) {
        return LEFT + (value - content.x.low) / span(content.x) * (getWidth() - LEFT - RIGHT);
    }

    private double y(double value) {
        return getHeight() - BOTTOM - (value - content.y.low) / span(content.y) * (getHeight() - TOP - BOTTOM);
    }

    private static double span(Axis axis) {
        return axis.high > axis.low ? axis.high - axis.low : 1;
    }
}
