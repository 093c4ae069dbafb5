package concord.ui.codebook;

import concord.model.Label;
import concord.model.Variable;
import concord.ui.Texts;
import concord.ui.control.DigitKeys;
import concord.ui.control.KeyCap;
import concord.ui.control.LabelGlyph;
import concord.ui.control.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// One label: its name, key, mark, definition, examples and counter-examples.
final class LabelEditor {
    private static final int SLOTS = 16;

    private final CodebookViewModel model;
    private final VBox view = new VBox(18);

    LabelEditor(CodebookViewModel model) {
        this.model = model;
        Variable variable = Objects.requireNonNull(model.variable());
        Label label = Objects.requireNonNull(model.label());
        TextField name = Parts.style(new TextField(label.name()), "field");
        name.setId("codebook-label-name");
        name.textProperty().addListener((_, _, text) -> model.editLabel(
                l -> new Label(text, l.definition(), l.examples(), l.counterExamples(), l.shortcut(), l.slot())));
        TextArea definition = Areas.area(label.definition(), 3, Texts.get("codebook.definition-prompt"));
        definition.setId("codebook-definition");
        definition.textProperty().addListener((_, _, text) -> model.editLabel(
                l -> new Label(l.name(), text, l.examples(), l.counterExamples(), l.shortcut(), l.slot())));
        HBox naming = new HBox(16, Parts.grow(Parts.field(Texts.get("codebook.name"), name)),
                Parts.field(Texts.get("codebook.key"), key(label)));
        HBox examples = new HBox(16,
                passages(Texts.get("codebook.examples"), Label::examples,
                        (l, all) -> new Label(l.name(), l.definition(), all, l.counterExamples(), l.shortcut(), l.slot())),
                passages(Texts.get("codebook.counter-examples"), Label::counterExamples,
                        (l, all) -> new Label(l.name(), l.definition(), l.examples(), all, l.shortcut(), l.slot())));
        view.getChildren().addAll(head(variable, label), naming, Parts.field(Texts.get("codebook.mark"), marks(label)),
                Parts.field(Texts.get("codebook.definition"), definition), examples);
    }

    Region view() {
        return view;
    }

    private HBox head(Variable variable, Label label) {
        HBox head = Parts.row(10, new LabelGlyph(label.slot(), 16), Parts.elided(label.name(), "t-title"), Parts.spacer());
        long given = model.givenProperty().get().getOrDefault(variable.name(), Map.of()).getOrDefault(label.name(), 0L);
        if (given > 0)
            head.getChildren().add(Parts.text(Texts.get("codebook.given", given), "t-note", "ink-2"));
        long stale = model.staleProperty().get().getOrDefault(variable.name(), 0L);
        if (stale > 0)
            head.getChildren().add(Areas.stale(stale));
        head.getChildren().addAll(Parts.smallIconButton("arrow-up", Texts.get("codebook.move-up"), () -> model.moveLabel(-1)),
                Parts.smallIconButton("arrow-down", Texts.get("codebook.move-down"), () -> model.moveLabel(1)),
                Parts.smallIconButton("trash-2", Texts.get("codebook.label.remove"), model::removeLabel));
        return head;
    }

    private HBox key(Label label) {
        int position = model.placeProperty().get().label();
        TextField key = Parts.width(Parts.style(new TextField(label.shortcut() == null ? "" : label.shortcut()), "field", "key-field"), 44);
        key.setId("codebook-key");
        key.setTooltip(new Tooltip(Texts.get("codebook.key-why")));
        key.setAccessibleText(Texts.get("codebook.key-why"));
        key.setTextFormatter(
                new TextFormatter<>(change -> change.getControlNewText().codePointCount(0, change.getControlNewText().length()) <= 1
                        ? change
                        : null));
        key.textProperty().addListener((_, _, text) -> model.editLabel(l -> new Label(l.name(), l.definition(), l.examples(),
                l.counterExamples(), text.isBlank() ? null : text.toLowerCase(java.util.Locale.ROOT), l.slot())));
        HBox row = Parts.row(8);
        int digit = DigitKeys.of(Objects.requireNonNull(model.variable()).labelNames(), position);
        if (digit >= 0)
            row.getChildren().add(new KeyCap(String.valueOf(digit)));
        row.getChildren().add(key);
        return row;
    }

    private FlowPane marks(Label label) {
        FlowPane marks = new FlowPane(8, 8);
        ToggleGroup group = new ToggleGroup();
        for (int slot = 0; slot < SLOTS; slot++) {
            int chosen = slot;
            ToggleButton button = Parts.style(new ToggleButton(), "mark-choice");
            button.setGraphic(new LabelGlyph(slot, 14));
            button.setAccessibleText(Texts.get("codebook.mark-number", slot + 1));
            button.setToggleGroup(group);
            button.setSelected(slot == label.slot());
            button.setOnAction(_ -> {
                button.setSelected(true);
                model.editLabel(l -> new Label(l.name(), l.definition(), l.examples(), l.counterExamples(), l.shortcut(), chosen));
            });
            marks.getChildren().add(button);
        }
        return marks;
    }

    private VBox passages(String title, Function<Label, List<String>> read, BiFunction<Label, List<String>, Label> write) {
        VBox cards = new VBox(8);
        List<String> texts = new ArrayList<>(read.apply(Objects.requireNonNull(model.label())));
        fill(cards, texts, write);
        var add = Parts.button(Texts.get("codebook.example.add"), "plus", () -> {
            texts.add("");
            fill(cards, texts, write);
            cards.getChildren().getLast().lookup(".text-area").requestFocus();
        }, "ghost", "sm");
        VBox box = new VBox(8, Parts.elided(title, "t-note", "t-medium", "ink-2"), cards, add);
        HBox.setHgrow(box, Priority.ALWAYS);
        box.setPrefWidth(10);
        return box;
    }

    /// Lines of a passage in half the editor's width, so that it is seen whole.
    private static int rows(String text) {
        return (int) Math.clamp(text.length() / 34 + text.lines().count(), 2, 9);
    }

    /// Blank passages are shown, so that they can be written, but do not count.
    private void fill(VBox cards, List<String> texts, BiFunction<Label, List<String>, Label> write) {
        Runnable store = () -> model.editLabel(l -> write.apply(l, texts.stream().filter(t -> !t.isBlank()).toList()));
        cards.getChildren().clear();
        for (int i = 0; i < texts.size(); i++) {
            int at = i;
            TextArea area = Areas.area(texts.get(i), rows(texts.get(i)), Texts.get("codebook.example.prompt"));
            Parts.style(area, "t-quote", "passage");
            area.textProperty().addListener((_, _, text) -> {
                texts.set(at, text);
                area.setPrefRowCount(rows(text));
                store.run();
            });
            HBox card = new HBox(4, Parts.grow(area), Parts.smallIconButton("x", Texts.get("codebook.example.remove"), () -> {
                texts.remove(at);
                store.run();
                fill(cards, texts, write);
            }));
            cards.getChildren().add(Parts.padded(Parts.style(card, "well"), 4, 4, 4, 8));
        }
    }
}
