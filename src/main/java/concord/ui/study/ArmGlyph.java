package concord.ui.study;

import concord.ui.control.LabelGlyph;
import concord.ui.control.Parts;
import javafx.scene.layout.Region;

/// The mark of an arm. Its name always stands beside it, so it is silent for screen readers.
final class ArmGlyph {
    private ArmGlyph() {
    }

    /// @param slot as [Marks#slot]
    /// @param size side in pixels
    static Region of(int slot, double size) {
        if (slot != Marks.RING)
            return new LabelGlyph(slot, size);
        Region ring = Parts.style(Parts.height(Parts.width(new Region(), size), size), "arm-ring");
        ring.setMouseTransparent(true);
        return ring;
    }
}
