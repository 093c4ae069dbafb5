package concord.ui.settings;

import concord.app.ProjectSettings.Reveal;
import concord.ui.Texts;
import concord.ui.control.Parts;
import java.util.List;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Slider;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/// The settings dialog: the person's settings, and below them the open project's.
public final class SettingsCard extends VBox {
    private final SettingsViewModel model;

    public enum Scope {
        PERSON, PERSON_AND_PROJECT
    }

    public SettingsCard(SettingsViewModel model, Scope scope, Runnable close) {
        super(16);
        this.model = model;
        getStyleClass().addAll("dialog-card", "card");
        setPadding(new Insets(24, 28, 24, 28));
        setId("settings-card");
        Button done = Parts.primary(Texts.get("settings.done"), "check");
        done.setOnAction(_ -> close.run());
        done.setDefaultButton(true);
        getChildren().addAll(Parts.text(Texts.get("settings.title"), "t-title"), line("settings.theme", "settings.theme.what", theme()),
                line("settings.text", "settings.text.what", textSize()), line("settings.name", "settings.name.what", name()),
                line("settings.draws", "settings.draws.what", number("settings.draws", model.drawsProperty(), 0, 100_000, 500)),
                line("settings.threads", "settings.threads.what",
                        number("settings.threads", model.threadsProperty(), 0, Runtime.getRuntime().availableProcessors(), 1)));
        if (scope == Scope.PERSON_AND_PROJECT) {
            getChildren().addAll(Parts.hair(), Parts.text(Texts.get("settings.project"), "t-head"),
                    line("settings.reveal", "settings.reveal.what", reveal()),
                    line("settings.keywords", "settings.keywords.what", keywords()));
        }
        getChildren().add(Parts.row(12, Parts.sentence(Texts.get("settings.atonce"), "t-small", "ink-3"), Parts.spacer(), done));
        Parts.width(this, 640);
        setMaxHeight(USE_PREF_SIZE);
    }

    private static Node line(String key, String what, Node control) {
        VBox words = Parts.column(2, Parts.text(Texts.get(key), "t-medium"), Parts.sentence(Texts.get(what), "t-small", "ink-3"));
        words.setPrefWidth(300);
        words.setMaxWidth(300);
        HBox row = Parts.row(16, words, Parts.spacer(), control);
        control.setAccessibleHelp(Texts.get(what));
        return row;
    }

    private Node theme() {
        ToggleGroup group = new ToggleGroup();
        HBox segments = Parts.row(2);
        segments.getStyleClass().add("seg");
        segments.setAccessibleText(Texts.get("settings.theme"));
        for (String theme : List.of("light", "dark", "system")) {
            ToggleButton segment = new ToggleButton(Texts.get("settings.theme." + theme));
            segment.getStyleClass().add("seg-item");
            segment.setToggleGroup(group);
            segment.setSelected(theme.equals(model.themeProperty().get()));
            segment.setOnAction(_ -> {
                segment.setSelected(true);
                model.themeProperty().set(theme);
            });
            segments.getChildren().add(segment);
        }
        return segments;
    }

    private Node textSize() {
        Slider slider = new Slider(SettingsViewModel.SMALLEST_TEXT, SettingsViewModel.LARGEST_TEXT, model.textSizeProperty().get());
        slider.setMajorTickUnit(1);
        slider.setMinorTickCount(0);
        slider.setSnapToTicks(true);
        slider.setBlockIncrement(1);
        slider.setAccessibleText(Texts.get("settings.text"));
        Parts.width(slider, 180);
        var shown = Parts.text(String.valueOf(model.textSizeProperty().get()), "t-medium");
        slider.valueProperty().addListener((_, _, now) -> {
            int size = (int) Math.round(now.doubleValue());
            shown.setText(String.valueOf(size));
            if (!slider.isValueChanging())
                model.textSizeProperty().set(size);
        });
        slider.valueChangingProperty().addListener((_, _, changing) -> {
            if (!changing)
                model.textSizeProperty().set((int) Math.round(slider.getValue()));
        });
        return Parts.row(10, slider, shown);
    }

    private Node name() {
        TextField field = field("settings.name", 220);
        field.setText(model.annotatorProperty().get());
        field.focusedProperty().addListener((_, _, focused) -> {
            if (!focused)
                model.annotatorProperty().set(field.getText());
        });
        field.setOnAction(_ -> model.annotatorProperty().set(field.getText()));
        return field;
    }

    private static Node number(String key, javafx.beans.property.IntegerProperty property, int from, int to, int step) {
        Spinner<Integer> spinner = new Spinner<>(from, to, Math.clamp(property.get(), from, to), step);
        spinner.setEditable(true);
        spinner.setAccessibleText(Texts.get(key));
        Parts.width(spinner, 140);
        spinner.valueProperty().addListener((_, _, now) -> {
            if (now != null)
                property.set(now);
        });
        return spinner;
    }

    private Node reveal() {
        ComboBox<Reveal> box = new ComboBox<>();
        box.getItems().setAll(Reveal.values());
        box.setValue(model.revealProperty().get());
        box.setAccessibleText(Texts.get("settings.reveal"));
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(Reveal reveal) {
                return switch (reveal) {
                    case NEVER -> Texts.get("settings.reveal.never");
                    case AFTER_SAVING -> Texts.get("settings.reveal.after");
                    case ALWAYS -> Texts.get("settings.reveal.always");
                };
            }

            @Override
            public Reveal fromString(String text) {
                throw new UnsupportedOperationException("not editable");
            }
        });
        Parts.width(box, 220);
        box.setOnAction(_ -> model.revealProperty().set(box.getValue()));
        return box;
    }

    private Node keywords() {
        TextField field = field("settings.keywords", 260);
        field.setPromptText(Texts.get("settings.keywords.prompt"));
        field.textProperty().bindBidirectional(model.keywordsProperty());
        return field;
    }

    private static TextField field(String key, double width) {
        TextField field = new TextField();
        field.setAccessibleText(Texts.get(key));
        Parts.width(field, width);
        return field;
    }
}
