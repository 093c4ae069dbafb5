package concord.ui.codebook;

import concord.ui.Texts;
import concord.ui.control.Nodes;
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
        TextField author = Nodes.style(new TextField(person), "field");
        author.setId("codebook-author");
        TextArea reason = Nodes.style(new TextArea(), "area");
        reason.setId("codebook-reason");
        reason.setWrapText(true);
        reason.setPrefRowCount(3);
        reason.setPromptText(Texts.get("codebook.reason.prompt"));
        Button save = Nodes.button(Texts.get("codebook.save", model.nextVersion()), "check", "primary",
                () -> model.save(author.getText().strip(), reason.getText().strip(), close));
        save.setId("codebook-confirm");
        save.disableProperty().bind(reason.textProperty().map(String::isBlank).flatMap(
                blank -> author.textProperty().map(name -> blank || name.isBlank())));
        Label count = Nodes.wrapped(Texts.get("codebook.reason.changes", model.pendingProperty().get().size()), "t-note ink-2");
        view = new VBox(16, Nodes.text(Texts.get("codebook.reason.title", model.nextVersion()), "t-title"), count,
                Nodes.field(Texts.get("codebook.reason.why"), reason), Nodes.field(Texts.get("codebook.reason.author"), author),
                Nodes.row(12, Nodes.spacer(), Nodes.button(Texts.get("codebook.reason.cancel"), "", "", close), save));
        Nodes.padded(Nodes.style(view, "card dialog-card"), 24, 28, 24, 28);
        Nodes.width(view, 480);
        view.setMaxHeight(Region.USE_PREF_SIZE);
        StackPane.setAlignment(view, Pos.CENTER);
    }

    Region view() {
        return view;
    }
}
