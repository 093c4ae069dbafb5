package concord.ui.data;

import concord.app.DataService.UnitDetail;
import concord.model.Annotation;
import concord.model.Annotator;
import concord.model.Gold;
import concord.model.Unit;
import concord.model.Variable;
import concord.report.Numbers;
import concord.ui.Texts;
import concord.ui.control.Parts;
import concord.ui.shell.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The selected unit at the right: its whole text, every label with its provenance, its columns, its samples.
final class DetailPane {
    private final Workspace workspace;
    private final DataViewModel model;
    private final IntConsumer move;
    private final VBox view = new VBox();

    /// @param move goes so many lines on
    DetailPane(Workspace workspace, DataViewModel model, IntConsumer move) {
        this.workspace = workspace;
        this.model = model;
        this.move = move;
        view.setId("data-detail");
        Parts.padded(view, 20, 0, 16, 0);
        model.detailProperty().addListener(_ -> build());
        workspace.queryProperty().addListener(_ -> build());
        workspace.blindProperty().addListener(_ -> build());
        workspace.personProperty().addListener(_ -> build());
        workspace.variableProperty().addListener(_ -> build());
        build();
    }

    Region view() {
        return view;
    }

    private void build() {
        view.getChildren().clear();
        UnitDetail detail = model.detailProperty().get();
        if (detail == null) {
            view.getChildren().add(Parts.padded(Parts.wrapped(Texts.get("data.unit.none"), "ink-2", "t-note"), 0, 20, 0, 20));
            return;
        }
        Unit unit = detail.unit();
        Label key = Parts.elided(unit.key(), "t-head");
        key.setTooltip(new Tooltip(unit.key()));
        HBox head = Parts.row(4, key, Parts.spacer(),
                Parts.smallIconButton("chevron-up", Texts.get("data.unit.previous"), () -> move.accept(-1)),
                Parts.smallIconButton("chevron-down", Texts.get("data.unit.next"), () -> move.accept(1)));
        Matches matches = Matches.of(workspace.queryProperty().get());
        VBox body = new VBox(12);
        Parts.padded(body, 12, 20, 12, 20);
        part(body, unit.query(), "data.unit.query", matches);
        body.getChildren().add(unit.text().isEmpty()
                ? Parts.wrapped(Texts.get("data.unit.empty"), "ink-3")
                : UnitText.whole(unit.text(), matches, "t-quote"));
        part(body, unit.textB(), "data.unit.text-b", matches);
        labels(body, detail);
        details(body, detail);
        ScrollPane scroll = Parts.style(new ScrollPane(body), "plain-scroll");
        scroll.setFitToWidth(true);
        scroll.setMinHeight(0);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        Parts.grow(scroll);
        view.getChildren().addAll(Parts.padded(head, 0, 14, 0, 20), scroll, foot(detail));
    }

    private static void part(VBox body, @Nullable String text, String caption, Matches matches) {
        if (text == null)
            return;
        body.getChildren().addAll(Parts.elided(Texts.get(caption), "t-note", "t-medium", "ink-2"),
                UnitText.whole(text, matches, "t-quote"));
    }

    private HBox foot(UnitDetail detail) {
        boolean flagged = flagged(detail);
        var label = Parts.button(Texts.get("data.unit.label"), "tag", model::labelSelected, "ghost", "sm", "accent");
        var flag = Parts.button(flagged ? Texts.get("data.unit.unflag") : Texts.get("data.unit.flag"), "flag", model::flagSelected, "ghost",
                "sm");
        boolean none = workspace.variableProperty().get() == null;
        label.setDisable(none);
        flag.setDisable(none);
        return Parts.padded(Parts.row(8, label, Parts.spacer(), flag), 10, 14, 0, 12);
    }

    private boolean flagged(UnitDetail detail) {
        String person = workspace.personProperty().get();
        Variable variable = workspace.variableProperty().get();
        return variable != null && detail.annotations().stream()
                .anyMatch(a -> a.flagged() && a.annotator().equals(person) && a.variable().equals(variable.name()));
    }

    private void labels(VBox body, UnitDetail detail) {
        List<Node> rows = new ArrayList<>();
        for (Variable variable : workspace.codebookProperty().get().variables()) {
            List<Annotation> given = detail.annotations().stream().filter(a -> a.variable().equals(variable.name())).toList();
            List<Gold> golds = detail.golds().stream().filter(g -> g.variable().equals(variable.name())).toList();
            if (given.isEmpty() && golds.isEmpty())
                continue;
            rows.add(Parts.elided(variable.name(), "t-note", "t-medium"));
            Annotation own = given.stream().filter(a -> a.annotator().equals(workspace.personProperty().get())).findFirst().orElse(null);
            given.forEach(a -> rows.add(model.hidden(a.annotator(), own)
                    ? row(a.annotator(), Parts.elided(Texts.get("data.table.hidden"), "t-small", "ink-3"), "")
                    : row(variable, a)));
            boolean secret = workspace.blindProperty().get() && (own == null || own.label() == null);
            golds.stream().filter(_ -> !secret).forEach(g -> rows.add(
                    row(Texts.get("data.table.final"), UnitTable.labelNode(variable, g.label()),
                            Texts.get("data.unit.by", g.decidedBy()))));
            given.stream().filter(a -> !a.comment().isBlank() && !model.hidden(a.annotator(), own)).forEach(
                    a -> rows.add(Parts.wrapped(Texts.get("data.unit.comment", a.annotator(), a.comment()), "t-note", "ink-2")));
        }
        if (rows.isEmpty())
            return;
        body.getChildren().addAll(Parts.hair(), new VBox(6, rows.toArray(Node[]::new)));
    }

    private Node row(Variable variable, Annotation a) {
        boolean scored = a.label() == null && a.probabilities().containsKey(Annotation.SCORE);
        Node label = scored
                ? Parts.elided(UnitTable.score(a), "t-note")
                : a.label() == null
                        ? Parts.elided(a.skipped() ? Texts.get("data.table.skipped") : "–", "t-note", "ink-3")
                        : UnitTable.labelNode(variable, a.label());
        return row(a.annotator(), label, provenance(a));
    }

    private static Node row(String who, Node label, String provenance) {
        Label name = Parts.width(Parts.elided(who, "t-note"), 74);
        name.setTooltip(new Tooltip(who));
        HBox row = Parts.row(8, name, label, Parts.spacer(), Parts.text(provenance, "t-small", "ink-3"));
        row.setMinHeight(28);
        return row;
    }

    /// Where a label comes from: blind or not and the seconds for a person, the confidence for a machine.
    private String provenance(Annotation a) {
        List<String> parts = new ArrayList<>();
        boolean human = model.overviewProperty().get().annotators().stream()
                .anyMatch(w -> w instanceof Annotator.Human && w.name().equals(a.annotator()));
        if (human && a.seenLlm()) {
            parts.add(Texts.get("data.unit.seen"));
        } else if (human) {
            parts.add(a.millis() > 0 ? Texts.get("data.unit.blind") : Texts.get("data.unit.imported"));
        }
        if (a.millis() > 0)
            parts.add(Texts.get("data.unit.seconds", Math.max(1, Math.round(a.millis() / 1000.0))));
        Double confidence = a.confidence();
        if (confidence != null)
            parts.add(Numbers.share(confidence, 2));
        if (a.flagged())
            parts.add(Texts.get("data.unit.flagged"));
        return String.join(", ", parts);
    }

    private static void details(VBox body, UnitDetail detail) {
        VBox rows = new VBox(2, Parts.elided(Texts.get("data.unit.details"), "t-note", "t-medium"));
        detail.unit().metadata().forEach((k, v) -> rows.getChildren().add(pair(k, v)));
        rows.getChildren().add(pair(Texts.get("data.unit.words"), Numbers.count(words(detail.unit().text()))));
        for (Map.Entry<String, Double> sample : detail.samples().entrySet()) {
            rows.getChildren().add(pair(Texts.get("data.unit.sample"), sample.getKey()));
            rows.getChildren().add(pair(Texts.get("data.unit.probability"), Numbers.share(Objects.requireNonNull(sample.getValue()), 3)));
        }
        body.getChildren().addAll(Parts.hair(), rows);
    }

    private static Node pair(String name, String value) {
        Label left = Parts.elided(name, "t-note", "ink-2");
        Label right = Parts.elided(value, "t-note");
        right.setTooltip(new Tooltip(value));
        left.setMinWidth(Math.min(110, 7.0 * name.length()));
        HBox row = Parts.row(10, left, Parts.spacer(), right);
        row.setMinHeight(24);
        return row;
    }

    private static long words(String text) {
        return text.isBlank() ? 0 : text.strip().split("\\s+").length;
    }
}
