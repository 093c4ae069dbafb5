package concord.ui.study;

import concord.app.StudyService.SamplingPlan;
import concord.ui.Texts;
import concord.ui.control.Parts;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// What a sampling study that is being set up will do, and what should be known before.
final class SamplingPlanSide extends VBox {
    private final SamplingSetUpViewModel model;
    private final VBox body = Parts.column(0);

    SamplingPlanSide(SamplingSetUpViewModel model) {
        this.model = model;
        getStyleClass().add("side-content");
        ScrollPane scroll = StudyFields.scrolling(body);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().add(scroll);
        model.planProperty().addListener((_, _, _) -> show());
        model.refusalProperty().addListener((_, _, _) -> show());
        show();
    }

    private void show() {
        SamplingPlan plan = model.planProperty().get();
        Refusal refusal = model.refusalProperty().get();
        body.getChildren().setAll(Parts.text(Texts.get("study.plan.title"), "t-head"), Parts.gap(12),
                Parts.sentence(Texts.get("study.sampling.plan.what"), "t-note", "ink-2"), Parts.gap(16));
        if (plan == null) {
            if (refusal != null)
                body.getChildren().add(Parts.sentence(refusal.sentence(), "t-note", "ink-bad"));
            return;
        }
        body.getChildren().addAll(Parts.text(PlanLine.of(plan), "t-note", "t-medium"), Parts.gap(4),
                Parts.sentence(SamplingSetUpView.units(plan), "t-note", "ink-2"));
        plan.notes().forEach(n -> body.getChildren().addAll(Parts.gap(8), Parts.sentence(n, "t-small", "ink-3")));
    }
}
