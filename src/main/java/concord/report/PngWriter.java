package concord.report;

import concord.report.Mark.Closure;
import concord.report.Mark.Dash;
import concord.report.Mark.Look;
import concord.report.Mark.Point;
import concord.report.Mark.Weight;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/// Draws a figure as a PNG image in the light palette and the window's typeface. Opens no display. Any thread.
public final class PngWriter {
    private static final String ROBOTO = "/com/formdev/flatlaf/fonts/roboto/Roboto-";

    private final Graphics2D graphics;
    private final Map<Weight, Font> fonts = new EnumMap<>(Weight.class);

    private PngWriter(Graphics2D graphics) {
        this.graphics = graphics;
    }

    /// @param scale image pixels per pixel of the figure, such as 2 for a sharp screen or 4 for print
    /// @throws ReportException when the image cannot be written
    public static void write(Figure figure, double scale, OutputStream out) {
        if (!(scale > 0 && scale <= 20))
            throw new IllegalArgumentException("The scale of an image must lie between 0 and 20, not " + scale + ".");
        try {
            if (!ImageIO.write(image(figure, scale), "png", out))
                throw new ReportException("This Java cannot write PNG images.", null);
        } catch (IOException e) {
            throw new ReportException("The image of “" + figure.title() + "” could not be written: " + e.getMessage(), e);
        }
    }

    static BufferedImage image(Figure figure, double scale) throws IOException {
        BufferedImage image = new BufferedImage((int) Math.ceil((figure.width() + 2 * Figure.MARGIN) * scale),
                (int) Math.ceil((figure.height() + 2 * Figure.MARGIN) * scale),
                BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.setColor(colour(Ink.SURFACE));
            graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
            graphics.scale(scale, scale);
            graphics.translate(Figure.MARGIN, Figure.MARGIN);
            PngWriter writer = new PngWriter(graphics);
            for (Mark mark : figure.marks()) {
                writer.mark(mark);
            }
        } finally {
            graphics.dispose();
        }
        return image;
    }

    private void mark(Mark mark) throws IOException {
        switch (mark) {
            case Mark.Line(double x1, double y1, double x2, double y2, Ink ink, double width, Dash dash) ->
                draw(new Line2D.Double(x1, y1, x2, y2), new Look(null, ink, width, dash));
            case Mark.Rect(double x, double y, double width, double height, double radius, Look look) ->
                draw(new RoundRectangle2D.Double(x, y, width, height, 2 * radius, 2 * radius), look);
            case Mark.Circle(double x, double y, double radius, Look look) ->
                draw(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius), look);
            case Mark.Path path -> draw(outline(path), path.look());
            case Mark.Text text -> text(text);
        }
    }

    private void draw(Shape shape, Look look) {
        if (look.fill() != null) {
            graphics.setColor(colour(look.fill()));
            graphics.fill(shape);
        }
        if (look.stroke() != null) {
            graphics.setColor(colour(look.stroke()));
            float @Nullable [] dashes = look.dash() == Dash.DASHED ? new float[]{(float) Dash.ON, (float) Dash.OFF} : null;
            graphics.setStroke(new BasicStroke((float) look.width(), BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, dashes, 0));
            graphics.draw(shape);
        }
    }

    private void text(Mark.Text text) throws IOException {
        Font font = font(text.weight()).deriveFont((float) text.size());
        if (font.canDisplayUpTo(text.text()) >= 0)
            font = new Font(Font.SANS_SERIF, text.weight() == Weight.REGULAR ? Font.PLAIN : Font.BOLD, 1).deriveFont((float) text.size());
        graphics.setFont(font);
        graphics.setColor(colour(text.ink()));
        double width = font.getStringBounds(text.text(), graphics.getFontRenderContext()).getWidth();
        double x = switch (text.anchor()) {
            case START -> text.x();
            case MIDDLE -> text.x() - width / 2;
            case END -> text.x() - width;
        };
        graphics.drawString(text.text(), (float) x, (float) text.y());
    }

    private Font font(Weight weight) throws IOException {
        Font known = fonts.get(weight);
        if (known != null)
            return known;
        String name = switch (weight) {
            case REGULAR -> "Regular";
            case MEDIUM -> "Medium";
            case BOLD -> "Bold";
        };
        try (InputStream in = PngWriter.class.getResourceAsStream(ROBOTO + name + ".ttf")) {
            Font font = in == null ? new Font(Font.SANS_SERIF, Font.PLAIN, 1) : Font.createFont(Font.TRUETYPE_FONT, in);
            fonts.put(weight, font);
            return font;
        } catch (FontFormatException e) {
            throw new IOException("the typeface cannot be read", e);
        }
    }

    private static Shape outline(Mark.Path path) {
        Path2D outline = new Path2D.Double();
        for (Point point : path.points()) {
            if (outline.getCurrentPoint() == null)
                outline.moveTo(point.x(), point.y());
            else
                outline.lineTo(point.x(), point.y());
        }
        if (path.closure() == Closure.CLOSED)
            outline.closePath();
        return outline;
    }

    private static Color colour(Ink ink) {
        return new Color(Palette.LIGHT.rgb(ink));
    }
}
