package concord.ui.audit;

import concord.app.AuditService;
import concord.model.DisagreementReason;
import concord.model.Gold;
import concord.model.Label;
import concord.model.Unit;
import concord.ui.Texts;
import concord.ui.control.DigitKeys;
import concord.ui.control.KeyCap;
import concord.ui.control.LabelGlyph;
import concord.ui.control.Parts;
import concord.ui.control.Readings;
import concord.ui.control.UnitText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The text looked at and, beside it, its final label and why the two differ.
final class DecisionCard extends HBox {
    static final Map<DisagreementReason, String> REASON_KEYS = Map.of(DisagreementReason.AMBIGUOUS_TEXT, "Q",
            DisagreementReason.GUIDELINE_GAP, "W", DisagreementReason.HUMAN_ERROR, "E", DisagreementReason.TEACHER_ERROR, "R");
    private static final int DIGITS = 10;
    private static final double COLUMN = 290;
    private static final int SHORT = 18;

    /// What a key or button asks for.
    interface Commands {
        void human();

        void other();

        void label(String label);

        void reason(DisagreementReason reason);

        void later();

        void move(int step);
    }

    private final AuditViewModel model;
    private final Commands commands;
    private final VBox left = new VBox(12);
    private final VBox right = new VBox(8);
    private final VBox texts = new VBox(12);
    private final ScrollPane scroll = new ScrollPane(texts);
    private long shown = -1;

    DecisionCard(AuditViewModel model, Commands commands) {
        super(28);
        this.model = model;
        this.commands = commands;
        getStyleClass().addAll("card", "decision-card");
        setPadding(new Insets(18, 20, 18, 20));
        setMinHeight(0);
        setPrefHeight(10);
        setFocusTraversable(true);
        setId("decision-card");
        scroll.getStyleClass().add("unit-scroll");
        scroll.setFitToWidth(true);
        scroll.setFocusTraversable(false);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setMinHeight(0);
        scroll.setPrefHeight(10);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        left.setMinSize(0, 0);
        HBox.setHgrow(left, Priority.ALWAYS);
        left.setPrefWidth(100);
        Region rule = new Region();
        rule.getStyleClass().add("vhair");
        ScrollPane decisions = new ScrollPane(right);
        decisions.getStyleClass().add("unit-scroll");
        decisions.setFitToWidth(true);
        decisions.setFocusTraversable(false);
        decisions.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        decisions.setMinSize(COLUMN, 0);
        decisions.setMaxWidth(COLUMN);
        decisions.setPrefSize(COLUMN, 10);
        right.setPadding(new Insets(0, 4, 4, 4));
        getChildren().addAll(left, rule, decisions);
        model.currentProperty().addListener((_, _, _) -> refresh());
        model.pendingProperty().addListener((_, _, _) -> refresh());
        model.positionProperty().addListener((_, _, _) -> refresh());
    }

    private void refresh() {
        AuditService.Row row = model.currentProperty().get();
        AuditCase audit = model.auditProperty().get();
        // never invisible: an invisible card would lose the focus, and with it the keys, to the first button
        setOpacity(row == null ? 0 : 1);
        if (row == null || audit == null) {
            right.getChildren().clear();
            return;
        }
        Gold gold = row.gold();
        left.getChildren().setAll(head(row.unit(), audit), scroll);
        Readings.explanation(row.unit(), audit.pair().other())
                .ifPresent(reason -> left.getChildren().add(said(audit.pair().other(), reason)));
        left.getChildren().add(kept(gold));
        if (shown != row.unit().id())
            texts.getChildren().setAll(reading(row.unit(), audit));
        if (shown != row.unit().id())
            scroll.setVvalue(0);
        shown = row.unit().id();
        right.getChildren().setAll(Parts.text(Texts.get("audit.finalLabel"), "t-note", "t-medium"));
        String reference = AuditCase.label(row.reference());
        String other = AuditCase.label(row.other());
        String decided = gold == null ? null : gold.label();
        if (reference != null)
            right.getChildren().add(side(audit, reference, "H", Texts.get("audit.wasRight", audit.pair().reference()), decided,
                    commands::human));
        if (other != null && !other.equals(reference))
            right.getChildren().add(side(audit, other, "L", Texts.get("audit.wasRight", audit.pair().other()), decided, commands::other));
        right.getChildren().add(others(audit, decided, reference, other));
        right.getChildren().add(Parts.row(6, Parts.text(Texts.get("audit.why"), "t-note", "t-medium"),
                Parts.text(Texts.get("audit.oneOrMore"), "t-small", "ink-3")));
        FlowPane reasons = new FlowPane(8, 8);
        for (DisagreementReason reason : DisagreementReason.values()) {
            reasons.getChildren().add(reason(reason, model.pendingProperty().get()));
        }
        right.getChildren().add(reasons);
    }

    /// Says that nobody's label changes, or that a reason waits for its decision.
    private HBox kept(@Nullable Gold gold) {
        boolean waits = gold == null && !model.pendingProperty().get().isEmpty();
        Region words = Parts.wrapped(Texts.get(waits ? "audit.reasonWaits" : "audit.kept"), "t-small", "ink-3");
        HBox.setHgrow(words, Priority.ALWAYS);
        return Parts.row(8, Parts.icon(waits ? "clock" : "lock", "small", "faint"), words);
    }

    private HBox head(Unit unit, AuditCase audit) {
        int at = model.positionProperty().get();
        Button up = Parts.button("", "chevron-up", () -> commands.move(-1), "ghost", "sm");
        up.setAccessibleText(Texts.get("audit.previous"));
        Button down = Parts.button("", "chevron-down", () -> commands.move(1), "ghost", "sm");
        down.setAccessibleText(Texts.get("audit.following"));
        HBox head = Parts.row(12);
        for (String part : Readings.line(unit, audit.annotators()).reversed()) {
            head.getChildren().add(Parts.elided(part, "t-note", "ink-3"));
        }
        head.getChildren().addAll(Parts.spacer(),
                Parts.text(Texts.get("audit.place", at + 1, model.queueProperty().get().size()), "t-note", "ink-3"),
                Parts.row(0, up, down));
        return head;
    }

    private static List<Region> reading(Unit unit, AuditCase audit) {
        return Stream.of(unit.query(), unit.text(), unit.textB()).filter(text -> text != null && !text.isEmpty()).<Region>map(text -> {
            UnitText words = new UnitText("t-quote", 6);
            words.show(text, Readings.keywords(text, audit.keywords()));
            return words;
        }).toList();
    }

    private static HBox said(String who, String reason) {
        Region words = Parts.paragraph("“" + reason + "”", "t-note", "ink-2");
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox box = new HBox(10, Parts.text(who, "t-note", "t-medium"), words);
        box.setAlignment(Pos.TOP_LEFT);
        return box;
    }

    private Button side(AuditCase audit, String label, String key, String consequence, @Nullable String decided, Runnable action) {
        KeyCap cap = new KeyCap(key);
        cap.getStyleClass().add("lg");
        String name = AuditTable.name(audit, label);
        HBox content = Parts.row(10, cap, new LabelGlyph(audit.slot(label), 13),
                name.length() <= SHORT ? Parts.text(name, "t-medium") : Parts.elided(name, "t-medium"), Parts.spacer(),
                Parts.elided(consequence, "t-small", "ink-3"));
        content.setMouseTransparent(true);
        Button button = new Button(label, content);
        button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        button.getStyleClass().addAll("label-btn", "decide");
        if (label.equals(decided))
            button.getStyleClass().add("sel-" + audit.slot(label) % 8);
        button.setMaxWidth(Double.MAX_VALUE);
        content.prefWidthProperty().bind(button.widthProperty().subtract(26));
        content.maxWidthProperty().bind(button.widthProperty().subtract(26));
        Parts.hint(button, name + ": " + consequence);
        button.setAccessibleText(name + ", " + consequence + ", " + key);
        button.setOnAction(_ -> {
            action.run();
            requestFocus();
        });
        return button;
    }

    /// The remaining labels by digit, and "later".
    private FlowPane others(AuditCase audit, @Nullable String decided, @Nullable String reference, @Nullable String other) {
        FlowPane row = new FlowPane(6, 6);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getChildren().add(Parts.text(Texts.get("audit.another"), "t-small", "ink-3"));
        List<Label> labels = audit.variable().labels();
        for (int i = 0; i < Math.min(DIGITS, labels.size()); i++) {
            String name = labels.get(i).name();
            Button digit = new Button(String.valueOf(DigitKeys.of(audit.variable().labelNames(), i)));
            digit.getStyleClass().addAll("key-cap", "digit");
            if (name.equals(decided) && !name.equals(reference) && !name.equals(other))
                digit.getStyleClass().add("on");
            digit.setAccessibleText(name + ", " + digit.getText());
            Parts.hint(digit, name);
            digit.setOnAction(_ -> {
                commands.label(name);
                requestFocus();
            });
            row.getChildren().add(digit);
        }
        if (decided != null && !decided.equals(reference) && !decided.equals(other))
            row.getChildren().add(AuditTable.tag(audit, decided));
        row.getChildren().add(Parts.keyed(Texts.get("audit.later"), Texts.get("label.space"), commands::later));
        return row;
    }

    private Button reason(DisagreementReason reason, Set<DisagreementReason> chosen) {
        String key = REASON_KEYS.getOrDefault(reason, "");
        Button button = new Button(AuditTable.words(reason), Parts.row(8, new KeyCap(key), Parts.text(AuditTable.words(reason), "t-note")));
        button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        button.getStyleClass().add("reason");
        boolean on = chosen.contains(reason);
        if (on)
            button.getStyleClass().add("on");
        button.setAccessibleText(Texts.get(on ? "audit.reasonOn" : "audit.reasonOff", AuditTable.words(reason), key));
        button.setOnAction(_ -> {
            commands.reason(reason);
            requestFocus();
        });
        return button;
    }
}
