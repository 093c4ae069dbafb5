package concord.ui.control;

import java.text.Bidi;
import java.util.Arrays;
import java.util.stream.Stream;
import javafx.geometry.Insets;
import javafx.geometry.NodeOrientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextFlow;
import org.kordamp.ikonli.javafx.FontIcon;

/// The small pieces every screen is put together from, with the design's style classes on them. Only for the JavaFX thread.
///
/// Icons are named as in the Feather set, such as "database". Where styles are asked for, each argument is one style class, or several
/// separated by spaces.
public final class Parts {
    private Parts() {
    }

    /// A line of text that is never cut.
    public static Label text(String text, String... styles) {
        Label label = style(new Label(text), styles);
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    /// A line of text that gives way where room is short; the whole text is in its tooltip while it is cut.
    public static Label elided(String text, String... styles) {
        Label label = style(new Label(text), styles);
        label.setMinWidth(0);
        label.textTruncatedProperty().addListener((_, _, cut) -> {
            if (cut && label.getTooltip() == null) {
                Tooltip whole = tooltip("");
                whole.textProperty().bind(label.textProperty());
                label.setTooltip(whole);
            } else if (!cut && label.getTooltip() != null && label.getTooltip().textProperty().isBound()) {
                label.setTooltip(null);
            }
        });
        return label;
    }

    /// Text over as many lines as it needs.
    public static Label wrapped(String text, String... styles) {
        Label label = style(new Label(text), styles);
        label.setWrapText(true);
        label.setMinWidth(0);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    /// A sentence of the program's own, wrapped and spaced as one reads paragraphs.
    public static Label sentence(String text, String... styles) {
        return style(wrapped(text, styles), "paragraph");
    }

    /// A paragraph of somebody's own words, in whatever script; see [UnitText] for why right-to-left ones are flows of words.
    public static Region paragraph(String text, String... styles) {
        if (!Bidi.requiresBidi(text.toCharArray(), 0, text.length()))
            return wrapped(text, styles);
        TextFlow flow = new TextFlow();
        flow.getChildren()
                .setAll(UnitText.words(text, Stream.concat(Stream.of("unit-words"), Arrays.stream(styles)).toArray(String[]::new)));
        flow.setNodeOrientation(UnitText.rightToLeft(text) ? NodeOrientation.RIGHT_TO_LEFT : NodeOrientation.LEFT_TO_RIGHT);
        flow.setMinHeight(Region.USE_PREF_SIZE);
        return flow;
    }

    public static FontIcon icon(String name, String... styles) {
        return style(new FontIcon("fth-" + name), styles);
    }

    /// A label's mark and name.
    public static HBox tag(int slot, String name) {
        return row(7, new LabelGlyph(slot, 11), elided(name));
    }

    /// @param kind "outline", "ok" or "warn"
    public static Label chip(String text, String icon, String kind) {
        Label chip = text(text, "chip", kind);
        chip.setGraphic(icon(icon, kind.equals("outline") ? "small" : kind));
        chip.setGraphicTextGap(6);
        return chip;
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
        return width(height(new Region(), size), size);
    }

    /// A fine line across.
    public static Region hair() {
        return style(new Region(), "hair");
    }

    /// A fine line between two things in a row.
    public static Region upright() {
        return style(new Region(), "vhair");
    }

    public static Button button(String text, String icon, String... styles) {
        Button button = style(new Button(text, icon(icon)), "b");
        button.setMinWidth(Region.USE_PREF_SIZE);
        return style(button, styles);
    }

    public static Button button(String text, String icon, Runnable action, String... styles) {
        return acting(button(text, icon, styles), action);
    }

    public static Button button(String text) {
        Button button = style(new Button(text), "b");
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    public static Button button(String text, Runnable action) {
        return acting(button(text), action);
    }

    /// The one filled button of a screen.
    public static Button primary(String text, String icon, String... styles) {
        Button button = style(button(text, icon, styles), "primary");
        button.getGraphic().getStyleClass().add("on-accent");
        return button;
    }

    public static Button primary(String text, String icon, Runnable action, String... styles) {
        return acting(primary(text, icon, styles), action);
    }

    /// A button that is only an icon; its name is said by screen readers and in the tooltip.
    public static Button iconButton(String icon, String name, String... styles) {
        Button button = style(new Button(null, icon(icon)), "b", "ghost", "icon-only");
        button.setAccessibleText(name);
        button.setTooltip(new Tooltip(name));
        return style(button, styles);
    }

    /// The same beside a line of text.
    public static Button smallIconButton(String icon, String name, Runnable action) {
        Button button = iconButton(icon, name, "sm");
        button.getGraphic().getStyleClass().add("small");
        return acting(button, action);
    }

    /// A quiet button that shows its key; the words are also its accessible text.
    public static Button keyed(String text, String key, Runnable action) {
        return keyed(text, row(6), key, action);
    }

    public static Button keyed(String text, String icon, String key, Runnable action) {
        return keyed(text, row(6, icon(icon, "small")), key, action);
    }

    private static Button keyed(String text, HBox content, String key, Runnable action) {
        content.getChildren().addAll(text(text, "t-note", "ink-2"), new KeyCap(key));
        Button button = style(new Button(text, content), "b", "ghost", "sm");
        button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setAccessibleText(text + ", " + key);
        return acting(button, action);
    }

    /// Words that act, in the accent ink.
    public static Button link(String text, Runnable action) {
        Button button = style(new Button(text), "link", "t-note");
        button.setMinWidth(Region.USE_PREF_SIZE);
        return acting(button, action);
    }

    private static Button acting(Button button, Runnable action) {
        button.setOnAction(_ -> action.run());
        return button;
    }

    /// A caption above its control, as the forms have it.
    public static VBox field(String caption, Node control) {
        return field(elided(caption, "t-note", "t-medium", "ink-2"), control);
    }

    /// A caption in its own style above its control.
    public static VBox field(Label caption, Node control) {
        caption.setLabelFor(control);
        return column(6, caption, control);
    }

    /// Says the words while the pointer rests on the node.
    public static void hint(Node node, String text) {
        Tooltip.install(node, tooltip(text));
    }

    private static Tooltip tooltip(String text) {
        Tooltip tooltip = new Tooltip(text);
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(420);
        return tooltip;
    }

    public static <T extends Node> T style(T node, String... styles) {
        for (String style : styles) {
            if (!style.isBlank())
                node.getStyleClass().addAll(style.strip().split(" +"));
        }
        return node;
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

    /// Room inside a region's edges.
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
