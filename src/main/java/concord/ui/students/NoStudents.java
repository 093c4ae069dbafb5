package concord.ui.students;

import concord.app.StudentService.Plan;
import concord.model.Codebook;
import concord.model.Variable;
import concord.report.Numbers;
import concord.ui.Texts;
import concord.ui.control.EmptyState;
import concord.ui.control.Parts;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The screen before the first student: the button, and what it needs with its state.
final class NoStudents extends StackPane {
    private static final int ENOUGH = 150;
    private final TrainViewModel model;
    private final HBox steps = new HBox(16);

    /// @param options shows all that can be chosen
    NoStudents(TrainViewModel model, Runnable options) {
        this.model = model;
        Label what = Parts.sentence("", "t-note", "ink-2");
        what.textProperty().bind(TrainButton.what(model));
        Label how = Parts.sentence("", "t-note", "ink-2");
        how.textProperty().bind(TrainButton.how(model));
        how.setTextAlignment(javafx.scene.text.TextAlignment.CENTER);
        how.setMaxWidth(460);
        how.setAlignment(Pos.CENTER);
        steps.setAlignment(Pos.CENTER);
        Button choose = Parts.link(Texts.get("students.options"), options);
        choose.setId("first-options");
        HBox links = Parts.row(12, new TestSetLink(model), choose);
        links.setAlignment(Pos.CENTER);
        getChildren().add(new EmptyState("layers", Texts.get("students.none"), Texts.get("students.none.what"), new TrainButton(model),
                Parts.gap(12), what, how, links, new ResumeButton(model), Parts.gap(40), steps));
        model.planProperty().addListener((_, _, _) -> fill());
        model.refusalProperty().addListener((_, _, _) -> fill());
        model.form().excluded.addListener((_, _, _) -> fill());
        model.samples().addListener((javafx.collections.ListChangeListener<String>) _ -> fill());
        fill();
    }

    private void fill() {
        Codebook codebook = model.workspace().codebookProperty().get();
        Variable variable = model.workspace().variableProperty().get();
        Plan plan = model.planProperty().get();
        int labels = plan == null ? 0 : plan.trainUnits() + plan.validationUnits();
        boolean test = !model.form().excluded.get().isEmpty();
        steps.getChildren().setAll(
                step(variable != null && !variable.labels().isEmpty(), Texts.get("students.step.codebook"), variable == null
                        ? Texts.get("students.step.codebook.none")
                        : Texts.get("students.step.codebook.what", variable.labels().size(), codebook.version())),
                step(plan != null, Texts.get("students.step.labels"),
                        plan == null
                                ? model.refusalProperty().get()
                                : Texts.get(labels >= ENOUGH ? "students.step.labels.what" : "students.step.labels.few",
                                        Numbers.count(labels), ENOUGH)),
                step(test, Texts.get("students.step.test"),
                        test ? Texts.get("students.step.test.what", model.form().excluded.get()) : Texts.get("students.step.test.none")));
    }

    private static Node step(boolean ready, String title, String what) {
        VBox words = Parts.column(4, Parts.text(title, "t-medium"), Parts.sentence(what, "t-note", "ink-2"));
        HBox step = new HBox(10, Parts.icon(ready ? "check-circle" : "circle", ready ? "ok" : "faint"), words);
        step.setPadding(new Insets(14, 16, 14, 16));
        step.getStyleClass().add("card");
        step.setAccessibleText(title + ": " + what);
        Parts.width(step, 232);
        step.setMinHeight(96);
        return step;
    }
}
