package concord.ui.students;

import concord.app.StudentService.Plan;
import concord.report.Numbers;
import concord.ui.Texts;
import concord.ui.control.Parts;
import java.time.Duration;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;

/// The one big button, and what it says it will do.
final class TrainButton extends StackPane {
    TrainButton(TrainViewModel model) {
        Button train = Parts.primary(Texts.get("students.train"), "play", "hero");
        train.setId("train");
        train.setOnAction(_ -> model.train());
        train.disableProperty().bind(model.planProperty().isNull().or(model.trainingProperty().isNotNull()));
        Tooltip why = new Tooltip();
        why.textProperty().bind(Bindings.createStringBinding(() -> model.trainingProperty().get() != null
                ? Texts.get("students.busy")
                : model.refusalProperty().get().isEmpty() ? what(model).get() : model.refusalProperty().get(), model.trainingProperty(),
                model.refusalProperty(), model.planProperty()));
        why.setWrapText(true);
        why.setMaxWidth(360);
        Tooltip.install(this, why);
        setMaxWidth(USE_PREF_SIZE);
        getChildren().add(train);
    }

    /// "MiniLM on 341 labels of anna".
    static StringBinding what(TrainViewModel model) {
        return Bindings.createStringBinding(() -> {
            Plan plan = model.planProperty().get();
            if (plan == null)
                return "";
            String kind = kind(model, model.form().student.get());
            return Texts.get("students.plan", kind, Numbers.count(plan.trainUnits() + plan.validationUnits()),
                    source(model.form().labelsFrom.get()));
        }, model.planProperty());
    }

    /// "12 trials, then the best with 3 seeds. About 40 min on this computer. Nothing leaves it.", or why nothing can be trained.
    static StringBinding how(TrainViewModel model) {
        return Bindings.createStringBinding(() -> {
            Plan plan = model.planProperty().get();
            return plan == null ? model.refusalProperty().get() : how(plan, model.form());
        }, model.planProperty(), model.refusalProperty());
    }

    static String how(Plan plan, TrainForm form) {
        int trials = form.trials();
        int seeds = form.seeds().size();
        String search = trials > 1
                ? Texts.get("students.plan.trials", trials, seeds)
                : seeds > 1 ? Texts.get("students.plan.seeds", seeds) : "";
        String time = plan.seconds() > 0
                ? Texts.get("students.plan.time", Numbers.duration(Duration.ofMillis((long) (roughly(plan.seconds()) * 1000))))
                : Texts.get("students.plan.notime");
        return (search + " " + time + " " + Texts.get(form.fromHub() ? "students.plan.hub" : "students.plan.stays")).strip();
    }

    static String source(String labelsFrom) {
        return labelsFrom.contains("+") ? Texts.get("students.majority", labelsFrom.replace("+", " + ")) : labelsFrom;
    }

    /// The student's name; of a folder the last part of its path.
    static String kind(TrainViewModel model, String key) {
        return model.kinds().stream().filter(k -> k.key().equals(key)).map(k -> k.name()).findFirst()
                .orElseGet(() -> key.startsWith("hub:") ? key.substring("hub:".length()) : key.replaceFirst("^.*[/\\\\](?=[^/\\\\])", ""));
    }

    /// A guess is said as one: whole minutes beyond the first, tens of seconds below.
    private static double roughly(double seconds) {
        return seconds >= 90 ? Math.round(seconds / 60) * 60.0 : Math.max(10, Math.round(seconds / 10) * 10.0);
    }
}
