package concord.student;

import static org.assertj.core.api.Assertions.assertThat;

import concord.job.Job;
import concord.job.JobContext;
import concord.job.JobHandle;
import concord.job.JobListener;
import concord.job.JobRunner;
import concord.job.Progress;
import concord.model.request.TrainRequest;
import concord.model.result.TrainOutcome;
import concord.student.hub.HubServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A student named by the hub is fetched, trained and scored with, and the training says from which version it began.
class HubStudentTest {
    @TempDir
    Path temp;

    @Test
    void aStudentOfTheHubIsFetchedAndTrained() throws Exception {
        try (HubServer server = new HubServer(); JobRunner runner = new JobRunner()) {
            Path tiny = Path.of(HubStudentTest.class.getResource("/concord/student/bert-tiny/config.json").toURI()).getParent();
            for (String file : List.of("config.json", "tokenizer.json", "model.safetensors")) {
                server.put(file, Files.readAllBytes(tiny.resolve(file)));
            }
            Students students = new Students(Path.of("target", "djl-cache"), 1,
                    Map.of("HF_ENDPOINT", server.endpoint(), "HF_HOME", temp.resolve("hf").toString()));
            List<String> phases = Collections.synchronizedList(new ArrayList<>());
            JobHandle<TrainOutcome> job = runner.submit(new Job<>() {
                @Override
                public String kind() {
                    return "test";
                }

                @Override
                public String title() {
                    return "test";
                }

                @Override
                public TrainOutcome run(JobContext context) {
                    return students.train(TrainRequest.oneClick("tone", "hub:org/model", "human", null, null), data(), temp.resolve("run"),
                            context);
                }
            }, JobRunner.Weight.HEAVY, new JobListener() {
                @Override
                public void progress(JobHandle<?> handle, Progress progress) {
                    phases.add(progress.phase());
                }
            });
            assertThat(job.await().settings()).containsEntry("hub_commit", HubServer.COMMIT);
            assertThat(phases).startsWith("downloading org/model").containsSubsequence("downloading org/model", "starting the worker");
            assertThat(students.info(temp.resolve("run")).labels()).containsExactly("bad", "good");
            assertThat(temp.resolve("hf/hub/models--org--model/snapshots").resolve(HubServer.COMMIT)).isDirectory();
        }
    }

    private static TrainingData data() {
        List<TrainingData.Item> items = IntStream.range(0, 40)
                .mapToObj(i -> new TrainingData.Item("the film was very " + (i % 2 == 0 ? "bad" : "good"), null, i % 2)).toList();
        return new TrainingData(List.of("bad", "good"), items.subList(0, 30), items.subList(30, 40));
    }
}
