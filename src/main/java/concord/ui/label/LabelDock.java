package concord.ui.label;

import concord.model.Label;
import concord.model.Variable;
import concord.report.Numbers;
import concord.ui.Texts;
import concord.ui.control.DigitKeys;
import concord.ui.control.KeyCap;
import concord.ui.control.LabelGlyph;
import concord.ui.control.Parts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.collections.FXCollections;
import javafx.collections.transformation.FilteredList;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/// The answers, each with its key, mark, name and own count: buttons up to nine, above that a list that is searched by typing.
///
/// No button takes the focus by itself, because a ring on one answer would suggest it.
final class LabelDock extends VBox {
    static final int BUTTONS = 9;
    private static final Duration FLASH = Duration.millis(120);

    private final Consumer<String> choose;
    private final Runnable home;
    private final Map<String, Button> buttons = new LinkedHashMap<>();
    private final Map<String, javafx.scene.control.Label> counters = new LinkedHashMap<>();
    private final TextField search = new TextField();
    private final ListView<Label> list = new ListView<>();
    private @Nullable Variable variable;
    private @Nullable FilteredList<Label> visible;
    private Map<String, Integer> counts = Map.of();
    private List<String> chosen = List.of();

    /// @param choose hears of a click
    /// @param home   puts the focus back on the text
    LabelDock(Consumer<String> choose, Runnable home) {
        super(8);
        this.choose = choose;
        this.home = home;
        getStyleClass().add("label-dock");
        search.getStyleClass().addAll("input", "dock-search");
        search.setPromptText(Texts.get("label.findLabel"));
        search.textProperty().addListener((_, _, text) -> filter(text));
        search.addEventFilter(KeyEvent.KEY_PRESSED, this::searching);
        list.getStyleClass().add("label-list");
        list.setFixedCellSize(36);
        list.setPrefHeight(5 * 36 + 2);
        list.setMinHeight(36 * 2);
        list.setCellFactory(_ -> new ListedLabel());
        list.setOnMouseClicked(_ -> chooseSelected());
    }

    /// Whether there are so many labels that they are searched.
    boolean listed() {
        return variable != null && variable.labels().size() > BUTTONS;
    }

    void show(Variable variable) {
        this.variable = variable;
        buttons.clear();
        counters.clear();
        getChildren().clear();
        if (listed()) {
            visible = new FilteredList<>(FXCollections.observableArrayList(variable.labels()));
            list.setItems(visible);
            search.clear();
            getChildren().addAll(search, list);
            return;
        }
        GridPane grid = new GridPane(12, 12);
        int columns = columns(variable.labels());
        for (int i = 0; i < columns; i++) {
            ColumnConstraints column = new ColumnConstraints();
            column.setPercentWidth(100.0 / columns);
            grid.getColumnConstraints().add(column);
        }
        for (int i = 0; i < variable.labels().size(); i++) {
            grid.add(button(variable, i), i % columns, i / columns);
        }
        getChildren().add(grid);
    }

    private static int columns(List<Label> labels) {
        int longest = labels.stream().mapToInt(l -> l.name().length()).max().orElse(0);
        int n = labels.size();
        if (longest <= 3 && n <= 6)
            return Math.max(1, n);
        return n <= 2 ? Math.max(1, n) : n == 4 ? 2 : longest <= 11 || n > 6 ? 3 : 2;
    }

    /// The key drawn for a label: its own, else its digit.
    static String key(Variable variable, int index) {
        String own = variable.labels().get(index).shortcut();
        if (own != null)
            return own.toUpperCase(Locale.ROOT);
        int digit = DigitKeys.of(variable.labelNames(), index);
        return digit < 0 ? "" : String.valueOf(digit);
    }

    private Button button(Variable of, int index) {
        Label label = of.labels().get(index);
        KeyCap cap = new KeyCap(key(of, index));
        cap.getStyleClass().add("lg");
        javafx.scene.control.Label name = Parts.elided(label.name(), "name");
        javafx.scene.control.Label count = Parts.text("", "n");
        HBox content = Parts.row(10, cap, new LabelGlyph(label.slot(), 14), name, Parts.spacer(), count);
        content.setMouseTransparent(true);
        Button button = new Button(label.name(), content);
        button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        button.getStyleClass().add("label-btn");
        button.setId("label-" + index);
        button.setMaxWidth(Double.MAX_VALUE);
        button.setMinWidth(0);
        button.setPrefWidth(10);
        content.prefWidthProperty().bind(button.widthProperty().subtract(28));
        content.maxWidthProperty().bind(button.widthProperty().subtract(28));
        button.setOnAction(_ -> {
            choose.accept(label.name());
            home.run();
        });
        if (label.name().length() > 12 || !label.definition().isEmpty())
            Parts.hint(button, label.definition().isEmpty() ? label.name() : label.name() + ": " + label.definition());
        buttons.put(label.name(), button);
        counters.put(label.name(), count);
        return button;
    }

    void counts(Map<String, Integer> counts) {
        this.counts = counts;
        if (variable == null)
            return;
        for (int i = 0; i < variable.labels().size() && !listed(); i++) {
            Label label = variable.labels().get(i);
            int n = counts.getOrDefault(label.name(), 0);
            counters.get(label.name()).setText(Numbers.count(n));
            buttons.get(label.name()).setAccessibleText(Texts.get("label.button", label.name(), key(variable, i), n));
        }
        list.refresh();
    }

    void chosen(List<String> labels) {
        chosen = labels;
        if (variable == null)
            return;
        for (Label label : variable.labels()) {
            Button button = buttons.get(label.name());
            if (button != null) {
                button.getStyleClass().removeIf(style -> style.startsWith("sel-"));
                if (labels.contains(label.name()))
                    button.getStyleClass().add("sel-" + label.slot() % 8);
            }
        }
        list.refresh();
    }

    /// Lights a button for a moment, so that a key press is seen to have arrived.
    void flash(String label) {
        Button button = buttons.get(label);
        if (button == null)
            return;
        button.getStyleClass().add("struck");
        PauseTransition pause = new PauseTransition(FLASH);
        pause.setOnFinished(_ -> button.getStyleClass().removeAll("struck"));
        pause.play();
    }

    /// The label that a digit key stands for, in the order seen.
    ///
    /// @param digit 0..9, where 0 is the tenth
    Optional<String> byDigit(int digit) {
        if (variable == null)
            return Optional.empty();
        List<Label> labels = listed() && visible != null ? visible : variable.labels();
        int place = DigitKeys.place(labels.stream().map(Label::name).toList(), digit);
        return place < 0 ? Optional.empty() : Optional.of(labels.get(place).name());
    }

    /// The label that an assigned key stands for.
    Optional<String> byLetter(String text) {
        return variable == null || text.isEmpty()
                ? Optional.empty()
                : variable.labels().stream().filter(l -> text.equalsIgnoreCase(l.shortcut())).map(Label::name).findFirst();
    }

    /// Puts a typed letter into the search field.
    void type(String text) {
        search.requestFocus();
        search.appendText(text);
        search.end();
    }

    void clearSearch() {
        search.clear();
    }

    private void filter(String text) {
        if (visible == null)
            return;
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        visible.setPredicate(label -> label.name().toLowerCase(Locale.ROOT).contains(wanted));
        if (wanted.isEmpty()) {
            list.getSelectionModel().clearSelection();
        } else {
            list.getSelectionModel().selectFirst();
        }
        list.refresh();
    }

    private void searching(KeyEvent event) {
        KeyCode code = event.getCode();
        int at = list.getSelectionModel().getSelectedIndex();
        if (code == KeyCode.ESCAPE || code == KeyCode.BACK_SPACE && search.getText().isEmpty()) {
            search.clear();
            home.run();
        } else if (code == KeyCode.ENTER) {
            chooseSelected();
        } else if (code == KeyCode.DOWN || code == KeyCode.UP) {
            int to = Math.clamp(at + (code == KeyCode.DOWN ? 1 : -1), 0, Math.max(0, list.getItems().size() - 1));
            list.getSelectionModel().select(to);
            list.scrollTo(Math.max(0, to - 2));
        } else {
            return;
        }
        event.consume();
    }

    private void chooseSelected() {
        Label label = list.getSelectionModel().getSelectedItem();
        if (label == null)
            return;
        choose.accept(label.name());
        search.clear();
        list.getSelectionModel().clearSelection();
        home.run();
    }

    private final class ListedLabel extends ListCell<Label> {
        @Override
        protected void updateItem(@Nullable Label label, boolean empty) {
            super.updateItem(label, empty);
            setText(null);
            if (empty || label == null) {
                setGraphic(null);
                return;
            }
            boolean keys = search.getText().isEmpty() || label.shortcut() != null;
            String key = keys && variable != null ? key(variable, variable.labels().indexOf(label)) : "";
            Region cap = key.isEmpty() ? new Region() : new KeyCap(key);
            cap.setMinWidth(24);
            HBox row = Parts.row(10, cap, new LabelGlyph(label.slot(), 12), Parts.elided(label.name()), Parts.spacer());
            if (chosen.contains(label.name()))
                row.getChildren().add(Parts.icon("check", "small", "accent"));
            int n = counts.getOrDefault(label.name(), 0);
            row.getChildren().add(Parts.text(Numbers.count(n), "t-small", "ink-3"));
            row.setAlignment(Pos.CENTER_LEFT);
            HBox.setHgrow(row, Priority.ALWAYS);
            setGraphic(row);
            row.prefWidthProperty().bind(list.widthProperty().subtract(44));
            setAccessibleText(Texts.get("label.button", label.name(), key, n));
        }
    }
}
