package concord.ui.study;

import concord.ui.Texts;
import concord.ui.control.Parts;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// What has come of a distillation study: the matrix of arms and students, and the figures below it.
final class OutcomeView extends VBox {
    private final MatrixCard matrix = new MatrixCard();

    OutcomeView(OutcomeViewModel model, StudiesViewModel studies) {
        super(12);
        setMinHeight(0);
        ComboBox<String> variable = StudyFields.choice("study-variable", model.variables(), model.variableProperty(), v -> v);
        variable.setAccessibleText(Texts.get("study.variables"));
        var which = Parts.row(8, Parts.text(Texts.get("shell.variable"), "t-note", "ink-3"), variable);
        which.setVisible(false);
        which.managedProperty().bind(which.visibleProperty());
        model.variables().addListener((javafx.collections.ListChangeListener<String>) _ -> which.setVisible(model.variables().size() > 1));
        Label failed = Parts.sentence("", "t-note", "ink-bad");
        failed.setGraphic(Parts.icon("alert-circle", "small", "bad"));
        studies.jobProperty().addListener((_, _, job) -> failed
                .setText(job == null || job.error() == null || studies.liveProperty().get() != null ? "" : job.error()));
        studies.liveProperty().addListener((_, _, live) -> {
            if (live != null)
                failed.setText("");
        });
        StudyFields.showing(failed, failed.textProperty().isNotEmpty());
        Label waiting = Parts.text(Texts.get("study.reading"), "ink-3");
        VBox all = Parts.column(16, matrix, new FiguresRow(model));
        ScrollPane scroll = new ScrollPane(all);
        scroll.getStyleClass().add("bare");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setMinHeight(0);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(which, failed, waiting, scroll);
        Runnable show = () -> {
            Matrix now = model.matrixProperty().get();
            waiting.setVisible(now == null);
            waiting.setManaged(now == null);
            scroll.setVisible(now != null);
            if (now != null)
                matrix.show(now, model.heading(), model::name, model::kind);
        };
        model.matrixProperty().addListener((_, _, _) -> show.run());
        model.shownProperty().addListener((_, _, _) -> show.run());
        show.run();
    }
}
