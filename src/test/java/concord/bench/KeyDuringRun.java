package concord.bench;

import concord.app.AppContext;
import concord.app.Home;
import concord.app.Project;
import concord.model.ColumnRole;
import concord.model.VariableKind;
import concord.model.request.ImportRequest;
import concord.model.request.ReadOptions;
import concord.model.request.TeachRequest;
import concord.model.result.TeachOutcome;
import concord.teacher.server.FakeProvider;
import concord.ui.MainWindow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;

/// From a key on the Label screen to the next text laid out, in the whole window, at rest and while a teacher labels 2,000 texts with 8 calls at
/// once, each answered in 200 ms. Prints medians and 95th percentiles in milliseconds.
public final class KeyDuringRun {
    private static final int UNITS = 2_400;
    private static final int TAUGHT = 2_000;
    private static final int KEYS = 120;
    private final MainWindow window;

    private KeyDuringRun(MainWindow window) {
        this.window = window;
    }

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("concord-keys");
        Platform.startup(() -> {
        });
        Platform.setImplicitExit(false);
        AppContext app = new AppContext(new Home(folder.resolve("home")));
        Path file = folder.resolve("p.mv.db");
        try (Project project = app.create(file, List.of())) {
            project.data().submitImport(new ImportRequest(csv(folder).toString(), ReadOptions.GUESS,
                    Map.of("id", new ColumnRole.Id(), "text", new ColumnRole.Text(), "ana", new ColumnRole.HumanLabel("Ana")), false,
                    "stance",
                    VariableKind.SINGLE, null, null, null, Map.of())).await();
            project.samples()
                    .draw(new concord.model.request.SampleRequest("taught", TAUGHT, concord.model.SampleStrategy.RANDOM, Map.of(), null,
                            null, null, 1));
        }
        KeyDuringRun bench = fx(() -> {
            Stage stage = new Stage();
            MainWindow made = new MainWindow(app, stage);
            stage.setWidth(1440);
            stage.setHeight(900);
            made.start(List.of(file.toString()));
            return new KeyDuringRun(made);
        });
        bench.measure(app);
        Platform.exit();
    }

    private static Path csv(Path folder) throws Exception {
        StringBuilder csv = new StringBuilder("id,text,ana\n");
        for (int i = 0; i < UNITS; i++) {
            csv.append('u').append(i).append(",\"Text number ").append(i).append(" about buses and parks. ".repeat(12)).append("\",")
                    .append(i < 2 ? i == 0 ? "yes" : "no" : "").append('\n');
        }
        return Files.writeString(folder.resolve("texts.csv"), csv);
    }

    private void measure(AppContext app) throws Exception {
        until(() -> window.workspace().isPresent());
        Project project = fx(() -> window.workspace().orElseThrow().project());
        project.settings().remember("label.order", "file");
        fx(() -> {
            window.workspace().orElseThrow().personProperty().set("Mira");
            window.workspace().orElseThrow().screenProperty().set("label");
            return true;
        });
        until(() -> window.scene().lookup("#unit-card") != null && window.scene().lookup("#unit-card").isFocused());
        keys(20);
        print("at rest", keys(KEYS));
        try (FakeProvider server = new FakeProvider()) {
            server.forgets().takes(200).answers(a -> "{\"label\": \"yes\"}");
            app.secrets().keepForThisRun("OPENAI_API_KEY", "sk-test");
            Instant begun = Instant.now();
            var job = project.teachers()
                    .submit(new TeachRequest(null, "stance", "openai:gpt-4o-mini", server.url() + "/v1", "taught", 0, "fixed",
                            null, 1, 0, 50, 1, null, 8, 0, null, null, false, false));
            TimeUnit.SECONDS.sleep(4);
            double[] during = keys(KEYS);
            System.out.println("run at " + job.progress().done() + " of " + job.progress().total() + " when the keys were done");
            print("during the run", during);
            TeachOutcome outcome = job.await();
            System.out.println("run of " + outcome.calls() + " calls took " + Duration.between(begun, Instant.now()).toMillis() / 1000.0
                    + " s, ideal " + TAUGHT * 0.2 / 8 + " s");
        }
        fx(() -> {
            window.dispose();
            return true;
        });
        app.close();
    }

    /// A key every 200 ms.
    private double[] keys(int count) throws Exception {
        double[] times = new double[count];
        for (int i = 0; i < count; i++) {
            String before = fx(this::shown);
            long start = System.nanoTime();
            fx(() -> {
                Node focus = Objects.requireNonNull(window.scene().getFocusOwner());
                Event.fireEvent(focus, new KeyEvent(KeyEvent.KEY_PRESSED, "1", "1", KeyCode.DIGIT1, false, false, false, false));
                Event.fireEvent(focus, new KeyEvent(KeyEvent.KEY_TYPED, "1", "", KeyCode.UNDEFINED, false, false, false, false));
                Event.fireEvent(focus, new KeyEvent(KeyEvent.KEY_RELEASED, "1", "1", KeyCode.DIGIT1, false, false, false, false));
                return true;
            });
            while (fx(this::shown).equals(before)) {
                Thread.onSpinWait();
            }
            fx(() -> {
                window.scene().getRoot().applyCss();
                window.scene().getRoot().layout();
                return true;
            });
            times[i] = (System.nanoTime() - start) / 1e6;
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return times;
    }

    private String shown() {
        Node text = window.scene().lookup("#unit-card .unit-text");
        return text == null ? "" : String.valueOf(((javafx.scene.Parent) text).getChildrenUnmodifiable().getLast().getAccessibleText());
    }

    private static void print(String what, double[] times) {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        System.out.printf("%s: median %.1f ms, p95 %.1f ms, longest %.1f ms, n = %d%n", what, sorted[sorted.length / 2],
                sorted[(int) (sorted.length * 0.95)], sorted[sorted.length - 1], sorted.length);
    }

    private static void until(BooleanSupplier condition) throws Exception {
        for (int i = 0; i < 1200; i++) {
            if (fx(condition::getAsBoolean))
                return;
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new IllegalStateException("waited a minute in vain");
    }

    private static <T> T fx(Supplier<T> work) throws Exception {
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
