package concord.report;

import concord.report.Mark.Anchor;
import concord.report.Mark.Closure;
import concord.report.Mark.Dash;
import concord.report.Mark.Look;
import concord.report.Mark.Point;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// Writes a figure as one self-contained SVG 1.1 document in the colours of a palette, with title and description for screen readers. Any
/// thread.
public final class SvgWriter {
    private static final String FONTS = "Roboto, 'Noto Sans', 'Helvetica Neue', Arial, sans-serif";

    private final Palette palette;
    private final StringBuilder out = new StringBuilder();

    private SvgWriter(Palette palette) {
        this.palette = palette;
    }

    public static String write(Figure figure) {
        return new SvgWriter(Palette.LIGHT).document(figure);
    }

    private String document(Figure figure) {
        double width = figure.width() + 2 * Figure.MARGIN;
        double height = figure.height() + 2 * Figure.MARGIN;
        String origin = number(-Figure.MARGIN);
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        open("svg").at("xmlns", "http://www.w3.org/2000/svg").at("width", width).at("height", height)
                .at("viewBox", origin + " " + origin + " " + number(width) + " " + number(height)).at("role", "img")
                .at("aria-labelledby", "title desc").at("font-family", FONTS);
        out.append(">\n<title id=\"title\">").append(escaped(figure.title())).append("</title>\n<desc id=\"desc\">")
                .append(escaped(figure.description())).append("</desc>\n");
        open("rect").at("x", origin).at("y", origin).at("width", width).at("height", height).at("fill", palette.hex(Ink.SURFACE)).close();
        figure.marks().forEach(this::mark);
        return out.append("</svg>\n").toString();
    }

    private void mark(Mark mark) {
        switch (mark) {
            case Mark.Line(double x1, double y1, double x2, double y2, Ink ink, double width, Dash dash) ->
                open("line").at("x1", x1).at("y1", y1).at("x2", x2).at("y2", y2).look(new Look(null, ink, width, dash)).close();
            case Mark.Rect(double x, double y, double width, double height, double radius, Look look) ->
                open("rect").at("x", x).at("y", y).at("width", width).at("height", height).at("rx", radius).look(look).close();
            case Mark.Circle(double x, double y, double radius, Look look) ->
                open("circle").at("cx", x).at("cy", y).at("r", radius).look(look).close();
            case Mark.Path path -> open("path").at("d", steps(path)).look(path.look()).close();
            case Mark.Text text -> text(text);
        }
    }

    private void text(Mark.Text text) {
        open("text").at("x", text.x()).at("y", text.y()).at("font-size", text.size()).at("fill", palette.hex(text.ink()));
        if (text.anchor() != Anchor.START)
            at("text-anchor", text.anchor() == Anchor.MIDDLE ? "middle" : "end");
        switch (text.weight()) {
            case REGULAR -> {
            }
            case MEDIUM -> at("font-weight", "500");
            case BOLD -> at("font-weight", "700");
        }
        out.append('>').append(escaped(text.text())).append("</text>\n");
    }

    private static String steps(Mark.Path path) {
        StringBuilder steps = new StringBuilder();
        for (Point point : path.points()) {
            steps.append(steps.isEmpty() ? 'M' : 'L').append(number(point.x())).append(' ').append(number(point.y()));
        }
        return steps.append(path.closure() == Closure.CLOSED ? "Z" : "").toString();
    }

    private SvgWriter look(Look look) {
        at("fill", look.fill() == null ? "none" : palette.hex(look.fill()));
        if (look.stroke() != null) {
            at("stroke", palette.hex(look.stroke())).at("stroke-width", look.width());
            if (look.dash() == Dash.DASHED)
                at("stroke-dasharray", number(Dash.ON) + " " + number(Dash.OFF));
        }
        return this;
    }

    private SvgWriter open(String element) {
        out.append('<').append(element);
        return this;
    }

    private SvgWriter at(String name, double value) {
        return at(name, number(value));
    }

    private SvgWriter at(String name, String value) {
        out.append(' ').append(name).append("=\"").append(escaped(value)).append('"');
        return this;
    }

    private void close() {
        out.append("/>\n");
    }

    private static String number(double value) {
        String text = BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
        return text.equals("-0") ? "0" : text;
    }

    /// Also leaves out the control characters and lone surrogates that XML cannot hold: labels may contain anything.
    static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                case '\t', '\n', '\r' -> safe.append(' ');
                default -> {
                    if (c >= 0x20 && (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF)
                        safe.appendCodePoint(c);
                }
            }
        });
        return safe.toString();
    }
}
