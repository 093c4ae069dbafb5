package concord.ui.study;

import concord.app.StudyService.ArmPlan;
import concord.report.Numbers;
import concord.ui.Texts;
import concord.ui.control.Parts;
import java.util.List;
import java.util.stream.Collectors;
import javafx.beans.value.ChangeListener;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// The arms of a study, one line each: mark, name, whose labels, how many, and how many texts that comes to.
final class ArmList extends VBox {
    private static final double NAME = 170;
    private static final double FROM = 220;
    private static final double SIZES = 150;
    private final SetUpViewModel model;

    ArmList(SetUpViewModel model) {
        super(0);
        this.model = model;
        setId("study-arms");
        model.form().arms.addListener((ListChangeListener<ArmDraft>) _ -> fill());
        fill();
    }

    private void fill() {
        getChildren().clear();
        List<ArmDraft> arms = model.form().arms;
        if (arms.isEmpty()) {
            getChildren().add(Parts.sentence(Texts.get("study.arms.none"), "t-note", "ink-3"));
            return;
        }
        Node head = Parts.row(12, Parts.gap(11), caption("study.arm.name", NAME), caption("study.arm.from", FROM),
                caption("study.arm.sizes", SIZES), Parts.text(Texts.get("study.arm.units"), "t-small", "ink-3"));
        getChildren().add(Parts.padded((HBox) head, 0, 0, 4, 0));
        for (ArmDraft arm : arms) {
            getChildren().addAll(Parts.hair(), row(arm));
        }
    }

    private static Label caption(String key, double width) {
        return Parts.width(Parts.text(Texts.get(key), "t-small", "ink-3"), width);
    }

    private Node row(ArmDraft arm) {
        TextField name = StudyFields.typed("", arm.name, "");
        name.setAccessibleText(Texts.get("study.arm.name"));
        name.getStyleClass().add("study-quiet");
        Parts.width(name, NAME);
        Label from = Parts.width(Parts.elided(from(arm), "t-note", "ink-2"), FROM);
        TextField sizes = StudyFields.typed("", arm.sizes, Texts.get("study.arm.all"));
        sizes.setAccessibleText(Texts.get("study.arm.sizes.of", arm.name.get()));
        sizes.setAccessibleHelp(Texts.get("study.help.arm.sizes"));
        sizes.getStyleClass().add("study-quiet");
        Parts.hint(sizes, Texts.get(arm.kind == ArmDraft.Kind.BOTH ? "study.arm.sizes.both" : "study.help.arm.sizes"));
        Parts.width(sizes, SIZES);
        boolean itself = arm.kind == ArmDraft.Kind.ITSELF;
        Label units = Parts.elided("", "t-note");
        Parts.grow(units);
        ChangeListener<Object> plan = (_, _, _) -> units.setText(itself ? "" : units(arm));
        model.planProperty().addListener(new javafx.beans.value.WeakChangeListener<>(plan));
        units.setUserData(plan);
        units.setText(itself ? "" : units(arm));
        Button remove = Parts.iconButton("x", Texts.get("study.arm.remove", arm.name.get()), "sm");
        remove.setOnAction(_ -> model.remove(arm));
        javafx.scene.layout.Region glyph = ArmGlyph.of(Marks.slot(arm), 11);
        HBox row = itself
                ? Parts.row(12, glyph, name, from, Parts.grow(Parts.elided(Texts.get("study.arm.itself.what"), "t-note", "ink-3")), remove)
                : Parts.row(12, glyph, name, from, sizes, units, remove);
        row.setMinHeight(42);
        return row;
    }

    private static String from(ArmDraft arm) {
        return switch (arm.kind) {
            case HUMAN, TEACHER -> Texts.get("study.arm.from.one", shown(arm.annotator));
            case BOTH -> Texts.get("study.arm.from.both", shown(arm.annotator), String.valueOf(arm.second));
            case ITSELF -> Texts.get("study.arm.from.itself", arm.annotator);
        };
    }

    static String shown(String annotator) {
        return annotator.contains("+") ? Texts.get("students.majority", annotator.replace("+", " + ")) : annotator;
    }

    private String units(ArmDraft arm) {
        List<ArmPlan> plans = model.units(arm);
        return plans.stream().map(ArmPlan::units).distinct().map(Numbers::count).collect(Collectors.joining(" · "));
    }
}
