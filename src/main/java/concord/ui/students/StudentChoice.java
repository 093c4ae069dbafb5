package concord.ui.students;

import concord.model.result.StudentKind;
import concord.ui.Texts;
import concord.ui.control.Parts;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.stage.DirectoryChooser;

/// What is fine-tuned: a student that comes with Concord, a folder, or a model of the hub by its name.
final class StudentChoice {
    private static final String FOLDER = "folder ";
    private static final String HUB = "hub:";
    private final TrainViewModel model;
    private final ComboBox<String> box = new ComboBox<>();

    StudentChoice(TrainViewModel model) {
        this.model = model;
        box.setId("student-choice");
        box.setConverter(TrainFields.converter(key -> switch (key) {
            case FOLDER -> Texts.get("students.folder");
            case HUB -> Texts.get("students.hub");
            default -> TrainButton.kind(model, key);
        }));
        model.kinds().addListener((ListChangeListener<StudentKind>) _ -> fill());
        model.form().student.addListener((_, _, _) -> fill());
        box.setOnAction(_ -> choose());
        fill();
    }

    Node field() {
        return TrainFields.sized("student", box, 186);
    }

    /// Where the model's name is typed; there only while it comes from the hub.
    Node hub() {
        TextField name = new TextField();
        name.setId("hub-name");
        name.setPromptText(Texts.get("students.hub.prompt"));
        name.textProperty().addListener((_, _, typed) -> {
            if (model.form().fromHub())
                model.form().student.set(TrainForm.hub(typed));
        });
        Node field = TrainFields.sized("hub", name, 250);
        field.visibleProperty().bind(Bindings.createBooleanBinding(model.form()::fromHub, model.form().student));
        field.managedProperty().bind(field.visibleProperty());
        return field;
    }

    /// What the choice is, and what may be chosen.
    Label help() {
        Label help = Parts.sentence("", "t-note", "ink-2");
        help.textProperty().bind(Bindings.createStringBinding(() -> {
            String student = model.form().student.get();
            if (model.form().fromHub())
                return Texts.get("students.hub.what") + " " + Texts.get("students.models");
            return model.kinds().stream().filter(k -> k.key().equals(student)).map(StudentKind::description).findFirst()
                    .orElseGet(() -> Texts.get("students.folder.what") + " " + Texts.get("students.models"));
        }, model.form().student, model.kinds()));
        return help;
    }

    private void fill() {
        String student = model.form().student.get();
        String now = model.form().fromHub() ? HUB : student;
        List<String> keys = new ArrayList<>(model.kinds().stream().map(StudentKind::key).toList());
        if (!keys.contains(now) && !now.equals(HUB))
            keys.add(now);
        keys.add(FOLDER);
        keys.add(HUB);
        if (!box.getItems().equals(keys))
            box.getItems().setAll(keys);
        box.setValue(now);
    }

    private void choose() {
        String key = box.getValue();
        if (key == null || key.equals(model.form().student.get()) || key.equals(HUB) && model.form().fromHub())
            return;
        if (key.equals(FOLDER)) {
            File folder = new DirectoryChooser().showDialog(box.getScene().getWindow());
            if (folder != null)
                model.form().student.set(folder.getPath());
            Platform.runLater(this::fill);
        } else {
            model.form().student.set(key);
        }
    }
}
