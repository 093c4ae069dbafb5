package concord.ui.jobs;

import concord.model.JobRecord;
import concord.ui.Texts;
import concord.ui.control.Parts;
import concord.ui.shell.Workspace;
import javafx.collections.ListChangeListener;
import javafx.concurrent.Task;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.controlsfx.control.TaskProgressView;

/// The panel behind the status bar: running jobs with their bars, and the earlier ones with their state, log and a way to go on.
final class JobsPanel extends VBox {
    private final JobsViewModel model;
    private final TaskProgressView<Task<?>> tasks = new TaskProgressView<>();
    private final VBox past = new VBox(0);
    private final Label none = Parts.text(Texts.get("jobs.none"), "t-note", "ink-3");

    JobsPanel(Workspace workspace, JobsViewModel model) {
        super(12);
        this.model = model;
        getStyleClass().add("jobs-panel");
        Parts.width(this, 480);
        tasks.setId("task-view");
        tasks.setGraphicFactory(_ -> Parts.icon("activity", "accent"));
        tasks.managedProperty().bind(tasks.visibleProperty());
        none.managedProperty().bind(none.visibleProperty());
        tasks.getTasks().addListener((ListChangeListener<Task<?>>) _ -> show());
        ScrollPane scroll = new ScrollPane(past);
        scroll.getStyleClass().add("bare");
        scroll.setFitToWidth(true);
        scroll.setMaxHeight(280);
        getChildren().addAll(Parts.text(Texts.get("jobs.title"), "t-head"), tasks, none,
                Parts.text(Texts.get("jobs.past"), "t-note", "t-medium"), scroll);
        model.past().addListener((ListChangeListener<JobRecord>) _ -> fill());
        show();
        fill();
    }

    void add(JobTask task) {
        tasks.getTasks().add(task);
    }

    private void show() {
        boolean any = !tasks.getTasks().isEmpty();
        tasks.setVisible(any);
        none.setVisible(!any);
        tasks.setPrefHeight(Math.min(3, tasks.getTasks().size()) * 88.0);
        tasks.setMinHeight(Region.USE_PREF_SIZE);
    }

    private void fill() {
        past.getChildren().clear();
        for (JobRecord job : model.past()) {
            past.getChildren().addAll(Parts.hair(), row(job));
        }
    }

    private Node row(JobRecord job) {
        VBox words = Parts.column(2, Parts.elided(job.title(), "t-note", "t-medium"),
                Parts.sentence(JobsViewModel.describe(job), "t-small", job.error() == null ? "ink-3" : "ink-bad"));
        HBox.setHgrow(words, javafx.scene.layout.Priority.ALWAYS);
        Label log = Parts.sentence("", "t-mono", "ink-2", "job-log");
        log.setVisible(false);
        log.managedProperty().bind(log.visibleProperty());
        Button show = Parts.link(Texts.get("jobs.log"), () -> {
            log.setVisible(!log.isVisible());
            if (log.isVisible())
                model.log(job, lines -> log.setText(lines.isEmpty() ? Texts.get("jobs.log.empty") : String.join("\n", lines)));
        });
        HBox row = Parts.row(10, words, show);
        if (job.resumable()) {
            Button resume = Parts.button(Texts.get("jobs.resume"), "play", "sm");
            resume.setOnAction(_ -> model.resume(job));
            row.getChildren().add(resume);
        }
        VBox box = Parts.column(6, row, log);
        box.getStyleClass().add("job-row");
        return box;
    }
}
