package concord.ui.students;

import concord.model.result.GridTrial;
import concord.ui.Texts;
import concord.ui.control.Parts;
import java.util.List;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// The search from which the chosen student has its settings; takes no room when there was none.
final class TrialsCard extends VBox {
    private final Label title = Parts.elided("", "t-note", "t-medium");
    private final TrialTable table = new TrialTable(false);

    TrialsCard(StudentsViewModel model) {
        super(6);
        getStyleClass().add("card");
        setId("trials");
        setPadding(new Insets(14, 12, 10, 12));
        setMinHeight(USE_PREF_SIZE);
        VBox.setMargin(title, new Insets(0, 12, 0, 12));
        getChildren().addAll(title, table);
        managedProperty().bind(visibleProperty());
        model.trialsProperty().addListener((_, _, trials) -> show(trials, model.selectedProperty().get()));
        show(model.trialsProperty().get(), model.selectedProperty().get());
    }

    private void show(List<GridTrial> trials, @org.jspecify.annotations.Nullable StudentRow row) {
        setVisible(!trials.isEmpty());
        title.setText(row == null ? "" : Texts.get("students.trials", row.run().name(), trials.size()));
        table.show(trials);
    }
}
