package concord.ui.study;

import concord.report.Numbers;
import concord.stats.Interval;
import concord.ui.control.Parts;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.shape.Line;
import javafx.scene.text.Text;

/// Differences with their intervals, one below the other, each under its name; zero and the ends of the scale are written below.
final class DifferencePlot extends Region {
    private static final double ROW = 38;
    private static final double LINE = 28;
    private static final double FOOT = 24;
    private static final double SIDE = 14;
    private final List<Findings.Difference> differences;
    private final double most;

    DifferencePlot(List<Findings.Difference> differences) {
        this.differences = List.copyOf(differences);
        double widest = 0.05;
        for (Findings.Difference d : differences) {
            Interval interval = d.interval();
            widest = Math.max(widest, Math.abs(d.f1().orNaN()));
            if (interval != null)
                widest = Math.max(widest, Math.max(Math.abs(interval.low()), Math.abs(interval.high())));
        }
        most = Math.ceil(widest * 20) / 20;
        setMinHeight(differences.size() * ROW + FOOT);
        setPrefHeight(differences.size() * ROW + FOOT);
    }

    @Override
    protected void layoutChildren() {
        getChildren().clear();
        double bottom = differences.size() * ROW;
        for (double tick : List.of(-most, most)) {
            line(sharp(tick), 0, sharp(tick), bottom, "grid");
        }
        line(sharp(0), 0, sharp(0), bottom, "axis");
        for (double tick : List.of(-most, 0.0, most)) {
            words(sharp(tick), bottom + 14, tick == 0 ? "0" : Findings.signed(tick));
        }
        for (int i = 0; i < differences.size(); i++) {
            draw(differences.get(i), i * ROW);
        }
    }

    private void draw(Findings.Difference d, double top) {
        double y = top + LINE;
        Label name = Parts.elided(d.cell().title(), "t-small", "ink-2");
        getChildren().add(name);
        name.resizeRelocate(0, top, getWidth() - SIDE, 18);
        Interval interval = d.interval();
        String numbers = Findings.signed(d.f1()) + (interval == null ? "" : " " + Numbers.interval(interval));
        name.setAccessibleText(d.cell().title() + " " + numbers);
        if (interval != null)
            line(x(interval.low()), y, x(interval.high()), y, "whisk");
        if (!d.f1().defined())
            return;
        javafx.scene.layout.Region glyph = ArmGlyph.of(d.slot(), 10);
        getChildren().add(glyph);
        glyph.resizeRelocate(x(d.f1().orNaN()) - 5, y - 5, 10, 10);
    }

    private void line(double x1, double y1, double x2, double y2, String style) {
        Line line = new Line(x1, y1, x2, y2);
        line.getStyleClass().add(style);
        getChildren().add(line);
    }

    private void words(double x, double y, String text) {
        Text words = new Text(text);
        words.getStyleClass().add("ax");
        words.setTextOrigin(VPos.CENTER);
        getChildren().add(words);
        words.applyCss();
        words.setX(x - words.getLayoutBounds().getWidth() / 2);
        words.setY(y);
    }

    private double x(double value) {
        return SIDE + (Math.clamp(value, -most, most) + most) / (2 * most) * (getWidth() - 2 * SIDE);
    }

    /// Hairlines sit on half pixels.
    private double sharp(double value) {
        return Math.floor(x(value)) + 0.5;
    }
}
