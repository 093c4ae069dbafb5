package concord.ui.control;

import concord.model.Variable;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/// A label as it stands in tables and chips: its mark and its name in ink. A name the codebook does not know stands without a mark.
public final class LabelTag extends HBox {
    public LabelTag(@Nullable Variable variable, String name) {
        super(7);
        setAlignment(Pos.CENTER_LEFT);
        if (variable != null)
            variable.label(name).ifPresent(label -> getChildren().add(new LabelGlyph(label.slot(), 11)));
        Label text = new Label(name);
        text.setMinWidth(0);
        if (name.length() > 10)
            text.setTooltip(new Tooltip(name));
        getChildren().add(text);
    }
}
