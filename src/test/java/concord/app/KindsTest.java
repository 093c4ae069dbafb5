package concord.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.job.Cancelled;
import concord.job.JobHandle;
import concord.job.JobListener;
import concord.job.Metric;
import concord.model.Annotation;
import concord.model.ColumnRole;
import concord.model.LabelSet;
import concord.model.VariableKind;
import concord.model.request.GridRequest;
import concord.model.request.ImportRequest;
import concord.model.request.ReadOptions;
import concord.model.request.Recipe;
import concord.model.request.TrainRequest;
import concord.model.result.GridTrial;
import concord.stats.BootstrapOptions;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Students of variables of all kinds, searches over settings and model cards, through the whole stack with a tiny model.
class KindsTest {
    @TempDir
    Path folder;
    private AppContext app;
    private Project project;
    private String tiny;

    @BeforeEach
    void open() throws URISyntaxException {
        app = new AppContext(new Home(folder.resolve("home")));
        project = Projects.create(app, folder);
        tiny = Path.of(KindsTest.class.getResource("/concord/student/bert-tiny/config.json").toURI()).getParent().toString();
    }

    @AfterEach
    void close() {
        app.close();
    }

    @Test
    void severalLabelsAUnit() throws IOException {
        StringBuilder csv = new StringBuilder("id,text,ana\n");
        for (int i = 0; i < 80; i++) {
            boolean good = i % 2 == 0;
            boolean film = i % 4 < 2;
            csv.append(i).append(",the ").append(film ? "film" : "food").append(" was very ").append(good ? "good" : "bad").append(' ')
                    .append(i).append(',').append(good && film ? "praise|screen" : good ? "praise" : film ? "screen" : "none")
                    .append('\n');
        }
        load(csv, VariableKind.MULTI, Map.of("id", new ColumnRole.Id(), "text", new ColumnRole.Text(), "ana",
                new ColumnRole.HumanLabel("Ana")));
        TrainRequest request = request("Ana", recipe(3));
        assertThat(project.students().plan(request).labels()).containsExactlyInAnyOrder("praise", "screen", "none");
        StudentService.Trained trained = project.students().submitTrain(request).await();
        assertThat(trained.outcome().validation()).containsKeys("micro_f1", "exact_match");
        List<Annotation> given = predictions(trained.run().name());
        assertThat(given).hasSize(80).allSatisfy(a -> {
            List<String> yes = a.probabilities().entrySet().stream().filter(e -> e.getValue() >= 0.5).map(Map.Entry::getKey).toList();
            assertThat(LabelSet.parse(a.label()).names()).containsExactlyInAnyOrderElementsOf(yes);
            assertThat(a.confidence()).isBetween(0.5, 1.0);
        });
        assertThatThrownBy(() -> project.students().evaluate(trained.run().name(), "Ana", null, BootstrapOptions.NONE))
                .hasMessageContaining("multi-label");
        assertThat(Files.readString(trained.folder().resolve("README.md"))).contains("any of 3 labels").contains("micro_f1");
    }

    @Test
    void documentsUnderQueriesGetNumbers() throws IOException {
        StringBuilder csv = new StringBuilder("id,query,document,ana\n");
        for (int i = 0; i < 80; i++) {
            int grade = i % 3;
            csv.append(i).append(",good film ").append(i / 8).append(",the film was very ")
                    .append(List.of("bad", "quite", "good").get(grade)).append(' ').append(i).append(',').append(grade).append('\n');
        }
        Map<String, ColumnRole> roles = new LinkedHashMap<>();
        roles.put("id", new ColumnRole.Id());
        roles.put("query", new ColumnRole.Query());
        roles.put("document", new ColumnRole.Document());
        roles.put("ana", new ColumnRole.HumanLabel("Ana"));
        load(csv, VariableKind.RANKING, roles);
        StudentService.Trained trained = project.students().submitTrain(request("Ana", recipe(3))).await();
        assertThat(trained.outcome().validation()).containsKeys("score_correlation", "quadratic_kappa");
        assertThat(predictions(trained.run().name())).hasSize(80).allSatisfy(a -> {
            assertThat(a.probabilities()).containsOnlyKeys(Annotation.SCORE);
            assertThat(a.confidence()).isNull();
            long nearest = Math.clamp(Math.round(a.probabilities().get(Annotation.SCORE)), 0, 2);
            assertThat(a.label()).isEqualTo(String.valueOf(nearest));
        });
        // a query's documents stand on one side
        assertThat(queries(trained.run().name() + ".train")).doesNotContainAnyElementsOf(queries(trained.run().name() + ".validation"));
        assertThatThrownBy(() -> project.students().precisionRecall(trained.run().name(), "Ana", trained.run().name() + ".x", "1"))
                .isInstanceOf(AppException.class);
    }

    @Test
    void queriesAndDocumentsAreEmbeddedApart() throws IOException {
        StringBuilder csv = new StringBuilder("id,query,document,ana\n");
        List<String> things = List.of("film", "movie", "food", "place");
        for (int i = 0; i < 96; i++) {
            String thing = things.get(i / 8 % 4);
            int grade = i % 8 < 2 ? 2 : i % 8 < 4 ? 1 : 0;
            csv.append(i).append(',').append(thing).append(" number ").append(i / 8).append(",the ")
                    .append(grade > 0 ? thing : things.get((i / 8 + 1) % 4)).append(" was very ").append(grade > 1 ? "good" : "bad")
                    .append(' ')
                    .append(i).append(',').append(grade).append('\n');
        }
        Map<String, ColumnRole> roles = new LinkedHashMap<>();
        roles.put("id", new ColumnRole.Id());
        roles.put("query", new ColumnRole.Query());
        roles.put("document", new ColumnRole.Document());
        roles.put("ana", new ColumnRole.HumanLabel("Ana"));
        load(csv, VariableKind.RANKING, roles);
        StudentService.Trained trained = project.students().submitTrain(request("Ana", recipe(3).withRanking(Recipe.BI_ENCODER))).await();
        assertThat(trained.outcome().validation()).containsKeys("ndcg_at_10", "map", "mrr");
        assertThat(trained.outcome().settings()).containsEntry("ranking", "bi-encoder");
        List<Annotation> given = predictions(trained.run().name());
        assertThat(given).hasSize(96).allSatisfy(a -> {
            assertThat(a.probabilities()).containsOnlyKeys(Annotation.SCORE);
            assertThat(a.probabilities().get(Annotation.SCORE)).isBetween(-1.0001, 1.0001);
            assertThat(a.confidence()).isNull();
        });
        // the label never falls where the number rises
        List<String> byNumber = given.stream().sorted(Comparator.comparingDouble(a -> a.probabilities().get(Annotation.SCORE)))
                .map(Annotation::label).toList();
        assertThat(byNumber).isSorted().contains("0");
        assertThat(Files.readString(trained.folder().resolve("README.md"))).contains("bi-encoder").contains("| ndcg_at_10 | ")
                .contains("pipeline_tag: \"sentence-similarity\"");
        Path copy = folder.resolve("copy");
        project.students().export(trained.run().name(), copy);
        assertThat(Files.readString(copy.resolve("config.json"))).contains("\"BertModel\"");
        assertThatThrownBy(() -> project.students().plan(request("Ana", ordinal("coral").withRanking(Recipe.BI_ENCODER))))
                .isInstanceOf(AppException.class).hasMessageContaining("by its cosine");
        GridRequest search = new GridRequest(request("Ana", recipe(1).withRanking(Recipe.BI_ENCODER)),
                Map.of("learning_rate", List.of("1e-3", "2e-3")), List.of(1L));
        StudentService.Searched searched = project.students().submitGrid(search).await();
        assertThat(searched.trials()).allSatisfy(t -> assertThat(t.validationF1()).isBetween(0.0, 1.0));
    }

    @Test
    void onlyRankingsAreLearntByABiEncoder() {
        Projects.load(project, Projects.file(folder, 40), Projects.roles());
        assertThatThrownBy(() -> project.students().plan(request("Ana", recipe(1).withRanking(Recipe.BI_ENCODER))))
                .isInstanceOf(AppException.class).hasMessageContaining("rank no documents");
    }

    private List<String> queries(String sample) {
        return project.samples().members(sample).stream().map(m -> project.data().detail(m.unit()).unit().query()).distinct().toList();
    }

    @Test
    void twoPeopleWhoDisagreeAreLearntAsShares() throws IOException {
        StringBuilder csv = new StringBuilder("id,text,ana,ben,gpt\n");
        for (int i = 0; i < 60; i++) {
            String good = i % 2 == 0 ? "yes" : "no";
            String ben = i % 3 == 0 ? i % 2 == 0 ? "no" : "yes" : good;
            csv.append(i).append(",the film was ").append(good.equals("yes") ? "good" : "bad").append(' ').append(i).append(',')
                    .append(good)
                    .append(',').append(ben).append(',').append(good).append('\n');
        }
        Map<String, ColumnRole> roles = new LinkedHashMap<>();
        roles.put("id", new ColumnRole.Id());
        roles.put("text", new ColumnRole.Text());
        roles.put("ana", new ColumnRole.HumanLabel("Ana"));
        roles.put("ben", new ColumnRole.HumanLabel("Ben"));
        roles.put("gpt", new ColumnRole.TeacherLabel("GPT"));
        load(csv, VariableKind.SINGLE, roles);
        StudentService.Plan majority = project.students().plan(request("Ana+Ben", recipe(1)));
        assertThat(majority.trainUnits() + majority.validationUnits()).as("ties left out").isEqualTo(40);
        TrainRequest shares = request("Ana+Ben", soft(1));
        StudentService.Plan soft = project.students().plan(shares);
        assertThat(soft.trainUnits()).isGreaterThan(40);
        assertThat(soft.trainUnits() + soft.validationUnits()).as("tied ones are not validated on").isLessThan(60);
        StudentService.Trained trained = project.students().submitTrain(shares).await();
        assertThat(trained.outcome().trainUnits()).isEqualTo(soft.trainUnits());
        // a student's own probabilities are shares too
        assertThat(project.students().plan(request(trained.run().name(), soft(1))).trainUnits()).isPositive();
        assertThatThrownBy(() -> project.students().plan(request("Ana", soft(1)))).isInstanceOf(AppException.class)
                .hasMessageContaining("no shares to learn");
        assertThatThrownBy(() -> project.students().plan(request("Ana", ordinal("coral")))).isInstanceOf(AppException.class)
                .hasMessageContaining("have no order");
        assertThatThrownBy(() -> project.students().plan(request("Ana", ordinal("probit")))).isInstanceOf(AppException.class)
                .hasMessage("There is no way to learn ordered labels \"probit\": use auto, coral, score.");
    }

    @Test
    void aSearchTriesAllSettingsAndTrainsTheBestForEachSeed() throws IOException {
        Projects.load(project, Projects.file(folder, 60), Projects.roles());
        Map<String, List<String>> grid = new LinkedHashMap<>();
        grid.put("learning_rate", List.of("1e-3", "3e-3"));
        grid.put("schedule", List.of("linear", "cosine"));
        GridRequest request = new GridRequest(request("Ana", recipe(1)), grid, List.of(3L, 4L));
        JobHandle<StudentService.Searched> first = project.students().submitGrid(request);
        first.listen(new JobListener() {
            @Override
            public void metric(JobHandle<?> job, Metric metric) {
                if (metric.series().equals("trial_f1") && metric.step() == 2)
                    job.cancel();
            }
        });
        assertThatThrownBy(first::await).isInstanceOf(Cancelled.class);
        long job = project.jobs().all().getFirst().id();
        assertThat(project.jobs().all().getFirst().kind()).isEqualTo("grid");
        List<GridTrial> half = project.students().grid(job);
        assertThat(half).hasSize(4);
        assertThat(half).extracting(GridTrial::ended).containsExactly(true, true, false, false);
        assertThat(half.get(2).settings()).containsExactlyEntriesOf(new LinkedHashMap<>(Map.of("learning_rate", "3e-3")) {
            {
                put("schedule", "linear");
            }
        });
        StudentService.Searched searched = (StudentService.Searched) project.jobs().resume(job).await();
        assertThat(searched.trials()).hasSize(4).allSatisfy(t -> assertThat(t.validationF1()).isNotNull());
        assertThat(searched.trials().subList(0, 2)).isEqualTo(half.subList(0, 2));
        assertThat(project.students().grid(job)).isEqualTo(searched.trials());
        GridTrial best = StudentService.best(searched.trials());
        double most = searched.trials().stream().mapToDouble(GridTrial::validationF1).max().orElseThrow();
        assertThat(best.validationF1()).isEqualTo(most);
        assertThat(searched.trials().stream().filter(t -> t.validationF1() == most).findFirst()).contains(best);
        assertThat(searched.runs()).extracting(r -> r.run().name()).containsExactly("bert-tiny-1-s3", "bert-tiny-1-s4");
        assertThat(searched.runs()).allSatisfy(r -> {
            assertThat(r.outcome().settings().get("schedule")).isEqualTo(best.settings().get("schedule"));
            assertThat(project.data().counts("stance")).containsEntry(r.run().name(), 60L);
        });
        assertThat(folder.resolve("p.students/bert-tiny-1.grid")).doesNotExist();
        assertThat(project.students().plan(request.base()).run()).isEqualTo("bert-tiny-2");
    }

    @Test
    void gridsThatMakeNoSenseAreRefusedBeforeAnythingIsTrained() {
        Projects.load(project, Projects.file(folder, 40), Projects.roles());
        refused(Map.of("colour", List.of("red")), "no setting \"colour\"");
        refused(Map.of("batch", List.of("8", "many")), "\"many\" is no value of batch: it must be a whole number");
        refused(Map.of("learning_rate", List.of("1e-3", "7")), "The learning rate 7.0 is not between 0 and 1.");
        refused(Map.of("epochs", List.of("3", "3")), "a value of epochs twice");
        assertThatThrownBy(() -> StudentService.parseGrid("batch")).hasMessageContaining("FIELD=VALUE");
        assertThat(StudentService.parseGrid("learning_rate=1e-5, 5e-5;batch=8,16"))
                .isEqualTo(Map.of("learning_rate", List.of("1e-5", "5e-5"), "batch", List.of("8", "16")))
                .isEqualTo(StudentService.parseGrid("{\"learning_rate\":[\"1e-5\",\"5e-5\"],\"batch\":[8,16]}"));
        assertThat(StudentService.usualGrid(request("Ana", recipe(1)))).containsKeys("learning_rate", "batch", "epochs");
        assertThat(project.jobs().all()).extracting(j -> j.kind()).doesNotContain("grid");
    }

    private void refused(Map<String, List<String>> grid, String part) {
        assertThatThrownBy(() -> project.students().submitGrid(new GridRequest(request("Ana", recipe(1)), grid, List.of(1L))))
                .isInstanceOf(AppException.class).hasMessageContaining(part);
    }

    @Test
    void theModelCardSaysWhatTheStudentIsAndNoPath() throws IOException {
        Projects.load(project, Projects.file(folder, 60), Projects.roles());
        StudentService.Trained trained = project.students().submitTrain(request("Ana", recipe(1))).await();
        Path copy = folder.resolve("copy");
        project.students().export(trained.run().name(), copy);
        String card = Files.readString(copy.resolve("README.md"));
        assertThat(card).startsWith("---\nlibrary_name: \"transformers\"\n").doesNotContain("base_model").doesNotContain(folder.toString())
                .doesNotContain(tiny).contains("| labels from | Ana |")
                .contains("version " + project.codebook().current().version() + ", SHA-256 ").contains("| macro_f1 | ")
                .contains("| PyTorch | ").contains("drawn with the seed 1").contains("| yes | ").contains(trained.run().sha256());
        assertThat(card).contains(CodebookFiles.sha256(project.codebook().current().variables()));
        assertThat(Files.readString(copy.resolve("concord.json"))).doesNotContain(tiny).contains("bert-tiny");
    }

    private void load(StringBuilder csv, VariableKind kind, Map<String, ColumnRole> roles) throws IOException {
        Path file = Files.writeString(folder.resolve("data.csv"), csv);
        project.data().submitImport(new ImportRequest(file.toString(), ReadOptions.GUESS, roles, false, "stance", kind, "|", null, null,
                Map.of())).await();
    }

    private TrainRequest request(String from, Recipe recipe) {
        return new TrainRequest(null, "stance", tiny, from, null, null, 0.2, 1, "cpu", null, recipe);
    }

    private static Recipe recipe(int epochs) {
        return Recipe.DEFAULT.withEpochs(epochs).withBatch(8).withLearningRate(2e-3).withMaxLength(32).withPatience(0);
    }

    private static Recipe soft(int epochs) {
        Recipe r = recipe(epochs);
        return new Recipe(r.epochs(), r.batch(), r.learningRate(), r.maxLength(), false, 0, r.schedule(), r.warmUp(), r.weightDecay(), 0,
                true, 0, r.precision(), r.checkpointing(), r.loraRank(), r.loraAlpha(), r.loraDropout(), r.loraTargets(), r.ordinal(),
                r.ranking());
    }

    private static Recipe ordinal(String way) {
        Recipe r = recipe(1);
        return new Recipe(r.epochs(), r.batch(), r.learningRate(), r.maxLength(), false, 0, r.schedule(), r.warmUp(), r.weightDecay(), 0,
                false, 0, r.precision(), r.checkpointing(), r.loraRank(), r.loraAlpha(), r.loraDropout(), r.loraTargets(), way,
                r.ranking());
    }

    private List<Annotation> predictions(String run) {
        List<Annotation> out = new ArrayList<>();
        for (String unit : project.samples().all().stream().map(s -> s.name()).toList()) {
            project.samples().members(unit).forEach(m -> out.addAll(
                    project.data().detail(m.unit()).annotations().stream().filter(a -> a.annotator().equals(run)).toList()));
        }
        return out;
    }
}
