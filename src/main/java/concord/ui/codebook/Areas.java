package concord.ui.codebook;

import concord.ui.Texts;
import concord.ui.control.Parts;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;

/// Pieces that both editors use.
final class Areas {
    private Areas() {
    }

    /// A field of several lines that Tab leaves.
    static TextArea area(String text, int rows, String prompt) {
        TextArea area = Parts.style(new TextArea(text), "area");
        area.setWrapText(true);
        area.setPrefRowCount(rows);
        area.setPromptText(prompt);
        area.addEventFilter(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() != KeyCode.TAB || e.isControlDown())
                return;
            area.requestFocusTraversal(e.isShiftDown() ? javafx.scene.TraversalDirection.PREVIOUS : javafx.scene.TraversalDirection.NEXT);
            e.consume();
        });
        return area;
    }

    static HBox stale(long count) {
        Label label = Parts.text(Texts.get("codebook.stale", count), "t-note");
        label.setTooltip(new Tooltip(Texts.get("codebook.stale-why")));
        return Parts.style(Parts.row(6, Parts.icon("clock", "small", "warn"), label), "chip", "warn");
    }
}
