package concord.ui.label;

import concord.model.Annotation;
import concord.model.Annotator;
import concord.model.LabelSet;
import concord.model.Unit;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.report.Numbers;
import concord.ui.Texts;
import concord.ui.control.Parts;
import concord.ui.control.Readings;
import concord.ui.control.UnitText;
import concord.ui.control.VoteDots;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The card being read: metadata, text, what the machine said once it may be seen, the question, the answers pinned to the foot, and the actions.
final class UnitCard extends VBox {
    private final LabelViewModel model;
    private final LabelDock dock;
    private final HBox meta = Parts.row(12);
    private final VBox query = new VBox(4);
    private final VBox texts = new VBox(16);
    private final CandidateList candidates;
    private final ScrollPane scroll = new ScrollPane(texts);
    private final VBox well = new VBox(8);
    private final StackPane question = new StackPane();
    private final HBox foot = Parts.row(4);
    private final TextArea comment = new TextArea();
    private final VBox commentBox = new VBox(4);
    private final Label failure = Parts.wrapped("", "t-note", "ink-bad");
    private final HBox failureRow = Parts.row(8, Parts.icon("alert-triangle", "small", "bad"), failure);
    private final Runnable keys;
    private boolean composed;

    /// @param keys shows all keys
    UnitCard(LabelViewModel model, Runnable keys) {
        this.model = model;
        this.keys = keys;
        dock = new LabelDock(this::choose, this::home);
        candidates = new CandidateList(unit -> {
            model.goTo(unit);
            home();
        });
        getStyleClass().addAll("card", "unit-card");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.TEXT);
        setId("unit-card");
        scroll.getStyleClass().add("unit-scroll");
        scroll.setFitToWidth(true);
        scroll.setFocusTraversable(false);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setMinHeight(0);
        scroll.setPrefHeight(10);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        well.getStyleClass().addAll("well", "reveal");
        comment.getStyleClass().addAll("comment-editor");
        comment.setPrefRowCount(2);
        comment.setWrapText(true);
        comment.addEventFilter(KeyEvent.KEY_PRESSED, this::commenting);
        comment.setId("comment");
        commentBox.getChildren().addAll(comment, Parts.text(Texts.get("label.commentKeys"), "t-small", "ink-3"));
        meta.setMinHeight(24);
        setMinHeight(0);
        setMaxSize(760, 720);
        failureRow.getStyleClass().add("failure");
        VBox answers = new VBox(question, dock);
        VBox.setMargin(question, new Insets(0, 0, 14, 0));
        query.getStyleClass().addAll("well", "query");
        getChildren().addAll(meta, query, scroll, failureRow, well, commentBox, Parts.hair(), answers, foot);
        answers.setPadding(new Insets(20, 0, 0, 0));
        VBox.setMargin(meta, new Insets(0, 0, 16, 0));
        VBox.setMargin(query, new Insets(0, 0, 12, 0));
        VBox.setMargin(well, new Insets(12, 0, 12, 0));
        VBox.setMargin(commentBox, new Insets(8, 0, 12, 0));
        VBox.setMargin(failureRow, new Insets(8, 0, 8, 0));
        VBox.setMargin(foot, new Insets(12, -10, 0, -10));
        hide(commentBox);
        hide(well);
        hide(query);
        hide(failureRow);
        model.shownProperty().addListener((_, before, now) -> refresh(before, now));
        model.phaseProperty().addListener((_, _, _) -> refreshFoot());
        model.chosenProperty().addListener((_, _, now) -> {
            dock.chosen(now);
            refreshFoot();
        });
        model.progressProperty().addListener((_, _, now) -> dock.counts(now.perLabel()));
        model.failureProperty().addListener((_, _, now) -> {
            failure.setText(now);
            show(failureRow, !now.isEmpty());
        });
    }

    LabelDock dock() {
        return dock;
    }

    /// A new session: other labels, perhaps another question.
    void begin(Start start) {
        Variable variable = start.variable();
        Region words = Parts.paragraph(variable.question().isEmpty() ? variable.name() : variable.question(), "t-head");
        question.getChildren().setAll(words);
        StackPane.setAlignment(words, Pos.CENTER_LEFT);
        dock.show(variable);
        dock.counts(model.progressProperty().get().perLabel());
        dock.chosen(model.chosenProperty().get());
        composed = model.composing();
        refresh(null, model.shownProperty().get());
    }

    void home() {
        requestFocus();
    }

    void choose(String label) {
        dock.flash(label);
        model.choose(label);
    }

    /// Moves the text under the eye.
    ///
    /// @param pages share of the visible height, negative upwards
    void scroll(double pages) {
        double room = texts.getHeight() - scroll.getViewportBounds().getHeight();
        if (room > 0)
            scroll.setVvalue(Math.clamp(scroll.getVvalue() + pages * scroll.getViewportBounds().getHeight() / room, 0, 1));
    }

    /// The up key: the card above of a list of documents, else the text.
    void up() {
        if (listing())
            model.move(-1);
        else
            scroll(-0.2);
    }

    void down() {
        if (listing())
            model.move(1);
        else
            scroll(0.2);
    }

    private boolean listing() {
        Shown now = model.shownProperty().get();
        return now != null && now.candidates().isPresent();
    }

    void openComment() {
        Shown shown = model.shownProperty().get();
        if (shown == null)
            return;
        comment.setText(shown.comment());
        show(commentBox, true);
        comment.requestFocus();
        comment.end();
    }

    private void commenting(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) {
            hide(commentBox);
        } else if (event.getCode() == KeyCode.ENTER && !event.isShiftDown()) {
            model.comment(comment.getText().strip());
            hide(commentBox);
        } else {
            return;
        }
        event.consume();
        home();
    }

    private void refresh(@Nullable Shown before, @Nullable Shown now) {
        if (now == null || model.started().isEmpty())
            return;
        Start start = model.started().get();
        boolean same = before != null && before.unit().id() == now.unit().id();
        if (!same) {
            hide(commentBox);
            readQuery(now.unit());
            if (now.candidates().isEmpty()) {
                texts.getChildren().setAll(reading(now.unit(), start));
                scroll.setVvalue(0);
            }
            setAccessibleText(now.unit().text());
        }
        now.candidates().ifPresent(documents -> {
            if (!texts.getChildren().contains(candidates))
                texts.getChildren().setAll(candidates);
            candidates.show(documents, model.given(), now.position(), start);
            if (!same)
                candidates.reveal(scroll);
        });
        refreshMeta(now, start);
        refreshWell(now, start);
        refreshFoot();
    }

    private void readQuery(Unit unit) {
        show(query, unit.query() != null);
        query.getChildren().clear();
        if (unit.query() != null)
            query.getChildren().addAll(Parts.text(Texts.get("label.query"), "t-small", "ink-3"), Parts.paragraph(unit.query(), "t-head"));
    }

    private static List<Region> reading(Unit unit, Start start) {
        List<Region> parts = new ArrayList<>();
        if (unit.text().isEmpty() && unit.textB() == null) {
            parts.add(Parts.wrapped(Texts.get("label.emptyText"), "ink-3", "t-italic"));
        } else if (unit.textB() == null) {
            UnitText text = new UnitText("t-unit", 8);
            text.show(unit.text(), Readings.keywords(unit.text(), start.keywords()));
            parts.add(text);
        } else {
            WordDifference difference = WordDifference.of(unit.text(), unit.textB());
            UnitText first = new UnitText("t-unit", 7);
            first.show(unit.text(), difference.first());
            UnitText second = new UnitText("t-unit", 7);
            second.show(unit.textB(), difference.second());
            Region rule = new Region();
            rule.getStyleClass().add("vhair");
            HBox pair = new HBox(20, first, rule, second);
            pair.setAlignment(Pos.TOP_LEFT);
            first.setPrefWidth(10);
            second.setPrefWidth(10);
            HBox.setHgrow(first, Priority.ALWAYS);
            HBox.setHgrow(second, Priority.ALWAYS);
            parts.add(pair);
        }
        return parts;
    }

    private void refreshMeta(Shown now, Start start) {
        meta.getChildren().clear();
        for (String value : Readings.line(now.unit(), start.annotators())) {
            meta.getChildren().add(Parts.elided(value, "t-note", "ink-3"));
        }
        now.candidates().ifPresent(documents -> meta.getChildren().addFirst(Parts.text(Texts.get("ranking.label.query", documents.number(),
                documents.queries(), CandidateList.graded(documents, model.given()), documents.listed().size()), "t-note", "t-medium",
                "ink-2")));
        meta.getChildren().add(Parts.spacer());
        if (!now.comment().isEmpty()) {
            Label chip = Parts.chip(Texts.get("label.commented"), "message-square", "outline");
            Parts.hint(chip, now.comment());
            meta.getChildren().add(chip);
        }
        if (now.flagged())
            meta.getChildren().add(Parts.chip(Texts.get("label.flagged"), "flag", "warn"));
        if (model.phaseProperty().get() == Phase.SAVED) {
            meta.getChildren()
                    .add(Parts.chip(Texts.get("label.savedIn", Math.max(1, Math.round(model.savedMillis() / 1000.0))), "check", "ok"));
        } else if (now.latest().filter(Annotation::skipped).isPresent()) {
            meta.getChildren().add(Parts.chip(Texts.get("label.skipped"), "skip-forward", "outline"));
        } else {
            int words = Readings.words(now.unit().text()) + (now.unit().textB() == null ? 0 : Readings.words(now.unit().textB()));
            meta.getChildren().add(Parts.text(Texts.get("label.words", words), "t-note", "ink-3"));
        }
    }

    private void refreshWell(Shown now, Start start) {
        well.getChildren().clear();
        show(well, !now.machine().isEmpty());
        for (Annotation machine : now.machine()) {
            HBox row = Parts.row(8);
            now.own().stream().filter(own -> own.label() != null).findFirst().ifPresent(own -> row.getChildren()
                    .addAll(Parts.text(Texts.get("label.you"), "ink-2", "t-note"), tag(start.variable(), own), gap()));
            row.getChildren().addAll(Parts.elided(machine.annotator(), "ink-2", "t-note"), tag(start.variable(), machine));
            double sure = machine.confidence() != null
                    ? machine.confidence()
                    : machine.label() == null ? Double.NaN : machine.probabilities().getOrDefault(machine.label(), Double.NaN);
            if (!Double.isNaN(sure))
                row.getChildren().add(new VoteDots(sure, slot(start.variable(), machine)));
            row.getChildren().add(Parts.spacer());
            now.own().stream().map(Annotation::label).filter(Objects::nonNull).findFirst().ifPresent(own -> row.getChildren()
                    .add(own.equals(machine.label())
                            ? Parts.chip(Texts.get("label.agrees"), "check", "ok")
                            : Parts.chip(Texts.get("label.differs"), "git-commit", "warn")));
            well.getChildren().add(row);
            Readings.explanation(now.unit(), machine.annotator())
                    .ifPresent(reason -> well.getChildren().add(Parts.paragraph("“" + reason + "”", "t-quote", "t-italic", "ink-2")));
        }
    }

    private static Region gap() {
        Region gap = new Region();
        gap.setMinWidth(16);
        return gap;
    }

    static HBox tag(Variable variable, Annotation annotation) {
        String label = annotation.label() == null
                ? "–"
                : variable.kind() == VariableKind.MULTI
                        ? String.join(", ", LabelSet.parse(annotation.label()).names())
                        : annotation.label();
        return Parts.tag(slot(variable, annotation), label.isEmpty() ? Texts.get("label.none") : label);
    }

    private static int slot(Variable variable, Annotation annotation) {
        return annotation.label() == null ? 7 : variable.label(annotation.label()).map(concord.model.Label::slot).orElse(7);
    }

    private void refreshFoot() {
        Shown now = model.shownProperty().get();
        if (now == null)
            return;
        if (model.started().isPresent())
            refreshMeta(now, model.started().get());
        foot.getChildren().clear();
        boolean secondRow = !now.machine().isEmpty() && now.own().stream().anyMatch(a -> a.label() != null && !a.seenLlm());
        String modifier = dock.listed() ? Texts.get("label.shift") + " " : "";
        if (model.phaseProperty().get() == Phase.SAVED) {
            Label info = Parts.wrapped(Texts.get(secondRow && now.own().size() == 1 ? "label.secondRow" : "label.secondRowGiven"),
                    "t-small", "ink-3");
            HBox.setHgrow(info, Priority.ALWAYS);
            info.setMaxWidth(Double.MAX_VALUE);
            HBox.setMargin(info, new Insets(0, 12, 0, 4));
            HBox icon = Parts.row(0, Parts.icon("info", "small", "faint"));
            HBox.setMargin(icon, new Insets(0, 0, 0, 10));
            Button next = Parts.primary(Texts.get("label.next"), "arrow-right", () -> {
                model.next();
                home();
            }, "sm");
            HBox.setMargin(next, new Insets(0, 10, 0, 0));
            foot.getChildren().addAll(icon, info, next);
            return;
        }
        foot.getChildren().addAll(Parts.keyed(Texts.get("label.skip"), "skip-forward", Texts.get("label.space"), act(model::skip)),
                Parts.keyed(Texts.get("label.flag"), "flag", modifier + "F", act(model::flag)),
                Parts.keyed(Texts.get("label.comment"), "message-square", modifier + "C", this::openComment), Parts.spacer());
        if (secondRow)
            foot.getChildren().add(Parts.elided(Texts.get("label.secondRowShort"), "t-small", "ink-3"));
        if (composed)
            foot.getChildren().add(Parts.keyed(Texts.get("label.save"), "check", Texts.get("label.enter"), act(model::confirm)));
        foot.getChildren().add(Parts.keyed(Texts.get("label.allKeys"), modifier + "H", keys));
    }

    private Runnable act(Runnable action) {
        return () -> {
            action.run();
            home();
        };
    }

    private static void hide(Region region) {
        show(region, false);
    }

    private static void show(Region region, boolean visible) {
        region.setVisible(visible);
        region.setManaged(visible);
    }

    /// Seconds as people say them: "9 s", below two seconds with one decimal.
    static String seconds(int millis) {
        return millis < 2000 ? Numbers.plain(millis / 1000.0, 1) + " s" : Math.round(millis / 1000.0) + " s";
    }
}
