package concord.ui.teacher;

import concord.model.result.TeacherInfo;
import concord.ui.Texts;
import concord.ui.control.Parts;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.geometry.Insets;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// The buttons under the form, why one of them does nothing, and the question before texts leave the machine for the first time.
final class StartRow extends VBox {
    private StartRow(TeacherViewModel model) {
        super(10);
        setMinHeight(USE_PREF_SIZE);
        getChildren().addAll(question(model), trouble(model));
    }

    /// Without buttons, which stand elsewhere.
    static StartRow talking(TeacherViewModel model) {
        return new StartRow(model);
    }

    static StartRow labelling(TeacherViewModel model) {
        Button few = Parts.button(Texts.get("teacher.test"), "zap", model::testOnFew);
        few.setId("teacher-test");
        Button run = Parts.primary(Texts.get("teacher.run"), "play", model::run);
        run.setId("teacher-run");
        Button pause = Parts.button(Texts.get("teacher.pause"), "pause", model::pause);
        pause.setId("teacher-pause");
        BooleanBinding waiting = waiting(model);
        few.disableProperty().bind(waiting);
        run.disableProperty().bind(waiting);
        Fields.showing(run, model.liveProperty().isNull());
        Fields.showing(pause, model.liveProperty().isNotNull());
        StartRow row = new StartRow(model);
        row.setPadding(new Insets(12, 20, 14, 20));
        row.getChildren().add(Parts.row(8, few, Parts.spacer(), run, pause));
        return row;
    }

    /// While nothing can be started.
    static BooleanBinding waiting(TeacherViewModel model) {
        return Bindings.createBooleanBinding(
                () -> !model.outlookProperty().get().runs() || model.startingProperty().get() || !model.questionProperty().get().isEmpty(),
                model.outlookProperty(), model.startingProperty(), model.questionProperty());
    }

    private static VBox question(TeacherViewModel model) {
        Label sentence = Parts.sentence("", "t-note");
        sentence.textProperty().bind(model.questionProperty());
        Button agree = Parts.button(Texts.get("teacher.agree"), "check", model::agree, "sm");
        agree.setId("teacher-agree");
        Button decline = Parts.button(Texts.get("teacher.decline"), "x", model::decline, "sm", "ghost");
        HBox title = Parts.row(8, Parts.icon("upload-cloud", "warn"), Parts.text(Texts.get("teacher.leaves.title"), "t-medium"));
        VBox box = Parts.padded(Parts.style(Parts.column(8, title, sentence, Parts.row(8, agree, decline)), "well"), 12, 14, 12, 14);
        box.setId("teacher-question");
        return Fields.showing(box, model.questionProperty().isNotEmpty());
    }

    private static HBox trouble(TeacherViewModel model) {
        Label sentence = Parts.sentence("", "t-note", "ink-bad");
        sentence.setId("teacher-trouble");
        sentence.textProperty().bind(Bindings.createStringBinding(() -> {
            String trouble = model.troubleProperty().get();
            TeacherInfo info = model.outlookProperty().get().info();
            return !trouble.isEmpty()
                    ? trouble
                    : info != null && info.key() == TeacherInfo.Key.MISSING ? Texts.get("teacher.nokey", info.provider()) : "";
        }, model.troubleProperty(), model.outlookProperty()));
        HBox row = Parts.row(8, Parts.icon("alert-circle", "small", "bad"), Parts.grow(sentence));
        row.setAlignment(javafx.geometry.Pos.TOP_LEFT);
        return Fields.showing(row, sentence.textProperty().isNotEmpty());
    }
}
