package concord.ui.students;

import concord.model.Variable;
import concord.model.result.TrainOutcome;
import concord.report.Numbers;
import concord.ui.Texts;
import concord.ui.control.Parts;
import concord.ui.control.ThreeLineTable;
import concord.ui.shell.FigureTables;
import java.util.List;
import javafx.beans.property.StringProperty;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// The chosen student: its statistics, precision and recall by threshold, calibration, and what can be done with it.
final class StudentSide extends VBox {
    static final double INNER = 252;
    private static final List<String> VALIDATION = List.of("ndcg_at_10", "map", "mrr", "quadratic_kappa", "accuracy", "macro_precision",
            "macro_recall", "macro_f1");
    private final StudentsViewModel model;
    private final TrainViewModel training;
    private final VBox body = Parts.column(0);
    private final CurvePane curve;
    private final ReliabilityPane reliability;

    StudentSide(StudentsViewModel model, TrainViewModel training) {
        this.model = model;
        this.training = training;
        curve = new CurvePane(model);
        reliability = new ReliabilityPane(model);
        getStyleClass().add("side-content");
        setId("student-side");
        ScrollPane scroll = new ScrollPane(body);
        scroll.getStyleClass().add("bare");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().add(scroll);
        model.selectedProperty().addListener((_, _, _) -> show());
        show();
    }

    private void show() {
        body.getChildren().clear();
        StudentRow row = model.selectedProperty().get();
        if (row == null) {
            body.getChildren().addAll(Parts.text(Texts.get("results.title"), "t-head"), Parts.gap(24),
                    Parts.sentence(Texts.get("students.side.none"), "t-note", "ink-3"));
            return;
        }
        body.getChildren().addAll(Parts.elided(row.run().name(), "t-head"), Parts.gap(4),
                Parts.sentence(Texts.get("students.side.from", Numbers.count(row.outcome().trainUnits()),
                        TrainButton.source(row.run().labelsFrom()), row.outcome().device()), "t-note", "ink-2"),
                Parts.gap(14),
                Parts.row(8, choice("students.reference", model.references(), model.referenceProperty(), ""),
                        choice("students.test", training.samples(), model.testSampleProperty(), Texts.get("students.test.all"))),
                Parts.gap(14));
        StudentFigures figures = row.figures();
        if (figures == null) {
            body.getChildren().addAll(Parts.sentence(row.why(), "t-note", "ink-warn"), Parts.gap(16), validation(row));
        } else {
            body.getChildren().addAll(Parts.sentence(figures.about(), "t-small", "ink-3"),
                    Parts.gap(8), FigureTables.statistics(figures.keys(), figures.values(), figures.intervals()), Parts.gap(20), curve,
                    Parts.gap(20), reliability);
            Variable variable = model.workspace().variableProperty().get();
            curve.show(variable == null ? figures.labels() : variable.labelNames());
        }
        body.getChildren().addAll(Parts.gap(20), Parts.hair(), Parts.gap(12), provenance(row.outcome(), row.run().sha256()), Parts.gap(16),
                new StudentActions(model, training.form().device::get));
    }

    private static Node choice(String key, ObservableList<String> items, StringProperty property, String blank) {
        ComboBox<String> box = new ComboBox<>(items);
        box.setConverter(TrainFields.converter(value -> value.isEmpty() ? blank : value));
        box.setValue(property.get());
        box.setAccessibleText(Texts.get(key));
        box.setOnAction(_ -> {
            if (box.getValue() != null)
                property.set(box.getValue());
        });
        Parts.width(box, 122);
        return Parts.field(Parts.text(Texts.get(key), "t-small", "ink-3"), box);
    }

    /// What is known without a test set: the texts that chose the epoch, which flatter.
    private static Node validation(StudentRow row) {
        ThreeLineTable table = new ThreeLineTable(List.of(Texts.get("results.statistic"), Texts.get("results.estimate")), 190, 62);
        table.setRows(VALIDATION.stream().filter(row.outcome().validation()::containsKey).map(key -> List.<Node>of(
                Parts.text(Texts.get("results.figure." + figure(key)), "t-note"),
                Parts.text(Numbers.bounded(row.outcome().validation().get(key)), "t-note"))).toList());
        return Parts.column(8,
                Parts.sentence(Texts.get("students.validation", Numbers.count(row.outcome().validationUnits())), "t-small", "ink-3"),
                table);
    }

    /// The name under which a validation figure is known elsewhere.
    private static String figure(String key) {
        return switch (key) {
            case "ndcg_at_10", "map", "mrr" -> key;
            case "quadratic_kappa" -> "cohen_kappa_quadratic";
            default -> key.replace('_', '.');
        };
    }

    private static Node provenance(TrainOutcome outcome, String sha256) {
        String from = Texts.get("students.provenance", Numbers.count(outcome.validationUnits()), outcome.bestEpoch(),
                outcome.history().size(), sha256.substring(0, Math.min(12, sha256.length())));
        return Parts.column(6, Parts.sentence(cut(outcome), "t-small", "ink-3"), Parts.sentence(from, "t-small", "ink-3"));
    }

    /// "14 texts were cut at 256 tokens."
    static String cut(TrainOutcome outcome) {
        Object most = outcome.settings().get("max_length");
        return switch (outcome.truncated()) {
            case 0 -> Texts.get("students.cut.none", String.valueOf(most));
            case 1 -> Texts.get("students.cut.one", String.valueOf(most));
            default -> Texts.get("students.cut", Numbers.count(outcome.truncated()), String.valueOf(most));
        };
    }
}
