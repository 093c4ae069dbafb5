package concord.ui.study;

import concord.report.Numbers;
import concord.stats.Value;
import concord.study.StudyOutcome;
import concord.study.StudyOutcome.Ablation;
import concord.study.StudyOutcome.CellResult;
import concord.study.StudyOutcome.Stability;
import concord.ui.Texts;
import concord.ui.control.Parts;
import concord.ui.control.ThreeLineTable;
import java.util.ArrayList;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// What a distillation study says: figures by arm, differences with intervals, what was found in a sentence, the direction of error, ablations,
/// stability over seeds, and what a reader should know of the test.
final class StudySide extends VBox {
    static final double INNER = 252;
    private final OutcomeViewModel model;
    private final VBox body = Parts.column(0);
    private final ObservableList<String> students = FXCollections.observableArrayList();
    private final ComboBox<String> student;
    private final Export export;

    StudySide(OutcomeViewModel model) {
        this.model = model;
        getStyleClass().add("side-content");
        setId("study-side");
        student = StudyFields.choice("study-student", students, model.studentProperty(),
                s -> s.isEmpty() ? Texts.get("study.student.all") : model.name(s));
        student.setAccessibleText(Texts.get("study.students"));
        Parts.width(student, 128);
        export = new Export(model.workspace(), model);
        ScrollPane scroll = new ScrollPane(body);
        scroll.getStyleClass().add("bare");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(scroll, export);
        model.shownProperty().addListener((_, _, _) -> show());
        show();
    }

    private void show() {
        body.getChildren().clear();
        OutcomeViewModel.Shown shown = model.shownProperty().get();
        export.setVisible(shown != null);
        if (shown == null) {
            body.getChildren().addAll(Parts.text(Texts.get("study.byarm"), "t-head"), Parts.gap(24),
                    Parts.sentence(Texts.get("study.side.none"), "t-note", "ink-3"));
            return;
        }
        StudyOutcome outcome = shown.outcome();
        List<String> choices = new ArrayList<>(ByArm.students(outcome));
        if (choices.size() > 1)
            choices.addFirst("");
        if (!students.equals(choices))
            students.setAll(choices);
        Label seeds = Parts.elided(Texts.get("study.byarm.seeds", outcome.request().seeds().size()), "t-small", "ink-3");
        body.getChildren().addAll(Parts.row(8, Parts.text(Texts.get("study.byarm"), "t-head"), Parts.spacer(), student), Parts.gap(2),
                seeds, Parts.gap(12), table(shown.byArm()));
        differences(shown);
        shown.sentence().ifPresent(
                s -> body.getChildren().addAll(Parts.gap(12), Parts.style(Parts.sentence(s, "t-note"), "study-found")));
        direction(shown);
        ablations(shown);
        stability(shown);
        notes(shown);
    }

    private Node table(ByArm byArm) {
        ThreeLineTable table = new ThreeLineTable(List.of(Texts.get("study.arm"), Texts.get("results.precision.short"),
                Texts.get("results.recall.short"), Texts.get("results.f1.short")), 138, 38, 38, 38);
        table.setRows(byArm.rows().stream().map(row -> List.of((Node) arm(row.slot(), row.title()), value(row.precision(), ""),
                value(row.recall(), ""), value(row.f1(), row.interval() == null ? "" : Numbers.interval(row.interval())))).toList());
        return table;
    }

    private static Node arm(int slot, String title) {
        Label name = Parts.elided(title, "t-note");
        name.setMaxWidth(118);
        return Parts.row(7, ArmGlyph.of(slot, 10), name);
    }

    private static Label value(Value value, String more) {
        Label label = Parts.text(Numbers.bounded(value), "t-note");
        String hint = switch (value) {
            case Value.Undefined(String reason) -> reason;
            case Value.Defined _ -> more;
        };
        if (!hint.isEmpty())
            label.setTooltip(new Tooltip(hint));
        label.setAccessibleText(Numbers.bounded(value) + " " + hint);
        return label;
    }

    private void differences(OutcomeViewModel.Shown shown) {
        List<Findings.Difference> all = shown.findings().differences();
        if (all.isEmpty())
            return;
        body.getChildren().addAll(Parts.gap(20),
                Parts.row(6, Parts.text(Texts.get("study.difference"), "t-note", "t-medium"),
                        Parts.elided(shown.student().isEmpty()
                                ? Texts.get("study.difference.of", model.name(shown.of()))
                                : Texts.get("study.difference.what"), "t-small", "ink-3")),
                Parts.gap(8), new DifferencePlot(all), Parts.gap(6));
        long clear = all.stream().filter(d -> d.holmP().defined() && d.holmP().orNaN() < 0.05).count();
        if (all.stream().anyMatch(d -> d.holmP().defined()))
            body.getChildren().add(Parts.sentence(Texts.get("study.difference.holm", clear, all.size()), "t-small", "ink-3"));
    }

    /// What kind of mistakes an arm makes more or fewer of than people's labels bring about.
    private void direction(OutcomeViewModel.Shown shown) {
        List<Findings.Difference> all = shown.findings().differences();
        if (all.isEmpty())
            return;
        ThreeLineTable table = new ThreeLineTable(
                List.of(Texts.get("study.direction.arm"), Texts.get("study.direction.precision"), Texts.get("study.direction.recall")), 128,
                62, 62);
        table.setRows(all.stream().map(d -> List.of((Node) arm(d.slot(), d.cell().title()), signed(d.precision()), signed(d.recall())))
                .toList());
        section("study.direction", "study.direction.what", table);
    }

    private static Node signed(Value value) {
        Label label = Parts.text(Findings.signed(value), "t-note");
        if (value instanceof Value.Undefined(String reason))
            label.setTooltip(new Tooltip(reason));
        double v = value.orNaN();
        if (Math.abs(v) >= 0.005)
            label.setGraphic(Parts.icon(v > 0 ? "arrow-up" : "arrow-down", "tiny"));
        return label;
    }

    private void ablations(OutcomeViewModel.Shown shown) {
        List<Ablation> all = shown.outcome().ablations().stream()
                .filter(a -> a.filtered().variable().equals(shown.variable()) && shown.of().equals(a.filtered().student())).toList();
        if (all.isEmpty())
            return;
        VBox lines = Parts.column(2);
        for (Ablation a : all) {
            String left = Texts.get("study.ablation.left", Numbers.count(a.left()));
            String numbers = Findings.signed(a.deltaF1()) + (a.interval() == null ? "" : " " + interval(a));
            Label name = Parts.elided(a.filtered().title(), "t-note", "ink-2");
            Parts.hint(name, left);
            Label number = Parts.text(numbers, "t-note");
            number.setAccessibleText(a.filtered().title() + ", " + left + " " + numbers);
            lines.getChildren().add(Parts.height(Parts.row(8, Parts.grow(name), number), 25));
        }
        section("study.ablations", "study.ablations.what", lines);
    }

    private static String interval(Ablation a) {
        var interval = java.util.Objects.requireNonNull(a.interval());
        return "[" + Findings.signed(interval.low()) + ", " + Findings.signed(interval.high()) + "]";
    }

    private void stability(OutcomeViewModel.Shown shown) {
        ThreeLineTable table = new ThreeLineTable(
                List.of(Texts.get("study.arm"), Texts.get("study.stability.alpha"), Texts.get("study.stability.same")), 138, 52, 62);
        List<List<Node>> rows = new ArrayList<>();
        for (CellResult result : shown.outcome().cells()) {
            Stability stability = result.stability();
            if (stability != null && result.cell().variable().equals(shown.variable()) && shown.of().equals(result.cell().student()))
                rows.add(List.of(arm(model.slot(result.cell()), result.cell().title()), value(stability.alpha(), ""),
                        Parts.text(Numbers.percent(stability.unchanged()), "t-note")));
        }
        table.setRows(rows);
        if (!rows.isEmpty())
            section("study.stability", "study.stability.what", table);
    }

    private void notes(OutcomeViewModel.Shown shown) {
        VBox lines = Parts.column(6);
        if (!shown.test().isEmpty())
            lines.getChildren().add(Parts.sentence(shown.test(), "t-small", "ink-3"));
        shown.outcome().notes().forEach(n -> lines.getChildren().add(Parts.sentence(n, "t-small", "ink-3")));
        body.getChildren().addAll(Parts.gap(20), Parts.hair(), Parts.gap(12), lines, Parts.gap(8));
    }

    private void section(String title, String what, Node content) {
        body.getChildren().addAll(Parts.gap(20), Parts.hair(), Parts.gap(14), Parts.text(Texts.get(title), "t-note", "t-medium"),
                Parts.gap(2), Parts.sentence(Texts.get(what), "t-small", "ink-3"), Parts.gap(8), content);
    }
}
