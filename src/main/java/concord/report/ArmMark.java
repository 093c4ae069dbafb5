package concord.report;

import concord.report.Mark.Look;
import concord.report.Mark.Weight;
import java.util.ArrayList;
import java.util.List;

/// Colour and shape of an arm in the figures of a study.
public sealed interface ArmMark {
    /// Students, by where their labels come from.
    ///
    /// @param slot as [LabelMark] has it
    record Source(int slot) implements ArmMark {}

    /// A teacher by itself: hollow.
    ///
    /// @param number of the teacher, from 0
    record Itself(int number) implements ArmMark {}

    /// Marks around a centre.
    ///
    /// @param size side of the square around it
    default List<Mark> marks(double x, double y, double size) {
        return switch (this) {
            case Source(int slot) -> LabelMark.marks(slot, x, y, size);
            case Itself(int number) when number == 0 ->
                List.of(new Mark.Circle(x, y, size / 2 - 0.9, Look.filled(Ink.SURFACE, Ink.INK, 1.75)));
            case Itself(int number) -> {
                List<Mark> marks = new ArrayList<>(List.of(new Mark.Circle(x, y, size / 2, Look.filled(Ink.SURFACE))));
                marks.addAll(LabelMark.marks(8 + number, x, y, size));
                yield marks;
            }
        };
    }

    /// The names of marks, in as many lines as they need.
    ///
    /// @param top of the first line
    /// @return the y below the last
    static double legend(Canvas canvas, List<Entry> entries, double top) {
        double x = 0;
        double y = top + 14;
        for (Entry entry : entries) {
            String name = TextWidth.fit(entry.name, Canvas.NOTE, canvas.width() - 20);
            double width = 16 + TextWidth.of(name, Canvas.NOTE);
            if (x > 0 && x + width > canvas.width()) {
                x = 0;
                y += 19;
            }
            canvas.addAll(entry.mark.marks(x + 6, y - 4, 9));
            canvas.add(new Mark.Text(x + 16, y, name, Mark.Anchor.START, Canvas.NOTE, Weight.REGULAR, Ink.INK_2));
            x += width + 18;
        }
        return y + 8;
    }

    record Entry(ArmMark mark, String name) {}
}
