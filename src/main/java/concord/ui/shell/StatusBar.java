package concord.ui.shell;

import concord.ui.Texts;
import concord.ui.control.Parts;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/// The line at the foot: when the project was saved, what runs, codebook version, device.
final class StatusBar extends HBox {
    /// @param jobs what runs, made by the jobs room
    StatusBar(ShellViewModel model, Node jobs) {
        super(16);
        getStyleClass().add("statusbar");
        setAccessibleText(Texts.get("shell.region.status"));
        Parts.height(this, 32);
        Label saved = Parts.text("", "t-small", "ink-2");
        saved.setId("saved");
        saved.textProperty().bind(model.savedProperty());
        Label codebook = Parts.text("", "t-small", "ink-3");
        codebook.textProperty().bind(model.codebookProperty());
        Label device = Parts.text("", "t-small", "ink-3");
        device.textProperty().bind(model.deviceProperty());
        Tooltip why = new Tooltip();
        why.textProperty().bind(model.deviceWhyProperty());
        why.setWrapText(true);
        why.setMaxWidth(420);
        device.setTooltip(why);
        setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        getChildren().addAll(Parts.row(6, Parts.icon("check", "small", "ok"), saved), jobs, Parts.spacer(), codebook,
                Parts.height(Parts.upright(), 16), device);
    }
}
