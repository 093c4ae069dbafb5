package concord.ui;

import concord.app.AppContext;
import concord.app.Home;
import concord.app.Project;
import concord.model.ColumnRole;
import concord.model.VariableKind;
import concord.model.request.ImportRequest;
import concord.model.request.ReadOptions;
import concord.ui.shell.Screen;
import concord.ui.shell.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import javafx.application.Application;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.testfx.util.WaitForAsyncUtils;

/// A real project on disk for tests of the window's parts, with a thread of its own to stand for the JavaFX thread where there is none, or with one
/// screen shown in a window.
public final class UiProject implements AutoCloseable {
    private final AppContext app;
    private final Project project;
    private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private @Nullable Runnable takeDown;

    public UiProject(Path folder) {
        app = new AppContext(new Home(folder.resolve("home")));
        project = app.create(folder.resolve("project.mv.db"), List.of());
    }

    public AppContext app() {
        return app;
    }

    public Project project() {
        return project;
    }

    /// A workspace whose thread is the one that calls [#until].
    public Workspace workspace() {
        return new Workspace(app, project, events::add);
    }

    /// Carries out what the workspace wants done on its thread until the condition holds.
    public void until(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            try {
                Runnable event = events.poll(100, TimeUnit.MILLISECONDS);
                if (event != null)
                    event.run();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (System.nanoTime() > end)
                throw new AssertionError("the condition did not come true in 20 s");
        }
    }

    /// Shows a screen beside its side pane in the light look; on the JavaFX thread. [#close] takes it down.
    public <S extends Screen> S show(Stage stage, Function<Workspace, S> make) {
        Workspace workspace = new Workspace(app, project);
        S screen = make.apply(workspace);
        takeDown = () -> {
            screen.dispose();
            workspace.close();
        };
        Application.setUserAgentStylesheet(css("theme-light"));
        HBox root = new HBox(screen.view());
        Node side = screen.side();
        if (side != null)
            root.getChildren().add(side);
        HBox.setHgrow(screen.view(), Priority.ALWAYS);
        Scene scene = new Scene(root, 1272, 812);
        scene.getStylesheets().addAll(css("tokens"), css("components"));
        stage.setScene(scene);
        stage.show();
        screen.shown();
        return screen;
    }

    private static String css(String name) {
        return Objects.requireNonNull(UiProject.class.getResource("/concord/ui/css/" + name + ".css")).toExternalForm();
    }

    /// 60 texts about buses and parks: Ana's and GPT's labels, GPT's confidence, a paper.
    public Path csv(Path folder) {
        StringBuilder csv = new StringBuilder("id,text,ana,gpt,sure,paper\n");
        for (int i = 0; i < 60; i++) {
            boolean yes = i % 3 != 0;
            csv.append('u').append(i).append(",\"The new ").append(i % 2 == 0 ? "bus" : "park").append(" number ").append(i)
                    .append(yes ? " is what we asked for" : " is not what we asked for").append("\",").append(yes ? "yes" : "no")
                    .append(',')
                    .append(yes == (i % 10 != 0) ? "yes" : "no").append(',').append(i % 4 == 0 ? "0.4" : "0.9").append(',')
                    .append(i % 5 == 0 ? "Lantern" : "Post").append('\n');
        }
        return write(folder.resolve("units.csv"), csv.toString());
    }

    public static Path write(Path file, String content) {
        try {
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Imports what [#csv] wrote.
    public void load(Path csv) {
        Map<String, ColumnRole> roles = new LinkedHashMap<>();
        roles.put("id", new ColumnRole.Id());
        roles.put("text", new ColumnRole.Text());
        roles.put("ana", new ColumnRole.HumanLabel("Ana"));
        roles.put("gpt", new ColumnRole.TeacherLabel("GPT"));
        roles.put("sure", new ColumnRole.Confidence("GPT"));
        roles.put("paper", new ColumnRole.Metadata());
        project.data().submitImport(new ImportRequest(csv.toString(), ReadOptions.GUESS, roles, false, "stance", VariableKind.SINGLE, null,
                null, null, Map.of())).await();
    }

    @Override
    public void close() {
        if (takeDown != null)
            WaitForAsyncUtils.waitForAsyncFx(10_000, takeDown);
        project.close();
        app.close();
    }
}
