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
    TrainButton(StudentsViewModel model) {
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
    static StringBinding what(StudentsViewModel model) {
        return Bindings.createStringBinding(() -> {
            Plan plan = model.planProperty().get();
            if (plan == null)
                return "";
            String kind = kind(model, model.form().student.get());
            return Texts.get("students.plan", kind, Numbers.count(plan.trainUnits() + plan.validationUnits()),
                    source(model.form().labelsFrom.get()));
        }, model.planProperty());
    }

    /// "About 4 min on this computer. Nothing leaves it."
    static StringBinding how(StudentsViewModel model) {
        return Bindings.createStringBinding(() -> {
            Plan plan = model.planProperty().get();
            if (plan == null)
                return model.refusalProperty().get();
            return plan.seconds() > 0
                    ? Texts.get("students.plan.time", Numbers.duration(Duration.ofMillis((long) (roughly(plan.seconds()) * 1000))))
                    : Texts.get("students.plan.notime");
        }, model.planProperty(), model.refusalProperty());
    }

    static String source(String labelsFrom) {
        return labelsFrom.contains("+") ? Texts.get("students.majority", labelsFrom.replace("+", " + ")) : labelsFrom;
    }

    static String kind(StudentsViewModel model, String key) {
        return model.kinds().stream().filter(k -> k.key().equals(key)).map(k -> k.name()).findFirst().orElse(key);
    }

    /// A guess is said as one: whole minutes beyond the first, tens of seconds below.
    private static double roughly(double seconds) {
        return seconds >= 90 ? Math.round(seconds / 60) * 60.0 : Math.max(10, Math.round(seconds / 10) * 10.0);
    }
}
