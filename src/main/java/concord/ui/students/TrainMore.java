package concord.ui.students;

import concord.model.request.Recipe;
import concord.ui.Texts;
import concord.ui.control.Parts;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

/// The rest of a training's recipe, for those who know what they want.
final class TrainMore extends VBox {
    private static final double NUMBER = 96;
    private static final double WORD = 150;

    TrainMore(TrainViewModel model) {
        super(10);
        setPadding(new Insets(4, 0, 0, 0));
        TrainForm form = model.form();
        Node ordinal = TrainFields.word("ordinal", form.ordinal, 190, Recipe.AUTO, "coral", "score");
        ordinal.managedProperty().bind(ordinal.visibleProperty());
        ordinal.setVisible(model.ordered());
        model.workspace().variableProperty().addListener((_, _, _) -> ordinal.setVisible(model.ordered()));
        Node ranking = TrainFields.word("ranking", form.ranking, 190, Recipe.AUTO, Recipe.BI_ENCODER);
        ranking.managedProperty().bind(ranking.visibleProperty());
        ranking.setVisible(model.ranks());
        model.workspace().variableProperty().addListener((_, _, _) -> ranking.setVisible(model.ranks()));
        getChildren().addAll(
                Parts.hair(), group("students.more.learning"),
                new FlowPane(16, 14, TrainFields.word("schedule", form.schedule, WORD, Recipe.AUTO, "linear", "cosine", "constant"),
                        number(form, Setting.WARM_UP), number(form, Setting.WEIGHT_DECAY), number(form, Setting.LABEL_SMOOTHING),
                        TrainFields.word("soft_labels", form.softLabels, WORD, TrainForm.NO, TrainForm.YES),
                        TrainFields.number(form, Setting.CONSISTENCY, NUMBER, "students.any"), ordinal, ranking),
                group("students.more.memory"),
                new FlowPane(16, 14, TrainFields.number(form, Setting.FROZEN_LAYERS, NUMBER, "students.none.frozen"),
                        TrainFields.word("precision", form.precision, WORD, Recipe.AUTO, "fp32", "bf16"),
                        TrainFields.word("checkpointing", form.checkpointing, WORD, Recipe.AUTO, "on", "off")),
                group("students.more.lora"),
                new FlowPane(16, 14, number(form, Setting.LORA_RANK), number(form, Setting.LORA_ALPHA), number(form, Setting.LORA_DROPOUT),
                        TrainFields.words("lora_targets", form.loraTargets, 220, "students.default")),
                TrainFields.wrong(form, Setting.WARM_UP, Setting.WEIGHT_DECAY, Setting.LABEL_SMOOTHING, Setting.CONSISTENCY,
                        Setting.FROZEN_LAYERS, Setting.LORA_RANK, Setting.LORA_ALPHA, Setting.LORA_DROPOUT));
    }

    private static Node number(TrainForm form, Setting setting) {
        return TrainFields.number(form, setting, NUMBER, "students.default");
    }

    private static Node group(String key) {
        return Parts.padded(Parts.text(Texts.get(key), "t-note", "t-medium"), 8, 0, 0, 0);
    }
}
