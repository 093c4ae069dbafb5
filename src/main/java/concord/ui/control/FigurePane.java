package concord.ui.control;

import concord.report.Figure;
import concord.report.Ink;
import concord.report.Mark;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Polyline;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.Shape;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/// A laid-out figure as JavaFX nodes; its inks are style classes, so the theme colours it. Of the figure's own size.
public final class FigurePane extends Pane {
    public FigurePane(Figure figure) {
        getStyleClass().add("figure");
        setAccessibleText(figure.title() + ". " + figure.description());
        Parts.width(this, figure.width());
        Parts.height(this, figure.height());
        figure.marks().forEach(mark -> getChildren().add(node(mark)));
    }

    private static Node node(Mark mark) {
        return switch (mark) {
            case Mark.Line l -> {
                Line line = new Line(l.x1(), l.y1(), l.x2(), l.y2());
                yield stroke(line, l.ink(), l.width(), l.dash());
            }
            case Mark.Rect r -> {
                Rectangle rect = new Rectangle(r.x(), r.y(), r.width(), r.height());
                rect.setArcWidth(2 * r.radius());
                rect.setArcHeight(2 * r.radius());
                yield look(rect, r.look());
            }
            case Mark.Circle c -> look(new Circle(c.x(), c.y(), c.radius()), c.look());
            case Mark.Path p -> look(path(p), p.look());
            case Mark.Text t -> text(t);
        };
    }

    private static Shape path(Mark.Path path) {
        double[] xy = path.points().stream().flatMapToDouble(p -> java.util.stream.DoubleStream.of(p.x(), p.y())).toArray();
        Shape shape = switch (path.closure()) {
            case OPEN -> new Polyline(xy);
            case CLOSED -> new Polygon(xy);
        };
        shape.setStrokeLineJoin(StrokeLineJoin.ROUND);
        shape.setStrokeLineCap(StrokeLineCap.ROUND);
        return shape;
    }

    private static Text text(Mark.Text mark) {
        Text text = new Text(mark.text());
        text.setFont(switch (mark.weight()) {
            case REGULAR -> Font.font("Roboto", mark.size());
            case MEDIUM -> Font.font("Roboto Medium", mark.size());
            case BOLD -> Font.font("Roboto", FontWeight.BOLD, mark.size());
        });
        text.setTextOrigin(VPos.BASELINE);
        double width = text.getLayoutBounds().getWidth();
        text.setX(switch (mark.anchor()) {
            case START -> mark.x();
            case MIDDLE -> mark.x() - width / 2;
            case END -> mark.x() - width;
        });
        text.setY(mark.y());
        text.getStyleClass().add("fig-fill-" + mark.ink().token());
        return text;
    }

    private static Shape look(Shape shape, Mark.Look look) {
        Ink fill = look.fill();
        if (fill == null) {
            shape.setFill(null);
        } else {
            shape.getStyleClass().add("fig-fill-" + fill.token());
        }
        return stroke(shape, look.stroke(), look.width(), look.dash());
    }

    private static Shape stroke(Shape shape, @Nullable Ink ink, double width, Mark.Dash dash) {
        if (ink == null) {
            shape.setStroke(null);
            return shape;
        }
        shape.getStyleClass().add("fig-stroke-" + ink.token());
        shape.setStrokeWidth(width);
        switch (dash) {
            case SOLID -> shape.getStrokeDashArray().clear();
            case DASHED -> shape.getStrokeDashArray().setAll(Mark.Dash.ON, Mark.Dash.OFF);
        }
        return shape;
    }
}
