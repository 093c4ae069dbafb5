package concord.ui.jobs;

import atlantafx.base.controls.Popover;
import concord.job.Background;
import concord.job.JobHandle;
import concord.ui.Texts;
import concord.ui.control.Parts;
import concord.ui.shell.Workspace;
import java.util.IdentityHashMap;
import java.util.Map;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;

/// What the status bar shows of jobs: the running one with its bar, time left and a cross, and the button that opens the panel.
public final class JobsIndicator extends HBox {
    private final JobsViewModel model;
    private final JobsPanel panel;
    private final Map<JobHandle<?>, JobTask> tasks = new IdentityHashMap<>();
    private final Label title = Parts.text("", "t-small", "ink-2");
    private final Label message = Parts.text("", "t-small", "ink-2");
    private final ProgressBar bar = new ProgressBar();
    private final Button open = new Button();
    private final Button cancel = Parts.iconButton("x", Texts.get("jobs.cancel"), "tiny-button");
    private final Popover popover = new Popover();

    public JobsIndicator(Workspace workspace) {
        super(10);
        model = new JobsViewModel(workspace);
        panel = new JobsPanel(workspace, model);
        setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        Parts.width(bar, 140);
        bar.getStyleClass().add("thin-bar");
        open.setId("jobs");
        open.getStyleClass().addAll("status-button", "t-small");
        open.setOnAction(_ -> toggle());
        popover.setContentNode(panel);
        popover.setArrowLocation(Popover.ArrowLocation.BOTTOM_LEFT);
        popover.setHeaderAlwaysVisible(false);
        popover.setDetachable(false);
        model.running().addListener((ListChangeListener<JobHandle<?>>) change -> {
            while (change.next()) {
                change.getAddedSubList().forEach(this::start);
                change.getRemoved().forEach(tasks::remove);
            }
            show();
        });
        model.past().addListener((ListChangeListener<Object>) _ -> show());
        show();
    }

    /// Stops listening; the jobs go on or end with their project.
    public void dispose() {
        popover.hide();
        model.dispose();
    }

    private void start(JobHandle<?> handle) {
        JobTask task = new JobTask(handle);
        tasks.put(handle, task);
        panel.add(task);
        Background.run(task);
    }

    private void show() {
        getChildren().clear();
        title.textProperty().unbind();
        message.textProperty().unbind();
        bar.progressProperty().unbind();
        int running = model.running().size();
        setVisible(running > 0 || !model.past().isEmpty());
        if (running == 0) {
            open.setText(Texts.get("jobs.past"));
            getChildren().addAll(Parts.height(Parts.upright(), 16), open);
            return;
        }
        JobHandle<?> first = model.running().getFirst();
        JobTask task = tasks.get(first);
        if (task == null)
            return;
        title.textProperty().bind(task.titleProperty());
        message.textProperty().bind(task.messageProperty());
        bar.progressProperty().bind(task.progressProperty());
        cancel.setOnAction(_ -> task.cancel());
        open.setText(running == 1 ? Texts.get("jobs.details") : Texts.get("jobs.running", running));
        getChildren().addAll(Parts.height(Parts.upright(), 16), title, bar, message, cancel, open);
    }

    private void toggle() {
        if (popover.isShowing()) {
            popover.hide();
        } else {
            model.refresh();
            popover.show(open);
        }
    }
}
