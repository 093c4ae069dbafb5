package concord.ui.students;

import concord.ui.Texts;
import concord.ui.control.Parts;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/// The fields of a training's options: a caption, the control, and what it means in the tooltip.
final class TrainFields {
    private static final String HELP = "students.help.";
    private static final String WRONG = "wrong";

    private TrainFields() {
    }

    /// Numbers as typed; marked while they cannot be read.
    static Node number(TrainForm form, Setting setting, double width, String prompt) {
        TextField field = new TextField();
        field.setId("option-" + setting.key().replace('_', '-'));
        field.setPromptText(Texts.get(prompt));
        field.textProperty().bindBidirectional(form.number(setting));
        field.textProperty().addListener((_, _, _) -> {
            boolean wrong = !form.typed(setting).wrong().isEmpty();
            field.getStyleClass().remove(WRONG);
            if (wrong)
                field.getStyleClass().add(WRONG);
            field.setAccessibleHelp(wrong ? form.typed(setting).wrong() : Texts.get(HELP + setting.key()));
        });
        return sized(setting.key(), field, width);
    }

    /// A word as typed.
    static Node words(String key, StringProperty property, double width, String prompt) {
        TextField field = new TextField();
        field.setPromptText(Texts.get(prompt));
        field.textProperty().bindBidirectional(property);
        return sized(key, field, width);
    }

    /// One of a few words of the recipe, each with its own spelling on the screen.
    static Node word(String key, StringProperty property, double width, String... values) {
        return choice(key, property, width, FXCollections.observableArrayList(values),
                value -> Texts.get("students.value." + key + "." + value.replace(',', '-')));
    }

    static Node choice(String key, StringProperty property, double width, ObservableList<String> items, Function<String, String> shown) {
        ComboBox<String> box = new ComboBox<>(items);
        box.setConverter(converter(shown));
        box.setValue(property.get());
        property.addListener((_, _, now) -> box.setValue(now));
        box.setOnAction(_ -> {
            if (box.getValue() != null)
                property.set(box.getValue());
        });
        return sized(key, box, width);
    }

    /// A control of a width under its caption.
    static VBox sized(String key, Control control, double width) {
        String title = Texts.get("students.option." + key);
        String help = Texts.get(HELP + key);
        Parts.width(control, width);
        control.setAccessibleText(title);
        control.setAccessibleHelp(help);
        VBox field = Parts.field(Parts.text(title, "t-small", "ink-3"), control);
        Parts.hint(field, help);
        return field;
    }

    /// What is wrong with these fields, one sentence each; takes no room while nothing is.
    static Label wrong(TrainForm form, Setting... settings) {
        Label wrong = Parts.sentence("", "t-note", "ink-bad");
        StringBinding sentences = Bindings.createStringBinding(
                () -> Arrays.stream(settings).map(s -> form.typed(s).wrong()).filter(w -> !w.isEmpty()).collect(Collectors.joining(" ")),
                Arrays.stream(settings).map(form::number).toArray(StringProperty[]::new));
        wrong.textProperty().bind(sentences);
        wrong.visibleProperty().bind(sentences.isNotEmpty());
        wrong.managedProperty().bind(wrong.visibleProperty());
        return wrong;
    }

    static <T> StringConverter<T> converter(Function<T, String> shown) {
        return new StringConverter<>() {
            @Override
            public String toString(@Nullable T value) {
                return value == null ? "" : shown.apply(value);
            }

            @Override
            public T fromString(String text) {
                throw new UnsupportedOperationException("not editable");
            }
        };
    }
}
