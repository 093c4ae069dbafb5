package concord.ui.students;

import concord.report.Numbers;
import concord.ui.Texts;
import concord.ui.control.Fold;
import concord.ui.control.Parts;
import javafx.beans.property.DoubleProperty;
import javafx.collections.FXCollections;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

/// What is most often chosen about a training; nothing has to be. What only experts ask for folds out below.
final class TrainOptions extends VBox {
    TrainOptions(TrainViewModel model) {
        super(14);
        setPadding(new Insets(16, 0, 0, 0));
        TrainForm form = model.form();
        StudentChoice student = new StudentChoice(model);
        DeviceChoice device = new DeviceChoice(model);
        FlowPane what = new FlowPane(16, 14, student.field(), student.hub(),
                TrainFields.choice("labels", form.labelsFrom, 160, model.sources(), TrainButton::source),
                TrainFields.choice("sample", form.sample, 156, model.samples(), s -> s.isEmpty() ? Texts.get("students.all") : s),
                TrainFields.choice("excluded", form.excluded, 150, model.samples(), s -> s.isEmpty() ? Texts.get("students.nothing") : s),
                device.field());
        FlowPane how = new FlowPane(16, 14, number(form, Setting.EPOCHS, 84), number(form, Setting.BATCH, 84),
                number(form, Setting.LEARNING_RATE, 124),
                number(form, Setting.MAX_LENGTH, 88), TrainFields.number(form, Setting.PATIENCE, 74, "students.patience.none"),
                TrainFields.number(form, Setting.SEEDS, 84, "students.default"), share(form.validation),
                TrainFields.word("class_weights", form.classWeights, 124, TrainForm.NO, TrainForm.YES, TrainForm.BOTH));
        TrainMore more = new TrainMore(model);
        Fold fold = new Fold("students.more", "train-more", more);
        getChildren().addAll(Parts.hair(), what, student.help(), how,
                TrainFields.wrong(form, Setting.EPOCHS, Setting.BATCH, Setting.LEARNING_RATE, Setting.MAX_LENGTH, Setting.PATIENCE,
                        Setting.SEEDS),
                device.sentence(), Parts.row(10, Parts.elided(Texts.get("students.several"), "t-note", "ink-2"), usual(model),
                        Parts.spacer(), fold),
                more);
        visibleProperty().addListener((_, _, visible) -> {
            if (visible)
                model.askDevices();
        });
    }

    private static Node number(TrainForm form, Setting setting, double width) {
        return TrainFields.number(form, setting, width, "students.default");
    }

    private static Node usual(TrainViewModel model) {
        Node link = Parts.link(Texts.get("students.usual"), model::usualGrid);
        link.setId("usual-grid");
        return link;
    }

    private static Node share(DoubleProperty property) {
        ComboBox<Double> box = new ComboBox<>(FXCollections.observableArrayList(0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5));
        box.setConverter(TrainFields.converter(Numbers::percent));
        box.setValue(property.get());
        box.setOnAction(_ -> property.set(box.getValue()));
        return TrainFields.sized("validation", box, 82);
    }
}
