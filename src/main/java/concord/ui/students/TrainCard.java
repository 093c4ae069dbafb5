package concord.ui.students;

import concord.ui.Texts;
import concord.ui.control.Parts;
import javafx.geometry.Insets;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// The Train button with its sentence, and the options that fold out below.
final class TrainCard extends VBox {
    TrainCard(StudentsViewModel model) {
        getStyleClass().add("card");
        setPadding(new Insets(20, 24, 20, 24));
        Label what = Parts.elided("", "t-head");
        what.textProperty().bind(TrainButton.what(model));
        what.managedProperty().bind(what.textProperty().isNotEmpty());
        Label how = Parts.sentence("", "ink-2", "t-note");
        how.textProperty().bind(TrainButton.how(model));
        VBox words = Parts.column(4, what, Parts.row(10, how, new TestSetLink(model)));
        words.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        HBox.setHgrow(words, javafx.scene.layout.Priority.ALWAYS);
        Button fold = Parts.link(Texts.get("students.options"), () -> {
        });
        fold.setId("train-options");
        fold.setGraphic(Parts.icon("chevron-down", "small", "accent"));
        fold.setContentDisplay(javafx.scene.control.ContentDisplay.RIGHT);
        TrainOptions options = new TrainOptions(model);
        options.setVisible(false);
        options.managedProperty().bind(options.visibleProperty());
        fold.setOnAction(_ -> {
            options.setVisible(!options.isVisible());
            fold.setGraphic(Parts.icon(options.isVisible() ? "chevron-up" : "chevron-down", "small", "accent"));
        });
        getChildren().addAll(Parts.row(24, new TrainButton(model), words, new ResumeButton(model), fold), options);
    }
}
