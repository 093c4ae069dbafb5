package concord.ui.testing;

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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import javafx.geometry.BoundingBox;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// One screen in a window, over a real project in a temporary folder.
public final class ScreenRig implements AutoCloseable {
    private static final String[] LABELS = {"support", "oppose", "neutral"};

    public final AppContext app;
    public final Project project;
    public final Workspace workspace;
    public final FxRobot robot = new FxRobot();
    private final Stage stage;

    /// @param units texts by Ana (labelled by her), GPT errs on every fourth
    public static Path file(Path folder, int units) throws IOException {
        StringBuilder csv = new StringBuilder("id,text,ana,gpt,sure,gpt_explanation\n");
        for (int i = 0; i < units; i++) {
            csv.append('u').append(i).append(",Text number ").append(i).append(" about buses.,").append(LABELS[i % 3]).append(',')
                    .append(LABELS[i % 4 == 0 ? (i + 1) % 3 : i % 3]).append(",0.").append(5 + i % 5).append(",Because of word ").append(i)
                    .append(".\n");
        }
        return Files.writeString(folder.resolve("texts.csv"), csv);
    }

    public static ScreenRig create(Path folder, int units) throws IOException, TimeoutException {
        Path file = file(folder, units);
        return new ScreenRig(folder, app -> {
            Project project = app.create(folder.resolve("p.mv.db"), List.of());
            Map<String, ColumnRole> roles = new LinkedHashMap<>();
            roles.put("id", new ColumnRole.Id());
            roles.put("text", new ColumnRole.Text());
            roles.put("ana", new ColumnRole.HumanLabel("Ana"));
            roles.put("gpt", new ColumnRole.TeacherLabel("GPT"));
            roles.put("sure", new ColumnRole.Confidence("GPT"));
            project.data().submitImport(new ImportRequest(file.toString(), ReadOptions.GUESS, roles, false, "stance", VariableKind.SINGLE,
                    null, null, null, Map.of())).await();
            return project;
        });
    }

    /// Over a project of one's own.
    public static ScreenRig of(Path folder, Function<AppContext, Project> open) throws TimeoutException {
        return new ScreenRig(folder, open);
    }

    /// The same project again, as after a restart.
    public static ScreenRig reopen(Path folder) throws TimeoutException {
        return new ScreenRig(folder, app -> app.open(folder.resolve("p.mv.db")));
    }

    private ScreenRig(Path folder, Function<AppContext, Project> open) throws TimeoutException {
        stage = FxToolkit.registerPrimaryStage();
        app = new AppContext(new Home(folder.resolve("home")));
        project = open.apply(app);
        workspace = WaitForAsyncUtils.waitForAsyncFx(10_000, () -> new Workspace(app, project));
    }

    public <S extends Screen> S show(Function<Workspace, S> make) {
        S screen = WaitForAsyncUtils.waitForAsyncFx(10_000, () -> {
            S made = make.apply(workspace);
            stage.setScene(new Scene(new StackPane(made.view()), 1100, 800));
            stage.show();
            made.shown();
            return made;
        });
        return screen;
    }

    public void until(String what, BooleanSupplier condition) {
        try {
            WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, () -> WaitForAsyncUtils.waitForAsyncFx(5_000, condition::getAsBoolean));
        } catch (TimeoutException late) {
            throw new AssertionError("waited in vain until " + what, late);
        }
    }

    public boolean visible(String words) {
        return robot.lookup(node -> node instanceof javafx.scene.control.Labeled labeled && labeled.getText() != null
                && labeled.getText().contains(words) && shown(node)).tryQuery().isPresent();
    }

    private static boolean shown(javafx.scene.Node node) {
        for (javafx.scene.Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible())
                return false;
        }
        return node.getScene() != null && node.localToScene(new BoundingBox(0, 0, 1, 1)) != null;
    }

    @Override
    public void close() throws TimeoutException {
        WaitForAsyncUtils.waitForAsyncFx(10_000, workspace::close);
        FxToolkit.cleanupStages();
        app.close();
    }
}
