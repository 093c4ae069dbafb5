package concord.ui.control;

import concord.report.Numbers;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// How sure an annotator was, as five dots and the number beside them; the number alone carries the meaning.
public final class VoteDots extends HBox {
    private static final int DOTS = 5;

    /// @param confidence in 0..1
    public VoteDots(double confidence, int slot) {
        super(3);
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("vote-dots");
        long filled = Math.round(confidence * DOTS);
        for (int i = 0; i < DOTS; i++) {
            Region dot = new Region();
            dot.getStyleClass().addAll("vote-dot", i < filled ? "vote-" + slot % 8 : "vote-off");
            getChildren().add(dot);
        }
        Label number = Parts.text(Numbers.bounded(confidence), "t-small", "ink-3");
        HBox.setMargin(number, new Insets(0, 0, 0, 4));
        getChildren().add(number);
    }
}
