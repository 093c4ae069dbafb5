package concord.ui;

import concord.app.AppContext;
import concord.app.Project;
import concord.app.Settings;
import concord.job.Background;
import concord.ui.data.ExportForm;
import concord.ui.settings.SettingsCard;
import concord.ui.settings.SettingsViewModel;
import concord.ui.shell.Debounce;
import concord.ui.shell.ShellActions;
import concord.ui.shell.Workspace;
import concord.ui.welcome.WelcomeActions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/// What the menus and buttons of frame and welcome screen do.
final class WindowActions implements ShellActions, WelcomeActions {
    private static final String ENDING = ".mv.db";
    private final MainWindow window;
    private final AppContext app;
    private final Stage stage;
    private final Dialogs dialogs;

    WindowActions(MainWindow window, AppContext app, Stage stage, Dialogs dialogs) {
        this.window = window;
        this.app = app;
        this.stage = stage;
        this.dialogs = dialogs;
    }

    @Override
    public void openSample() {
        window.open(app::sampleProject, null);
    }

    @Override
    public void open() {
        File file = chooser("shell.menu.open", "", new ExtensionFilter(Texts.get("shell.files.project"), "*" + ENDING))
                .showOpenDialog(stage);
        if (file != null)
            window.open(file.toPath(), null);
    }

    @Override
    public void open(Path project) {
        window.open(project, null);
    }

    @Override
    public void create() {
        createAt(Texts.get("shell.new.name"), null);
    }

    @Override
    public void startWith(Path data) {
        if (!Files.isRegularFile(data)) {
            window.notices().error(new concord.app.AppException(Texts.get("shell.nofile", data.toString())));
            return;
        }
        createAt(data.getFileName().toString().replaceFirst("\\.[^.]+$", ""), data);
    }

    private void createAt(String name, @Nullable Path data) {
        FileChooser chooser = chooser("shell.menu.new", name + ENDING,
                new ExtensionFilter(Texts.get("shell.files.project"), "*" + ENDING));
        if (data != null && data.getParent() != null)
            chooser.setInitialDirectory(data.getParent().toFile());
        File file = chooser.showSaveDialog(stage);
        if (file == null)
            return;
        Path target = file.getName().endsWith(ENDING) ? file.toPath() : file.toPath().resolveSibling(file.getName() + ENDING);
        window.open(() -> {
            app.create(target, List.of()).close();
            return target;
        }, data);
    }

    @Override
    public List<Path> recent() {
        return app.recent();
    }

    @Override
    public void close() {
        window.welcome();
    }

    @Override
    public void backup() {
        project().ifPresent(project -> {
            File file = chooser("shell.menu.backup", project.name() + " " + LocalDate.now() + ENDING,
                    new ExtensionFilter(Texts.get("shell.files.project"), "*" + ENDING)).showSaveDialog(stage);
            if (file != null)
                run(() -> {
                    project.backup(file.toPath());
                    return Texts.get("shell.backup.done", file.getName());
                });
        });
    }

    @Override
    public void export() {
        window.workspace().ifPresent(workspace -> dialogs.show(new ExportForm(workspace, dialogs::hide).view()));
    }

    @Override
    public void settings() {
        SettingsViewModel model = new SettingsViewModel(app.settings());
        Workspace workspace = window.workspace().orElse(null);
        Runnable apply = () -> window.apply(model.settings());
        model.themeProperty().addListener((_, _, _) -> apply.run());
        model.textSizeProperty().addListener((_, _, _) -> apply.run());
        model.annotatorProperty().addListener((_, _, _) -> apply.run());
        model.threadsProperty().addListener((_, _, _) -> apply.run());
        model.drawsProperty().addListener((_, _, _) -> apply.run());
        if (workspace == null) {
            dialogs.show(new SettingsCard(model, SettingsCard.Scope.PERSON, dialogs::hide));
            return;
        }
        var own = workspace.project().settings();
        workspace.load(() -> {
            model.revealProperty().set(own.reveal());
            model.keywords(own.keywords());
            return model;
        }, _ -> {
            model.revealProperty().addListener((_, _, now) -> run(() -> {
                own.reveal(now);
                return "";
            }));
            Debounce typing = new Debounce(Duration.ofMillis(400), Platform::runLater);
            model.keywordsProperty().addListener((_, _, _) -> typing.call(() -> run(() -> {
                own.keywords(model.keywordList());
                return "";
            })));
            dialogs.show(new SettingsCard(model, SettingsCard.Scope.PERSON_AND_PROJECT, dialogs::hide));
        });
    }

    @Override
    public void keys() {
        dialogs.keys();
    }

    @Override
    public void toggleTheme() {
        Settings now = app.settings();
        window.apply(new Settings(Theme.dark(now) ? "light" : "dark", now.textSize(), now.annotator(), now.threads(), now.draws(),
                now.recent()));
    }

    @Override
    public void askPerson() {
        window.workspace().ifPresent(workspace -> dialogs.prompt(Texts.get("shell.person.ask"), Texts.get("shell.person.what"), "",
                name -> workspace.personProperty().set(name)));
    }

    void rememberPerson(String name) {
        Settings now = app.settings();
        if (!name.isBlank() && !name.equals(now.annotator()))
            app.settings(new Settings(now.theme(), now.textSize(), name, now.threads(), now.draws(), now.recent()));
    }

    private Optional<Project> project() {
        return window.workspace().map(Workspace::project);
    }

    /// Runs in the background and shows the sentence it gives, if any, or the failure.
    private void run(Supplier<String> work) {
        Background.supply(work).whenComplete((sentence, failure) -> Platform.runLater(() -> {
            if (failure != null) {
                window.notices().error(failure.getCause() == null ? failure : failure.getCause());
            } else if (!sentence.isEmpty()) {
                window.notices().message(sentence);
            }
        }));
    }

    private static FileChooser chooser(String title, String name, ExtensionFilter filter) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(Texts.get(title));
        chooser.setInitialFileName(name);
        chooser.getExtensionFilters().add(filter);
        return chooser;
    }
}
