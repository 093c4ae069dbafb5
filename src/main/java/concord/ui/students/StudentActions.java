package concord.ui.students;

import concord.ui.Texts;
import concord.ui.control.Parts;
import java.io.File;
import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;

/// What can be done with the chosen student.
final class StudentActions extends VBox {
    /// @param device where to score
    StudentActions(StudentsViewModel model, java.util.function.Supplier<String> device) {
        super(8);
        Button export = Parts.button(Texts.get("students.export"), "download", "sm");
        export.setId("export-student");
        export.setOnAction(_ -> folder(model::export));
        Button score = Parts.button(Texts.get("students.score"), "zap", "sm");
        score.setId("score-student");
        score.setOnAction(_ -> model.score(device.get()));
        Button delete = Parts.button(Texts.get("students.delete"), "trash-2", "sm");
        Button sure = Parts.button(Texts.get("students.delete.sure"), "trash-2", "sm", "danger");
        Button keep = Parts.button(Texts.get("students.delete.keep"));
        keep.getStyleClass().add("sm");
        HBox second = Parts.row(8, delete);
        delete.setOnAction(_ -> second.getChildren().setAll(sure, keep));
        keep.setOnAction(_ -> second.getChildren().setAll(delete));
        sure.setOnAction(_ -> model.delete());
        getChildren().addAll(Parts.row(8, export, score), second);
    }

    private void folder(Consumer<Path> then) {
        File folder = new DirectoryChooser().showDialog(getScene().getWindow());
        if (folder != null)
            then.accept(folder.toPath());
    }
}
