package concord.ui.students;

import concord.ui.Texts;
import concord.ui.control.Parts;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.layout.StackPane;

/// Offers to keep a test set aside while there is none; takes no room otherwise.
final class TestSetLink extends StackPane {
    TestSetLink(TrainViewModel model) {
        Button keep = Parts.link(Texts.get("students.keep"), model::keepTestSet);
        keep.setId("keep-test-set");
        setMaxWidth(USE_PREF_SIZE);
        getChildren().add(keep);
        managedProperty().bind(visibleProperty());
        visibleProperty().bind(Bindings.createBooleanBinding(
                () -> model.form().excluded.get().isEmpty() && model.samples().stream().noneMatch("test"::equalsIgnoreCase),
                model.form().excluded, model.samples()));
    }
}
