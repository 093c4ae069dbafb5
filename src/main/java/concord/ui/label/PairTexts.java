package concord.ui.label;

import concord.ui.control.UnitText;
import javafx.geometry.Orientation;
import javafx.scene.layout.Region;

/// The two texts of a pair side by side, each half as wide, with a line between them as high as the longer one.
///
/// A box of JavaFX asks such texts for their height before it has widened them, and so leaves an empty page below them.
final class PairTexts extends Region {
    private static final double GAP = 20;

    private final UnitText first;
    private final UnitText second;
    private final Region rule = new Region();

    PairTexts(UnitText first, UnitText second) {
        this.first = first;
        this.second = second;
        rule.getStyleClass().add("vhair");
        getChildren().addAll(first, rule, second);
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefHeight(double width) {
        double half = half(width < 0 ? getWidth() : width);
        return half <= 0 ? 0 : Math.max(first.prefHeight(half), second.prefHeight(half));
    }

    @Override
    protected void layoutChildren() {
        double half = half(getWidth());
        first.resizeRelocate(0, 0, half, getHeight());
        rule.resizeRelocate(Math.floor(half + GAP), 0, 1, getHeight());
        second.resizeRelocate(half + 2 * GAP + 1, 0, half, getHeight());
    }

    private static double half(double width) {
        return Math.floor((width - 2 * GAP - 1) / 2);
    }
}
