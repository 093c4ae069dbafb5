package concord.report;

import java.util.List;

/// A figure laid out: ready to be drawn as it stands by any back end ([SvgWriter], [PngWriter], the window).
///
/// @param title       what it shows, for a caption or a screen reader; the marks carry it too
/// @param description what can be read off it, in words
/// @param width       in pixels
/// @param height      in pixels
public record Figure(String title, String description, double width, double height, List<Mark> marks) {
    /// White space around a figure in a file of its own; the window has its own padding.
    public static final double MARGIN = 16;

    public Figure {
        marks = List.copyOf(marks);
    }
}
