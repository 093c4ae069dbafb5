package concord.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One thing a figure is drawn of. Lengths in pixels at text size 14; x grows to the right, y downward, (0, 0) is the figure's upper left
/// corner. Marks are drawn in the order of their list, later ones on top.
public sealed interface Mark {
    record Line(double x1, double y1, double x2, double y2, Ink ink, double width, Dash dash) implements Mark {}

    /// @param radius of the rounded corners, 0 for square ones
    record Rect(double x, double y, double width, double height, double radius, Look look) implements Mark {}

    /// @param x of the centre
    /// @param y of the centre
    record Circle(double x, double y, double radius, Look look) implements Mark {}

    /// Straight pieces from point to point.
    record Path(List<Point> points, Closure closure, Look look) implements Mark {
        public Path {
            points = List.copyOf(points);
        }
    }

    /// One line of text.
    ///
    /// @param x    of the anchor
    /// @param y    of the baseline
    /// @param size of the type, in pixels
    record Text(double x, double y, String text, Anchor anchor, double size, Weight weight, Ink ink) implements Mark {}

    record Point(double x, double y) {}

    /// @param fill   null for none
    /// @param stroke null for none; drawn centred on the outline
    /// @param width  of the stroke
    record Look(@Nullable Ink fill, @Nullable Ink stroke, double width, Dash dash) {
        public static Look filled(Ink fill) {
            return new Look(fill, null, 0, Dash.SOLID);
        }

        public static Look drawn(Ink stroke, double width) {
            return new Look(null, stroke, width, Dash.SOLID);
        }

        public static Look filled(Ink fill, Ink stroke, double width) {
            return new Look(fill, stroke, width, Dash.SOLID);
        }
    }

    enum Dash {
        SOLID, DASHED;

        /// Lengths of the strokes and gaps of a dashed line.
        public static final double ON = 4;
        public static final double OFF = 3;
    }

    enum Closure {
        OPEN, CLOSED
    }

    enum Anchor {
        START, MIDDLE, END
    }

    enum Weight {
        REGULAR, MEDIUM, BOLD
    }
}
