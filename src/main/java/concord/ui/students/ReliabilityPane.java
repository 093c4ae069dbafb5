package concord.ui.students;

import concord.report.Numbers;
import concord.stats.Calibration;
import concord.ui.Texts;
import concord.ui.control.Parts;
import concord.ui.control.Plot;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// The reliability diagram: how often the student is right by how sure it is, with Wilson intervals; the dashed line is perfect calibration.
final class ReliabilityPane extends VBox {
    private final StudentsViewModel model;
    private final Plot plot = new Plot(StudentSide.INNER, 208);
    private final Label summary = Parts.sentence("", "t-note");
    private final Label refusal = Parts.sentence("", "t-note", "ink-3");

    ReliabilityPane(StudentsViewModel model) {
        super(8);
        this.model = model;
        setId("calibration");
        Label what = Parts.sentence(Texts.get("students.calibration.what"), "t-small", "ink-3");
        getChildren().addAll(Parts.text(Texts.get("students.calibration"), "t-note", "t-medium"), what, plot, summary, refusal);
        for (javafx.scene.Node node : List.of(what, plot, summary, refusal)) {
            node.managedProperty().bind(node.visibleProperty());
        }
        what.visibleProperty().bind(plot.visibleProperty());
        summary.visibleProperty().bind(plot.visibleProperty());
        refusal.visibleProperty().bind(plot.visibleProperty().not());
        model.reliabilityProperty().addListener((_, _, now) -> draw(now));
        draw(model.reliabilityProperty().get());
    }

    private void draw(Reliability now) {
        Calibration found = now.calibration();
        plot.setVisible(found != null);
        refusal.setText(now.why());
        if (found == null)
            return;
        String words = words(found);
        summary.setText(words);
        Plot.Axis axis = new Plot.Axis(0, 1, List.of(0.0, 0.5, 1.0), v -> Numbers.share(v, 2));
        plot.show(new Plot.Content(axis, axis,
                List.of(new Plot.Series(List.of(new Plot.Point(0, 0), new Plot.Point(1, 1)), "ref-line", Plot.Marks.NONE),
                        new Plot.Series(found.bins().stream().map(b -> new Plot.Point(b.confidence(), b.accuracy())).toList(), "c-acc",
                                Plot.Marks.DOTS)),
                found.bins().stream().map(b -> new Plot.Whisker(b.confidence(), b.interval().low(), b.interval().high())).toList(), null,
                null), Texts.get("students.calibration") + " " + words);
    }

    private String words(Calibration found) {
        StudentRow row = model.selectedProperty().get();
        Double temperature = row == null ? null : row.outcome().validation().get("temperature");
        String summary = Texts.get("students.calibration.summary", Numbers.bounded(found.ece()), Numbers.count(found.n()));
        return temperature == null || temperature == 1
                ? summary
                : summary + " " + Texts.get("students.calibration.temperature", Numbers.plain(temperature, 2));
    }
}
