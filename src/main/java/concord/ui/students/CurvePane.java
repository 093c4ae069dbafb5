package concord.ui.students;

import concord.app.StudentService.PrPoint;
import concord.report.Numbers;
import concord.ui.Texts;
import concord.ui.control.Parts;
import concord.ui.control.Plot;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.VBox;

/// Precision and recall of one label at every threshold, and what the threshold of the slider gives.
final class CurvePane extends VBox {
    private final StudentsViewModel model;
    private final ComboBox<String> label = new ComboBox<>();
    private final Plot plot = new Plot(StudentSide.INNER, 208);
    private final Slider threshold = new Slider(0, 1, 0.5);
    private final Label reading = Parts.sentence("", "t-note");
    private final Label average = Parts.text("", "t-note", "t-medium");
    private final Label at = Parts.text("", "t-note", "t-medium");

    CurvePane(StudentsViewModel model) {
        super(8);
        this.model = model;
        threshold.setId("threshold");
        threshold.setAccessibleText(Texts.get("students.threshold"));
        threshold.setBlockIncrement(0.01);
        threshold.valueProperty().addListener((_, _, _) -> draw());
        Parts.width(label, 116);
        label.setAccessibleText(Texts.get("results.label"));
        label.setOnAction(_ -> {
            if (label.getValue() != null)
                model.curveLabelProperty().set(label.getValue());
        });
        getChildren().addAll(Parts.row(8, Parts.text(Texts.get("students.curve"), "t-note", "t-medium"), Parts.spacer(), label), plot,
                average, Parts.row(8, Parts.text(Texts.get("students.threshold"), "t-note"), Parts.spacer(), at), threshold, reading);
        model.curveProperty().addListener((_, _, _) -> draw());
        model.curveRefusalProperty().addListener((_, _, _) -> draw());
    }

    /// @param labels to choose from
    void show(List<String> labels) {
        String now = labels.contains(model.curveLabelProperty().get()) ? model.curveLabelProperty().get() : labels.getFirst();
        label.getItems().setAll(labels);
        label.setValue(now);
        model.curveLabelProperty().set(now);
        draw();
    }

    private void draw() {
        List<PrPoint> points = model.curveProperty().get();
        average.setText(points.isEmpty() ? "" : Texts.get("ranking.average", Numbers.bounded(PrPoint.average(points))));
        at.setText(Numbers.bounded(threshold.getValue()));
        Optional<Threshold> now = Threshold.at(threshold.getValue(), points);
        String words = now.map(t -> Texts.get("students.reading", Numbers.bounded(t.precision()), Numbers.bounded(t.recall()),
                Numbers.bounded(t.f1())))
                .orElse(points.isEmpty() ? model.curveRefusalProperty().get() : Texts.get("students.reading.none"));
        reading.setText(words);
        Plot.Axis axis = new Plot.Axis(0, 1, List.of(0.0, 0.5, 1.0), v -> Numbers.share(v, 2));
        plot.show(new Plot.Content(axis, axis,
                List.of(new Plot.Series(points.stream().map(p -> new Plot.Point(p.recall(), p.precision())).toList(), "c-acc",
                        Plot.Marks.NONE)),
                null, now.map(t -> new Plot.Point(t.recall(), t.precision())).orElse(null)), Texts.get("students.curve") + " " + words);
    }
}
