package concord.ui.students;

import concord.model.JobRecord;
import concord.ui.Texts;
import concord.ui.control.Parts;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.layout.StackPane;

/// Goes on with the last training or search when it was broken off; takes no room otherwise.
final class ResumeButton extends StackPane {
    ResumeButton(TrainViewModel model) {
        Button resume = Parts.button("", "play");
        resume.textProperty().bind(Bindings.createStringBinding(() -> {
            JobRecord job = model.resumableProperty().get();
            return Texts.get(job != null && job.kind().equals("grid") ? "students.resume.search" : "students.resume");
        }, model.resumableProperty()));
        resume.setId("resume-training");
        resume.setOnAction(_ -> model.resume());
        setMaxWidth(USE_PREF_SIZE);
        getChildren().add(resume);
        managedProperty().bind(visibleProperty());
        visibleProperty().bind(model.resumableProperty().isNotNull().and(model.trainingProperty().isNull()));
    }
}
