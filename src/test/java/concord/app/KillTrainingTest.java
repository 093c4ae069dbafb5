package concord.app;

import static org.assertj.core.api.Assertions.assertThat;

import concord.app.StudentService.Trained;
import concord.model.JobRecord;
import concord.model.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills the command line, its worker too, while it trains, at random moments, and goes on with what it left. `-Dconcord.kills=50` for the full
/// count.
class KillTrainingTest {
    private static final int KILLS = Integer.getInteger("concord.kills", 1);
    private static final int UNITS = 60;
    private static final int LONGEST_MINUTES = 5;
    /// Lines of progress after which the clock starts, so that each part of the work is met on slow machines too.
    private static final List<String> PARTS = List.of("epoch", "reading the labelled units", "starting the worker", "loading the model",
            "epoch 2");

    @TempDir
    Path folder;

    @Test
    void aKilledTrainingLeavesNothingHalfAndGoesOn() throws IOException, InterruptedException {
        Home home = new Home(folder.resolve("home"));
        try (AppContext app = new AppContext(home); Project project = Projects.create(app, folder)) {
            Projects.load(project, Projects.file(folder, UNITS), Projects.roles());
        }
        Random random = new Random(13);
        int interrupted = 0;
        for (int round = 0; round < KILLS; round++) {
            String name = "student-" + round;
            kill(name, PARTS.get(round % PARTS.size()), random.nextInt(3_000));
            try (AppContext app = new AppContext(home); Project project = app.open(folder.resolve("p.mv.db"))) {
                assertThat(project.check().findings()).isEmpty();
                JobRecord job = project.jobs().all().getFirst();
                assertThat(job.kind()).isEqualTo("train");
                assertThat(job.state()).isIn("interrupted", "succeeded");
                project.students().runs().forEach(run -> whole(project, run));
                if (job.state().equals("interrupted")) {
                    interrupted++;
                    Trained trained = (Trained) project.jobs().resume(job.id()).await();
                    assertThat(trained.run().name()).isEqualTo(name);
                    assertThat(trained.outcome().history()).hasSize(2);
                }
                assertThat(project.students().runs()).extracting(Run::name).containsExactly(name);
                whole(project, project.students().runs().getFirst());
                assertThat(folder.resolve("p.students").resolve(name + ".part")).doesNotExist();
                assertThat(project.data().counts("stance")).containsEntry(name, (long) UNITS);
                assertThat(project.check().findings()).isEmpty();
                project.students().delete(name);
            }
        }
        assertThat(interrupted).as("trainings that were stopped before their end").isPositive();
    }

    private void whole(Project project, Run run) {
        assertThat(folder.resolve(run.folder())).isDirectory();
        assertThat(folder.resolve(run.folder()).resolve("model.safetensors")).isNotEmptyFile();
        assertThat(project.samples().members(run.name() + ".train")).isNotEmpty();
        assertThat(project.students().plan(concord.model.request.TrainRequest.oneClick("stance", "linear", "Ana", null, null)).run())
                .isNotEqualTo(run.name());
    }

    /// @param part   the clock starts when a line of progress begins with this
    /// @param millis until the kill
    private void kill(String name, String part, long millis) throws IOException, InterruptedException {
        Path said = folder.resolve("said.txt");
        Files.deleteIfExists(said);
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                "-Dconcord.home=" + folder.resolve("home"), "-cp", System.getProperty("java.class.path"), "concord.Concord"));
        command.addAll(
                List.of("train", folder.resolve("p.mv.db").toString(), "--student", "minilm", "--labels-from", "Ana", "--epochs", "2",
                        "--batch", "8", "--max-length", "32", "--patience", "0", "--device", "cpu", "--name", name));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
        try {
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(LONGEST_MINUTES);
            while (Files.readAllLines(said).stream().noneMatch(line -> line.startsWith(part))) {
                boolean ended = process.waitFor(5, TimeUnit.MILLISECONDS);
                assertThat(!ended || process.exitValue() == 0 && System.nanoTime() < end).as("what it said: %s", Files.readAllLines(said))
                        .isTrue();
                if (ended)
                    return;
            }
            process.waitFor(millis, TimeUnit.MILLISECONDS);
        } finally {
            List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
            process.destroyForcibly().waitFor();
            all.forEach(ProcessHandle::destroyForcibly);
            all.forEach(worker -> worker.onExit().join());
        }
    }
}
