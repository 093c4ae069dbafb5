package concord.ui.data;

import concord.ui.control.Parts;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// How the dialogs of the Data screen are framed.
final class Dialogs {
    private Dialogs() {
    }

    /// As high as its content, in the middle, and with the focus in it once it is shown, so that it can be filled in and left by the keyboard.
    static void frame(Region content, double width) {
        Parts.padded(Parts.style(content, "card", "dialog-card"), 24, 28, 24, 28);
        Parts.width(content, width);
        content.setMaxHeight(Region.USE_PREF_SIZE);
        StackPane.setAlignment(content, Pos.CENTER);
        content.sceneProperty().addListener((_, _, scene) -> {
            if (scene != null)
                Platform.runLater(() -> focus(content));
        });
    }

    private static void focus(Region content) {
        Node first = content.lookup(".text-field");
        Node next = first == null ? content.lookup(".toggle-button") : first;
        if (next != null)
            next.requestFocus();
    }
}
