package concord.ui.students;

import concord.ui.control.Fold;
import concord.ui.control.Parts;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// The Train button with its sentence, and the options that fold out below.
final class TrainCard extends VBox {
    private final Fold fold;

    TrainCard(TrainViewModel model) {
        getStyleClass().add("card");
        setPadding(new Insets(20, 24, 20, 24));
        setMinHeight(USE_PREF_SIZE);
        Label what = Parts.elided("", "t-head");
        what.textProperty().bind(TrainButton.what(model));
        what.managedProperty().bind(what.textProperty().isNotEmpty());
        Label how = Parts.sentence("", "ink-2", "t-note");
        how.textProperty().bind(TrainButton.how(model));
        VBox words = Parts.column(4, what, Parts.row(10, how, new TestSetLink(model)));
        words.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(words, Priority.ALWAYS);
        TrainOptions options = new TrainOptions(model);
        fold = new Fold("students.options", "train-options", options);
        getChildren().addAll(Parts.row(24, new TrainButton(model), words, new ResumeButton(model), fold), options);
    }

    void open() {
        fold.open();
    }
}
