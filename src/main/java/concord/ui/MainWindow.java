package concord.ui;

import atlantafx.base.controls.ModalPane;
import concord.app.AppContext;
import concord.app.Project;
import concord.app.ProjectBusyException;
import concord.app.Settings;
import concord.job.Background;
import concord.ui.control.Parts;
import concord.ui.jobs.JobsIndicator;
import concord.ui.shell.Shell;
import concord.ui.shell.Workspace;
import concord.ui.welcome.WelcomeView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/// The one window: shows the welcome screen or an open project, dialogs over it and notices in its corner. JavaFX thread only.
public final class MainWindow {
    private final AppContext app;
    private final Stage stage;
    private final StackPane content = new StackPane();
    private final ModalPane modal = new ModalPane();
    private final Notices notices = new Notices();
    private final Scene scene;
    private final Theme theme;
    private final Dialogs dialogs;
    private final WindowActions actions;
    private @Nullable Workspace workspace;
    private @Nullable Shell shell;
    private @Nullable JobsIndicator jobs;
    private int opening;

    public MainWindow(AppContext app, Stage stage) {
        this.app = app;
        this.stage = stage;
        StackPane root = new StackPane(content, modal, notices);
        root.getStyleClass().add("window");
        StackPane.setAlignment(notices, Pos.BOTTOM_CENTER);
        StackPane.setMargin(notices, new Insets(0, 0, 48, 0));
        scene = new Scene(root, 1440, 900);
        theme = new Theme(scene);
        theme.apply(app.settings());
        dialogs = new Dialogs(modal);
        actions = new WindowActions(this, app, stage, dialogs);
        Platform.getPreferences().colorSchemeProperty().addListener((_, _, _) -> theme.apply(app.settings()));
        stage.setScene(scene);
        stage.setTitle(Texts.get("shell.title"));
        stage.setMinWidth(1024);
        stage.setMinHeight(640);
    }

    /// Shows the window and opens what it was asked for.
    public void start(List<String> files) {
        stage.show();
        if (!files.isEmpty()) {
            Path file = Path.of(files.getFirst()).toAbsolutePath();
            if (file.toString().endsWith(".mv.db")) {
                open(file, null);
            } else {
                welcome();
                actions.startWith(file);
            }
            return;
        }
        List<Path> recent = app.recent();
        open(recent.isEmpty() ? app::sampleProject : recent::getFirst, null);
    }

    public Scene scene() {
        return scene;
    }

    /// The open project's workspace; empty on the welcome screen.
    public Optional<Workspace> workspace() {
        return Optional.ofNullable(workspace);
    }

    /// Opens a project in place of the open one.
    ///
    /// @param data a data file the Data screen should offer to import, or null
    public void open(Path file, @Nullable Path data) {
        open(() -> file, data);
    }

    void open(Supplier<Path> file, @Nullable Path data) {
        int mine = ++opening;
        shutProject();
        content.getChildren().setAll(waiting());
        Background.supply(() -> app.open(file.get())).whenComplete((project, failure) -> Platform.runLater(() -> {
            if (failure == null && mine == opening) {
                show(project, data);
            } else if (failure == null) {
                Background.run(project::close);
            } else {
                openFailed(failure.getCause() == null ? failure : failure.getCause());
            }
        }));
    }

    void show(Project project, @Nullable Path data) {
        Workspace next = new Workspace(app, project);
        workspace = next;
        next.reporting(notices::message, notices::error);
        next.personProperty().addListener((_, _, name) -> actions.rememberPerson(name));
        next.offeredFileProperty().set(data);
        JobsIndicator indicator = new JobsIndicator(next);
        jobs = indicator;
        Shell frame = new Shell(next, Screens.all(next), actions, indicator);
        shell = frame;
        content.getChildren().setAll(frame);
        stage.setTitle(Texts.get("shell.window", project.name()));
        if (scene.getFocusOwner() == null || scene.getFocusOwner() == modal)
            frame.focus();
    }

    /// Closes the project and shows the welcome screen.
    public void welcome() {
        opening++;
        dialogs.hide();
        shutProject();
        content.getChildren().setAll(new WelcomeView(actions));
        stage.setTitle(Texts.get("shell.title"));
    }

    /// Uses settings from now on and keeps them.
    void apply(Settings settings) {
        app.settings(settings);
        theme.apply(settings);
        if (workspace != null && !settings.annotator().isEmpty() && !settings.annotator().equals(workspace.personProperty().get()))
            workspace.personProperty().set(settings.annotator());
    }

    Notices notices() {
        return notices;
    }

    /// The program ends: hides every pop-up first, because ending JavaFX under an open one crashes its native side, and closes the project.
    public void dispose() {
        List.copyOf(javafx.stage.Window.getWindows()).forEach(w -> {
            if (w instanceof javafx.stage.PopupWindow)
                w.hide();
        });
        if (workspace != null) {
            Project project = workspace.project();
            release();
            project.close();
        }
    }

    private void shutProject() {
        if (workspace == null)
            return;
        Project project = workspace.project();
        release();
        Background.run(project::close).exceptionally(failure -> {
            Platform.runLater(() -> notices.error(failure.getCause()));
            return null;
        }).join();
    }

    private void release() {
        if (shell != null)
            shell.dispose();
        if (jobs != null)
            jobs.dispose();
        if (workspace != null)
            workspace.close();
        shell = null;
        jobs = null;
        workspace = null;
    }

    private void openFailed(Throwable failure) {
        welcome();
        if (failure instanceof ProjectBusyException busy) {
            dialogs.ask(Texts.get("shell.busy.title"), Texts.get("shell.busy.what", String.valueOf(busy.getMessage())),
                    Texts.get("shell.busy.copy"), () -> openCopy(busy.file()));
        } else {
            notices.error(failure);
        }
    }

    private void openCopy(Path file) {
        String name = file.getFileName().toString().replaceFirst("\\.mv\\.db$", "");
        open(() -> {
            Path copy = file.resolveSibling(Texts.get("shell.copy.name", name) + ".mv.db");
            for (int i = 2; Files.exists(copy); i++) {
                copy = file.resolveSibling(Texts.get("shell.copy.name", name) + " " + i + ".mv.db");
            }
            app.copy(file, copy);
            return copy;
        }, null);
    }

    private static Node waiting() {
        VBox box = Parts.column(12, new concord.ui.control.Logo(40), Parts.text(Texts.get("shell.opening"), "ink-2"));
        box.setAlignment(Pos.CENTER);
        return box;
    }
}
