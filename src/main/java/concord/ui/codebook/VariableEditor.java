package concord.ui.codebook;

import concord.model.Variable;
import concord.model.VariableKind;
import concord.ui.Texts;
import concord.ui.control.Parts;
import java.util.Objects;
import java.util.function.BiFunction;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/// One variable: its name, kind, question and instructions.
final class VariableEditor {
    private final CodebookViewModel model;
    private final VBox view = new VBox(18);

    VariableEditor(CodebookViewModel model) {
        this.model = model;
        Variable variable = Objects.requireNonNull(model.variable());
        TextField name = text(variable.name(), "codebook-variable-name",
                (v, s) -> new Variable(s, v.kind(), v.question(), v.instructions(), v.labels()));
        ComboBox<VariableKind> kind = new ComboBox<>();
        kind.getItems().setAll(VariableKind.values());
        kind.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable VariableKind k) {
                return k == null ? "" : Kinds.name(k);
            }

            @Override
            public VariableKind fromString(String text) {
                throw new UnsupportedOperationException("the choice is not typed");
            }
        });
        kind.setValue(variable.kind());
        Parts.style(kind, "choice");
        Label why = Parts.wrapped(Kinds.explanation(variable.kind()), "t-small", "ink-3");
        kind.valueProperty().addListener((_, _, k) -> {
            why.setText(Kinds.explanation(k));
            model.editVariable(v -> new Variable(v.name(), k, v.question(), v.instructions(), v.labels()));
        });
        TextArea question = Areas.area(variable.question(), 2, Texts.get("codebook.variable.question-prompt"));
        listen(question, (v, s) -> new Variable(v.name(), v.kind(), s, v.instructions(), v.labels()));
        question.setId("codebook-question");
        TextArea instructions = Areas.area(variable.instructions(), 8, Texts.get("codebook.variable.instructions-prompt"));
        listen(instructions, (v, s) -> new Variable(v.name(), v.kind(), v.question(), s, v.labels()));
        view.getChildren().addAll(head(variable), Parts.field(Texts.get("codebook.name"), name),
                Parts.field(Texts.get("codebook.variable.kind"), new VBox(6, kind, why)),
                Parts.field(Texts.get("codebook.variable.question"), question),
                Parts.field(Texts.get("codebook.variable.instructions"), instructions));
    }

    Region view() {
        return view;
    }

    private HBox head(Variable variable) {
        HBox head = Parts.row(8, Parts.elided(variable.name(), "t-title"), Parts.spacer());
        long stale = model.staleProperty().get().getOrDefault(variable.name(), 0L);
        if (stale > 0)
            head.getChildren().add(Areas.stale(stale));
        head.getChildren().addAll(Parts.smallIconButton("arrow-up", Texts.get("codebook.move-up"), () -> model.moveVariable(-1)),
                Parts.smallIconButton("arrow-down", Texts.get("codebook.move-down"), () -> model.moveVariable(1)),
                Parts.smallIconButton("trash-2", Texts.get("codebook.variable.remove"), model::removeVariable));
        return head;
    }

    private TextField text(String value, String id, BiFunction<Variable, String, Variable> edit) {
        TextField field = Parts.style(new TextField(value), "field");
        field.setId(id);
        listen(field, edit);
        return field;
    }

    private void listen(TextInputControl field, BiFunction<Variable, String, Variable> edit) {
        field.textProperty().addListener((_, _, text) -> model.editVariable(v -> edit.apply(v, text)));
    }
}
