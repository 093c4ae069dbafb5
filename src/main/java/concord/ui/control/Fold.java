package concord.ui.control;

import concord.ui.Texts;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.layout.StackPane;

/// A link that shows and hides something; it starts hidden.
public final class Fold extends StackPane {
    private final Button link;
    private final Node content;

    /// @param key of the link's words
    /// @param id  of the link
    public Fold(String key, String id, Node content) {
        this.content = content;
        link = Parts.link(Texts.get(key), this::turn);
        link.setId(id);
        link.setContentDisplay(ContentDisplay.RIGHT);
        content.setVisible(false);
        content.managedProperty().bind(content.visibleProperty());
        setMaxWidth(USE_PREF_SIZE);
        getChildren().add(link);
        arrow();
    }

    /// Shows what is hidden.
    public void open() {
        content.setVisible(true);
        arrow();
    }

    private void turn() {
        content.setVisible(!content.isVisible());
        arrow();
    }

    private void arrow() {
        link.setGraphic(Parts.icon(content.isVisible() ? "chevron-up" : "chevron-down", "small", "accent"));
    }
}
