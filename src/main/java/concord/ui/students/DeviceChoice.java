package concord.ui.students;

import concord.model.request.Recipe;
import concord.model.result.DeviceReport;
import concord.model.result.DeviceReport.Device;
import concord.report.Numbers;
import concord.ui.Texts;
import concord.ui.control.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;

/// The devices of this computer; those that cannot be used are listed with the reason.
final class DeviceChoice {
    private static final double GIGABYTE = 1e9;
    private final TrainViewModel model;
    private final ComboBox<String> box = new ComboBox<>();
    private final Label why = Parts.sentence("", "t-note", "ink-2");

    DeviceChoice(TrainViewModel model) {
        this.model = model;
        box.setId("device-choice");
        box.setConverter(TrainFields.converter(key -> key.equals(Recipe.AUTO) ? Texts.get("students.device.auto") : shortly(key)));
        box.setCellFactory(_ -> new Entry());
        box.setOnAction(_ -> {
            if (box.getValue() != null)
                model.form().device.set(box.getValue());
        });
        model.devicesProperty().addListener((_, _, _) -> fill());
        fill();
    }

    Node field() {
        return TrainFields.sized("device", box, 130);
    }

    /// Which device is used and why, and what would bring a GPU into use.
    Node sentence() {
        HBox.setHgrow(why, Priority.ALWAYS);
        HBox row = new HBox(8, Parts.icon("cpu", "small"), why);
        row.visibleProperty().bind(why.textProperty().isNotEmpty());
        row.managedProperty().bind(row.visibleProperty());
        return row;
    }

    private void fill() {
        DeviceReport report = model.devicesProperty().get();
        List<String> keys = new ArrayList<>(List.of(Recipe.AUTO));
        if (report == null) {
            keys.add("cpu");
        } else {
            report.devices().forEach(d -> keys.add(d.key()));
            why.setText((report.sentence() + " " + report.advice()).strip());
        }
        box.getItems().setAll(keys);
        box.setValue(model.form().device.get());
    }

    private Optional<Device> device(String key) {
        DeviceReport report = model.devicesProperty().get();
        return report == null ? Optional.empty() : report.devices().stream().filter(d -> d.key().equals(key)).findFirst();
    }

    private static String shortly(String key) {
        return key.equals("cpu") ? Texts.get("students.device.cpu") : Texts.get("students.device.gpu", key.replaceFirst("^gpu", ""));
    }

    private final class Entry extends ListCell<String> {
        @Override
        protected void updateItem(@Nullable String key, boolean empty) {
            super.updateItem(key, empty);
            setDisable(false);
            if (empty || key == null) {
                setText(null);
                return;
            }
            Device device = device(key).orElse(null);
            if (device == null) {
                setText(key.equals(Recipe.AUTO) ? Texts.get("students.device.auto") : shortly(key));
                return;
            }
            String memory = Numbers.plain(device.totalBytes() / GIGABYTE, 0);
            setDisable(!device.usable());
            setText(device.usable()
                    ? Texts.get("students.device.entry", shortly(key), device.name(), memory)
                    : Texts.get("students.device.unusable", shortly(key), device.name(), memory, device.reason()));
        }
    }
}
