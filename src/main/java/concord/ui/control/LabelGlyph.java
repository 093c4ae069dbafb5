package concord.ui.control;

import javafx.scene.layout.Region;

/// A label's mark: shape and colour by slot (style classes `glyph`, `glyph-0` .. `glyph-7`, and `hollow` from the ninth on).
/// The name always stands beside it, so the mark itself is silent for screen readers.
public final class LabelGlyph extends Region {
    /// @param slot from 0, as [concord.model.Label#slot()]
    /// @param size side in pixels
    public LabelGlyph(int slot, double size) {
        getStyleClass().addAll("glyph", "glyph-" + slot % 8);
        if (slot >= 8)
            getStyleClass().add("hollow");
        setMinSize(size, size);
        setPrefSize(size, size);
        setMaxSize(size, size);
        setMouseTransparent(true);
    }
}
