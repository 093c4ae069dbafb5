package concord.ui.control;

import java.text.Bidi;
import java.util.Arrays;
import java.util.stream.Stream;
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
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// Small nodes with their style classes, as the Label and Audit screens are put together from them.
public final class Piece {
    private Piece() {
    }

    /// A line of text that is never cut.
    public static Label line(String text, String... classes) {
        Label label = cuttable(text, classes);
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    /// A line of text that gives way where room is short; the whole text is in its tooltip then.
    public static Label cuttable(String text, String... classes) {
        Label label = new Label(text);
        label.getStyleClass().addAll(classes);
        label.setMinWidth(0);
        return label;
    }

    public static Label wrapped(String text, String... classes) {
        Label label = cuttable(text, classes);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    /// A paragraph of somebody's own words, in whatever script; see [UnitText] for why right-to-left ones are flows of words.
    public static Region paragraph(String text, String... classes) {
        if (!Bidi.requiresBidi(text.toCharArray(), 0, text.length()))
            return wrapped(text, classes);
        TextFlow flow = new TextFlow();
        flow.getChildren()
                .setAll(UnitText.words(text, Stream.concat(Stream.of("unit-words"), Arrays.stream(classes)).toArray(String[]::new)));
        flow.setNodeOrientation(UnitText.rightToLeft(text) ? NodeOrientation.RIGHT_TO_LEFT : NodeOrientation.LEFT_TO_RIGHT);
        flow.setMinHeight(Region.USE_PREF_SIZE);
        return flow;
    }

    /// @param code a Feather icon's name without its prefix
    public static FontIcon icon(String code, String... classes) {
        FontIcon icon = new FontIcon("fth-" + code);
        icon.getStyleClass().addAll(classes);
        return icon;
    }

    /// Takes the room that is left.
    public static Region spring() {
        Region region = new Region();
        HBox.setHgrow(region, Priority.ALWAYS);
        VBox.setVgrow(region, Priority.ALWAYS);
        return region;
    }

    public static Region hair() {
        Region region = new Region();
        region.getStyleClass().add("hair");
        return region;
    }

    public static HBox row(double gap, Node... nodes) {
        HBox row = new HBox(gap, nodes);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    /// A label's mark and name.
    public static HBox tag(int slot, String name) {
        return row(7, new LabelGlyph(slot, 11), cuttable(name));
    }

    /// @param icon Feather icon's name, or null
    public static Label chip(String text, @Nullable String icon, String... classes) {
        Label chip = line(text, "chip");
        chip.getStyleClass().addAll(classes);
        if (icon != null)
            chip.setGraphic(
                    icon(icon, String.join(" ", classes).contains("outline") ? "small" : classes.length == 0 ? "small" : classes[0]));
        chip.setGraphicTextGap(6);
        return chip;
    }

    /// A quiet button that shows its key; the words are also its accessible text.
    public static Button keyed(String text, @Nullable String icon, String key, Runnable action) {
        HBox content = row(6);
        if (icon != null)
            content.getChildren().add(icon(icon, "small"));
        content.getChildren().addAll(line(text, "t-note", "ink-2"), new KeyCap(key));
        Button button = new Button(text, content);
        button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        button.getStyleClass().addAll("b", "ghost", "sm");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setAccessibleText(text + ", " + key);
        button.setOnAction(_ -> action.run());
        return button;
    }

    public static Button button(String text, @Nullable String icon, Runnable action, String... classes) {
        Button button = new Button(text);
        if (icon != null)
            button.setGraphic(String.join(" ", classes).contains("primary") ? icon(icon, "on-accent") : icon(icon));
        button.getStyleClass().add("b");
        button.getStyleClass().addAll(classes);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(_ -> action.run());
        return button;
    }

    /// A text that may be cut keeps its whole wording in a tooltip.
    public static void hint(Node node, String text) {
        Tooltip tooltip = new Tooltip(text);
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(420);
        Tooltip.install(node, tooltip);
    }
}
