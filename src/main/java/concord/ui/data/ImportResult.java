package concord.ui.data;

import concord.model.result.ImportSummary;
import concord.model.result.Problem;
import concord.ui.Texts;
import concord.ui.control.Parts;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;

/// What an import did: counts by annotator, and the rows left out by line.
final class ImportResult {
    private final VBox view = new VBox(14);
    private final ImportViewModel model;

    ImportResult(ImportViewModel model, Runnable leave) {
        this.model = model;
        ImportSummary summary = Objects.requireNonNull(model.summaryProperty().get());
        view.setId("data-import-result");
        Parts.padded(Parts.style(view, "card"), 24, 28, 24, 28);
        view.getChildren().add(Parts.row(10, Parts.icon("check-circle", "big", "ok"),
                Parts.elided(Texts.get("data.result.title", summary.unitsAdded()), "t-title")));
        VBox counts = new VBox(4);
        summary.labelsAdded().forEach((who, n) -> counts.getChildren().add(
                Parts.elided(Texts.get("data.result.labels", who, n, summary.labelsMissing().getOrDefault(who, 0L)), "t-note")));
        summary.scoresAdded().forEach((who, n) -> counts.getChildren().add(
                Parts.elided(Texts.get("ranking.import.scores", who, n, summary.labelsMissing().getOrDefault(who, 0L)), "t-note")));
        if (!summary.labels().isEmpty())
            counts.getChildren().add(Parts.wrapped(Texts.get("data.result.names", String.join(", ", summary.labels())), "t-note", "ink-2"));
        view.getChildren().add(counts);
        if (!summary.warnings().isEmpty())
            list(Texts.get("data.result.warnings", summary.warnings().size()), summary.warnings());
        if (!summary.rejected().isEmpty())
            list(Texts.get("data.result.rejected", summary.rejected().size()), summary.rejected());
        HBox foot = Parts.row(12, Parts.spacer());
        if (!summary.rejected().isEmpty())
            foot.getChildren().add(Parts.button(Texts.get("data.result.save"), "download", () -> save(summary.rejected())));
        var show = Parts.primary(Texts.get("data.result.show"), "arrow-right", leave);
        show.setId("data-import-leave");
        foot.getChildren().add(show);
        view.getChildren().addAll(Parts.spacer(), foot);
    }

    Region view() {
        return view;
    }

    private void list(String title, List<Problem> problems) {
        ListView<Problem> list = Parts.style(new ListView<>(), "problem-list");
        list.getItems().setAll(problems);
        list.setFixedCellSize(28);
        list.setMinHeight(60);
        list.setPrefHeight(Math.min(12, problems.size()) * 28 + 16);
        list.setMaxHeight(list.getPrefHeight());
        list.setCellFactory(_ -> new ListCell<>() {
            @Override
            protected void updateItem(@Nullable Problem p, boolean empty) {
                super.updateItem(p, empty);
                setText(empty || p == null ? null : p.message());
            }
        });
        VBox.setVgrow(list, Priority.SOMETIMES);
        view.getChildren().addAll(Parts.elided(title, "t-medium"), list);
    }

    private void save(List<Problem> rejected) {
        Path source = Objects.requireNonNull(model.fileProperty().get());
        FileChooser chooser = new FileChooser();
        chooser.setTitle(Texts.get("data.result.save"));
        chooser.setInitialFileName(source.getFileName().toString().replaceFirst("\\.[^.]*$", "") + ".problems.csv");
        File chosen = chooser.showSaveDialog(view.getScene().getWindow());
        if (chosen != null)
            model.saveRejected(chosen.toPath());
    }
}
