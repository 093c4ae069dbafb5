package concord.ui.label;

import concord.model.Label;
import concord.model.Variable;
import concord.ui.Texts;
import concord.ui.control.KeyCap;
import concord.ui.control.Parts;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// All keys of the Label screen on one card.
final class KeysOverlay extends StackPane {
    private final VBox card = new VBox(16);

    KeysOverlay(Runnable close) {
        getStyleClass().add("keys-overlay");
        card.getStyleClass().addAll("card", "keys-card");
        card.setPadding(new Insets(28));
        card.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        getChildren().add(card);
        setAlignment(Pos.CENTER);
        setOnMouseClicked(_ -> close.run());
        setVisible(false);
    }

    void show(Variable variable, KeyMode mode) {
        String shift = mode == KeyMode.SEARCHED ? Texts.get("label.shift") : "";
        GridPane grid = new GridPane(16, 8);
        grid.getColumnConstraints().addAll(new ColumnConstraints(96), new ColumnConstraints(200), new ColumnConstraints(96),
                new ColumnConstraints(210));
        int row = 0;
        for (int i = 0; i < Math.min(10, variable.labels().size()); i++) {
            Label label = variable.labels().get(i);
            add(grid, 0, row++, label.name(), LabelDock.key(variable, i));
        }
        if (mode == KeyMode.SEARCHED)
            add(grid, 0, row++, Texts.get("label.keyFind"), "A … Z");
        if (mode != KeyMode.SINGLE)
            add(grid, 0, row, Texts.get("label.keySave"), Texts.get("label.enter"));
        row = 0;
        add(grid, 2, row++, Texts.get("label.keySkip"), Texts.get("label.space"));
        add(grid, 2, row++, Texts.get("label.keyFlag"), shift, "F");
        add(grid, 2, row++, Texts.get("label.keyComment"), shift, "C");
        add(grid, 2, row++, Texts.get("label.keyGuidelines"), shift, "G");
        add(grid, 2, row++, Texts.get("label.keyMove"), "←", "→");
        add(grid, 2, row++, Texts.get("label.keyScroll"), "↑", "↓");
        add(grid, 2, row++, Texts.get("label.keyUndo"), "⌫");
        add(grid, 2, row++, Texts.get("label.keyRedo"), Texts.get("label.ctrl"), "Y");
        add(grid, 2, row++, Texts.get("label.keyBlank"), Texts.get("label.del"));
        add(grid, 2, row, Texts.get("label.keyKeys"), shift, "H");
        card.getChildren().setAll(Parts.text(Texts.get("label.keysTitle"), "t-title"), grid,
                Parts.wrapped(Texts.get("label.keysNote"), "t-small", "ink-3"));
        setVisible(true);
    }

    private static void add(GridPane grid, int column, int row, String what, String... keys) {
        HBox caps = Parts.row(4);
        caps.setAlignment(Pos.CENTER_RIGHT);
        for (String key : keys) {
            if (!key.isEmpty())
                caps.getChildren().add(new KeyCap(key));
        }
        grid.add(caps, column, row);
        grid.add(Parts.elided(what, "t-note"), column + 1, row);
    }
}
