package concord.ui.study;

import concord.ui.Texts;
import concord.ui.control.Parts;
import java.util.List;
import java.util.function.UnaryOperator;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/// The controls of this screen's forms: a caption, the control, what it means in the tooltip, and what is wrong below it.
final class StudyFields {
    private StudyFields() {
    }

    /// A part of a form under its heading, with a sentence of what it is for and, below, what is wrong with it.
    static VBox part(String key, ReadOnlyObjectProperty<@Nullable Refusal> refusal, List<Field> fields, Node... content) {
        VBox part = Parts.column(8, Parts.row(10, Parts.text(Texts.get(key), "t-medium"),
                Parts.elided(help(key), "t-note", "ink-3")));
        part.getChildren().addAll(content);
        part.getChildren().add(wrong(refusal, fields));
        return part;
    }

    /// What a part or a control is for.
    ///
    /// @param key of its title
    private static String help(String key) {
        return Texts.get("study.help." + key.substring(key.indexOf('.') + 1));
    }

    /// Takes no room while nothing is wrong.
    static Label wrong(ReadOnlyObjectProperty<@Nullable Refusal> refusal, List<Field> fields) {
        Label wrong = Parts.sentence("", "t-note", "ink-bad");
        wrong.getStyleClass().add("study-wrong");
        wrong.setGraphic(Parts.icon("alert-circle", "small", "bad"));
        wrong.textProperty().bind(Bindings.createStringBinding(() -> {
            Refusal now = refusal.get();
            return now == null || !fields.contains(now.field()) ? "" : now.sentence();
        }, refusal));
        return showing(wrong, wrong.textProperty().isNotEmpty());
    }

    /// A control of a width under its caption.
    static VBox sized(String key, Control control, double width) {
        String title = Texts.get(key);
        String help = help(key);
        Parts.width(control, width);
        control.setAccessibleText(title);
        control.setAccessibleHelp(help);
        VBox field = Parts.field(Parts.text(title, "t-small", "ink-3"), control);
        Parts.hint(field, help);
        return field;
    }

    static TextField typed(String id, StringProperty property, String prompt) {
        TextField field = new TextField();
        field.setId(id);
        field.setPromptText(prompt);
        field.textProperty().bindBidirectional(property);
        return field;
    }

    /// A choice among names that follows and sets the property.
    ///
    /// @param shown what stands for a name
    static ComboBox<String> choice(String id, ObservableList<String> items, StringProperty property, UnaryOperator<String> shown) {
        ComboBox<String> box = new ComboBox<>(items);
        box.setId(id);
        box.setConverter(converter(shown));
        box.setValue(property.get());
        property.addListener((_, _, now) -> box.setValue(now));
        // new items clear the value where the old one stood elsewhere
        box.valueProperty().addListener((_, _, now) -> {
            if (now != null)
                property.set(now);
            else if (items.contains(property.get()))
                box.setValue(property.get());
        });
        return box;
    }

    static StringConverter<String> converter(UnaryOperator<String> shown) {
        return new StringConverter<>() {
            @Override
            public String toString(@Nullable String value) {
                return value == null ? "" : shown.apply(value);
            }

            @Override
            public String fromString(String text) {
                throw new UnsupportedOperationException("not typed");
            }
        };
    }

    /// Segments of which the one of the property's value is on.
    ///
    /// @param values aligned with the keys of their texts
    static <E> HBox segments(String name, List<String> keys, List<E> values, ObjectProperty<E> property) {
        ToggleGroup group = new ToggleGroup();
        HBox row = Parts.row(2);
        row.getStyleClass().add("seg");
        row.setAccessibleText(Texts.get(name));
        row.setMaxHeight(34);
        row.setMaxWidth(HBox.USE_PREF_SIZE);
        for (int i = 0; i < keys.size(); i++) {
            E value = values.get(i);
            ToggleButton segment = new ToggleButton(Texts.get(keys.get(i)));
            segment.setId(keys.get(i).replace('.', '-'));
            segment.getStyleClass().add("seg-item");
            segment.setMinWidth(HBox.USE_PREF_SIZE);
            segment.setToggleGroup(group);
            segment.setSelected(value.equals(property.get()));
            segment.setOnAction(_ -> {
                segment.setSelected(true);
                property.set(value);
            });
            property.addListener((_, _, now) -> segment.setSelected(value.equals(now)));
            row.getChildren().add(segment);
        }
        return row;
    }

    /// Takes no room while it is not to be seen.
    static <T extends Node> T showing(T node, ObservableValue<Boolean> when) {
        node.visibleProperty().bind(when);
        node.managedProperty().bind(when);
        return node;
    }

    /// What is higher than its place scrolls up and down, without a frame.
    static ScrollPane scrolling(Node content) {
        ScrollPane scroll = new ScrollPane(content);
        scroll.getStyleClass().add("bare");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        return scroll;
    }

    /// Sets a list only where it differs, so that what is chosen from it stays chosen.
    static void keep(ObservableList<String> list, List<String> now) {
        if (!list.equals(now))
            list.setAll(now);
    }
}
