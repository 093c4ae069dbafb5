package concord.ui.students;

import atlantafx.base.controls.ToggleSwitch;
import concord.report.Numbers;
import concord.ui.Texts;
import concord.ui.control.Parts;
import java.io.File;
import java.util.List;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/// Everything about a training that can be chosen; nothing has to be.
final class TrainOptions extends VBox {
    private final StudentsViewModel model;

    TrainOptions(StudentsViewModel model) {
        super(14);
        this.model = model;
        setPadding(new Insets(16, 0, 0, 0));
        TrainForm form = model.form();
        FlowPane first = new FlowPane(20, 14, students(),
                choice("students.option.labels", 190, form.labelsFrom, model.sources(), TrainButton::source),
                choice("students.option.sample", 170, form.sample, model.samples(), s -> s.isEmpty() ? Texts.get("students.all") : s),
                choice("students.option.excluded", 170, form.excluded, model.samples(),
                        s -> s.isEmpty() ? Texts.get("students.nothing") : s),
                device());
        FlowPane second = new FlowPane(20, 14, share(form.validation), whole("students.option.epochs", form.epochs, "students.default"),
                whole("students.option.batch", form.batch, "students.default"), rate(form.learningRate),
                whole("students.option.length", form.maxLength, "students.default"),
                whole("students.option.patience", form.patience, "students.patience.none"), seed(), weights());
        getChildren().addAll(Parts.hair(), first, second);
    }

    private Node students() {
        ComboBox<String> box = new ComboBox<>();
        Runnable fill = () -> {
            List<String> keys = new java.util.ArrayList<>(model.kinds().stream().map(k -> k.key()).toList());
            String now = model.form().student.get();
            if (!keys.contains(now))
                keys.add(now);
            keys.add("");
            box.getItems().setAll(keys);
            box.setValue(now);
        };
        box.setConverter(words(key -> key.isEmpty() ? Texts.get("students.folder") : TrainButton.kind(model, key)));
        model.kinds().addListener((javafx.collections.ListChangeListener<Object>) _ -> fill.run());
        box.setOnAction(_ -> {
            String key = box.getValue();
            if (key == null || key.equals(model.form().student.get()))
                return;
            if (key.isEmpty()) {
                File folder = new DirectoryChooser().showDialog(getScene().getWindow());
                if (folder != null)
                    model.form().student.set(folder.getPath());
                javafx.application.Platform.runLater(fill);
            } else {
                model.form().student.set(key);
            }
        });
        fill.run();
        return sized("students.option.student", box, 190);
    }

    private Node device() {
        ComboBox<String> box = new ComboBox<>(FXCollections.observableArrayList("auto", "cpu", "gpu0"));
        box.setConverter(words(key -> switch (key) {
            case "auto" -> Texts.get("students.device.auto");
            case "cpu" -> "CPU";
            default -> Texts.get("students.device.gpu");
        }));
        box.valueProperty().bindBidirectional(model.form().device);
        return sized("students.option.device", box, 130);
    }

    private Node choice(String key, double width, StringProperty property, ObservableList<String> items,
            java.util.function.UnaryOperator<String> shown) {
        ComboBox<String> box = new ComboBox<>(items);
        box.setConverter(words(shown));
        box.setValue(property.get());
        property.addListener((_, _, now) -> box.setValue(now));
        box.setOnAction(_ -> {
            if (box.getValue() != null)
                property.set(box.getValue());
        });
        return sized(key, box, width);
    }

    private Node share(DoubleProperty property) {
        ComboBox<Double> box = new ComboBox<>(FXCollections.observableArrayList(0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5));
        box.setConverter(words(v -> v == null ? "" : Numbers.percent(v)));
        box.setValue(property.get());
        box.setOnAction(_ -> property.set(box.getValue()));
        return sized("students.option.validation", box, 96);
    }

    private Node whole(String key, IntegerProperty property, String zero) {
        TextField field = new TextField(property.get() == 0 ? "" : String.valueOf(property.get()));
        field.setPromptText(Texts.get(zero));
        field.setTextFormatter(new TextFormatter<>(change -> change.getControlNewText().matches("\\d{0,5}") ? change : null));
        field.textProperty().addListener((_, _, text) -> property.set(text.isEmpty() ? 0 : Integer.parseInt(text)));
        return sized(key, field, 92);
    }

    private Node rate(DoubleProperty property) {
        TextField field = new TextField();
        field.setPromptText(Texts.get("students.default"));
        field.setTextFormatter(new TextFormatter<>(change -> change.getControlNewText().matches("[0-9.eE-]{0,10}") ? change : null));
        field.textProperty().addListener((_, _, text) -> property.set(parse(text)));
        return sized("students.option.rate", field, 96);
    }

    /// A half-typed number counts as none.
    static double parse(String text) {
        try {
            double value = text.isEmpty() ? 0 : Double.parseDouble(text);
            return value > 0 && value < 1 ? value : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private Node seed() {
        TextField field = new TextField(String.valueOf(model.form().seed.get()));
        field.setTextFormatter(new TextFormatter<>(change -> change.getControlNewText().matches("\\d{0,9}") ? change : null));
        field.textProperty().addListener((_, _, text) -> model.form().seed.set(text.isEmpty() ? 1 : Long.parseLong(text)));
        return sized("students.option.seed", field, 80);
    }

    private Node weights() {
        ToggleSwitch toggle = new ToggleSwitch(Texts.get("students.option.weights.on"));
        toggle.selectedProperty().bindBidirectional(model.form().classWeights);
        return sized("students.option.weights", toggle, 170);
    }

    private static Node sized(String key, javafx.scene.control.Control control, double width) {
        Parts.width(control, width);
        control.setAccessibleText(Texts.get(key));
        return Parts.field(Parts.text(Texts.get(key), "t-small", "ink-3"), control);
    }

    private static <T> StringConverter<T> words(java.util.function.Function<T, String> shown) {
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
