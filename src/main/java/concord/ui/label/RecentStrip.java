package concord.ui.label;

import concord.app.LabelService;
import concord.model.LabelSet;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.ui.Texts;
import concord.ui.control.KeyCap;
import concord.ui.control.LabelGlyph;
import concord.ui.control.Parts;
import java.util.List;
import java.util.function.LongConsumer;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The latest decisions, newest first; a click goes back to the text.
final class RecentStrip extends VBox {
    private static final int PLACES = 6;

    private final HBox places = Parts.row(8);
    private final LongConsumer open;

    RecentStrip(LongConsumer open) {
        super(8);
        this.open = open;
        places.setMinHeight(33);
        getChildren().addAll(
                Parts.row(6, Parts.text(Texts.get("label.recent"), "t-note", "t-medium", "ink-2"), Parts.spacer(),
                        Parts.text(Texts.get("label.undo"), "t-small", "ink-3"), new KeyCap(Texts.get("label.ctrl")), new KeyCap("Z")),
                places);
    }

    void show(List<LabelService.Recent> recent, Variable variable) {
        places.getChildren().clear();
        for (int i = 0; i < PLACES; i++) {
            Region place = i < recent.size() ? button(recent.get(i), variable) : new Region();
            place.setPrefWidth(10);
            place.setMinWidth(0);
            place.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(place, Priority.ALWAYS);
            places.getChildren().add(place);
        }
    }

    private Button button(LabelService.Recent recent, Variable variable) {
        String label = variable.kind() == VariableKind.MULTI ? String.join(", ", LabelSet.parse(recent.label()).names()) : recent.label();
        String first = variable.kind() == VariableKind.MULTI
                ? LabelSet.parse(recent.label()).names().stream().findFirst().orElse("")
                : label;
        String text = recent.text().replaceAll("\\s+", " ").strip();
        String start = text.length() > 60 ? text.substring(0, 60) : text;
        HBox content = Parts.row(8, new LabelGlyph(variable.label(first).map(l -> l.slot()).orElse(7), 11),
                Parts.elided("“" + start + "”", "t-small"));
        content.setMouseTransparent(true);
        Button button = new Button(label, content);
        button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        content.prefWidthProperty().bind(button.widthProperty().subtract(20));
        content.maxWidthProperty().bind(button.widthProperty().subtract(20));
        button.getStyleClass().add("recent");
        button.setAccessibleText(label + ": " + start);
        button.setOnAction(_ -> open.accept(recent.unit()));
        Parts.hint(button, label + ": " + (text.length() > 300 ? text.substring(0, 300) + " …" : text));
        return button;
    }
}
