package concord.report;

import concord.report.Mark.Anchor;
import concord.report.Mark.Dash;
import concord.report.Mark.Weight;
import java.util.ArrayList;
import java.util.List;

/// Collects the marks of one figure, with the sizes all figures share.
final class Canvas {
    static final double HEAD = 13;
    static final double NOTE = 12;
    static final double TICK = 11.5;
    static final double WHISKER = 1.25;

    private final List<Mark> marks = new ArrayList<>();
    private final double width;

    Canvas(double width) {
        this.width = Math.max(width, FigureData.NARROWEST);
    }

    double width() {
        return width;
    }

    /// Title and subtitle, on one line where both fit.
    ///
    /// @return the y below them
    double heading(String title, String subtitle) {
        add(new Mark.Text(0, 14, TextWidth.fit(title, HEAD, width), Anchor.START, HEAD, Weight.MEDIUM, Ink.INK));
        if (subtitle.isEmpty())
            return 24;
        double after = TextWidth.of(title, HEAD) * 1.04 + 10;
        boolean sameLine = after + TextWidth.of(subtitle, NOTE) <= width;
        double y = sameLine ? 14 : 31;
        add(new Mark.Text(sameLine ? after : 0, y, TextWidth.fit(subtitle, NOTE, width), Anchor.START, NOTE, Weight.REGULAR, Ink.INK_3));
        return y + 10;
    }

    void add(Mark mark) {
        marks.add(mark);
    }

    void addAll(List<Mark> more) {
        marks.addAll(more);
    }

    void text(double x, double y, String text, Anchor anchor, Ink ink) {
        add(new Mark.Text(x, y, text, anchor, NOTE, Weight.REGULAR, ink));
    }

    void tick(double x, double y, String text, Anchor anchor) {
        add(new Mark.Text(x, y, text, anchor, TICK, Weight.REGULAR, Ink.INK_3));
    }

    void line(double x1, double y1, double x2, double y2, Ink ink, double strokeWidth) {
        add(new Mark.Line(x1, y1, x2, y2, ink, strokeWidth, Dash.SOLID));
    }

    /// Hairlines sit on half pixels, so that they are one pixel wide on a plain screen.
    void grid(double x, double y1, double y2, Ink ink) {
        double sharp = Math.floor(x) + 0.5;
        line(sharp, y1, sharp, y2, ink, 1);
    }

    void level(double x1, double x2, double y, Ink ink) {
        double sharp = Math.floor(y) + 0.5;
        line(x1, sharp, x2, sharp, ink, 1);
    }

    /// An interval from left to right with short caps.
    void whisker(double x1, double x2, double y) {
        line(x1, y, x2, y, Ink.INK, WHISKER);
        line(x1, y - 3, x1, y + 3, Ink.INK, WHISKER);
        line(x2, y - 3, x2, y + 3, Ink.INK, WHISKER);
    }

    Figure figure(String title, String description, double height) {
        return new Figure(title, description, width, Math.ceil(height), marks);
    }
}
