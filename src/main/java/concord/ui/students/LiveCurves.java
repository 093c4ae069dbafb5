package concord.ui.students;

import concord.job.Progress;
import concord.model.result.GridTrial;
import concord.report.Numbers;
import concord.ui.Texts;
import concord.ui.control.Parts;
import concord.ui.control.Plot;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.value.ChangeListener;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The training or search that runs: progress, time left, cancel, loss and validation F1 as two plots, the trials of a search.
final class LiveCurves extends VBox {
    private final Label title = Parts.elided("", "t-medium");
    private final Label phase = Parts.text("", "ink-2", "t-note");
    private final Label percent = Parts.text("", "t-medium");
    private final Label left = Parts.text("", "ink-2", "t-note");
    private final ProgressBar bar = new ProgressBar(0);
    private final Plot loss = new Plot(400, 132);
    private final Plot f1 = new Plot(400, 132);
    private final TrialTable trials = new TrialTable(true);
    private final ChangeListener<LiveTraining.Moment> listener = (_, _, now) -> show(now);
    private final ChangeListener<List<GridTrial>> trialsListener = (_, _, now) -> show(now);
    private final ChangeListener<@Nullable TeacherLine> teacherListener = (_, _, _) -> again();
    private @Nullable LiveTraining live;

    LiveCurves(TrainViewModel model) {
        super(14);
        getStyleClass().add("card");
        setId("live-training");
        setPadding(new Insets(16, 24, 14, 24));
        setMinHeight(USE_PREF_SIZE);
        bar.getStyleClass().add("thin-bar");
        Parts.width(bar, 150);
        Button cancel = Parts.button(Texts.get("jobs.cancel"), "x", "sm");
        cancel.setId("cancel-training");
        cancel.setOnAction(_ -> {
            if (live != null)
                live.handle().cancel();
        });
        HBox head = Parts.row(12, Parts.icon("activity", "accent"), title, phase, Parts.spacer(), bar, percent, left, cancel);
        getChildren().addAll(head,
                new HBox(24, plot("students.loss", "students.loss.what", loss), plot("students.f1", "students.f1.what", f1)), trials);
        trials.managedProperty().bind(trials.visibleProperty());
        managedProperty().bind(visibleProperty());
        model.trainingProperty().addListener((_, before, now) -> {
            if (before != null) {
                before.momentProperty().removeListener(listener);
                before.trialsProperty().removeListener(trialsListener);
                before.teacherProperty().removeListener(teacherListener);
            }
            follow(now);
        });
        follow(model.trainingProperty().get());
    }

    private void follow(@Nullable LiveTraining now) {
        live = now;
        setVisible(now != null);
        if (now == null)
            return;
        title.setText(now.handle().title());
        now.momentProperty().addListener(listener);
        now.trialsProperty().addListener(trialsListener);
        now.teacherProperty().addListener(teacherListener);
        show(now.trialsProperty().get());
        again();
    }

    private void again() {
        if (live != null)
            show(live.momentProperty().get());
    }

    private void show(List<GridTrial> now) {
        trials.setVisible(!now.isEmpty());
        trials.show(now);
    }

    private static Node plot(String title, String what, Plot plot) {
        VBox box = Parts.column(4,
                Parts.row(8, Parts.text(Texts.get(title), "t-note", "t-medium"), Parts.elided(Texts.get(what), "t-small", "ink-3")), plot);
        HBox.setHgrow(box, Priority.ALWAYS);
        box.setMinWidth(0);
        return box;
    }

    private void show(LiveTraining.Moment moment) {
        Progress progress = moment.progress();
        phase.setText(progress.phase());
        bar.setProgress(progress.fraction());
        percent.setText(progress.fraction() < 0 ? "" : Numbers.percent(progress.fraction()));
        left.setText(progress.left().map(t -> Texts.get("jobs.left", Numbers.duration(t))).orElse(""));
        double highest = moment.loss().stream().mapToDouble(Plot.Point::y).max().orElse(1);
        double top = Math.max(0.5, Math.ceil(highest * 2) / 2);
        double steps = moment.loss().isEmpty() ? 1 : moment.loss().getLast().x();
        List<Double> levels = new ArrayList<>();
        for (double y = 0; y <= top + 1e-9; y += top > 2 ? 1 : 0.5) {
            levels.add(y);
        }
        loss.show(new Plot.Content(
                new Plot.Axis(0, steps, List.of((double) Math.round(steps / 2), steps),
                        x -> Texts.get("students.step", Numbers.count((long) x))),
                new Plot.Axis(0, top, levels, y -> y == 0 ? "0" : Numbers.plain(y, 1)),
                List.of(new Plot.Series(moment.loss(), "c-acc", Plot.Marks.LAST)), null, null), words("students.loss", moment.loss()));
        int epochs = Math.max(3, moment.f1().isEmpty() ? 0 : (int) Math.ceil(moment.f1().getLast().x()));
        List<Double> ticks = new ArrayList<>();
        for (int e = 1; e <= epochs; e += Math.max(1, epochs / 5)) {
            ticks.add((double) e);
        }
        f1.show(new Plot.Content(new Plot.Axis(0, epochs, ticks, x -> Texts.get("students.epoch", (int) x)),
                new Plot.Axis(0, 1, List.of(0.0, 0.5, 1.0), y -> Numbers.share(y, 2)),
                List.of(new Plot.Series(moment.f1(), "c-acc", Plot.Marks.ALL)), level(), null), words("students.f1", moment.f1()));
    }

    private Plot.@Nullable Level level() {
        TeacherLine teacher = live == null ? null : live.teacherProperty().get();
        return teacher == null ? null : new Plot.Level(teacher.f1(), teacher.teacher() + " " + Numbers.bounded(teacher.f1()));
    }

    private static String words(String key, List<Plot.Point> points) {
        return Texts.get(key) + (points.isEmpty() ? "" : " " + Numbers.bounded(points.getLast().y()));
    }
}
