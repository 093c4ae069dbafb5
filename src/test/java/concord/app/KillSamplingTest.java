package concord.app;

import static org.assertj.core.api.Assertions.assertThat;

import concord.model.request.Recipe;
import concord.model.request.SamplingStudyRequest;
import concord.model.request.SamplingStudyRequest.Domain;
import concord.study.SamplingOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills the command line, its worker too, in the middle of a training of a sampling study, and goes on to what it would have come to.
class KillSamplingTest {
    private static final int LONGEST_MINUTES = 8;

    @TempDir
    Path folder;

    @Test
    void aKilledStudyGoesOnToTheSameBits() throws IOException, InterruptedException {
        Home home = new Home(folder.resolve("home"));
        SamplingStudyRequest request = request();
        SamplingOutcome whole;
        try (AppContext app = new AppContext(home); Project project = Projects.create(app, folder)) {
            SamplingStudyTest.load(project, folder);
            whole = project.studies().submit(request.withName("whole")).await();
        }
        Path spec = Files.writeString(folder.resolve("spec.json"), StudySpecs.write(request.withName("killed")));
        kill(spec);
        try (AppContext app = new AppContext(home); Project project = app.open(folder.resolve("p.mv.db"))) {
            assertThat(project.check().findings()).isEmpty();
            assertThat(project.jobs().all().getFirst().state()).isEqualTo("interrupted");
            assertThat(project.studies().sampling("killed").curve()).hasSizeLessThan(whole.curve().size());
            long job = project.jobs().brokenOff(request.withName("killed")).orElseThrow();
            SamplingOutcome resumed = (SamplingOutcome) project.jobs().resume(job).await();
            assertThat(resumed.curve()).isEqualTo(whole.curve());
            assertThat(resumed.means()).isEqualTo(whole.means());
            assertThat(resumed.comparisons()).isEqualTo(whole.comparisons());
            assertThat(folder.resolve("p.students/killed.study")).doesNotExist();
            assertThat(project.check().findings()).isEmpty();
        }
    }

    private static SamplingStudyRequest request() {
        return new SamplingStudyRequest(null, "stance", new Domain("letters", "GPT", 25, null, null),
                new Domain("reviews", "GPT", null, null, SamplingStudyTest.REVIEWS), 6, 1, List.of("random"), false, List.of("minilm"),
                List.of(3L), null, 0.2,
                Recipe.DEFAULT.withEpochs(3).withBatch(8).withMaxLength(16).withPatience(0), "cpu", 20);
    }

    /// When the second training has ended its first epoch.
    private void kill(Path spec) throws IOException, InterruptedException {
        Path said = folder.resolve("said.txt");
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                "-Dconcord.home=" + folder.resolve("home"), "-cp", System.getProperty("java.class.path"), "concord.Concord"));
        command.addAll(List.of("study", folder.resolve("p.mv.db").toString(), "--spec", spec.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
        Path part = folder.resolve("p.students/killed.study/1-3-random-1.part");
        try {
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(LONGEST_MINUTES);
            while (!Files.isDirectory(part)) {
                boolean ended = process.waitFor(5, TimeUnit.MILLISECONDS);
                assertThat(!ended && System.nanoTime() < end).as("what it said: %s", Files.readAllLines(said)).isTrue();
            }
        } finally {
            List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
            process.destroyForcibly().waitFor();
            all.forEach(ProcessHandle::destroyForcibly);
            all.forEach(worker -> worker.onExit().join());
        }
    }
}
