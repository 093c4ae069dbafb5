package concord.ui.study;

import concord.report.Numbers;
import concord.ui.Texts;
import concord.ui.control.EmptyState;
import concord.ui.control.Parts;
import java.util.Map;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The screen before the first study: what one is for, what it needs with its state, and the ways to it.
final class NoStudies extends StackPane {
    private final SetUpViewModel model;
    private final HBox steps = new HBox(16);

    NoStudies(SetUpViewModel model, Runnable distillation, Runnable sampling) {
        this.model = model;
        steps.setAlignment(Pos.CENTER);
        Button set = Parts.primary(Texts.get("study.set"), "grid", distillation, "hero");
        set.setId("study-set");
        Button next = Parts.link(Texts.get("study.set.sampling"), sampling);
        next.setId("study-set-sampling");
        EmptyState state = new EmptyState("grid", Texts.get("study.none"), Texts.get("study.none.what"), set, Parts.gap(10), next,
                Parts.gap(32), steps);
        getChildren().add(state);
        model.groundProperty().addListener((_, _, _) -> fill());
        fill();
    }

    private void fill() {
        Ground ground = model.groundProperty().get();
        boolean people = !ground.people().isEmpty();
        boolean teachers = !ground.teachers().isEmpty();
        boolean test = ground.samples().stream().anyMatch(Ground.Choice::byChance);
        steps.getChildren().setAll(
                step(people, "human", people ? labels(ground.people().getFirst(), ground.counts()) : "", "study-go-label",
                        () -> go("label")),
                step(teachers, "teacher", teachers ? labels(ground.teachers().getFirst(), ground.counts()) : "",
                        "study-go-teacher", () -> go("teacher")),
                step(test, "test", ground.samples().stream().filter(Ground.Choice::byChance).findFirst()
                        .map(c -> Texts.get("study.step.test.there", c.name(), Numbers.count(c.size()))).orElse(""), "study-go-test",
                        model::drawTest));
    }

    private static String labels(String annotator, Map<String, Long> counts) {
        return counts.containsKey(annotator)
                ? Texts.get("study.step.labels", Numbers.count(counts.get(annotator)), annotator)
                : ArmList.shown(annotator);
    }

    private void go(String screen) {
        model.workspace().screenProperty().set(screen);
    }

    /// @param there what there is; empty where nothing is
    private static Node step(boolean ready, String kind, String there, String id, Runnable action) {
        String title = Texts.get("study.step." + kind);
        String what = ready ? there : Texts.get("study.missing." + kind);
        VBox words = Parts.column(4, Parts.text(title, "t-medium"), Parts.sentence(what, "t-note", "ink-2"));
        if (!ready) {
            Button go = Parts.link(Texts.get("study.way." + kind), action);
            go.setId(id);
            words.getChildren().add(go);
        }
        HBox step = new HBox(10, Parts.icon(ready ? "check-circle" : "circle", ready ? "ok" : "faint"), words);
        step.setPadding(new Insets(14, 16, 14, 16));
        step.getStyleClass().add("card");
        step.setAccessibleText(title + ": " + what);
        Parts.width(step, 240);
        step.setMinHeight(104);
        return step;
    }
}
