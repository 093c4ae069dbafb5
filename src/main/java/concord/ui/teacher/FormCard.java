package concord.ui.teacher;

import atlantafx.base.controls.ToggleSwitch;
import concord.app.Secrets;
import concord.model.Variable;
import concord.model.result.ProviderInfo;
import concord.model.result.TeacherInfo;
import concord.ui.Texts;
import concord.ui.control.Parts;
import concord.ui.teacher.FormViewModel.Keep;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.collections.FXCollections;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Which teacher, how it is asked, and what that comes to.
final class FormCard extends VBox {
    static final double WIDE = 288;
    private final FormViewModel model;
    private final TeacherForm form;
    private final VBox texts;

    FormCard(FormViewModel model) {
        this.model = model;
        form = model.form();
        getStyleClass().add("card");
        Parts.width(this, WIDE);
        setMinHeight(0);
        texts = Fields.field("teacher.texts",
                Fields.choice(model.samples(), form.sample, s -> s.isEmpty() ? Texts.get("teacher.texts.all") : s));
        VBox fields = Parts.column(12, provider(), modelRow(), address(), new KeyBox(), leaves(), codebook(), examples(), source(),
                row(Fields.field("teacher.temperature", Fields.temperature(form.temperature)), repeats()),
                texts, cap(), more());
        Parts.padded(fields, 18, 20, 16, 20);
        ScrollPane scroll = new ScrollPane(fields);
        scroll.getStyleClass().add("bare");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setMinHeight(80);
        scroll.setPrefHeight(10);
        Parts.grow(scroll);
        getChildren().addAll(scroll, Parts.hair(), new EstimateBox(model));
    }

    /// On the validation's tab the texts are those of the validation.
    void textsChosenElsewhere(boolean elsewhere) {
        texts.setVisible(!elsewhere);
        texts.setManaged(!elsewhere);
    }

    /// What stands below the estimate; null for nothing.
    void footer(@Nullable Node footer) {
        if (getChildren().size() > 3)
            getChildren().remove(3, getChildren().size());
        if (footer != null)
            getChildren().addAll(Parts.hair(), footer);
    }

    private Node provider() {
        ComboBox<String> box = Fields.choice(
                FXCollections.observableArrayList(model.providers().stream().map(ProviderInfo::key).toList()), form.provider,
                key -> model.providers().stream().filter(p -> p.key().equals(key)).findFirst().map(ProviderInfo::title).orElse(key));
        box.setId("teacher-provider");
        box.setVisibleRowCount(8);
        return Fields.field("teacher.provider", box);
    }

    private BooleanBinding embedded() {
        return form.provider.isEqualTo(TeacherForm.EMBEDDED);
    }

    private Node modelRow() {
        ComboBox<String> box = new ComboBox<>(model.models());
        box.setEditable(true);
        box.setId("teacher-model");
        box.getEditor().setPromptText(Texts.get("teacher.model.prompt"));
        box.getEditor().textProperty().bindBidirectional(form.model);
        // a list that arrives must not take away what was typed
        model.models().addListener((javafx.collections.ListChangeListener<String>) _ -> {
            String typed = form.model.get();
            if (!model.models().isEmpty() && box.isFocused())
                box.show();
            form.model.set(typed);
        });
        Button list = Parts.iconButton("refresh-cw", Texts.get("teacher.models.list"));
        list.setId("teacher-list-models");
        list.setOnAction(_ -> {
            box.requestFocus();
            model.listModels();
        });
        VBox field = Fields.field("teacher.model", box);
        HBox.setHgrow(field, javafx.scene.layout.Priority.ALWAYS);
        HBox row = Parts.row(6, field, list);
        row.setAlignment(javafx.geometry.Pos.BOTTOM_LEFT);
        return Fields.showing(row, embedded().not());
    }

    private Node address() {
        TextField field = Fields.text(form.baseUrl);
        field.setId("teacher-address");
        Runnable prompt = () -> {
            String own = model.provider().baseUrl();
            field.setPromptText(own == null ? Texts.get("teacher.address.prompt") : own);
        };
        form.provider.addListener((_, _, _) -> prompt.run());
        prompt.run();
        return Fields.showing(Fields.field("teacher.address", field), Bindings.createBooleanBinding(
                () -> List.of("azure", "compatible", "ollama").contains(form.provider.get()) || !form.baseUrl.get().isEmpty(),
                form.provider, form.baseUrl));
    }

    private Node leaves() {
        Label sentence = Parts.sentence("", "t-small", "ink-2");
        sentence.setId("teacher-leaves");
        Label icon = new Label();
        Runnable fill = () -> {
            TeacherInfo info = model.outlookProperty().get().info();
            sentence.setText(info == null ? "" : info.leaves());
            icon.setGraphic(Parts.icon(info != null && !info.local() ? "upload-cloud" : "lock", "small",
                    info != null && !info.local() ? "warn" : "faint"));
        };
        model.outlookProperty().addListener((_, _, _) -> fill.run());
        fill.run();
        HBox row = Parts.row(8, icon, Parts.grow(sentence));
        row.setAlignment(javafx.geometry.Pos.TOP_LEFT);
        return Fields.showing(row, sentence.textProperty().isNotEmpty());
    }

    private Node repeats() {
        TextField field = Fields.whole(form.repeats, 2);
        field.setId("teacher-repeats");
        return Fields.field("teacher.repeats", field);
    }

    private Node codebook() {
        Label name = Parts.elided("", "t-medium");
        Label version = Parts.text("", "t-note", "ink-3");
        Runnable fill = () -> {
            Variable variable = model.workspace().variableProperty().get();
            name.setText(variable == null ? "" : variable.name());
            version.setText(Texts.get("shell.version", model.workspace().codebookProperty().get().version()));
        };
        model.workspace().variableProperty().addListener((_, _, _) -> fill.run());
        model.workspace().codebookProperty().addListener((_, _, _) -> fill.run());
        fill.run();
        Button open = Parts.link(Texts.get("teacher.codebook.open"), () -> model.workspace().screenProperty().set("codebook"));
        HBox box = Parts.row(8, name, version, Parts.spacer(), open);
        box.getStyleClass().addAll("input", "sunken");
        return Parts.field(Texts.get("teacher.codebook"), box);
    }

    private Node examples() {
        TextField count = Fields.whole(form.examples, 2);
        count.setAccessibleText(Texts.get("teacher.examples"));
        Parts.width(count, 52);
        ComboBox<String> way = Fields.choice(FXCollections.observableArrayList("fixed", "balanced", "nearest"), form.way,
                w -> Texts.get("teacher.examples." + w));
        way.setAccessibleText(Texts.get("teacher.examples.way"));
        way.setMaxWidth(Double.MAX_VALUE);
        way.disableProperty().bind(form.examples.isEqualTo(0));
        HBox.setHgrow(way, javafx.scene.layout.Priority.ALWAYS);
        return Parts.field(Texts.get("teacher.examples"), Parts.row(8, count, way));
    }

    private Node source() {
        return Fields.showing(Fields.field("teacher.examples.from", Fields.choice(model.sources(), form.from, s -> s)),
                form.examples.greaterThan(0));
    }

    private Node cap() {
        TextField field = Fields.text(form.cap);
        field.setId("teacher-cap");
        field.setPromptText(Texts.get("teacher.cap.none"));
        VBox box = Parts.column(4, Fields.field("teacher.cap", field), Parts.sentence(Texts.get("teacher.cap.what"), "t-small", "ink-3"));
        return Fields.showing(box, embedded().not());
    }

    private Node more() {
        VBox rest = Parts.column(12,
                row(Fields.field("teacher.concurrency", Fields.whole(form.concurrency, 3)),
                        Fields.field("teacher.perminute", Fields.whole(form.perMinute, 5))),
                row(Fields.field("teacher.maxtokens", Fields.whole(form.maxTokens, 5)), seed()),
                toggle("teacher.reason", form.reason), Fields.showing(toggle("teacher.batch", form.batch),
                        Bindings.createBooleanBinding(() -> model.provider().batch(), form.provider)));
        rest.setVisible(false);
        rest.managedProperty().bind(rest.visibleProperty());
        Button fold = Parts.link(Texts.get("teacher.more"), () -> {
        });
        fold.setId("teacher-more");
        fold.setGraphic(Parts.icon("chevron-down", "small", "accent"));
        fold.setContentDisplay(javafx.scene.control.ContentDisplay.RIGHT);
        fold.setOnAction(_ -> {
            rest.setVisible(!rest.isVisible());
            fold.setGraphic(Parts.icon(rest.isVisible() ? "chevron-up" : "chevron-down", "small", "accent"));
        });
        return Parts.column(10, fold, rest);
    }

    private Node seed() {
        TextField field = new TextField(String.valueOf(form.seed.get()));
        field.setTextFormatter(
                new javafx.scene.control.TextFormatter<>(change -> change.getControlNewText().matches("\\d{0,9}") ? change : null));
        field.textProperty().addListener((_, _, text) -> form.seed.set(text.isEmpty() ? 1 : Long.parseLong(text)));
        form.seed.addListener((_, _, now) -> {
            if (!field.getText().equals(String.valueOf(now)) && !field.isFocused())
                field.setText(String.valueOf(now));
        });
        return Fields.field("teacher.seed", field);
    }

    private static ToggleSwitch toggle(String key, BooleanProperty property) {
        ToggleSwitch toggle = new ToggleSwitch(Texts.get(key));
        toggle.selectedProperty().bindBidirectional(property);
        toggle.setAccessibleText(Texts.get(key));
        return toggle;
    }

    private static HBox row(Node left, Node right) {
        HBox row = new HBox(12, left, right);
        for (Node node : List.of(left, right)) {
            HBox.setHgrow(node, javafx.scene.layout.Priority.ALWAYS);
            ((Region) node).setPrefWidth(10);
        }
        return row;
    }

    /// How the key stands, and a field for one; what was typed is taken out of it at once.
    private final class KeyBox extends VBox {
        private final Label state = Parts.sentence("", "t-note", "ink-2");
        private final Label icon = new Label();
        private final PasswordField key = new PasswordField();
        private final Button forget = Parts.link(Texts.get("teacher.key.forget"), model::forgetKey);
        private final VBox entry;

        KeyBox() {
            super(8);
            key.setId("teacher-key");
            key.setPromptText(Texts.get("teacher.key.prompt"));
            key.setAccessibleText(Texts.get("teacher.key"));
            key.setOnAction(_ -> give(Keep.THIS_RUN));
            Button run = Parts.button(Texts.get("teacher.key.run"), "clock", () -> give(Keep.THIS_RUN), "sm");
            run.setId("teacher-key-run");
            Button ring = Parts.button(Texts.get("teacher.key.keyring"), "lock", () -> give(Keep.KEYRING), "sm");
            ring.setVisible(model.keyring());
            ring.setManaged(model.keyring());
            entry = Parts.column(8, key, Parts.row(8, run, ring));
            entry.managedProperty().bind(entry.visibleProperty());
            forget.managedProperty().bind(forget.visibleProperty());
            HBox line = Parts.row(8, icon, Parts.grow(state), forget);
            getChildren().addAll(line, entry);
            model.outlookProperty().addListener((_, _, now) -> show(now));
            show(model.outlookProperty().get());
        }

        private void give(Keep keep) {
            String typed = key.getText();
            key.clear();
            model.giveKey(typed, keep);
        }

        private void show(Outlook now) {
            TeacherInfo info = now.info();
            setVisible(info != null && (info.key() != TeacherInfo.Key.NOT_NEEDED || !info.keyNames().isEmpty()));
            setManaged(isVisible());
            if (info == null)
                return;
            state.setText(words(now));
            boolean missing = info.key() == TeacherInfo.Key.MISSING;
            icon.setGraphic(Parts.icon(missing ? "alert-circle" : "lock", "small", missing ? "warn" : "faint"));
            entry.setVisible(now.place() == Secrets.Place.NOWHERE);
            forget.setVisible(now.place() == Secrets.Place.KEYRING || now.place() == Secrets.Place.THIS_RUN);
        }
    }

    /// "Key from the environment".
    static String words(Outlook outlook) {
        TeacherInfo info = outlook.info();
        if (info == null)
            return "";
        return switch (outlook.place()) {
            case ENVIRONMENT -> Texts.get("teacher.key.environment");
            case KEYRING -> Texts.get("teacher.key.fromkeyring");
            case THIS_RUN -> Texts.get("teacher.key.thisrun");
            case NOWHERE -> Texts.get(info.key() == TeacherInfo.Key.MISSING ? "teacher.key.missing" : "teacher.key.optional");
        };
    }
}
