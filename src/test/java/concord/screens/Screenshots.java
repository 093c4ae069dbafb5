package concord.screens;

import concord.app.AppContext;
import concord.app.Home;
import concord.app.LabelService;
import concord.app.Project;
import concord.app.Settings;
import concord.model.SampleStrategy;
import concord.model.request.SampleRequest;
import concord.model.request.TrainRequest;
import concord.ui.MainWindow;
import concord.ui.shell.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import javax.imageio.ImageIO;

/// Opens the window on the sample project, visits each screen, light and dark, and writes what it shows as PNG files.
///
/// Arguments: the folder to write to (else `src/site/resources/images`), and a project file instead of the sample project, or the word `teacher` or
/// `study` for the pictures of that screen only, or `sample` for those of the form that draws samples.
public final class Screenshots {
    private static final Logger JAVAFX = Logger.getLogger("javafx");
    private static final List<String> SCREENS = List.of("data", "codebook", "label", "teacher", "audit", "students");
    private static final int LABELLED = 46;
    private final Path folder;
    private final AppContext app;
    private final MainWindow window;
    private final Stage stage;

    private Screenshots(Path folder, AppContext app, MainWindow window, Stage stage) {
        this.folder = folder;
        this.app = app;
        this.window = window;
        this.stage = stage;
    }

    public static void main(String[] args) throws Exception {
        JAVAFX.setLevel(Level.SEVERE);
        Path folder = Path.of(args.length > 0 ? args[0] : "src/site/resources/images");
        Files.createDirectories(folder);
        Path home = Files.createTempDirectory("concord-screens");
        CountDownLatch started = new CountDownLatch(1);
        Platform.startup(started::countDown);
        started.await();
        Platform.setImplicitExit(false);
        AppContext app = new AppContext(new Home(home));
        app.settings(new Settings("light", 14, "", 0, 1000, List.of()));
        String only = args.length > 1 && List.of("teacher", "study", "sample").contains(args[1]) ? args[1] : "";
        List<String> files = args.length > 1 && only.isEmpty() ? List.of(args[1]) : List.of();
        Screenshots shots = fx(() -> {
            Stage stage = new Stage();
            MainWindow window = new MainWindow(app, stage);
            stage.setWidth(1440);
            stage.setHeight(900);
            window.start(files);
            return new Screenshots(folder, app, window, stage);
        });
        switch (only) {
            case "teacher" -> {
                shots.begin();
                shots.labelSome();
                shots.teach();
            }
            case "study" -> {
                shots.begin();
                new StudyShots(shots.camera()).take();
            }
            case "sample" -> {
                shots.begin();
                shots.choose();
            }
            default -> shots.take();
        }
        fx(() -> {
            shots.window.dispose();
            shots.stage.close();
            return true;
        });
        app.close();
        Platform.exit();
    }

    private void begin() throws Exception {
        until(() -> window.workspace().isPresent());
        fx(() -> {
            Workspace workspace = workspace();
            if (workspace.personProperty().get().isEmpty())
                workspace.personProperty().set("anna");
            return true;
        });
    }

    private void take() throws Exception {
        begin();
        labelSome();
        fx(() -> {
            workspace().offeredFileProperty().set(Path.of("sample-projects/car-free-centre/units.csv").toAbsolutePath());
            workspace().screenProperty().set("data");
            return true;
        });
        settle();
        shoot("import-light");
        fx(() -> {
            press("#data-import-back");
            return true;
        });
        for (String theme : List.of("light", "dark")) {
            theme(theme);
            for (String screen : SCREENS) {
                if (!fx(() -> window.scene().lookup("#rail-" + screen) != null))
                    continue;
                fx(() -> {
                    workspace().screenProperty().set(screen);
                    return true;
                });
                settle();
                shoot(screen + "-" + theme);
            }
        }
        theme("light");
        teach();
        train();
        choose();
        search();
        fx(() -> {
            stage.setWidth(1280);
            stage.setHeight(720);
            workspace().screenProperty().set("label");
            return true;
        });
        settle();
        shoot("label-1280x720");
        fx(() -> {
            stage.setWidth(1440);
            stage.setHeight(900);
            press("#help");
            return true;
        });
        settle();
        shoot("keys-light");
        fx(() -> {
            press("#keys-card .button");
            return true;
        });
        settle();
        fx(() -> {
            press("#rail-settings");
            return true;
        });
        settle();
        shoot("settings-light");
    }

    /// Gives the first texts the label of the second reading, so that the pictures show a labelling under way.
    private void labelSome() throws Exception {
        Project project = fx(() -> workspace().project());
        LabelService.Session session = project.labels().start("anna", "stance", null, LabelService.Order.RANDOM, 42);
        for (int i = 0; i < LABELLED; i++) {
            long unit = session.at(i).unit().id();
            String label = project.data().detail(unit).annotations().stream().filter(a -> a.annotator().equals("reader")).findFirst()
                    .orElseThrow().label();
            session.label(unit, label, 4_000 + 300 * (i % 17), false);
        }
    }

    /// Trains the embedded student by its button, takes a picture on the way, and one of every screen it appears on when it is done.
    private void train() throws Exception {
        fx(() -> {
            workspace().screenProperty().set("students");
            return true;
        });
        settle();
        fx(() -> {
            press("#keep-test-set");
            return true;
        });
        settle();
        fx(() -> {
            press("#train");
            return true;
        });
        until(() -> !workspace().project().jobs().active().isEmpty());
        until(() -> workspace().project().jobs().active().isEmpty()
                || workspace().project().jobs().active().getFirst().metrics().stream().filter(m -> m.series().equals("validation_f1"))
                        .count() > 2);
        settle();
        shoot("students-training-light");
        until(() -> workspace().project().jobs().active().isEmpty());
        messageGone();
        for (String theme : List.of("light", "dark")) {
            theme(theme);
            settle();
            shoot("students-" + theme);
        }
        theme("light");
    }

    /// The form that draws samples, by chance and by a student.
    private void choose() throws Exception {
        Project project = fx(() -> workspace().project());
        if (project.students().runs().isEmpty()) {
            project.students().submitTrain(TrainRequest.oneClick("stance", "linear", "writer", null, null)).await();
            project.samples().draw(new SampleRequest("test", 80, SampleStrategy.RANDOM, Map.of(), null, null, null, 1));
        }
        fx(() -> {
            workspace().screenProperty().set("data");
            return true;
        });
        settle();
        fx(() -> {
            press("#data-action-sample");
            return true;
        });
        settle();
        shoot("sample-light");
        fx(() -> {
            press("#sample-by-student");
            return true;
        });
        for (SampleStrategy strategy : List.of(SampleStrategy.BASE_VS_TUNED, SampleStrategy.CORESET)) {
            fx(() -> {
                if (window.scene().lookup("#sample-strategy") instanceof ComboBox<?> box)
                    box.getSelectionModel().select(strategy == SampleStrategy.CORESET ? 3 : 5);
                return true;
            });
            for (String theme : List.of("light", "dark")) {
                theme(theme);
                settle();
                shoot("sample-" + strategy.key() + "-" + theme);
            }
            theme("light");
        }
        fx(() -> {
            press("#sample-cancel");
            return true;
        });
        settle();
    }

    private void teach() throws Exception {
        new TeacherShots(camera(), app).take();
    }

    private TeacherShots.Camera camera() {
        return new TeacherShots.Camera() {
            @Override
            public Workspace workspace() {
                return Screenshots.this.workspace();
            }

            @Override
            public javafx.scene.Scene scene() {
                return window.scene();
            }

            @Override
            public void theme(String theme) throws Exception {
                Screenshots.this.theme(theme);
            }

            @Override
            public void size(int width, int height) throws Exception {
                fx(() -> {
                    stage.setWidth(width);
                    stage.setHeight(height);
                    return true;
                });
            }

            @Override
            public void shoot(String name) throws Exception {
                settle();
                Screenshots.this.shoot(name);
            }
        };
    }

    /// Searches over settings with the options open: pictures of the options, of the search under way and of what it found.
    private void search() throws Exception {
        fx(() -> {
            press("#train-options");
            press("#usual-grid");
            press("#train-more");
            return true;
        });
        for (String theme : List.of("light", "dark")) {
            theme(theme);
            settle();
            shoot("students-more-" + theme);
        }
        theme("light");
        fx(() -> {
            press("#train-options");
            type("#option-epochs", "2, 4");
            type("#option-learning-rate", "1e-4, 3e-4");
            type("#option-batch", "16");
            type("#option-seeds", "1, 2");
            return true;
        });
        settle();
        fx(() -> {
            press("#train");
            return true;
        });
        until(() -> !workspace().project().jobs().active().isEmpty());
        until(() -> workspace().project().jobs().active().isEmpty()
                || workspace().project().jobs().active().getFirst().metrics().stream().filter(m -> m.series().equals("trial_f1"))
                        .count() > 1);
        until(() -> workspace().project().jobs().active().isEmpty()
                || workspace().project().jobs().active().getFirst().metrics().getLast().series().endsWith("validation_f1"));
        settle();
        shoot("students-search-light");
        until(() -> workspace().project().jobs().active().isEmpty());
        messageGone();
        fx(() -> {
            if (window.scene().lookup("#student-table") instanceof TableView<?> table)
                table.getSelectionModel().select(table.getItems().size() - 1);
            return true;
        });
        for (String theme : List.of("light", "dark")) {
            theme(theme);
            settle();
            shoot("students-searched-" + theme);
        }
        theme("light");
        fx(() -> {
            stage.setWidth(1280);
            stage.setHeight(720);
            return true;
        });
        settle();
        shoot("students-1280x720");
        fx(() -> {
            stage.setWidth(1440);
            stage.setHeight(900);
            return true;
        });
        settle();
        fx(() -> {
            if (window.scene().lookup("#student-side .scroll-pane") instanceof ScrollPane side)
                side.setVvalue(1);
            return true;
        });
        settle();
        shoot("students-calibration-light");
    }

    private void type(String selector, String text) {
        if (window.scene().lookup(selector) instanceof TextField field)
            field.setText(text);
    }

    private void press(String selector) {
        Node node = window.scene().lookup(selector);
        if (node instanceof javafx.scene.control.ButtonBase button)
            button.fire();
    }

    private void theme(String theme) throws Exception {
        fx(() -> {
            if (!app.settings().theme().equals(theme))
                press("#theme");
            return true;
        });
    }

    private Workspace workspace() {
        return window.workspace().orElseThrow();
    }

    /// Gives background work the time to arrive, then two pulses to be laid out.
    private static void settle() throws Exception {
        TimeUnit.MILLISECONDS.sleep(2500);
        fx(() -> true);
        TimeUnit.MILLISECONDS.sleep(200);
    }

    /// Waits until the message that a job is done has gone again.
    private static void messageGone() throws Exception {
        TimeUnit.SECONDS.sleep(8);
        settle();
    }

    private void shoot(String name) throws Exception {
        fx(() -> {
            WritableImage image = window.scene().snapshot(null);
            try {
                ImageIO.write(SwingFXUtils.fromFXImage(image, null), "png", folder.resolve(name + ".png").toFile());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return true;
        });
    }

    static void until(BooleanSupplier condition) throws Exception {
        for (int i = 0; i < 12_000; i++) {
            if (fx(condition::getAsBoolean))
                return;
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new IllegalStateException("waited ten minutes in vain");
    }

    static <T> T fx(Supplier<T> work) throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                done.complete(work.get());
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
        return done.get(60, TimeUnit.SECONDS);
    }
}
