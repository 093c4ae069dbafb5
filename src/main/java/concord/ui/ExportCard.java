package concord.ui;

import atlantafx.base.controls.ToggleSwitch;
import concord.ui.control.Parts;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.layout.VBox;

/// Asks how the labels are to be written.
final class ExportCard {
    private final VBox card;

    /// @param format the ending of the file: csv, tsv, jsonl or xlsx
    record Choice(String format, boolean longForm, boolean forSpreadsheet) {}

    ExportCard(Dialogs dialogs, Consumer<Choice> then) {
        ComboBox<String> format = new ComboBox<>();
        format.getItems().setAll("csv", "tsv", "jsonl", "xlsx");
        format.setValue("csv");
        Parts.width(format, 160);
        ToggleSwitch longForm = new ToggleSwitch(Texts.get("shell.export.long"));
        ToggleSwitch safe = new ToggleSwitch(Texts.get("shell.export.safe"));
        Button go = Parts.primary(Texts.get("shell.export.go"), "download");
        go.setDefaultButton(true);
        go.setOnAction(_ -> {
            dialogs.hide();
            then.accept(new Choice(format.getValue(), longForm.isSelected(), safe.isSelected()));
        });
        card = dialogs.card(Texts.get("shell.menu.export"),
                Parts.column(16, Parts.field(Texts.get("shell.export.format"), format),
                        Parts.column(4, longForm, Parts.sentence(Texts.get("shell.export.long.what"), "t-small", "ink-3")),
                        Parts.column(4, safe, Parts.sentence(Texts.get("shell.export.safe.what"), "t-small", "ink-3"))),
                go);
        card.setId("export-card");
    }

    Node node() {
        return card;
    }
}
