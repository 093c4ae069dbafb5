package concord.ui.data;

import concord.ui.control.Parts;
import javafx.geometry.Pos;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// How the dialogs of the Data screen are framed.
final class Dialogs {
    private Dialogs() {
    }

    /// As high as its content, in the middle.
    static void frame(Region content, double width) {
        Parts.padded(Parts.style(content, "card", "dialog-card"), 24, 28, 24, 28);
        Parts.width(content, width);
        content.setMaxHeight(Region.USE_PREF_SIZE);
        StackPane.setAlignment(content, Pos.CENTER);
    }
}
