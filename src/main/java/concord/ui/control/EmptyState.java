package concord.ui.control;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;

/// What an empty screen shows: an icon, what is missing, what to do about it, and the button that does it.
public final class EmptyState extends VBox {
    public EmptyState(String icon, String title, String sentence, Node... below) {
        getStyleClass().add("empty-state");
        setAlignment(Pos.CENTER);
        Label text = Parts.sentence(sentence, "ink-2");
        text.setTextAlignment(TextAlignment.CENTER);
        text.setAlignment(Pos.CENTER);
        text.setMaxWidth(460);
        getChildren().addAll(Parts.icon(icon, "huge"), Parts.gap(20), Parts.text(title, "t-title"), Parts.gap(8), text);
        if (below.length > 0)
            getChildren().add(Parts.gap(28));
        getChildren().addAll(below);
    }
}
