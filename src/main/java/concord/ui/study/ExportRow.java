package concord.ui.study;

import concord.ui.Texts;
import concord.ui.control.Parts;
import javafx.scene.control.Button;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;

/// Takes the table and the figures out of the program.
final class ExportRow extends HBox {
    ExportRow(OutcomeViewModel model) {
        super(8);
        Parts.padded(this, 10, 0, 0, 0);
        Button copy = Parts.button(Texts.get("study.copy"), "copy", "ghost", "sm");
        copy.setId("study-copy");
        copy.setOnAction(_ -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(model.table());
            Clipboard.getSystemClipboard().setContent(content);
            model.workspace().message(Texts.get("study.copied"));
        });
        getChildren().addAll(copy, Parts.spacer());
        managedProperty().bind(visibleProperty());
    }
}
