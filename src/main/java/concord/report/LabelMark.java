package concord.report;

import concord.report.Mark.Closure;
import concord.report.Mark.Look;
import concord.report.Mark.Point;
import java.util.ArrayList;
import java.util.List;

/// The mark of a label or an arm: circle, triangle, square, diamond, ring, down-triangle, plus, bar, then the same shapes hollow.
final class LabelMark {
    private LabelMark() {
    }

    /// @param slot from 0
    /// @param x    of the centre
    /// @param y    of the centre
    /// @param size side of the square around it
    static List<Mark> marks(int slot, double x, double y, double size) {
        double r = size / 2;
        Look look = look(slot);
        return switch (Math.floorMod(slot, 8)) {
            case 0 -> List.of(new Mark.Circle(x, y, r - inset(slot), look));
            case 1 -> List.of(polygon(x, y, r - inset(slot), look, 0, -0.95, 1, 0.85, -1, 0.85));
            case 2 -> List.of(square(x, y, 0.88 * r - inset(slot), look));
            case 3 -> List.of(polygon(x, y, 1.1 * r - inset(slot), look, 0, -1, 1, 0, 0, 1, -1, 0));
            case 4 -> ring(slot, x, y, r);
            case 5 -> List.of(polygon(x, y, r - inset(slot), look, 0, 0.95, -1, -0.85, 1, -0.85));
            case 6 -> List.of(polygon(x, y, r - inset(slot), look, -.32, -1, .32, -1, .32, -.32, 1, -.32, 1, .32, .32, .32, .32, 1, -.32, 1,
                    -.32, .32, -1, .32, -1, -.32, -.32, -.32));
            default -> List.of(new Mark.Rect(x - r + inset(slot), y - 0.42 * r, size - 2 * inset(slot), 0.84 * r, 0, look));
        };
    }

    private static Look look(int slot) {
        if (slot >= 8)
            return Look.drawn(Ink.edge(slot), 1.5);
        return Ink.edge(slot) == Ink.label(slot) ? Look.filled(Ink.label(slot)) : Look.filled(Ink.label(slot), Ink.edge(slot), 1);
    }

    /// A stroke is drawn centred on the outline, so stroked shapes are drawn smaller by half of it.
    private static double inset(int slot) {
        Look look = look(slot);
        return look.stroke() == null ? 0 : look.width() / 2;
    }

    private static List<Mark> ring(int slot, double x, double y, double r) {
        List<Mark> marks = new ArrayList<>();
        if (slot >= 8) {
            marks.add(new Mark.Circle(x, y, r - 0.75, look(slot)));
            marks.add(new Mark.Circle(x, y, 0.4 * r, look(slot)));
            return marks;
        }
        marks.add(new Mark.Circle(x, y, 0.7 * r, Look.drawn(Ink.edge(slot), 0.6 * r)));
        marks.add(new Mark.Circle(x, y, 0.7 * r, Look.drawn(Ink.label(slot), 0.6 * r - 1.5)));
        return marks;
    }

    private static Mark square(double x, double y, double r, Look look) {
        return new Mark.Rect(x - r, y - r, 2 * r, 2 * r, 0, look);
    }

    private static Mark polygon(double x, double y, double r, Look look, double... steps) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < steps.length; i += 2) {
            points.add(new Point(x + r * steps[i], y + r * steps[i + 1]));
        }
        return new Mark.Path(points, Closure.CLOSED, look);
    }
}
