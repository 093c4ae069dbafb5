package concord.ui.students;

import concord.ui.Texts;
import concord.ui.control.Parts;
import java.io.File;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;

/// What can be done with the chosen student.
final class StudentActions extends VBox {
    /// @param device where to score
    StudentActions(StudentsViewModel model, Supplier<String> device) {
        super(8);
        Button export = Parts.button(Texts.get("students.export"), "download", "sm");
        export.setId("export-student");
        export.setOnAction(_ -> folder(model::export));
        export.textProperty().bind(Bindings.when(model.adapterProperty()).then(Texts.get("students.export.merged"))
                .otherwise(Texts.get("students.export")));
        Button adapter = Parts.button(Texts.get("students.export.adapter"), "download", "sm");
        adapter.setId("export-adapter");
        adapter.setOnAction(_ -> folder(model::exportAdapter));
        adapter.visibleProperty().bind(model.adapterProperty());
        adapter.managedProperty().bind(adapter.visibleProperty());
        Button score = Parts.button(Texts.get("students.score"), "zap", "sm");
        score.setId("score-student");
        score.setOnAction(_ -> model.score(device.get()));
        Button delete = Parts.button(Texts.get("students.delete"), "trash-2", "sm");
        Button sure = Parts.button(Texts.get("students.delete.sure"), "trash-2", "sm", "danger");
        Button keep = Parts.button(Texts.get("students.delete.keep"));
        keep.getStyleClass().add("sm");
        HBox last = Parts.row(8, score, delete);
        delete.setOnAction(_ -> last.getChildren().setAll(sure, keep));
        keep.setOnAction(_ -> last.getChildren().setAll(score, delete));
        sure.setOnAction(_ -> model.delete());
        getChildren().addAll(Parts.row(8, export, adapter), last);
    }

    private void folder(Consumer<Path> then) {
        File folder = new DirectoryChooser().showDialog(getScene().getWindow());
        if (folder != null)
            then.accept(folder.toPath());
    }
}
