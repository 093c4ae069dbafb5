package concord.ui.control;

import javafx.scene.layout.Pane;
import javafx.scene.shape.Circle;

/// The program's mark: a filled and an open circle that overlap.
public final class Logo extends Pane {
    public Logo(double size) {
        double radius = size * 0.34;
        Circle open = new Circle(size * 0.64, size * 0.5, radius - 1);
        open.getStyleClass().add("logo-open");
        open.setStrokeWidth(Math.max(1.5, size / 22));
        Circle filled = new Circle(size * 0.36, size * 0.5, radius);
        filled.getStyleClass().add("logo-filled");
        getChildren().addAll(open, filled);
        Parts.width(this, size);
        Parts.height(this, size);
        setMouseTransparent(true);
    }
}
