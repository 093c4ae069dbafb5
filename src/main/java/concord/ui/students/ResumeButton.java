package concord.ui.students;

import concord.ui.Texts;
import concord.ui.control.Parts;
import javafx.scene.control.Button;
import javafx.scene.layout.StackPane;

/// Goes on with the last training when it was broken off; takes no room otherwise.
final class ResumeButton extends StackPane {
    ResumeButton(StudentsViewModel model) {
        Button resume = Parts.button(Texts.get("students.resume"), "play");
        resume.setId("resume-training");
        resume.setOnAction(_ -> model.resume());
        setMaxWidth(USE_PREF_SIZE);
        getChildren().add(resume);
        managedProperty().bind(visibleProperty());
        visibleProperty().bind(model.resumableProperty().isNotNull().and(model.trainingProperty().isNull()));
    }
}
