package concord.ui.label;

import concord.ui.control.Parts;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;

/// What stands in place of a text when there is none: an icon, a sentence, and what to do next.
final class Notice extends VBox {
    /// @param actions the first is the one to press
    Notice(String icon, String title, String sentence, Button... actions) {
        super(12);
        getStyleClass().addAll("card", "notice");
        setAlignment(Pos.CENTER);
        setPadding(new Insets(48, 32, 48, 32));
        setMaxWidth(760);
        Label words = Parts.wrapped(sentence, "ink-2");
        words.setTextAlignment(TextAlignment.CENTER);
        words.setMaxWidth(480);
        FlowPane row = new FlowPane(12, 12, actions);
        row.setAlignment(Pos.CENTER);
        VBox.setMargin(row, new Insets(12, 0, 0, 0));
        getChildren().addAll(Parts.icon(icon, "huge"), Parts.wrapped(title, "t-head"), words, row);
    }
}
