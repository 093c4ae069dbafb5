package concord.app;

import static concord.app.StudyProjects.arm;
import static org.assertj.core.api.Assertions.assertThat;

import concord.model.Annotation;
import concord.model.JobRecord;
import concord.model.Run;
import concord.model.request.Recipe;
import concord.model.request.StudyRequest;
import concord.study.StudyOutcome;
import concord.study.Trial;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills a study and its workers at several places, goes on with what they left, and compares it bit by bit with an unbroken one.
class KillStudyTest {
    private static final int LONGEST_MINUTES = 10;
    /// Parts of lines of progress at which it is killed: in a trial, and after that in a training with the chosen settings.
    private static final List<String> PLACES = List.of("class_weights true, epoch 2", "seed 2, epoch 1");

    @TempDir
    Path folder;

    @Test
    void whatAKillLeftGoesOnToTheSameBits() throws IOException, InterruptedException, URISyntaxException {
        StudyRequest request = request();
        Path whole = Files.createDirectory(folder.resolve("whole"));
        Map<String, Object> unbroken;
        try (AppContext app = new AppContext(new Home(whole.resolve("home"))); Project project = StudyProjects.create(app, whole)) {
            project.studies().submit(request).await();
            unbroken = bits(project);
        }
        Path broken = Files.createDirectory(folder.resolve("broken"));
        try (AppContext app = new AppContext(new Home(broken.resolve("home"))); Project project = StudyProjects.create(app, broken)) {
            assertThat(project.studies().all()).isEmpty();
        }
        kill(broken, request, PLACES.getFirst());
        Map<String, Object> left;
        try (AppContext app = new AppContext(new Home(broken.resolve("home"))); Project project = app.open(broken.resolve("p.mv.db"))) {
            assertThat(project.check().findings()).isEmpty();
            JobRecord job = project.jobs().all().getFirst();
            assertThat(job.state()).isEqualTo("interrupted");
            assertThat(job.resumable()).isTrue();
            StudyOutcome soFar = project.studies().outcome("s");
            assertThat(soFar.trials()).as("something had ended, not all").hasSizeBetween(1, 7);
            left = trials(soFar);
            var handle = project.jobs().resume(job.id());
            handle.listen(cancelAt(PLACES.getLast()));
            assertThat(handle.result().handle((_, e) -> e != null).join()).as("cancelled").isTrue();
            project.jobs().resume(job.id()).await();
            assertThat(trials(project.studies().outcome("s"))).containsAllEntriesOf(left);
            assertThat(bits(project)).isEqualTo(unbroken);
            assertThat(project.studies().looks("test")).containsOnlyKeys("s");
            assertThat(project.check().findings()).isEmpty();
        }
        try (var folders = Files.list(broken.resolve("p.students"))) {
            assertThat(folders.map(f -> f.getFileName().toString())).containsExactlyInAnyOrder("s-1-s1", "s-2-s1");
        }
    }

    private static concord.job.JobListener cancelAt(String place) {
        return new concord.job.JobListener() {
            @Override
            public void progress(concord.job.JobHandle<?> job, concord.job.Progress progress) {
                if (progress.phase().contains(place))
                    job.cancel();
            }
        };
    }

    private static StudyRequest request() throws URISyntaxException {
        String tiny = Path.of(KillStudyTest.class.getResource("/concord/student/bert-tiny/config.json").toURI()).getParent().toString();
        StudyRequest r = StudyProjects.request(List.of(arm("Ana", "Ana", 60)), List.of(tiny, "linear"));
        Recipe recipe = Recipe.DEFAULT.withEpochs(3).withBatch(8).withMaxLength(16).withPatience(0);
        return new StudyRequest("s", r.variables(), r.pool(), r.test(), r.arms(), r.students(),
                Map.of("class_weights", List.of("false", "true")), r.validation(), List.of(1L, 2L), r.consistencyAtLeast(), null, recipe,
                "cpu", 2, StudyRequest.KEEP_FIRST, false, 100);
    }

    private static Map<String, Object> trials(StudyOutcome outcome) {
        Map<String, Object> trials = new LinkedHashMap<>();
        for (Trial t : outcome.trials()) {
            trials.put(t.cell().key() + t.seed() + t.settings() + t.run(), List.of(t.trainUnits(), t.validationF1()));
        }
        return trials;
    }

    /// Everything that came of the study but the time it took.
    private static Map<String, Object> bits(Project project) {
        StudyOutcome outcome = project.studies().outcome("s");
        Map<String, Object> bits = new LinkedHashMap<>(trials(outcome));
        bits.put("cells", outcome.cells());
        long[] test = project.samples().members("test").stream().mapToLong(m -> m.unit()).sorted().toArray();
        for (Run run : project.students().runs()) {
            bits.put(run.name(), run.sha256());
            List<Object> given = new ArrayList<>();
            for (var row : project.data().rows(test, "stance")) {
                Annotation answer = row.annotations().get(run.name());
                given.add(List.of(answer.label(), answer.probabilities()));
            }
            bits.put(run.name() + " answers", given);
        }
        return bits;
    }

    private void kill(Path project, StudyRequest request, String place) throws IOException, InterruptedException {
        Path said = folder.resolve("said.txt");
        List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-cp",
                System.getProperty("java.class.path"), KilledStudy.class.getName(), project.resolve("home").toString(),
                project.resolve("p.mv.db").toString(), Json.write(request));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
        try {
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(LONGEST_MINUTES);
            while (Files.readAllLines(said).stream().noneMatch(line -> line.contains(place))) {
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
