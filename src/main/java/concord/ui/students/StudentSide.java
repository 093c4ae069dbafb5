package concord.ui.students;

import concord.app.StudentService.PrPoint;
import concord.model.Variable;
import concord.report.Numbers;
import concord.stats.PairwiseFigures;
import concord.ui.Texts;
import concord.ui.control.Parts;
import concord.ui.control.Plot;
import concord.ui.control.ThreeLineTable;
import concord.ui.shell.FigureTables;
import java.io.File;
import java.util.List;
import java.util.Optional;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.util.StringConverter;

/// The chosen student: its statistics, precision and recall by threshold, and what can be done with it.
final class StudentSide extends VBox {
    private static final double INNER = 252;
    private static final List<String> FIGURES = List.of("accuracy", "balanced_accuracy", "macro.precision", "macro.recall", "macro.f1",
            "cohen_kappa", "krippendorff_alpha_nominal", "mcc");
    private static final List<String> VALIDATION = List.of("accuracy", "macro_precision", "macro_recall", "macro_f1");
    private final StudentsViewModel model;
    private final VBox body = Parts.column(0);
    private final ComboBox<String> label = new ComboBox<>();
    private final Plot plot = new Plot(INNER, 208);
    private final Slider threshold = new Slider(0, 1, 0.5);
    private final Label reading = Parts.text("", "t-note");
    private final Label at = Parts.text("", "t-note", "t-medium");

    StudentSide(StudentsViewModel model) {
        this.model = model;
        getStyleClass().add("side-content");
        setId("student-side");
        ScrollPane scroll = new ScrollPane(body);
        scroll.getStyleClass().add("bare");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().add(scroll);
        threshold.setId("threshold");
        threshold.setAccessibleText(Texts.get("students.threshold"));
        threshold.setBlockIncrement(0.01);
        threshold.valueProperty().addListener((_, _, _) -> drawCurve());
        Parts.width(label, 116);
        label.setAccessibleText(Texts.get("results.label"));
        label.setOnAction(_ -> {
            if (label.getValue() != null)
                model.curveLabelProperty().set(label.getValue());
        });
        model.selectedProperty().addListener((_, _, _) -> show());
        model.curveProperty().addListener((_, _, _) -> drawCurve());
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
                        choice("students.test", model.samples(), model.testSampleProperty(), Texts.get("students.test.all"))),
                Parts.gap(14));
        PairwiseFigures figures = row.figures();
        if (figures == null) {
            body.getChildren().addAll(Parts.sentence(row.why(), "t-note", "ink-warn"), Parts.gap(16), validation(row));
        } else {
            body.getChildren().addAll(Parts.sentence(Texts.get("students.test.n", Numbers.count(figures.n())), "t-small", "ink-3"),
                    Parts.gap(8), FigureTables.statistics(figures, FIGURES), Parts.gap(20));
            curve(figures);
        }
        body.getChildren().addAll(Parts.gap(20), Parts.hair(), Parts.gap(12), provenance(row), Parts.gap(16), actions());
    }

    private void curve(PairwiseFigures figures) {
        Variable variable = model.workspace().variableProperty().get();
        List<String> labels = variable == null ? figures.labels() : variable.labelNames();
        label.getItems().setAll(labels);
        String now = labels.contains(model.curveLabelProperty().get()) ? model.curveLabelProperty().get() : labels.getFirst();
        label.setValue(now);
        model.curveLabelProperty().set(now);
        body.getChildren().addAll(Parts.row(8, Parts.text(Texts.get("students.curve"), "t-note", "t-medium"), Parts.spacer(), label),
                Parts.gap(8), plot, Parts.gap(12),
                Parts.row(8, Parts.text(Texts.get("students.threshold"), "t-note"), Parts.spacer(), at), Parts.gap(6), threshold,
                Parts.gap(8),
                reading);
        drawCurve();
    }

    private void drawCurve() {
        List<PrPoint> points = model.curveProperty().get();
        at.setText(Numbers.bounded(threshold.getValue()));
        Optional<Threshold> now = Threshold.at(threshold.getValue(), points);
        String words = now.map(t -> Texts.get("students.reading", Numbers.bounded(t.precision()), Numbers.bounded(t.recall()),
                Numbers.bounded(t.f1()))).orElse(points.isEmpty() ? "" : Texts.get("students.reading.none"));
        reading.setText(words);
        Plot.Axis axis = new Plot.Axis(0, 1, List.of(0.0, 0.5, 1.0), v -> Numbers.share(v, 2));
        plot.show(new Plot.Content(axis, axis,
                List.of(new Plot.Series(points.stream().map(p -> new Plot.Point(p.recall(), p.precision())).toList(), "c-acc",
                        Plot.Marks.NONE)),
                null, now.map(t -> new Plot.Point(t.recall(), t.precision())).orElse(null)), Texts.get("students.curve") + " " + words);
    }

    private static Node choice(String key, ObservableList<String> items, javafx.beans.property.StringProperty property, String blank) {
        ComboBox<String> box = new ComboBox<>(items);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(@org.jspecify.annotations.Nullable String value) {
                return value == null ? "" : value.isEmpty() ? blank : value;
            }

            @Override
            public String fromString(String text) {
                throw new UnsupportedOperationException("not editable");
            }
        });
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
                Parts.text(Texts.get("results.figure." + key.replace('_', '.')), "t-note"),
                Parts.text(Numbers.bounded(row.outcome().validation().get(key)), "t-note"))).toList());
        return Parts.column(8,
                Parts.sentence(Texts.get("students.validation", Numbers.count(row.outcome().validationUnits())), "t-small", "ink-3"),
                table);
    }

    private static Node provenance(StudentRow row) {
        var outcome = row.outcome();
        return Parts.sentence(Texts.get("students.provenance", Numbers.count(outcome.validationUnits()), outcome.bestEpoch(),
                outcome.history().size(), Numbers.count(outcome.truncated()),
                row.run().sha256().substring(0, Math.min(12, row.run().sha256().length()))), "t-small", "ink-3");
    }

    private Node actions() {
        Button export = Parts.button(Texts.get("students.export"), "download", "sm");
        export.setId("export-student");
        export.setOnAction(_ -> {
            File folder = new DirectoryChooser().showDialog(getScene().getWindow());
            if (folder != null)
                model.export(folder.toPath());
        });
        Button score = Parts.button(Texts.get("students.score"), "zap", "sm");
        score.setId("score-student");
        score.setOnAction(_ -> model.score());
        Button delete = Parts.button(Texts.get("students.delete"), "trash-2", "sm");
        Button sure = Parts.button(Texts.get("students.delete.sure"), "trash-2", "sm", "danger");
        Button keep = Parts.button(Texts.get("students.delete.keep"));
        keep.getStyleClass().add("sm");
        HBox row = Parts.row(8, export, score);
        HBox second = Parts.row(8, delete);
        delete.setOnAction(_ -> second.getChildren().setAll(sure, keep));
        keep.setOnAction(_ -> second.getChildren().setAll(delete));
        sure.setOnAction(_ -> model.delete());
        return Parts.column(8, row, second);
    }
}
