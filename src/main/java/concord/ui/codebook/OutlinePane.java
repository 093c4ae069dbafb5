package concord.ui.codebook;

import concord.model.Label;
import concord.model.Variable;
import concord.ui.Texts;
import concord.ui.codebook.CodebookViewModel.Place;
import concord.ui.control.KeyCap;
import concord.ui.control.LabelGlyph;
import concord.ui.control.Parts;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The variables, and the labels of the one chosen.
final class OutlinePane {
    private final CodebookViewModel model;
    private final VBox list = new VBox(2);
    private final ScrollPane view = new ScrollPane(list);

    OutlinePane(CodebookViewModel model) {
        this.model = model;
        list.setId("codebook-outline");
        Parts.padded(list, 20, 14, 20, 14);
        Parts.style(view, "card", "plain-scroll");
        view.setFitToWidth(true);
        view.setMinHeight(0);
        view.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        Parts.width(view, 230);
        model.draftProperty().addListener(_ -> build());
        model.revisionProperty().addListener(_ -> build());
        build();
    }

    Region view() {
        return view;
    }

    private void build() {
        list.getChildren().setAll(Parts.padded(Parts.elided(Texts.get("codebook.variables"), "t-note", "t-medium", "ink-2"), 0, 0, 6, 0));
        List<Variable> variables = model.draftProperty().get();
        Place place = model.placeProperty().get();
        for (int i = 0; i < variables.size(); i++) {
            Variable variable = variables.get(i);
            int at = i;
            VBox lines = new VBox(2, Parts.elided(variable.name(), place.variable() == i ? "t-strong ink-accent" : "t-medium"),
                    Parts.elided(Kinds.summary(variable), "t-small", "ink-3"));
            item(lines, variable.name(), new Place(at, -1), place.variable() == i && place.label() < 0, place.variable() == i);
        }
        list.getChildren().add(add(Texts.get("codebook.variable.add"), "codebook-add-variable", model::addVariable));
        Variable variable = model.variable();
        if (variable == null)
            return;
        list.getChildren()
                .add(Parts.padded(Parts.elided(Texts.get("codebook.labels-of", variable.name()), "t-note", "t-medium", "ink-2"), 20, 0, 6,
                        0));
        for (int i = 0; i < variable.labels().size(); i++) {
            Label label = variable.labels().get(i);
            HBox line = Parts.row(10, new LabelGlyph(label.slot(), 12),
                    Parts.elided(label.name(), place.label() == i ? "t-strong ink-accent" : "t-medium"), Parts.spacer());
            String key = Kinds.key(label, i);
            if (!key.isEmpty())
                line.getChildren().add(new KeyCap(key));
            line.setMinHeight(26);
            item(line, label.name(), new Place(place.variable(), i), place.label() == i, place.label() == i);
        }
        list.getChildren().add(add(Texts.get("codebook.label.add"), "codebook-add-label", model::addLabel));
    }

    private void item(Region content, String name, Place to, boolean on, boolean within) {
        Button button = new Button();
        button.setGraphic(content);
        content.setPrefWidth(180);
        content.setMouseTransparent(true);
        button.setAccessibleText(name);
        button.setMaxWidth(Double.MAX_VALUE);
        Parts.style(button, on ? "outline-item on" : within ? "outline-item within" : "outline-item");
        button.setOnAction(_ -> model.go(to));
        list.getChildren().add(button);
    }

    private static Region add(String text, String id, Runnable action) {
        Button button = Parts.button(text, "plus", action, "ghost", "sm");
        button.setId(id);
        return Parts.padded(new HBox(button), 6, 0, 0, 0);
    }
}
