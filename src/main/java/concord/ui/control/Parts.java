package concord.ui.control;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// The small pieces every screen is built from, with the design's style classes on them.
public final class Parts {
    private Parts() {
    }

    /// A line of text that is never squeezed.
    public static Label text(String text, String... styles) {
        Label label = new Label(text);
        label.getStyleClass().addAll(styles);
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    /// A line of text that gives way when space is short; the whole text is in its tooltip then.
    public static Label elided(String text, String... styles) {
        Label label = new Label(text);
        label.getStyleClass().addAll(styles);
        label.setMinWidth(0);
        Tooltip tip = new Tooltip();
        tip.textProperty().bind(label.textProperty());
        label.setTooltip(tip);
        return label;
    }

    /// A paragraph.
    public static Label paragraph(String text, String... styles) {
        Label label = new Label(text);
        label.getStyleClass().addAll(styles);
        label.getStyleClass().add("paragraph");
        label.setWrapText(true);
        label.setMinWidth(0);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    /// @param name in the Feather set, such as "database"
    public static FontIcon icon(String name, String... styles) {
        FontIcon icon = new FontIcon("fth-" + name);
        icon.getStyleClass().addAll(styles);
        return icon;
    }

    public static HBox row(double gap, Node... nodes) {
        HBox row = new HBox(gap, nodes);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    public static VBox column(double gap, Node... nodes) {
        return new VBox(gap, nodes);
    }

    /// Takes what is left over, in a row or a column.
    public static Region spacer() {
        Region spacer = new Region();
        HBox.setHgrow(spacer, Priority.ALWAYS);
        VBox.setVgrow(spacer, Priority.ALWAYS);
        return spacer;
    }

    public static Region gap(double size) {
        Region gap = new Region();
        gap.setMinSize(size, size);
        gap.setPrefSize(size, size);
        gap.setMaxSize(size, size);
        return gap;
    }

    public static Region hairline() {
        Region line = new Region();
        line.getStyleClass().add("hair");
        return line;
    }

    public static Region upright() {
        Region line = new Region();
        line.getStyleClass().add("vhair");
        return line;
    }

    public static Button button(String text, String icon, String... styles) {
        Button button = new Button(text, icon(icon));
        button.getStyleClass().add("b");
        button.getStyleClass().addAll(styles);
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    public static Button button(String text) {
        Button button = new Button(text);
        button.getStyleClass().add("b");
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    /// The one filled button of a screen.
    public static Button primary(String text, String icon, String... styles) {
        Button button = button(text, icon, styles);
        button.getStyleClass().add("primary");
        button.getGraphic().getStyleClass().add("on-accent");
        return button;
    }

    /// A button that is only an icon; its name is said by screen readers and in the tooltip.
    public static Button iconButton(String icon, String name, String... styles) {
        Button button = new Button(null, icon(icon));
        button.getStyleClass().addAll("b", "ghost", "icon-only");
        button.getStyleClass().addAll(styles);
        button.setAccessibleText(name);
        button.setTooltip(new Tooltip(name));
        return button;
    }

    /// Text that acts, as a link.
    public static Button link(String text, Runnable action) {
        Button button = new Button(text);
        button.getStyleClass().addAll("link", "t-note");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(_ -> action.run());
        return button;
    }

    /// A heading above a control, as the forms have it.
    public static VBox field(String name, Node control) {
        Label label = text(name, "t-small", "ink-3");
        label.setLabelFor(control);
        return column(6, label, control);
    }

    public static <T extends Region> T width(T region, double width) {
        region.setMinWidth(width);
        region.setPrefWidth(width);
        region.setMaxWidth(width);
        return region;
    }

    public static <T extends Region> T height(T region, double height) {
        region.setMinHeight(height);
        region.setPrefHeight(height);
        region.setMaxHeight(height);
        return region;
    }

    public static <T extends Region> T grow(T region) {
        HBox.setHgrow(region, Priority.ALWAYS);
        VBox.setVgrow(region, Priority.ALWAYS);
        region.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
        return region;
    }
}
