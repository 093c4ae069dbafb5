package concord.ui.data;

import concord.app.DataService.ExportSummary;
import concord.ui.Texts;
import concord.ui.control.Parts;
import concord.ui.data.ExportViewModel.Format;
import concord.ui.shell.Workspace;
import java.io.File;
import java.nio.file.Path;
import java.util.Objects;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;

/// The dialog that exports units and labels; the workspace says what was written.
public final class ExportForm {
    private final Workspace workspace;
    private final ExportViewModel model;
    private final Runnable close;
    private final VBox view;

    /// @param close takes the dialog away
    public ExportForm(Workspace workspace, Runnable close) {
        this.workspace = workspace;
        this.close = close;
        model = new ExportViewModel(workspace);
        CheckBox spreadsheet = new CheckBox(Texts.get("data.export.spreadsheet"));
        spreadsheet.selectedProperty().bindBidirectional(model.forSpreadsheetProperty());
        Label problem = Parts.wrapped("", "t-note", "ink-bad");
        problem.textProperty().bind(model.problemProperty());
        problem.visibleProperty().bind(problem.textProperty().isNotEmpty());
        problem.managedProperty().bind(problem.visibleProperty());
        Button write = Parts.primary(Texts.get("data.export.choose"), "download", this::choose);
        write.disableProperty().bind(model.busyProperty());
        Button cancel = Parts.button(Texts.get("data.dialog.cancel"), close);
        cancel.setCancelButton(true);
        view = new VBox(16, Parts.elided(Texts.get("data.export.title"), "t-title"),
                Parts.field(Texts.get("data.export.format"), formats()),
                Parts.field(Texts.get("data.export.form"), forms()), spreadsheet, problem,
                Parts.row(12, Parts.spacer(), cancel, write));
        view.setId("export-form");
        view.getStylesheets().add(Objects.requireNonNull(ExportForm.class.getResource("/concord/ui/css/data.css")).toExternalForm());
        Dialogs.frame(view, 480);
    }

    public Region view() {
        return view;
    }

    private HBox formats() {
        ToggleGroup group = new ToggleGroup();
        HBox row = Parts.style(Parts.row(2), "seg");
        for (Format format : Format.values()) {
            ToggleButton button = Parts.style(new ToggleButton(switch (format) {
                case CSV -> Texts.get("data.export.csv");
                case TSV -> Texts.get("data.export.tsv");
                case XLSX -> Texts.get("data.export.xlsx");
                case JSONL -> Texts.get("data.export.jsonl");
                case PARQUET -> Texts.get("data.export.parquet");
            }), "seg-button");
            button.setToggleGroup(group);
            button.setSelected(model.formatProperty().get() == format);
            button.setOnAction(_ -> {
                model.formatProperty().set(format);
                button.setSelected(true);
            });
            row.getChildren().add(button);
        }
        row.setMaxWidth(Region.USE_PREF_SIZE);
        return row;
    }

    private VBox forms() {
        ToggleGroup group = new ToggleGroup();
        RadioButton wide = new RadioButton(Texts.get("data.export.wide"));
        RadioButton narrow = new RadioButton(Texts.get("data.export.long"));
        wide.setToggleGroup(group);
        narrow.setToggleGroup(group);
        group.selectToggle(model.longFormProperty().get() ? narrow : wide);
        narrow.selectedProperty().addListener((_, _, on) -> model.longFormProperty().set(on));
        return new VBox(8, wide, narrow);
    }

    private void choose() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(Texts.get("data.export.title"));
        chooser.setInitialFileName(model.proposedName());
        File chosen = chooser.showSaveDialog(view.getScene().getWindow());
        if (chosen != null)
            model.export(chosen.toPath(), this::written);
    }

    private void written(ExportSummary summary) {
        close.run();
        workspace.message(Texts.get("data.export.done", summary.rows(), Path.of(summary.file()).getFileName()));
    }
}
