package concord.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.job.Cancelled;
import concord.job.JobHandle;
import concord.job.JobListener;
import concord.model.Annotator;
import concord.model.ColumnRole;
import concord.model.SampleStrategy;
import concord.model.UnitQuery;
import concord.model.request.Recipe;
import concord.model.request.SampleRequest;
import concord.model.request.ScoreRequest;
import concord.model.request.TrainRequest;
import concord.stats.BootstrapOptions;
import concord.stats.PairwiseFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Training, scoring and what belongs to it, through the whole stack with a worker JVM.
class StudentFlowTest {
    @TempDir
    Path folder;
    private AppContext app;
    private Project project;

    @BeforeEach
    void open() {
        app = new AppContext(new Home(folder.resolve("home")));
        project = Projects.create(app, folder);
    }

    @AfterEach
    void close() {
        app.close();
    }

    private void load(int units) {
        Projects.load(project, Projects.file(folder, units), Projects.roles());
    }

    @Test
    void aStudentIsTrainedEvaluatedExportedAndDeleted() throws IOException {
        load(120);
        draw("held", 30, null);
        TrainRequest request = TrainRequest.oneClick("stance", "linear", "Ana", null, "held");
        StudentService.Plan plan = project.students().plan(request);
        assertThat(plan.run()).isEqualTo("linear-1");
        assertThat(plan.trainUnits() + plan.validationUnits()).isEqualTo(90);
        assertThat(plan.labels()).containsExactlyInAnyOrder("yes", "no");
        assertThat(plan.seconds()).isPositive();
        StudentService.Trained trained = project.students().submitTrain(request).await();
        assertThat(trained.folder()).isEqualTo(folder.resolve("p.students/linear-1")).isDirectory();
        assertThat(trained.run().sha256()).hasSize(64);
        assertThat(project.students().runs()).containsExactly(trained.run());
        assertThat(project.data().annotators()).contains(new Annotator.Student("linear-1"));
        assertThat(project.data().counts("stance")).containsEntry("linear-1", 120L);
        assertThat(project.samples().members("linear-1.train")).hasSize(plan.trainUnits());
        assertThat(project.jobs().all().getFirst()).satisfies(j -> {
            assertThat(j.kind()).isEqualTo("train");
            assertThat(j.state()).isEqualTo("succeeded");
            assertThat(j.resumable()).as("done").isFalse();
        });

        PairwiseFigures unseen = project.students().evaluate("linear-1", "Ana", null, BootstrapOptions.NONE);
        assertThat(unseen.n()).isEqualTo(30);
        assertThat(unseen.value("accuracy").orNaN()).isGreaterThan(0.8);
        assertThat(project.students().evaluate("linear-1", "Ana", "held", BootstrapOptions.NONE)).isEqualTo(unseen);
        assertThatThrownBy(() -> project.students().evaluate("linear-1", "Ana", "linear-1.train", BootstrapOptions.NONE))
                .isInstanceOf(AppException.class).hasMessageContaining("not trained on");
        List<StudentService.PrPoint> curve = project.students().precisionRecall("linear-1", "Ana", null, "yes");
        assertThat(curve.getLast().recall()).isEqualTo(1);
        assertThat(curve.getFirst().threshold()).isGreaterThan(curve.getLast().threshold());
        assertThat(project.audit().queue("stance", "Ana", "GPT", "linear-1", UnitQuery.ALL)).hasSize(120);
        assertThat(project.students().submitScore(new ScoreRequest("linear-1", "held", "cpu")).await()).isEqualTo(30);

        Path copy = folder.resolve("copy");
        project.students().export("linear-1", copy);
        try (Stream<Path> files = Files.list(copy)) {
            assertThat(files.map(f -> f.getFileName().toString())).contains("config.json", "model.safetensors");
        }
        assertThatThrownBy(() -> project.students().export("linear-1", copy)).isInstanceOf(AppException.class)
                .hasMessageContaining("not empty");
        assertThatThrownBy(() -> project.students().exportAdapter("linear-1", folder.resolve("adapter"))).isInstanceOf(AppException.class)
                .hasMessageContaining("has no adapter");
        assertThat(project.students().plan(request).run()).isEqualTo("linear-2");

        project.students().delete("linear-1");
        assertThat(trained.folder()).doesNotExist();
        assertThat(project.students().runs()).isEmpty();
        assertThat(project.data().counts("stance")).doesNotContainKey("linear-1");
        try (Stream<Path> backups = Files.list(app.home().backups())) {
            Path backup = backups.findFirst().orElseThrow();
            try (Project before = app.open(backup)) {
                assertThat(before.students().runs()).hasSize(1);
            }
        }
    }

    private void draw(String name, int size, String from) {
        project.samples().draw(new SampleRequest(name, size, SampleStrategy.RANDOM, Map.of(), from, null, null, 1));
    }

    @Test
    void anAdapterIsExportedMergedOrAlone() throws Exception {
        load(60);
        Path model = Path.of(getClass().getResource("/concord/student/mistral-tiny/config.json").toURI()).getParent();
        TrainRequest request = new TrainRequest("adapted", "stance", model.toString(), "Ana", null, null, 0.2, 1, "cpu", null,
                Recipe.DEFAULT.withEpochs(1).withMaxLength(16));
        project.students().submitTrain(request).await();
        assertThat(project.data().counts("stance")).containsEntry("adapted", 60L);
        project.students().export("adapted", folder.resolve("merged"));
        assertThat(folder.resolve("merged/model.safetensors")).exists();
        assertThat(folder.resolve("merged/adapter_config.json")).doesNotExist();
        project.students().exportAdapter("adapted", folder.resolve("adapter"));
        assertThat(folder.resolve("adapter/adapter_model.safetensors")).exists();
        assertThat(folder.resolve("adapter/model.safetensors")).doesNotExist();
        assertThatThrownBy(() -> project.students().export("adapted", folder.resolve("merged"))).isInstanceOf(AppException.class)
                .hasMessageContaining("not empty");
    }

    @Test
    void aCancelledTrainingGoesOn() {
        load(60);
        TrainRequest request = new TrainRequest(null, "stance", "minilm", "Ana", null, null, 0.2, 1, "cpu", null,
                Recipe.DEFAULT.withEpochs(2).withBatch(8).withMaxLength(32).withPatience(0));
        JobHandle<StudentService.Trained> first = project.students().submitTrain(request);
        first.listen(new JobListener() {
            @Override
            public void metric(JobHandle<?> job, concord.job.Metric metric) {
                if (metric.series().equals("validation_f1"))
                    job.cancel();
            }
        });
        assertThatThrownBy(first::await).isInstanceOf(Cancelled.class);
        var job = project.jobs().all().getFirst();
        assertThat(job.state()).isEqualTo("cancelled");
        assertThat(project.students().runs()).isEmpty();
        assertThat(folder.resolve("p.students/minilm-1.part")).isDirectory();
        assertThat(project.students().plan(request).run()).isEqualTo("minilm-2");
        Object resumed = project.jobs().resume(job.id()).await();
        assertThat(resumed).isInstanceOf(StudentService.Trained.class);
        StudentService.Trained trained = (StudentService.Trained) resumed;
        assertThat(trained.run().name()).isEqualTo("minilm-1");
        assertThat(trained.outcome().history()).hasSize(2);
        assertThat(folder.resolve("p.students/minilm-1.part")).doesNotExist();
        assertThat(project.jobs().all()).hasSize(2).first().satisfies(j -> assertThat(j.state()).isEqualTo("succeeded"));
        assertThat(project.data().counts("stance")).containsEntry("minilm-1", 60L);
        assertThatThrownBy(() -> project.jobs().resume(job.id())).isInstanceOf(AppException.class)
                .hasMessageContaining("nothing to resume");
    }

    @Test
    void whatCannotBeLearntIsRefusedWithTheReason() throws IOException {
        load(40);
        refused(TrainRequest.oneClick("mood", "linear", "Ana", null, null), "\"mood\"", "\"stance\"");
        refused(TrainRequest.oneClick("stance", "bert", "Ana", null, null), "\"bert\"", "\"minilm\"");
        refused(TrainRequest.oneClick("stance", "hub:some model", "Ana", null, null), "\"hub:some model\"", "hub:organisation/model");
        refused(TrainRequest.oneClick("stance", "linear", "Zoe", null, null), "\"Zoe\"", "\"Ana\"");
        refused(TrainRequest.oneClick("stance", "linear", "Ana", "gone", null), "\"gone\"");
        draw("few", 5, null);
        refused(TrainRequest.oneClick("stance", "linear", "Ana", "few", null), "5 units", "at least 12");
        Map<String, ColumnRole> roles = new LinkedHashMap<>();
        roles.put("id", new ColumnRole.Id());
        roles.put("text", new ColumnRole.Text());
        roles.put("one", new ColumnRole.HumanLabel("One"));
        roles.put("blank", new ColumnRole.HumanLabel("Blank"));
        StringBuilder csv = new StringBuilder("id,text,one,blank\n");
        for (int i = 0; i < 40; i++) {
            csv.append('x').append(i).append(',').append(i < 20 ? "" : "some text " + i).append(',').append(i < 20 ? "" : "yes").append(',')
                    .append(i < 20 ? i % 2 == 0 ? "yes" : "no" : "").append('\n');
        }
        Projects.load(project, Files.writeString(folder.resolve("more.csv"), csv), roles);
        refused(TrainRequest.oneClick("stance", "linear", "One", null, null), "\"yes\"", "two labels");
        refused(TrainRequest.oneClick("stance", "linear", "Blank", null, null), "no text");
        TrainRequest sure = new TrainRequest(null, "stance", "linear", "GPT", null, null, 0.2, 1, "auto", 0.9, Recipe.DEFAULT);
        refused(sure, "2 units");
        TrainRequest both = TrainRequest.oneClick("stance", "linear", "Ana+GPT", null, null);
        StudentService.Plan plan = project.students().plan(both);
        assertThat(plan.trainUnits() + plan.validationUnits()).isEqualTo(32);
        assertThat(project.students().kinds()).hasSize(2);
    }

    private void refused(TrainRequest request, String... parts) {
        assertThatThrownBy(() -> project.students().plan(request)).isInstanceOf(AppException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(parts));
    }
}
