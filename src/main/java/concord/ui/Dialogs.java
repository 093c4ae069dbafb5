package concord.ui;

import atlantafx.base.controls.ModalPane;
import concord.ui.control.KeyCap;
import concord.ui.control.Parts;
import java.util.List;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Dialogs over the window's content; Escape closes them.
final class Dialogs {
    private static final List<String> GROUPS = List.of("window", "label", "audit");
    private final ModalPane modal;
    private @Nullable Node back;

    Dialogs(ModalPane modal) {
        this.modal = modal;
        modal.setId("modal");
        modal.setFocusTraversable(false);
        modal.displayProperty().addListener((_, _, shown) -> {
            if (!shown)
                (back == null ? modal.getScene().getRoot() : back).requestFocus();
        });
    }

    void show(Node card) {
        if (!modal.isDisplay())
            back = modal.getScene().getFocusOwner() == modal ? null : modal.getScene().getFocusOwner();
        modal.show(card);
    }

    void hide() {
        modal.hide(true);
    }

    /// A question with one way to go on and one to leave things as they are.
    void ask(String title, String what, String yes, Runnable then) {
        Button go = Parts.primary(yes, "copy");
        go.setId("dialog-yes");
        go.setDefaultButton(true);
        go.setOnAction(_ -> {
            hide();
            then.run();
        });
        show(card(title, Parts.sentence(what, "ink-2"), go));
        Platform.runLater(go::requestFocus);
    }

    /// Asks for one line of text.
    void prompt(String title, String what, String value, Consumer<String> then) {
        TextField field = new TextField(value);
        field.setId("dialog-field");
        field.setAccessibleText(title);
        Button go = Parts.primary(Texts.get("shell.dialog.ok"), "check");
        go.setDefaultButton(true);
        go.disableProperty()
                .bind(javafx.beans.binding.Bindings.createBooleanBinding(() -> field.getText().isBlank(), field.textProperty()));
        go.setOnAction(_ -> {
            hide();
            then.accept(field.getText().strip());
        });
        show(card(title, Parts.column(12, Parts.sentence(what, "ink-2"), field), go));
        Platform.runLater(field::requestFocus);
    }

    /// A card with a title, content, the buttons given and Cancel.
    VBox card(String title, Node body, Node... buttons) {
        Button cancel = Parts.button(Texts.get("shell.dialog.cancel"));
        cancel.setCancelButton(true);
        cancel.setOnAction(_ -> hide());
        HBox foot = Parts.row(12, Parts.spacer(), cancel);
        foot.getChildren().addAll(buttons);
        return frame(460, Parts.text(title, "t-title"), body, foot);
    }

    /// The list of keys, by where they work.
    void keys() {
        HBox groups = new HBox(32);
        for (String group : GROUPS) {
            VBox column = Parts.column(8, Parts.text(Texts.get("shell.keys." + group), "t-head"));
            for (String line : Texts.get("shell.keys." + group + ".list").split("\n")) {
                String[] parts = line.split("\\|", 2);
                FlowPane caps = new FlowPane(4, 4);
                for (String cap : parts[0].strip().split(" ")) {
                    caps.getChildren().add(new KeyCap(cap));
                }
                Parts.width(caps, 104);
                column.getChildren().add(Parts.row(10, caps, Parts.sentence(parts[1].strip(), "t-note")));
            }
            HBox.setHgrow(column, Priority.ALWAYS);
            column.setPrefWidth(260);
            groups.getChildren().add(column);
        }
        Button close = Parts.button(Texts.get("shell.dialog.close"));
        close.setCancelButton(true);
        close.setDefaultButton(true);
        close.setOnAction(_ -> hide());
        VBox card = frame(920, Parts.text(Texts.get("shell.keys"), "t-title"), groups, Parts.row(0, Parts.spacer(), close));
        card.setId("keys-card");
        show(card);
    }

    private static VBox frame(double width, Node... nodes) {
        VBox card = Parts.column(20, nodes);
        card.getStyleClass().addAll("dialog-card", "card");
        card.setPadding(new Insets(24, 28, 24, 28));
        Parts.width(card, width);
        card.setMaxHeight(Region.USE_PREF_SIZE);
        return card;
    }
}
