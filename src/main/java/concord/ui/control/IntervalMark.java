package concord.ui.control;

import concord.report.Numbers;
import java.util.OptionalDouble;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;

/// A value with its interval on a scale from 0 to 1, drawn inside a table row; hairlines stand at quarters, a dashed line at what it is held
/// against.
public final class IntervalMark extends Region {
    private final double value;
    private final double low;
    private final double high;
    private final OptionalDouble beside;

    /// @param beside the value it is held against; empty for none
    public IntervalMark(double value, double low, double high, OptionalDouble beside) {
        this.value = value;
        this.low = low;
        this.high = high;
        this.beside = beside;
        setMinSize(60, 44);
        setPrefSize(126, 44);
        setAccessibleText(Numbers.bounded(value) + " [" + Numbers.bounded(low) + ", " + Numbers.bounded(high) + "]");
    }

    @Override
    protected void layoutChildren() {
        getChildren().clear();
        double middle = Math.round(getHeight() / 2);
        for (int quarter = 0; quarter <= 4; quarter++) {
            double x = Math.round(x(quarter / 4.0)) + 0.5;
            add(new Line(x, 0, x, getHeight()), "grid");
        }
        beside.ifPresent(f -> add(new Line(Math.round(x(f)) + 0.5, 0, Math.round(x(f)) + 0.5, getHeight()), "ref"));
        add(new Line(x(low), middle, x(high), middle), "whisk");
        add(new Line(x(low), middle - 3, x(low), middle + 3), "whisk");
        add(new Line(x(high), middle - 3, x(high), middle + 3), "whisk");
        Circle dot = new Circle(x(value), middle, 4.5);
        dot.getStyleClass().add("c-acc-fill");
        getChildren().add(dot);
    }

    private void add(Line line, String style) {
        line.getStyleClass().add(style);
        getChildren().add(line);
    }

    private double x(double share) {
        return 6 + Math.clamp(share, 0, 1) * (getWidth() - 12);
    }
}
