package concord.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import concord.model.JobRecord;
import concord.model.UnitOutcome;
import concord.model.result.TeachOutcome;
import concord.teacher.server.FakeProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills the command line while a teacher labels, at random moments, and goes on with what it left. `-Dconcord.kills=50` for the full count.
class KillTeachingTest {
    private static final int KILLS = Integer.getInteger("concord.kills", 2);
    private static final int UNITS = 150;
    private static final int WORKERS = 4;
    private static final double BUDGET = 0.02;
    @TempDir
    Path folder;

    @Test
    void aKilledRunGoesOnAndNothingAnsweredIsAskedTwice() throws IOException, InterruptedException {
        Home home = new Home(folder.resolve("home"));
        try (AppContext app = new AppContext(home); Project project = Projects.create(app, folder)) {
            Projects.load(project, Projects.file(folder, UNITS), Projects.roles());
        }
        Random random = new Random(7);
        int interrupted = 0;
        for (int round = 0; round < KILLS; round++) {
            try (FakeProvider server = new FakeProvider()) {
                server.answers(a -> "{\"label\": \"" + (a.user().contains("I like") ? "yes" : "no") + "\"}").takes(20);
                String name = "run-" + round;
                kill(server, name, 1 + random.nextInt(UNITS));
                interrupted += goOn(home, server, name) ? 1 : 0;
            }
        }
        assertThat(interrupted).as("runs that were stopped before their end").isPositive();
    }

    /// As Ctrl-C does, which a test cannot send everywhere.
    @Test
    void aTerminatedRunSaysSoAndGoesOn() throws IOException, InterruptedException {
        assumeThat(System.getProperty("os.name")).doesNotContainIgnoringCase("win");
        Home home = new Home(folder.resolve("home"));
        try (AppContext app = new AppContext(home); Project project = Projects.create(app, folder)) {
            Projects.load(project, Projects.file(folder, UNITS), Projects.roles());
        }
        try (FakeProvider server = new FakeProvider()) {
            server.answers(_ -> "{\"label\": \"yes\"}").takes(50);
            Process process = start(server, "stopped");
            waitFor(process, server, UNITS / 3);
            process.destroy();
            process.waitFor();
            try (AppContext app = new AppContext(home, new Secrets(_ -> null, Optional.empty()));
                    Project project = app.open(folder.resolve("p.mv.db"))) {
                JobRecord job = project.jobs().all().getFirst();
                assertThat(job.state()).isEqualTo("cancelled");
                assertThat(job.resumable()).isTrue();
                assertThat(project.teachers().outcome("stopped").calls()).isEqualTo(server.charged().size());
                project.jobs().resume(job.id()).await();
                assertThat(server.charged().values()).hasSize(UNITS).allMatch(n -> n == 1);
            }
        }
    }

    /// Whether there was something to go on with.
    private boolean goOn(Home home, FakeProvider server, String name) {
        try (AppContext app = new AppContext(home, new Secrets(_ -> null, Optional.empty()));
                Project project = app.open(folder.resolve("p.mv.db"))) {
            assertThat(project.check().findings()).isEmpty();
            JobRecord job = project.jobs().all().getFirst();
            assertThat(job.state()).isIn("interrupted", "succeeded");
            boolean left = job.state().equals("interrupted");
            long before = project.teachers().outcome(name).calls();
            Map<String, Integer> charged = server.charged();
            // what was on its way when the program was killed is all that is lost
            assertThat(charged.size() - before).isBetween(0L, (long) WORKERS);
            if (left)
                project.jobs().resume(job.id()).await();
            TeachOutcome outcome = project.teachers().outcome(name);
            assertThat(outcome.outcomes()).containsEntry(UnitOutcome.LABELLED, (long) UNITS);
            assertThat(outcome.calls()).isEqualTo(UNITS);
            assertThat(outcome.cost()).isLessThanOrEqualTo(BUDGET);
            assertThat(server.charged().values().stream().mapToInt(Integer::intValue).sum()).isBetween(UNITS, UNITS + WORKERS);
            assertThat(server.charged().values().stream().filter(n -> n > 1).count()).isLessThanOrEqualTo(charged.size() - before);
            assertThat(project.data().counts("stance")).containsEntry(name, (long) UNITS);
            assertThat(project.teachings().replay(name).identical()).isTrue();
            assertThat(project.check().findings()).isEmpty();
            return left;
        }
    }

    /// @param answers the kill comes after so many
    private void kill(FakeProvider server, String name, int answers) throws IOException, InterruptedException {
        Process process = start(server, name);
        try {
            waitFor(process, server, answers);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private Process start(FakeProvider server, String name) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                "-Dconcord.home=" + folder.resolve("home"), "-cp", System.getProperty("java.class.path"), "concord.Concord", "teach",
                folder.resolve("p.mv.db").toString(), "--teacher", "openai:gpt-4o-mini", "--base-url", server.url() + "/v1",
                "--concurrency",
                Integer.toString(WORKERS), "--budget", Double.toString(BUDGET), "--name", name));
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said().toFile()).start();
    }

    private Path said() {
        return folder.resolve("said.txt");
    }

    private void waitFor(Process process, FakeProvider server, int answers) throws IOException, InterruptedException {
        for (int waits = 0; server.asked().size() < answers && process.isAlive(); waits++) {
            assertThat(waits).as("what it said: %s", Files.readAllLines(said())).isLessThan(60_000);
            process.waitFor(2, TimeUnit.MILLISECONDS);
        }
    }
}
