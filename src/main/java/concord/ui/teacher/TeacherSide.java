package concord.ui.teacher;

import concord.app.ResultsService;
import concord.app.TeachingResults.Votes;
import concord.app.Validation;
import concord.model.Variable;
import concord.report.FigureData;
import concord.report.Numbers;
import concord.report.PrecisionRecallBars;
import concord.report.PrecisionRecallBars.Measure;
import concord.ui.Texts;
import concord.ui.control.FigurePane;
import concord.ui.control.Parts;
import concord.ui.control.ThreeLineTable;
import concord.ui.shell.FigureTables;
import concord.ui.teacher.AgreementViewModel.Sight;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;

/// The run that is looked at beside a person: agreement, by consistency, F1 by label, and what these figures are not.
final class TeacherSide extends VBox {
    private static final double INNER = 252;
    private static final List<String> FIGURES = List.of("percent_agreement", "cohen_kappa", "krippendorff_alpha_nominal", "gwet_ac1",
            "macro.f1");
    private final TeacherViewModel teacher;
    private final AgreementViewModel model;
    private final VBox body = Parts.column(0);
    private final VBox note = Parts.column(0);
    private final ComboBox<String> reference;

    TeacherSide(TeacherViewModel teacher, AgreementViewModel model) {
        this.teacher = teacher;
        this.model = model;
        getStyleClass().add("side-content");
        setId("teacher-side");
        reference = Fields.choice(model.references(), model.referenceProperty(),
                r -> r.equals(ResultsService.FINAL) ? Texts.get("teacher.side.final") : r);
        reference.setAccessibleText(Texts.get("teacher.side.reference"));
        reference.setId("teacher-reference");
        Parts.width(reference, INNER);
        ScrollPane scroll = new ScrollPane(body);
        scroll.getStyleClass().add("bare");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        note.setMinHeight(USE_PREF_SIZE);
        getChildren().addAll(scroll, note);
        model.sightProperty().addListener((_, _, _) -> show());
        teacher.liveProperty().addListener((_, _, _) -> show());
        show();
    }

    private void show() {
        body.getChildren().clear();
        note.getChildren().clear();
        Sight sight = model.sightProperty().get();
        if (sight == null) {
            body.getChildren().addAll(Parts.text(Texts.get("results.title"), "t-head"), Parts.gap(24),
                    Parts.sentence(Texts.get("teacher.side.none"), "t-note", "ink-3"));
            return;
        }
        body.getChildren().addAll(head(sight), Parts.gap(12));
        if (!model.references().isEmpty())
            body.getChildren().addAll(Parts.field(Texts.get("teacher.side.reference"), reference), Parts.gap(18));
        if (sight.one() == null && sight.several() == null) {
            body.getChildren().add(Parts.sentence(sight.why(), "t-note", "ink-2"));
            return;
        }
        Variable variable = teacher.workspace().variableProperty().get();
        int both = sight.one() != null ? sight.one().n() : java.util.Objects.requireNonNull(sight.several()).n();
        if (both == 0) {
            body.getChildren().add(Parts.sentence(Texts.get("teacher.side.apart", sight.reference()), "t-note", "ink-2"));
            return;
        }
        if (sight.one() != null) {
            section("results.agreement", Texts.get("results.overlap", Numbers.count(sight.one().n())));
            body.getChildren().add(FigureTables.statistics(FIGURES, sight.one().values(), sight.one().intervals()));
        } else {
            FigureList list = FigureList.of(null, sight.several());
            section("results.agreement", Texts.get("results.overlap", Numbers.count(list.n())));
            body.getChildren().add(FigureViews.statistics(list));
        }
        if (!sight.votes().isEmpty())
            votes(sight.votes());
        body.getChildren().add(Parts.gap(22));
        FigureData bars = sight.one() != null
                ? PrecisionRecallBars.of(sight.one(), label -> FigureTables.slot(variable, sight.one(), label), Measure.F1)
                : PrecisionRecallBars.of(java.util.Objects.requireNonNull(sight.several()),
                        label -> variable == null ? 0 : Math.max(0, variable.labelNames().indexOf(label)), Measure.F1);
        body.getChildren().addAll(new FigurePane(bars.layout(INNER)), Parts.gap(12));
        note.getChildren().addAll(Parts.gap(8), note(sight));
    }

    private Node head(Sight sight) {
        Circle dot = new Circle(3.5);
        dot.getStyleClass().add("live-dot");
        HBox live = Parts.row(5, dot, Parts.text(Texts.get("results.live"), "t-small", "ink-ok"));
        live.setVisible(teacher.liveProperty().get() != null);
        return Parts.row(8, Parts.grow(Parts.elided(sight.run(), "t-head")), live);
    }

    private void votes(List<Votes> votes) {
        body.getChildren().add(Parts.gap(22));
        section("teacher.side.consistency", "");
        ThreeLineTable table = new ThreeLineTable(
                List.of(Texts.get("teacher.side.votes"), Texts.get("teacher.side.texts"), Texts.get("teacher.side.same")), 112, 56, 84);
        table.setRows(votes.stream().map(v -> List.<Node>of(
                Parts.text(
                        Texts.get("teacher.side.of", v.votes(), v.parsed())
                                + (v.ties() == v.units() ? " " + Texts.get("teacher.side.tie") : ""),
                        "t-note"),
                Parts.text(Numbers.count(v.units()), "t-note"), same(v))).toList());
        body.getChildren().add(table);
    }

    private static Node same(Votes votes) {
        Node cell = Parts.text(votes.compared() == 0 ? Numbers.MISSING : Numbers.bounded((double) votes.same() / votes.compared()),
                "t-note");
        Parts.hint(cell, Texts.get("teacher.side.compared", Numbers.count(votes.same()), Numbers.count(votes.compared())));
        return cell;
    }

    private void section(String key, String aside) {
        body.getChildren().addAll(Parts.row(6, Parts.text(Texts.get(key), "t-note", "t-medium"), Parts.elided(aside, "t-small", "ink-3")),
                Parts.gap(6));
    }

    /// These figures rest on whatever was labelled; only those of a final test are for the report.
    private Node note(Sight sight) {
        int version = teacher.factsProperty().get() == null ? 0 : teacher.factsProperty().get().run().codebookVersion();
        String sentence;
        Validation of = sight.validation().orElse(null);
        Validation.FinalTest test = of == null ? null : of.finalTest();
        if (of == null || of.givenUp())
            sentence = Texts.get("teacher.side.note.none", version);
        else if (test != null && test.run().equals(sight.run()))
            sentence = Texts.get("teacher.side.note.test");
        else
            sentence = Texts.get("teacher.side.note", version);
        HBox row = Parts.row(8, Parts.icon("info", "small", "faint"), Parts.grow(Parts.sentence(sentence, "t-small", "ink-3")));
        row.setAlignment(Pos.TOP_LEFT);
        return row;
    }
}
