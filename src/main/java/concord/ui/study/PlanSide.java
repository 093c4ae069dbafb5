package concord.ui.study;

import concord.app.StudyService.ArmPlan;
import concord.app.StudyService.Plan;
import concord.report.Numbers;
import concord.ui.Texts;
import concord.ui.control.Parts;
import concord.ui.control.ThreeLineTable;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// What a study that is being set up will do: texts by arm, the test, and what should be known before.
final class PlanSide extends VBox {
    private final SetUpViewModel model;
    private final VBox body = Parts.column(0);

    PlanSide(SetUpViewModel model) {
        this.model = model;
        getStyleClass().add("side-content");
        setId("study-plan-side");
        ScrollPane scroll = StudyFields.scrolling(body);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().add(scroll);
        model.planProperty().addListener((_, _, _) -> show());
        model.refusalProperty().addListener((_, _, _) -> show());
        show();
    }

    private void show() {
        Plan plan = model.planProperty().get();
        Refusal refusal = model.refusalProperty().get();
        body.getChildren().setAll(Parts.text(Texts.get("study.plan.title"), "t-head"), Parts.gap(12),
                Parts.sentence(Texts.get("study.plan.what"), "t-note", "ink-2"), Parts.gap(16));
        if (plan == null) {
            if (refusal != null)
                body.getChildren().add(Parts.sentence(refusal.sentence(), "t-note", "ink-bad"));
            return;
        }
        boolean several = plan.arms().stream().map(ArmPlan::variable).distinct().count() > 1;
        ThreeLineTable table = new ThreeLineTable(List.of(Texts.get("study.arm"), Texts.get("study.plan.texts")), 186, 66);
        table.setRows(plan.arms().stream().map(a -> List.of(
                (Node) Parts.elided(several ? a.variable() + ", " + a.title() : a.title(), "t-note"),
                Parts.text(a.units() == 0 ? Numbers.MISSING : Numbers.count(a.units()), "t-note"))).toList());
        body.getChildren().addAll(table, Parts.gap(16), Parts.text(PlanLine.of(plan), "t-note", "t-medium"), Parts.gap(4),
                Parts.sentence(PlanLine.test(plan), "t-note", "ink-2"));
        plan.notes().forEach(n -> body.getChildren().addAll(Parts.gap(8), Parts.sentence(n, "t-small", "ink-3")));
    }
}
