package concord.ui.control;

import javafx.geometry.Insets;
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

/// The small pieces every screen is put together from, in the product's look. Only for the JavaFX thread.
public final class Nodes {
    private Nodes() {
    }

    /// One line of text that is cut with "…" where room is short.
    ///
    /// @param classes style classes, separated by spaces
    public static Label text(String text, String classes) {
        Label label = new Label(text);
        style(label, classes);
        label.setMinWidth(0);
        return label;
    }

    /// Text over as many lines as it needs.
    public static Label wrapped(String text, String classes) {
        Label label = text(text, classes);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    /// One line of text that is never cut.
    public static Label whole(String text, String classes) {
        Label label = text(text, classes);
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    /// @param name Feather name, such as "upload"
    public static FontIcon icon(String name, String classes) {
        FontIcon icon = new FontIcon("fth-" + name);
        style(icon, classes);
        return icon;
    }

    /// @param icon Feather name, or empty for none
    public static Button button(String text, String icon, String classes, Runnable action) {
        Button button = new Button(text);
        style(button, "b " + classes);
        if (!icon.isEmpty())
            button.setGraphic(icon(icon, classes.contains("primary") ? "on-accent" : ""));
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(_ -> action.run());
        return button;
    }

    /// A button of an icon alone; its name is its tooltip and what a screen reader says.
    public static Button iconButton(String name, String icon, Runnable action) {
        Button button = new Button();
        style(button, "b ghost sm icon-only");
        button.setGraphic(icon(icon, "small"));
        button.setTooltip(new Tooltip(name));
        button.setAccessibleText(name);
        button.setOnAction(_ -> action.run());
        return button;
    }

    /// A word that acts, in the accent ink.
    public static Button link(String text, Runnable action) {
        Button button = new Button(text);
        style(button, "link t-note");
        button.setOnAction(_ -> action.run());
        return button;
    }

    /// A caption above its field.
    public static VBox field(String caption, Node field) {
        Label label = text(caption, "t-note t-medium ink-2");
        label.setLabelFor(field);
        return new VBox(6, label, field);
    }

    public static HBox row(double gap, Node... nodes) {
        HBox box = new HBox(gap, nodes);
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    public static Region spacer() {
        Region region = new Region();
        HBox.setHgrow(region, Priority.ALWAYS);
        VBox.setVgrow(region, Priority.ALWAYS);
        return region;
    }

    public static Region hair() {
        return style(new Region(), "hair");
    }

    public static <T extends Node> T style(T node, String classes) {
        if (!classes.isBlank())
            node.getStyleClass().addAll(classes.strip().split(" +"));
        return node;
    }

    public static <T extends Region> T width(T region, double width) {
        region.setMinWidth(width);
        region.setPrefWidth(width);
        region.setMaxWidth(width);
        return region;
    }

    public static <T extends Region> T padded(T region, double top, double right, double bottom, double left) {
        region.setPadding(new Insets(top, right, bottom, left));
        return region;
    }

    /// Lets the node take the room left in a row or column.
    public static <T extends Node> T grow(T node) {
        HBox.setHgrow(node, Priority.ALWAYS);
        VBox.setVgrow(node, Priority.ALWAYS);
        if (node instanceof Region region)
            region.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
        return node;
    }
}
