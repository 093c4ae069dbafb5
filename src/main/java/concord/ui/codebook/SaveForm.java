package concord.ui.codebook;

import concord.ui.Texts;
import concord.ui.control.Parts;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Asks who saves the next version and why.
final class SaveForm {
    private final VBox view;

    SaveForm(CodebookViewModel model, String person, Runnable close) {
        TextField author = Parts.style(new TextField(person), "field");
        author.setId("codebook-author");
        TextArea reason = Parts.style(new TextArea(), "area");
        reason.setId("codebook-reason");
        reason.setWrapText(true);
        reason.setPrefRowCount(3);
        reason.setPromptText(Texts.get("codebook.reason.prompt"));
        Button save = Parts.primary(Texts.get("codebook.save", model.nextVersion()), "check",
                () -> model.save(author.getText().strip(), reason.getText().strip(), close));
        save.setId("codebook-confirm");
        save.disableProperty().bind(reason.textProperty().map(String::isBlank).flatMap(
                blank -> author.textProperty().map(name -> blank || name.isBlank())));
        Label count = Parts.wrapped(Texts.get("codebook.reason.changes", model.pendingProperty().get().size()), "t-note", "ink-2");
        view = new VBox(16, Parts.elided(Texts.get("codebook.reason.title", model.nextVersion()), "t-title"), count,
                Parts.field(Texts.get("codebook.reason.why"), reason), Parts.field(Texts.get("codebook.reason.author"), author),
                Parts.row(12, Parts.spacer(), Parts.button(Texts.get("codebook.reason.cancel"), close), save));
        Parts.padded(Parts.style(view, "card", "dialog-card"), 24, 28, 24, 28);
        Parts.width(view, 480);
        view.setMaxHeight(Region.USE_PREF_SIZE);
        StackPane.setAlignment(view, Pos.CENTER);
    }

    Region view() {
        return view;
    }
}
