package concord.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.job.Cancelled;
import concord.job.Job;
import concord.job.JobContext;
import concord.job.JobHandle;
import concord.job.JobListener;
import concord.job.JobRunner;
import concord.job.Metric;
import concord.job.Progress;
import concord.model.request.Recipe;
import concord.model.request.TrainRequest;
import concord.model.result.TrainOutcome;
import concord.student.device.Launch;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The facade with real worker JVMs and the tiny model.
class StudentsTest {
    @TempDir
    Path temp;
    private final Students students = new Students(Path.of("target", "djl-cache"), 1);
    private final JobRunner runner = new JobRunner();

    @AfterEach
    void close() {
        runner.close();
    }

    @Test
    void trainsAndScoresInWorkersOfTheirOwn() throws Exception {
        Path folder = temp.resolve("student");
        JobHandle<TrainOutcome> training = submit(c -> students.train(request(6), data(), folder, c));
        TrainOutcome outcome = training.await();
        assertThat(outcome.device()).isEqualTo("CPU, 1 thread");
        assertThat(outcome.history()).hasSize(6);
        assertThat(training.metrics()).extracting(Metric::series).contains("loss", "validation_f1");
        assertThat(training.progress().phase()).isEqualTo("saving");
        assertThat(Files.list(temp).map(p -> p.getFileName().toString())).containsExactly("student");

        StudentInfo info = students.info(folder);
        assertThat(info.architecture()).isEqualTo("bert");
        assertThat(info.labels()).containsExactly("bad", "good");
        assertThat(info.maxLength()).isEqualTo(32);
        assertThat(info.parameters()).isGreaterThan(20_000);

        List<Students.Item> items = IntStream.range(0, 2_500).mapToObj(
                i -> new Students.Item(1000 + i, i == 7 ? "nice ".repeat(100) : "the film was very " + (i % 2 == 0 ? "great" : "awful"),
                        null))
                .toList();
        Map<Long, double[]> answers = new HashMap<>();
        long cut = submit(c -> students.score(folder, "cpu", items.iterator(), items.size(), p -> answers.put(p.unit(), p.values()),
                c)).await();
        assertThat(cut).isEqualTo(1);
        assertThat(answers).hasSize(2_500);
        assertThat(answers.values()).allSatisfy(p -> assertThat(Arrays.stream(p).sum()).isBetween(1 - 1e-9, 1 + 1e-9));
        // the same text has the same answer, whichever batch it was in
        assertThat(answers.get(1000L)[1]).isBetween(answers.get(3498L)[1] - 1e-5, answers.get(3498L)[1] + 1e-5);
        assertThat(workers()).isEmpty();
    }

    @Test
    void textsOfLikeMeaningAreNear() {
        List<String> texts = new ArrayList<>(IntStream.range(0, 70).mapToObj(i -> "number " + i).toList());
        texts.addAll(List.of("a cat sat on the mat", "a kitten lay on the rug", "interest rates rose again"));
        float[][] vectors;
        float[][] again;
        try (TextVectors open = students.vectors()) {
            vectors = open.of(texts);
            again = open.of(List.of(texts.get(71)));
        }
        assertThat(vectors).hasNumberOfRows(73);
        assertThat(dot(vectors[3], vectors[3])).isBetween(0.9999, 1.0001);
        assertThat(dot(vectors[70], vectors[71])).isGreaterThan(dot(vectors[70], vectors[72]) + 0.2);
        assertThat(dot(again[0], vectors[71])).isGreaterThan(0.9999);
        assertThat(workers()).isEmpty();
    }

    private static double dot(float[] a, float[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    @Test
    void cancelEndsTheWorkerAndKeepsTheCheckpoint() throws Exception {
        Path folder = temp.resolve("cancelled");
        JobHandle<TrainOutcome> job = submit(c -> students.train(request(5_000), data(), folder, c), new JobListener() {
            @Override
            public void metric(JobHandle<?> handle, Metric metric) {
                if (metric.series().equals("validation_f1"))
                    handle.cancel();
            }
        });
        assertThatThrownBy(job::await).isInstanceOf(Cancelled.class);
        assertThat(folder).doesNotExist();
        assertThat(temp.resolve("cancelled.part")).isDirectory();
        assertThat(workers()).isEmpty();
    }

    @Test
    void aKilledWorkerIsOneSentence() {
        JobHandle<TrainOutcome> job = submit(c -> students.train(request(5_000), data(), temp.resolve("killed"), c), new JobListener() {
            @Override
            public void metric(JobHandle<?> handle, Metric metric) {
                workers().forEach(ProcessHandle::destroyForcibly);
            }
        });
        assertThatThrownBy(job::await).isInstanceOf(StudentException.class)
                .hasMessageStartingWith("The worker for training and scoring stopped")
                .hasMessageContaining("goes on after its last finished epoch").message().doesNotContain("\n");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aCrashInNativeCodeIsOneSentence() {
        JobHandle<TrainOutcome> job = submit(c -> students.train(request(5_000), data(), temp.resolve("crashed"), c), new JobListener() {
            @Override
            public void metric(JobHandle<?> handle, Metric metric) {
                workers().forEach(w -> signal("SEGV", w.pid()));
            }
        });
        assertThatThrownBy(job::await).isInstanceOf(StudentException.class).hasMessageContaining("a native library crashed")
                .hasMessageContaining("goes on after its last finished epoch").message().doesNotContain("\n");
    }

    @Test
    void cancelWhileTheWorkerStartsIsACancelledJob() {
        Path folder = temp.resolve("early");
        JobHandle<TrainOutcome> job = submit(c -> students.train(request(5_000), data(), folder, c), new JobListener() {
            @Override
            public void progress(JobHandle<?> handle, Progress progress) {
                if (progress.phase().equals("starting the worker"))
                    handle.cancel();
            }
        });
        assertThatThrownBy(job::await).isInstanceOf(Cancelled.class);
        assertThat(folder).doesNotExist();
        assertThat(workers()).isEmpty();
    }

    private static void signal(String name, long process) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process)).start().waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aSessionTrainsAgainAndSurvivesALostWorker() throws Exception {
        List<TrainOutcome> outcomes = submit(c -> {
            try (TrainingSession session = students.session(request(2), data(), c)) {
                TrainOutcome one = session.train(request(2), temp.resolve("one"));
                assertThat(workers()).hasSize(1);
                long worker = workers().getFirst().pid();
                TrainOutcome two = session.train(request(2).withSeed(2), temp.resolve("two"));
                assertThat(workers()).extracting(ProcessHandle::pid).containsExactly(worker);
                workers().forEach(w -> {
                    w.destroyForcibly();
                    w.onExit().join();
                });
                assertThatThrownBy(() -> session.train(request(2), temp.resolve("lost"))).isInstanceOf(StudentException.class)
                        .hasMessageStartingWith("The worker for training and scoring stopped");
                return List.of(one, two, session.train(request(2), temp.resolve("again")));
            }
        }).await();
        assertThat(outcomes.get(1).sha256()).isNotEqualTo(outcomes.get(0).sha256());
        assertThat(outcomes.get(2).sha256()).isEqualTo(outcomes.get(0).sha256());
        assertThat(workers()).isEmpty();
    }

    @Test
    void aSessionScoresInItsWorkerAndEndsATrainingThatIsEnough() throws Exception {
        List<Students.Item> items = IntStream.range(0, 20)
                .mapToObj(i -> new Students.Item(i, "the film was very " + (i % 2 == 0 ? "great" : "awful"), null)).toList();
        Map<Long, double[]> there = new HashMap<>();
        Map<Long, double[]> apart = new HashMap<>();
        AtomicReference<TrainingSession> open = new AtomicReference<>();
        Path longer = temp.resolve("longer");
        TrainOutcome stopped = submit(c -> {
            try (TrainingSession session = students.sharing(2).session(request(2), data(), c)) {
                session.train(request(2), temp.resolve("scored"));
                long worker = workers().getFirst().pid();
                session.score(temp.resolve("scored"), items.iterator(), items.size(), p -> there.put(p.unit(), p.values()));
                open.set(session);
                TrainOutcome outcome = session.train(request(5_000), longer);
                assertThat(workers()).extracting(ProcessHandle::pid).containsExactly(worker);
                return outcome;
            }
        }, new JobListener() {
            @Override
            public void metric(JobHandle<?> handle, Metric metric) {
                if (open.get() != null && metric.series().equals("validation_f1"))
                    open.get().enough(longer);
            }
        }).await();
        assertThat(stopped.history()).hasSizeLessThan(5_000);
        assertThat(longer.resolve("model.safetensors")).exists();
        submit(c -> students.score(temp.resolve("scored"), "cpu", items.iterator(), items.size(), p -> apart.put(p.unit(), p.values()), c))
                .await();
        assertThat(there).hasSize(20).allSatisfy((unit, values) -> assertThat(values).containsExactly(apart.get(unit),
                org.assertj.core.data.Offset.offset(1e-6)));
        assertThat(workers()).isEmpty();
    }

    @Test
    void recipesThatMakeNoSenseAreRefusedBeforeAWorkerIsStarted() {
        refused(recipe("exponential", 0.1, 0), "There is no schedule \"exponential\": use auto, linear, cosine, constant.");
        refused(recipe("cosine", 1.5, 0), "The warm-up 1.5 is no share of the steps: it must lie between 0 and 1.");
        refused(recipe("cosine", 0.1, 1), "The label smoothing 1.0 must be at least 0 and below 1.");
        assertThat(workers()).isEmpty();
    }

    private void refused(Recipe recipe, String sentence) {
        assertThatThrownBy(() -> submit(c -> students.train(request(1).withRecipe(recipe), data(), temp.resolve("refused"), c)).await())
                .isInstanceOf(StudentException.class).hasMessage(sentence);
    }

    private static Recipe recipe(String schedule, double warmUp, double smoothing) {
        Recipe r = Recipe.DEFAULT;
        return new Recipe(1, 8, 1e-3, 32, false, 0, schedule, warmUp, r.weightDecay(), smoothing, false, 0, r.precision(),
                r.checkpointing(), r.loraRank(), r.loraAlpha(), r.loraDropout(), r.loraTargets(), r.ordinal(), r.ranking());
    }

    @Test
    void aWorkerWhoseProgramIsGoneEnds() throws Exception {
        WorkerProcess worker = WorkerProcess.start(Path.of("target", "djl-cache").toAbsolutePath(),
                new Launch("cpu", Map.of(), List.of(), List.of()), 1);
        ProcessHandle process = ProcessHandle.of(worker.pid()).orElseThrow();
        worker.close();
        process.onExit().get(30, TimeUnit.SECONDS);
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void damagedAndForeignFoldersAreRefusedByName() throws Exception {
        Path folder = temp.resolve("damaged");
        Files.createDirectories(folder);
        assertThatThrownBy(() -> students.info(temp.resolve("nowhere"))).hasMessageContaining("There is no folder");
        assertThatThrownBy(() -> students.info(folder)).hasMessageContaining("has no config.json");
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"gpt2\"}");
        assertThatThrownBy(() -> train(folder)).hasMessageContaining("Models of the type gpt2 are not supported");
        for (String file : List.of("config.json", "tokenizer.json")) {
            Files.write(folder.resolve(file), Files.readAllBytes(tiny().resolve(file)));
        }
        assertThatThrownBy(() -> train(folder)).hasMessageContaining("has no weights: neither model.safetensors nor pytorch_model.bin");
        byte[] weights = Files.readAllBytes(tiny().resolve("model.safetensors"));
        Files.write(folder.resolve("model.safetensors"), Arrays.copyOf(weights, weights.length - 5_000));
        assertThatThrownBy(() -> train(folder)).hasMessageContaining("is cut short").hasMessageContaining("model.safetensors");
        Files.writeString(folder.resolve("model.safetensors"), "not weights at all");
        assertThatThrownBy(() -> train(folder)).hasMessageContaining("is not a whole safetensors file");
    }

    @Test
    void whatCannotBeLearntFromIsRefusedWithTheReason() {
        TrainingData.Item one = new TrainingData.Item("a text", null, 0);
        TrainingData.Item blank = new TrainingData.Item("  ", null, 1);
        List<TrainingData.Item> twenty = java.util.Collections.nCopies(20, one);
        assertThatThrownBy(() -> train(new TrainingData(List.of("x", "y"), twenty, twenty)))
                .hasMessage("All units to train on have the same label, \"x\"; at least two labels are needed.");
        assertThatThrownBy(() -> train(new TrainingData(List.of("x", "y"), List.of(blank), List.of(blank)))).hasMessageContaining(
                "None of the 2 labelled units has any text");
        assertThatThrownBy(() -> train(new TrainingData(List.of("x", "y"), twenty.subList(0, 5), twenty))).hasMessageContaining(
                "only 5 labelled units to train on; at least 10");
        assertThatThrownBy(() -> train(new TrainingData(List.of("x", "y"), twenty, List.of()))).hasMessageContaining(
                "only 0 labelled units to validate on; at least 2");
    }

    private TrainOutcome train(TrainingData data) {
        return submit(c -> students.train(request(1), data, temp.resolve("refused"), c)).await();
    }

    private TrainOutcome train(Path start) throws IOException {
        TrainRequest request = request(1).withStudent(start.toString()).withDevice("cpu");
        return submit(c -> students.train(request, data(), temp.resolve("refused"), c)).await();
    }

    private TrainRequest request(int epochs) {
        return new TrainRequest(null, "tone", tiny().toString(), "human", null, null, 0.2, 1, "auto", null, Recipe.DEFAULT
                .withEpochs(epochs).withBatch(8).withLearningRate(2e-3).withMaxLength(32).withClassWeights(true).withPatience(0));
    }

    private static Path tiny() {
        try {
            return Path.of(StudentsTest.class.getResource("/concord/student/bert-tiny/config.json").toURI()).getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TrainingData data() {
        List<TrainingData.Item> train = new ArrayList<>();
        List<TrainingData.Item> held = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String word = i % 2 == 0 ? List.of("bad", "awful", "poor").get(i % 3) : List.of("good", "great", "nice").get(i % 3);
            (i < 30 ? train : held).add(new TrainingData.Item("the film was very " + word, i % 5 == 0 ? "and the food" : null, i % 2));
        }
        return new TrainingData(List.of("bad", "good"), train, held);
    }

    private <R> JobHandle<R> submit(Function<JobContext, R> work, JobListener... listeners) {
        return runner.submit(new Job<>() {
            @Override
            public String kind() {
                return "test";
            }

            @Override
            public String title() {
                return "test";
            }

            @Override
            public R run(JobContext context) {
                return work.apply(context);
            }
        }, JobRunner.Weight.HEAVY, listeners);
    }

    private static List<ProcessHandle> workers() {
        // the worker's command line is an argument file named after it
        return ProcessHandle.current().descendants().filter(p -> p.info().commandLine().orElse("").contains("concord-worker")).toList();
    }
}
