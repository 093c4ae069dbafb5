package concord.ui.teacher;

import concord.model.CallStatus;
import concord.model.TeacherCall;
import concord.report.Numbers;
import concord.ui.Texts;
import concord.ui.control.Parts;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// One call: what was sent, what came back, what was read from it.
final class CallInspector extends VBox {
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("d MMM yyyy HH:mm:ss", Locale.ENGLISH);
    private final CallsViewModel model;
    private final TeacherViewModel teacher;
    private final Label key = Parts.elided("", "t-medium");
    private final HBox segments;
    private final VBox body = Parts.column(12);
    private final Button again = Parts.button(Texts.get("teacher.askagain"), "rotate-cw", "sm");
    private boolean prompt;

    CallInspector(CallsViewModel model, TeacherViewModel teacher) {
        super(10);
        this.model = model;
        this.teacher = teacher;
        setId("teacher-call");
        setPadding(new Insets(8, 12, 10, 14));
        setMinHeight(0);
        segments = Fields.segments("teacher.call.view", List.of("teacher.call.answer", "teacher.call.prompt"), i -> {
            prompt = i == 1;
            show();
        });
        again.setId("teacher-ask-again");
        again.setOnAction(_ -> model.askAgain());
        again.setMinHeight(USE_PREF_SIZE);
        ScrollPane scroll = new ScrollPane(body);
        scroll.getStyleClass().add("bare");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setMinHeight(0);
        scroll.setPrefHeight(10);
        Parts.grow(scroll);
        getChildren().addAll(Parts.row(8, Parts.grow(key), segments), scroll, again);
        model.selectedProperty().addListener((_, before, now) -> {
            if (before == null || !before.equals(now))
                show();
        });
        teacher.liveProperty().addListener((_, _, _) -> show());
        show();
    }

    private void show() {
        CallRow row = model.selectedProperty().get();
        body.getChildren().clear();
        segments.setVisible(row != null);
        again.setVisible(row != null);
        again.setManaged(row != null);
        key.setText(row == null ? "" : row.name());
        if (row == null) {
            body.getChildren().add(Parts.sentence(Texts.get("teacher.call.none"), "t-note", "ink-3"));
            return;
        }
        again.setDisable(teacher.liveProperty().get() != null);
        if (prompt) {
            PromptText words = new PromptText();
            words.show(row.call().system(), row.call().user(), List.of());
            body.getChildren().add(words);
        } else {
            answer(row);
        }
    }

    private void answer(CallRow row) {
        TeacherCall call = row.call();
        if (!call.raw().isBlank()) {
            var raw = Parts.paragraph(call.raw(), "t-mono");
            raw.setAccessibleText(call.raw());
            body.getChildren().add(raw);
        }
        String label = call.label();
        if (label != null) {
            body.getChildren().add(CallsCard.tags(teacher.workspace().variableProperty().get(), label));
            if (!call.reason().isBlank())
                body.getChildren().add(Parts.paragraph(call.reason(), "t-note", "ink-2"));
            if (call.confidence() != null)
                body.getChildren().add(
                        Parts.sentence(Texts.get("teacher.call.confidence", Numbers.bounded(call.confidence())), "t-small", "ink-2"));
        } else {
            boolean open = call.status() == CallStatus.CAPPED;
            String why = call.reason().isBlank() ? CallsCard.status(call.status()) : call.reason();
            HBox line = Parts.row(8, Parts.icon(open ? "minus-circle" : "alert-circle", "small", open ? "faint" : "bad"),
                    Parts.grow(Parts.sentence(why + " " + Texts.get("teacher.call.missing"), "t-note")));
            line.setAlignment(Pos.TOP_LEFT);
            body.getChildren().add(line);
        }
        String model = call.returnedModel() == null ? call.requestedModel() : call.returnedModel();
        body.getChildren().add(Parts.sentence(Texts.get("teacher.call.record", model, call.codebookVersion(),
                WHEN.format(call.start().atZone(ZoneId.systemDefault())), CallsCard.took(row), Numbers.count(call.tokensIn()),
                Numbers.count(call.tokensOut()), call.attempt(), call.examples().size()), "t-small", "ink-3"));
    }
}
