package concord.ui.audit;

import concord.app.AuditService;
import concord.model.DisagreementReason;
import concord.model.UnitFilter;
import concord.report.Numbers;
import concord.ui.Texts;
import concord.ui.control.DigitKeys;
import concord.ui.control.KeyCap;
import concord.ui.control.Parts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The Audit screen's nodes and keys over its view model.
final class AuditView extends StackPane {
    /// What the view asks of its surroundings.
    interface Surroundings {
        /// Who decides; asks for the name when it is not known, and is empty then.
        String person();

        void clearCell();
    }

    private final AuditViewModel model;
    private final Surroundings surroundings;
    private final DigitKeys digits = new DigitKeys(Locale.getDefault());
    private final javafx.scene.control.Label summary = Parts.elided("", "ink-2", "t-note");
    private final HBox chips = Parts.row(8);
    private final HBox reasons = Parts.row(20);
    private final javafx.scene.control.Label failure = Parts.wrapped("", "t-note", "ink-bad", "failure");
    private final AuditTable table;
    private final DecisionCard card;
    private final VBox page;
    private final StackPane overlay = new StackPane();

    AuditView(AuditViewModel model, Surroundings surroundings) {
        this.model = model;
        this.surroundings = surroundings;
        getStyleClass().add("audit-screen");
        table = new AuditTable(model);
        card = new DecisionCard(model, new DecisionCard.Commands() {
            @Override
            public void human() {
                AuditView.this.human();
            }

            @Override
            public void other() {
                AuditView.this.other();
            }

            @Override
            public void label(String label) {
                AuditView.this.decide(label);
            }

            @Override
            public void reason(DisagreementReason reason) {
                AuditView.this.reason(reason);
            }

            @Override
            public void later() {
                model.next();
            }

            @Override
            public void move(int step) {
                model.move(step);
            }
        });
        VBox tableCard = new VBox(table);
        tableCard.getStyleClass().add("card");
        tableCard.setPadding(new Insets(4));
        VBox.setVgrow(table, Priority.ALWAYS);
        tableCard.setMinHeight(0);
        tableCard.setPrefHeight(38 + 58 * 4 + 8);
        tableCard.setMaxHeight(USE_PREF_SIZE);
        VBox.setVgrow(card, Priority.ALWAYS);
        HBox head = Parts.row(16, new VBox(2, Parts.text(Texts.get("audit.title"), "t-title"), summary), Parts.spacer(),
                Parts.keyed(Texts.get("audit.allKeys"), "?", this::toggleKeys));
        page = new VBox(12, head, chips, reasons, failure, tableCard, card);
        VBox.setMargin(card, new Insets(4, 0, 0, 0));
        page.setPadding(new Insets(24));
        page.setMinHeight(0);
        failure.managedProperty().bind(failure.visibleProperty());
        failure.visibleProperty().bind(failure.textProperty().isNotEmpty());
        failure.textProperty().bind(model.failureProperty());
        overlay.getStyleClass().add("keys-overlay");
        overlay.setVisible(false);
        overlay.setOnMouseClicked(_ -> toggleKeys());
        setAlignment(Pos.TOP_CENTER);
        setMinSize(0, 0);
        getChildren().addAll(page, overlay);
        addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        heightProperty().addListener((_, _, height) -> {
            boolean small = height.doubleValue() < 690;
            page.setPadding(small ? new Insets(16, 24, 16, 24) : new Insets(24));
            int rows = small ? 2 : height.doubleValue() < 900 ? 4 : 6;
            tableCard.setPrefHeight(38 + 58 * rows + 8);
            page.setSpacing(small ? 8 : 12);
        });
        model.countsProperty().addListener((_, _, _) -> refreshHead());
        model.queueProperty().addListener((_, _, _) -> refreshHead());
        model.auditProperty().addListener((_, _, _) -> refreshHead());
        model.reasonsProperty().addListener((_, _, now) -> refreshReasons(now));
        refreshReasons(Map.of());
    }

    /// Shows the audit itself.
    void audit() {
        if (!getChildren().contains(page))
            getChildren().setAll(page, overlay);
    }

    /// Shows why there is nothing to audit.
    void instead(Node node) {
        StackPane place = new StackPane(node);
        place.setPadding(new Insets(24));
        place.setAlignment(Pos.CENTER);
        getChildren().setAll(place);
    }

    void focus() {
        card.requestFocus();
    }

    private void human() {
        String person = surroundings.person();
        if (!person.isEmpty())
            model.human(person);
    }

    private void other() {
        String person = surroundings.person();
        if (!person.isEmpty())
            model.other(person);
    }

    private void decide(String label) {
        String person = surroundings.person();
        if (!person.isEmpty())
            model.decide(label, person);
    }

    private void reason(DisagreementReason reason) {
        String person = surroundings.person();
        if (!person.isEmpty())
            model.reason(reason, person);
    }

    private void refreshHead() {
        AuditCase audit = model.auditProperty().get();
        if (audit == null)
            return;
        AuditService.Counts counts = model.countsProperty().get();
        summary.setText(Texts.get("audit.summary", counts.different(), counts.both(), audit.pair().reference(), audit.pair().other(),
                counts.decided(), counts.different() - counts.decided()));
        chips.getChildren().clear();
        model.cell().ifPresent(cell -> chips.getChildren().add(cellChip(audit, cell)));
        for (AuditFilter filter : AuditFilter.values()) {
            if (model.filters().contains(filter) && !(filter == AuditFilter.DIFFERENT && model.cell().isPresent()))
                chips.getChildren().add(chip(words(filter), () -> model.toggle(filter)));
        }
        MenuButton add = new MenuButton(Texts.get("audit.addFilter"), Parts.icon("plus", "small"));
        add.getStyleClass().addAll("b", "ghost", "sm");
        for (AuditFilter filter : AuditFilter.values()) {
            CheckMenuItem item = new CheckMenuItem(words(filter));
            item.setSelected(model.filters().contains(filter));
            item.setOnAction(_ -> model.toggle(filter));
            add.getItems().add(item);
        }
        chips.getChildren().add(add);
        if (audit.blindFor() != null) {
            javafx.scene.control.Label blind = Parts.chip(Texts.get("audit.blind"), "eye-off", "outline");
            Parts.hint(blind, Texts.get("audit.blindHint", audit.blindFor()));
            chips.getChildren().add(blind);
        }
        chips.getChildren().addAll(Parts.spacer(),
                Parts.text(Texts.get("audit.texts", model.queueProperty().get().size()), "t-note", "ink-2"));
    }

    private static String words(AuditFilter filter) {
        return Texts.get(switch (filter) {
            case DIFFERENT -> "audit.filterDifferent";
            case OPEN -> "audit.filterOpen";
            case FLAGGED -> "audit.filterFlagged";
        });
    }

    private Button cellChip(AuditCase audit, UnitFilter.Cell cell) {
        Button chip = chip("", surroundings::clearCell);
        chip.setGraphic(Parts.row(6, Parts.elided(cell.a(), "ink-3", "t-note"), AuditTable.tag(audit, cell.labelA()),
                Parts.text("×", "ink-3"), Parts.elided(cell.b(), "ink-3", "t-note"), AuditTable.tag(audit, cell.labelB()),
                Parts.icon("x", "small", "faint")));
        chip.setAccessibleText(Texts.get("audit.cellChip", cell.a(), cell.labelA(), cell.b(), cell.labelB()));
        return chip;
    }

    private static Button chip(String text, Runnable remove) {
        Button chip = new Button(text, Parts.row(6, Parts.text(text, "t-note"), Parts.icon("x", "small", "faint")));
        chip.setContentDisplay(javafx.scene.control.ContentDisplay.GRAPHIC_ONLY);
        chip.getStyleClass().addAll("chip", "outline", "filter-chip");
        chip.setAccessibleText(Texts.get("audit.removeFilter", text));
        chip.setOnAction(_ -> remove.run());
        return chip;
    }

    private void refreshReasons(Map<DisagreementReason, Long> counts) {
        long most = counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
        reasons.setVisible(most > 0);
        reasons.setManaged(most > 0);
        reasons.getChildren().setAll(Parts.text(Texts.get("audit.whyTitle"), "t-note", "t-medium"));
        for (DisagreementReason reason : DisagreementReason.values()) {
            long n = counts.getOrDefault(reason, 0L);
            ProgressBar bar = new ProgressBar(most == 0 ? 0 : n / (double) most);
            bar.getStyleClass().addAll("thin-bar", "reason-bar");
            bar.setAccessibleText(AuditTable.words(reason) + ", " + n);
            reasons.getChildren().add(Parts.row(6, Parts.elided(AuditTable.words(reason), "t-note", "ink-2"), bar,
                    Parts.text(Numbers.count(n), "t-note")));
        }
    }

    private void toggleKeys() {
        overlay.setVisible(!overlay.isVisible());
        if (!overlay.isVisible()) {
            focus();
            return;
        }
        GridPane grid = new GridPane(16, 8);
        String[][] keys = {{"H", "audit.keyHuman"}, {"L", "audit.keyOther"}, {"1 … 0", "audit.keyDigits"}, {"Q", "audit.ambiguousText"},
                {"W", "audit.guidelineGap"}, {"E", "audit.humanError"}, {"R", "audit.teacherError"}, {"Enter", "audit.keyNext"},
                {"Space", "audit.keyLater"}, {"↑ ↓", "audit.keyMove"}, {"Ctrl Z", "audit.keyUndo"}, {"Ctrl Y", "audit.keyRedo"},
                {"?", "audit.keyKeys"}};
        for (int i = 0; i < keys.length; i++) {
            HBox cap = Parts.row(0, new KeyCap(keys[i][0]));
            cap.setAlignment(Pos.CENTER_RIGHT);
            grid.add(cap, 0, i);
            grid.add(Parts.text(Texts.get(keys[i][1]), "t-note"), 1, i);
        }
        VBox list = new VBox(16, Parts.text(Texts.get("audit.keysTitle"), "t-title"), grid);
        list.getStyleClass().addAll("card", "keys-card");
        list.setPadding(new Insets(28));
        list.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        overlay.getChildren().setAll(list);
    }

    private void pressed(KeyEvent event) {
        if (model.auditProperty().get() == null || event.getTarget() instanceof TextInputControl || event.isAltDown())
            return;
        boolean button = event.getTarget() instanceof ButtonBase;
        if (button && (event.getCode() == KeyCode.SPACE || event.getCode() == KeyCode.ENTER))
            return;
        if (shortcut(event) || !event.isShortcutDown() && (moves(event) || digit(event) || letter(event)))
            event.consume();
    }

    private boolean shortcut(KeyEvent event) {
        if (!event.isShortcutDown() || event.getCode() != KeyCode.Z && event.getCode() != KeyCode.Y)
            return false;
        String person = surroundings.person();
        if (person.isEmpty())
            return true;
        if (event.getCode() == KeyCode.Y || event.isShiftDown()) {
            model.redo(person);
        } else {
            model.undo(person);
        }
        return true;
    }

    private boolean moves(KeyEvent event) {
        switch (event.getCode()) {
            case SPACE, ENTER -> model.next();
            case UP -> model.move(-1);
            case DOWN -> model.move(1);
            case ESCAPE -> {
                if (!overlay.isVisible())
                    return false;
                toggleKeys();
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean digit(KeyEvent event) {
        AuditCase audit = model.auditProperty().get();
        int digit = digits.digit(event);
        if (digit < 0 || audit == null)
            return false;
        int place = DigitKeys.place(audit.variable().labelNames(), digit);
        if (place >= 0)
            decide(audit.variable().labelNames().get(place));
        return true;
    }

    private boolean letter(KeyEvent event) {
        switch (event.getText().toLowerCase(Locale.ROOT)) {
            case "h" -> human();
            case "l" -> other();
            case "q" -> reason(DisagreementReason.AMBIGUOUS_TEXT);
            case "w" -> reason(DisagreementReason.GUIDELINE_GAP);
            case "e" -> reason(DisagreementReason.HUMAN_ERROR);
            case "r" -> reason(DisagreementReason.TEACHER_ERROR);
            case "?" -> toggleKeys();
            default -> {
                return false;
            }
        }
        return true;
    }
}
