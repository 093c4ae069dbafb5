package concord.ui.teacher;

import concord.app.TeacherService.Template;
import concord.ui.Texts;
import concord.ui.control.Parts;
import concord.ui.teacher.PromptViewModel.Sight;
import java.util.Objects;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The prompt, with a real text in it or as the template it is made from.
final class PromptCard extends VBox {
    private final PromptViewModel model;
    private final TeacherForm form;
    private final Label marked = Parts.elided("", "t-small", "ink-3");
    private final Label key = Parts.elided("", "t-note", "ink-3");
    private final Label problem = Parts.sentence("", "t-note", "ink-bad");
    private final PromptText prompt = new PromptText();
    private final TextArea system = area("teacher.prompt.system", 4);
    private final TextArea user = area("teacher.prompt.user", 12);
    private final ScrollPane withText;
    private final VBox template;
    private TextArea last = user;
    private boolean filling;

    /// @param editing hears whether the template is edited, which needs room
    PromptCard(PromptViewModel model, TeacherForm form, java.util.function.Consumer<Boolean> editing) {
        super(10);
        this.model = model;
        this.form = form;
        getStyleClass().add("card");
        setId("teacher-prompt-card");
        setPadding(new Insets(12, 20, 12, 20));
        setMinHeight(0);
        Button next = Parts.iconButton("shuffle", Texts.get("teacher.prompt.next"), "sm");
        next.setId("teacher-next-unit");
        next.setOnAction(_ -> model.next());
        Button reset = Parts.button(Texts.get("teacher.prompt.reset"), "rotate-ccw", "sm");
        reset.setId("teacher-reset-template");
        reset.setOnAction(_ -> model.restore());
        HBox ofText = Parts.row(8, key, next);
        withText = new ScrollPane(prompt);
        withText.getStyleClass().add("bare");
        withText.setFitToWidth(true);
        withText.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        template = template();
        StackPane body = new StackPane(withText);
        body.setMinHeight(0);
        body.setPrefHeight(10);
        VBox.setVgrow(body, Priority.ALWAYS);
        HBox head = Parts.row(12, Parts.text(Texts.get("teacher.prompt"), "t-head"));
        head.getChildren()
                .addAll(Fields.segments("teacher.prompt.view", java.util.List.of("teacher.prompt.text", "teacher.prompt.template"), i -> {
                    body.getChildren().setAll(i == 0 ? withText : template);
                    ofText.setVisible(i == 0);
                    ofText.setManaged(i == 0);
                    marked.setVisible(i == 0);
                    editing.accept(i == 1);
                    reset.setVisible(i == 1 && model.edited());
                }), Parts.grow(marked), ofText, reset);
        reset.setVisible(false);
        form.system.addListener((_, _, _) -> reset.setVisible(model.edited() && !ofText.isVisible()));
        form.user.addListener((_, _, _) -> reset.setVisible(model.edited() && !ofText.isVisible()));
        reset.managedProperty().bind(reset.visibleProperty());
        Fields.showing(problem, problem.textProperty().isNotEmpty());
        problem.setId("teacher-prompt-problem");
        getChildren().addAll(head, problem, body);
        model.sightProperty().addListener((_, _, _) -> show());
        model.problemProperty().addListener((_, _, _) -> show());
        model.templateProperty().addListener((_, _, _) -> fill());
        form.system.addListener((_, _, _) -> fill());
        form.user.addListener((_, _, _) -> fill());
        show();
        fill();
    }

    private void show() {
        Sight sight = model.sightProperty().get();
        problem.setText(model.problemProperty().get());
        if (sight == null) {
            // finding the nearest examples for the first time can take a while
            if (problem.getText().isEmpty())
                prompt.getChildren().setAll(Parts.sentence(Texts.get("teacher.prompt.making"), "t-note", "ink-3"));
            withText.setOpacity(problem.getText().isEmpty() ? 1 : 0.4);
            return;
        }
        withText.setOpacity(1);
        key.setText(sight.key());
        boolean any = prompt.show(sight.prompt().system(), sight.prompt().user(), sight.edits());
        marked.setText(any ? Texts.get("teacher.prompt.marked", sight.version()) : "");
    }

    /// Writes the template in force into the areas, unless it is what they hold.
    private void fill() {
        Template own = model.templateProperty().get();
        filling = true;
        put(system, Objects.requireNonNullElse(form.system.get(), own.system()));
        put(user, Objects.requireNonNullElse(form.user.get(), own.user()));
        filling = false;
    }

    private static void put(TextArea area, String text) {
        if (!area.getText().equals(text))
            area.setText(text);
    }

    private VBox template() {
        FlowPane places = new FlowPane(6, 6);
        for (String place : model.places()) {
            String name = "{{" + place + "}}";
            Button insert = Parts.button(name, () -> {
                last.insertText(last.getCaretPosition(), name);
                last.requestFocus();
            });
            insert.setMnemonicParsing(false);
            insert.getStyleClass().addAll("sm", "t-mono");
            insert.setAccessibleText(Texts.get("teacher.prompt.insert", place));
            places.getChildren().add(insert);
        }
        VBox.setVgrow(user, Priority.ALWAYS);
        for (TextArea area : java.util.List.of(system, user)) {
            area.textProperty().addListener((_, _, _) -> {
                if (!filling)
                    model.edit(system.getText(), user.getText());
            });
            area.focusedProperty().addListener((_, _, now) -> {
                if (now)
                    last = area;
            });
        }
        VBox column = Parts.column(8, places, caption("teacher.prompt.system"), system, caption("teacher.prompt.user"), user);
        column.setMinHeight(0);
        return column;
    }

    private static Node caption(String key) {
        return Parts.text(Texts.get(key), "t-small", "t-medium", "ink-3");
    }

    private static TextArea area(String key, int rows) {
        TextArea area = new TextArea();
        area.setId(key.replace('.', '-'));
        area.setWrapText(true);
        area.setPrefRowCount(rows);
        area.setMinHeight(48);
        area.getStyleClass().addAll("area", "t-mono");
        area.setAccessibleText(Texts.get(key));
        return area;
    }
}
