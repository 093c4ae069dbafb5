package concord.ui.study;

import concord.model.request.StudyRequest;
import concord.model.result.StudentKind;
import concord.ui.Texts;
import concord.ui.control.Parts;
import java.io.File;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.stage.DirectoryChooser;

/// The students of a study: a chip for each, and a menu that adds those that come with Concord, a folder, or a model of the hub.
final class StudentPicker extends FlowPane {
    private final ObservableList<StudentKind> kinds;
    private final ObservableList<String> students;
    private final MenuButton add = new MenuButton(Texts.get("study.student.add"), Parts.icon("plus", "small"));
    private final BooleanProperty typing = new SimpleBooleanProperty();
    private final HBox hub;

    /// @param baseline whether the most frequent label may be one of them
    StudentPicker(ObservableList<StudentKind> kinds, ObservableList<String> students, Baseline baseline) {
        super(8, 8);
        this.kinds = kinds;
        this.students = students;
        add.setId("study-add-student");
        add.getStyleClass().addAll("quiet-menu", "study-add");
        add.setMinWidth(USE_PREF_SIZE);
        hub = hub();
        kinds.addListener((ListChangeListener<StudentKind>) _ -> fill(baseline));
        students.addListener((ListChangeListener<String>) _ -> fill(baseline));
        fill(baseline);
    }

    enum Baseline {
        WITH, WITHOUT
    }

    private void fill(Baseline baseline) {
        getChildren().setAll(students.stream().map(this::chip).toList());
        getChildren().addAll(add, hub);
        add.getItems().setAll(kinds.stream().filter(k -> !students.contains(k.key())).map(k -> item(k.name(), () -> students.add(k.key())))
                .toList());
        if (baseline == Baseline.WITH && !students.contains(StudyRequest.MAJORITY))
            add.getItems().add(item(Texts.get("study.student.majority"), () -> students.add(StudyRequest.MAJORITY)));
        add.getItems().add(item(Texts.get("students.folder"), this::folder));
        add.getItems().add(item(Texts.get("students.hub"), () -> {
            typing.set(true);
            hub.getChildren().getFirst().requestFocus();
        }));
    }

    private static MenuItem item(String name, Runnable action) {
        MenuItem item = new MenuItem(name);
        item.setOnAction(_ -> action.run());
        return item;
    }

    private Node chip(String student) {
        Label name = Parts.elided(StudentNames.of(kinds, student), "t-note");
        name.setMaxWidth(240);
        Button remove = Parts.smallIconButton("x", Texts.get("study.student.remove", name.getText()), () -> students.remove(student));
        remove.getStyleClass().add("tiny-button");
        HBox chip = Parts.row(4, name, remove);
        chip.getStyleClass().addAll("chip", "outline", "study-chip");
        return chip;
    }

    private HBox hub() {
        TextField name = new TextField();
        name.setId("study-hub-name");
        name.setPromptText(Texts.get("students.hub.prompt"));
        name.setAccessibleText(Texts.get("students.option.hub"));
        Parts.width(name, 240);
        Runnable take = () -> {
            String student = StudentNames.hub(name.getText());
            if (!name.getText().isBlank() && !students.contains(student))
                students.add(student);
            name.clear();
            typing.set(false);
        };
        name.setOnAction(_ -> take.run());
        Button ok = Parts.button(Texts.get("study.add"), take);
        ok.disableProperty().bind(Bindings.createBooleanBinding(() -> name.getText().isBlank(), name.textProperty()));
        return StudyFields.showing(Parts.row(6, name, ok), typing);
    }

    private void folder() {
        File folder = new DirectoryChooser().showDialog(getScene().getWindow());
        if (folder != null && !students.contains(folder.getPath()))
            students.add(folder.getPath());
    }
}
