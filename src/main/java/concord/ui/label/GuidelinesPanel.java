package concord.ui.label;

import concord.model.Label;
import concord.model.Variable;
import concord.ui.Texts;
import concord.ui.control.KeyCap;
import concord.ui.control.LabelGlyph;
import concord.ui.control.Parts;
import javafx.geometry.Insets;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The codebook beside the text: instructions, definitions, examples and look-alikes.
final class GuidelinesPanel extends VBox {
    private final KeyCap key = new KeyCap("G");
    private final javafx.scene.control.Label source = Parts.wrapped("", "t-small", "ink-3");
    private final VBox entries = new VBox();

    /// @param codebook goes to the codebook
    GuidelinesPanel(Runnable codebook) {
        getStyleClass().addAll("card", "guidelines");
        setPadding(new Insets(20, 6, 16, 16));
        setMinHeight(0);
        setMaxHeight(720);
        ScrollPane scroll = new ScrollPane(entries);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("unit-scroll");
        scroll.setFocusTraversable(false);
        scroll.setMinHeight(0);
        scroll.setPrefHeight(10);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        entries.setPadding(new Insets(0, 10, 0, 0));
        Hyperlink open = new Hyperlink(Texts.get("label.openCodebook"), Parts.icon("external-link", "small", "accent"));
        open.setOnAction(_ -> codebook.run());
        open.getStyleClass().addAll("t-note", "quiet-link");
        VBox.setMargin(scroll, new Insets(16, 0, 8, 0));
        VBox.setMargin(source, new Insets(4, 0, 0, 0));
        var head = Parts.row(8, Parts.text(Texts.get("label.guidelines"), "t-head"), Parts.spacer(), key);
        head.setPadding(new Insets(0, 10, 0, 0));
        getChildren().addAll(head, source, scroll, open);
    }

    void show(Variable variable, int version) {
        source.setText(Texts.get("label.source", variable.name(), version));
        key.setText(variable.labels().size() > LabelDock.BUTTONS ? Texts.get("label.shift") + " G" : "G");
        entries.getChildren().clear();
        if (!variable.instructions().isEmpty()) {
            var instructions = Parts.paragraph(variable.instructions(), "t-note", "ink-2");
            entries.getChildren().add(instructions);
            VBox.setMargin(instructions, new Insets(0, 0, 14, 0));
        }
        for (Label label : variable.labels()) {
            VBox entry = new VBox(4, Parts.row(8, new LabelGlyph(label.slot(), 11), Parts.elided(label.name(), "t-medium")));
            if (!label.definition().isEmpty())
                entry.getChildren().add(Parts.paragraph(label.definition(), "t-note", "ink-2"));
            label.examples().forEach(text -> entry.getChildren().add(quoted("label.example", text)));
            label.counterExamples().forEach(text -> entry.getChildren().add(quoted("label.counterExample", text)));
            VBox.setMargin(entry, new Insets(0, 0, 14, 0));
            entries.getChildren().add(entry);
        }
    }

    private static Region quoted(String key, String text) {
        return Parts.paragraph(Texts.get(key, text), "t-small", "ink-3");
    }
}
