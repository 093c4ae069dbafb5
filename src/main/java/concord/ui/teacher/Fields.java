package concord.ui.teacher;

import concord.ui.Texts;
import concord.ui.control.Parts;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/// The controls of this screen's forms.
final class Fields {
    private Fields() {
    }

    /// A caption above a control that takes the whole width.
    static VBox field(String key, Control control) {
        control.setMaxWidth(Double.MAX_VALUE);
        control.setMinWidth(0);
        control.setAccessibleText(Texts.get(key));
        return Parts.field(Texts.get(key), control);
    }

    /// A choice among names that follows and sets the property.
    ///
    /// @param shown what stands for a name
    static ComboBox<String> choice(ObservableList<String> items, StringProperty property, UnaryOperator<String> shown) {
        ComboBox<String> box = new ComboBox<>(items);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable String value) {
                return value == null ? "" : shown.apply(value);
            }

            @Override
            public String fromString(String text) {
                throw new UnsupportedOperationException("not typed");
            }
        });
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

    static TextField text(StringProperty property) {
        TextField field = new TextField();
        field.textProperty().bindBidirectional(property);
        return field;
    }

    /// @param most number of digits
    static TextField whole(IntegerProperty property, int most) {
        TextField field = new TextField(String.valueOf(property.get()));
        field.setTextFormatter(new TextFormatter<>(change -> change.getControlNewText().matches("\\d{0," + most + "}") ? change : null));
        field.textProperty().addListener((_, _, text) -> {
            if (!text.isEmpty())
                property.set(Integer.parseInt(text));
        });
        property.addListener((_, _, now) -> {
            if (field.getText().isEmpty() || Integer.parseInt(field.getText()) != now.intValue())
                field.setText(String.valueOf(now.intValue()));
        });
        return field;
    }

    /// From 0 to 2.
    static TextField temperature(DoubleProperty property) {
        TextField field = new TextField(plain(property.get()));
        field.setTextFormatter(new TextFormatter<>(change -> change.getControlNewText().matches("[0-2]?(\\.\\d{0,2})?") ? change : null));
        field.textProperty().addListener((_, _, text) -> {
            if (text.matches(".*\\d.*"))
                property.set(Math.min(2, Double.parseDouble(text)));
        });
        property.addListener((_, _, now) -> {
            if (!field.getText().matches(".*\\d.*") || Double.parseDouble(field.getText()) != now.doubleValue())
                field.setText(plain(now.doubleValue()));
        });
        return field;
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.valueOf((int) value) : String.valueOf(value);
    }

    /// Segments of which one is on.
    ///
    /// @param names  keys of their texts; the first is on
    /// @param chosen hears the index of the one chosen
    static HBox segments(String name, List<String> names, Consumer<Integer> chosen) {
        ToggleGroup group = new ToggleGroup();
        HBox row = Parts.row(2);
        row.getStyleClass().add("seg");
        row.setAccessibleText(Texts.get(name));
        row.setMaxHeight(34);
        for (int i = 0; i < names.size(); i++) {
            int index = i;
            ToggleButton segment = new ToggleButton(Texts.get(names.get(i)));
            segment.setId(names.get(i).replace('.', '-'));
            segment.getStyleClass().add("seg-item");
            segment.setMinWidth(HBox.USE_PREF_SIZE);
            segment.setToggleGroup(group);
            segment.setSelected(i == 0);
            segment.setOnAction(_ -> {
                segment.setSelected(true);
                chosen.accept(index);
            });
            row.getChildren().add(segment);
        }
        return row;
    }

    /// Takes no room while it is not to be seen.
    static <T extends Node> T showing(T node, javafx.beans.value.ObservableValue<Boolean> when) {
        node.visibleProperty().bind(when);
        node.managedProperty().bind(when);
        return node;
    }
}
