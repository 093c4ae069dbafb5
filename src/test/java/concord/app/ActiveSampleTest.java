package concord.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.job.Cancelled;
import concord.job.JobException;
import concord.job.JobHandle;
import concord.model.Annotation;
import concord.model.ColumnRole;
import concord.model.Sample;
import concord.model.SampleMember;
import concord.model.SampleRole;
import concord.model.SampleStrategy;
import concord.model.Unit;
import concord.model.UnitQuery;
import concord.model.VariableKind;
import concord.model.request.ImportRequest;
import concord.model.request.ReadOptions;
import concord.model.request.Recipe;
import concord.model.request.SampleRequest;
import concord.model.request.TrainRequest;
import concord.student.Students;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Samples chosen by students, through the whole stack with a tiny model, and what may be done with them.
class ActiveSampleTest {
    private static final double ROUNDING = 1e-6;
    @TempDir
    Path folder;
    private AppContext app;
    private Project project;
    private String tiny;

    @BeforeEach
    void open() throws URISyntaxException {
        app = new AppContext(new Home(folder.resolve("home")));
        project = Projects.create(app, folder);
        tiny = Path.of(ActiveSampleTest.class.getResource("/concord/student/bert-tiny/config.json").toURI()).getParent().toString();
    }

    @AfterEach
    void close() {
        app.close();
    }

    @Test
    void aStudentOfSingleTextsChooses() {
        Projects.load(project, Projects.file(folder, 110), Projects.roles());
        random("source", 40);
        train(tiny, "tuned", Recipe.DEFAULT.withEpochs(2).withMaxLength(32).withLearningRate(1e-3));
        train("linear", "probe", Recipe.DEFAULT);
        Map<Long, Annotation> tuned = predictions("tuned");
        Map<Long, Annotation> probe = predictions("probe");
        List<Long> frame = LongStream.of(project.data().find(UnitQuery.ALL)).boxed().filter(u -> !members("source").contains(u)).toList();

        Sample drawn = draw("unsure", 10, SampleStrategy.UNCERTAINTY, "tuned");
        assertThat(drawn.frame()).isEqualTo(70);
        assertThat(project.samples().members("unsure")).extracting(SampleMember::probability).containsOnly(0.0);
        best("unsure", frame, u -> -Math.abs(of(tuned, u, "yes") - 0.5));
        assertThat(project.samples().role("unsure")).contains(SampleRole.TRAIN);
        assertThat(project.jobs().all().getFirst()).satisfies(j -> {
            assertThat(j.kind()).isEqualTo("sample");
            assertThat(j.state()).isEqualTo("succeeded");
            assertThat(project.jobs().log(j.id())).anyMatch(line -> line.contains("from which the student learnt"));
        });
        draw("moved", 16, SampleStrategy.BASE_VS_TUNED, "tuned");
        best("moved", frame, u -> Math.abs(of(tuned, u, "yes") - of(probe, u, "yes")));
        draw("far", 10, SampleStrategy.CORESET, "probe");
        draw("steep", 10, SampleStrategy.BADGE, "tuned");
        for (String name : List.of("far", "steep")) {
            assertThat(members(name)).hasSize(10).doesNotHaveDuplicates().isSubsetOf(frame);
        }
        project.samples().submitDraw(new SampleRequest("spread", 10, SampleStrategy.UNCERTAINTY, Map.of(), null, null, "unsure", 1, "tuned",
                true, false, null)).await();
        assertThat(members("spread")).hasSize(10).doesNotHaveDuplicates().doesNotContainAnyElementsOf(members("unsure"));

        // what is chosen can be learnt from
        assertThat(project.students().plan(TrainRequest.oneClick("stance", "linear", "Ana", "moved", null)).trainUnits()).isEqualTo(13);
        refusals();
    }

    private void refusals() {
        refused(request("x", 10, SampleStrategy.MARGIN, null), "needs a trained student");
        refused(request("x", 10, SampleStrategy.MARGIN, "nobody"), "no trained student \"nobody\"");
        refused(request("x", 71, SampleStrategy.MARGIN, "tuned"), "cannot be drawn from 70 units (");
        refused(request("x", 0, SampleStrategy.MARGIN, "tuned"), "size of at least 1");
        refused(request("unsure", 10, SampleStrategy.MARGIN, "tuned"), "already");
        refused(new SampleRequest("x", 5, SampleStrategy.MARGIN, Map.of(), "tuned.train", null, null, 1, "tuned", false, false, null),
                "No unit is left");
        refused(new SampleRequest("x", 5, SampleStrategy.BADGE, Map.of(), null, null, null, 1, "tuned", true, false, null),
                "spreads its choice by itself");
        refused(new SampleRequest("x", 5, SampleStrategy.BASE_VS_TUNED, Map.of(), null, null, null, 1, "tuned", false, true, null),
                "for a ranking only");
        refused(new SampleRequest("x", 5, SampleStrategy.MARGIN, Map.of(), null, null, null, 1, "tuned", false, false, SampleRole.TEST),
                "kept for training, not for test");
        refused(new SampleRequest("x", 5, SampleStrategy.RANDOM, Map.of(), null, null, null, 1, "tuned", false, false, null),
                "asks no student");
        assertThatThrownBy(() -> project.samples().draw(request("x", 5, SampleStrategy.MARGIN, "tuned"))).isInstanceOf(AppException.class)
                .hasMessageContaining("start it as a job");
        assertThatThrownBy(() -> draw("x", 5, SampleStrategy.BASE_VS_TUNED, "probe")).isInstanceOf(JobException.class)
                .hasMessageContaining("no base model");
        Folders.delete(folder.resolve("p.students/tuned"));
        refused(request("x", 5, SampleStrategy.MARGIN, "tuned"), "is not there");
        assertThat(project.samples().all()).extracting(Sample::name).doesNotContain("x");
    }

    @Test
    void whatAStudentChoseIsNeverATest() {
        Projects.load(project, Projects.file(folder, 80), Projects.roles());
        random("source", 30);
        train("linear", "probe", Recipe.DEFAULT);
        draw("unsure", 10, SampleStrategy.MARGIN, "probe");
        assertThatThrownBy(() -> project.samples().role("unsure", SampleRole.TEST)).isInstanceOf(AppException.class)
                .hasMessageContaining("chosen by a student (margin), not by chance");
        project.samples().role("unsure", null);
        assertThatThrownBy(() -> project.samples().role("unsure", SampleRole.TEST)).isInstanceOf(AppException.class)
                .hasMessageContaining("not by chance");
        project.samples().draw(new SampleRequest("part", 4, SampleStrategy.RANDOM, Map.of(), "unsure", null, null, 1));
        assertThatThrownBy(() -> project.samples().role("part", SampleRole.TEST)).isInstanceOf(AppException.class)
                .hasMessageContaining("4 units of the sample \"part\" were chosen by a student (in \"unsure\")");
        SampleRequest all = new SampleRequest("all", 0, SampleStrategy.ALL, Map.of(), null, null, null, 1, null, false, false,
                SampleRole.TEST);
        assertThatThrownBy(() -> project.samples().draw(all)).isInstanceOf(AppException.class).hasMessageContaining("10 units");
        assertThat(project.samples().all()).extracting(Sample::name).as("refused before it is kept").doesNotContain("all");

        SampleRequest test = new SampleRequest("test", 20, SampleStrategy.RANDOM, Map.of(), null, null, null, 1, null, false, false,
                SampleRole.TEST);
        assertThat(project.samples().frame(test)).satisfies(f -> {
            assertThat(f.units()).isEqualTo(70);
            assertThat(f.notes()).singleElement().asString().startsWith("10 units are left out, being chosen by a student");
        });
        assertThat(project.samples().draw(test).frame()).isEqualTo(70);
        assertThat(members("test")).doesNotContainAnyElementsOf(members("unsure"));
        assertThat(project.samples().members("test").getFirst().probability()).isEqualTo(20.0 / 70);
        assertThat(project.samples().role("test")).contains(SampleRole.TEST);
        // people meet the units as they were chosen, or where they and a teacher disagree
        LabelService.Session drawn = project.labels().start("Bo", "stance", "unsure", LabelService.Order.DRAWN, 1);
        assertThat(IntStream.range(0, 10).mapToObj(i -> drawn.at(i).unit().id())).containsExactlyElementsOf(members("unsure"));
        LabelService.Session differing = project.labels().start("Bo", "stance", null, LabelService.Order.DISAGREEMENT, 1);
        assertThat(IntStream.range(0, 80).mapToObj(i -> Integer.parseInt(differing.at(i).unit().key().substring(1)) % 5 == 0))
                .startsWith(Collections.nCopies(16, true).toArray(Boolean[]::new))
                .endsWith(Collections.nCopies(64, false).toArray(Boolean[]::new));
        // and a test is not chosen from
        JobHandle<Sample> cancelled = project.samples().submitDraw(request("more", 10, SampleStrategy.MARGIN, "probe"));
        cancelled.cancel();
        assertThatThrownBy(cancelled::await).isInstanceOf(Cancelled.class);
        assertThat(project.samples().all()).extracting(Sample::name).doesNotContain("more");
        project.jobs().resume(project.jobs().all().getFirst().id()).await();
        assertThat(members("more")).doesNotContainAnyElementsOf(members("test"));
    }

    @Test
    void pairsAreComparedWithTheCosineOfTheirTexts() throws IOException {
        StringBuilder csv = new StringBuilder("id,a,b,ana\n");
        List<String> things = List.of("the bus is late", "a dog runs in the park", "prices rise again", "the bridge was closed");
        for (int i = 0; i < 90; i++) {
            boolean same = i % 3 == 0;
            csv.append(i).append(',').append(things.get(i % 4)).append(' ').append(i).append(',')
                    .append(things.get(same ? i % 4 : (i + 1 + i % 2) % 4)).append(" indeed ").append(i % 7).append(',')
                    .append(same ? "same" : "other")
                    .append('\n');
        }
        Map<String, ColumnRole> roles = new LinkedHashMap<>();
        roles.put("id", new ColumnRole.Id());
        roles.put("a", new ColumnRole.Text());
        roles.put("b", new ColumnRole.TextB());
        roles.put("ana", new ColumnRole.HumanLabel("Ana"));
        load(csv, VariableKind.PAIR, roles);
        random("source", 40);
        train(tiny, "tuned", Recipe.DEFAULT.withEpochs(1).withMaxLength(32));
        draw("moved", 12, SampleStrategy.BASE_VS_TUNED, "tuned");
        List<Long> frame = LongStream.of(project.data().find(UnitQuery.ALL)).boxed().filter(u -> !members("source").contains(u)).toList();
        Map<Long, Double> cosines = cosines();
        // equal texts lie nearer, so that the chance of "same" rises with the cosine
        Map<Long, Annotation> tuned = predictions("tuned");
        Map<Long, Double> before = ranks(frame, cosines::get);
        Map<Long, Double> after = ranks(frame, u -> of(tuned, u, "same"));
        double least = members("moved").stream().mapToDouble(u -> Math.abs(before.get(u) - after.get(u))).min().orElseThrow();
        assertThat(frame.stream().filter(u -> !members("moved").contains(u)))
                .allSatisfy(u -> assertThat(Math.abs(before.get(u) - after.get(u))).isLessThanOrEqualTo(least));
        draw("far", 12, SampleStrategy.CORESET, "tuned");
        assertThat(members("far")).hasSize(12).doesNotHaveDuplicates();
    }

    private Map<Long, Double> cosines() {
        List<Unit> units = project.data().rows(project.data().find(UnitQuery.ALL), "stance").stream().map(DataService.UnitRow::unit)
                .toList();
        TextEmbeddings embeddings = new TextEmbeddings(() -> new Students(app.home().cache()));
        Map<Long, Double> out = new HashMap<>();
        try (TextEmbeddings.Use _ = embeddings.use()) {
            float[][] u = embeddings.embed(units.stream().map(Unit::text).toList());
            float[][] v = embeddings.embed(units.stream().map(Unit::textB).toList());
            for (int i = 0; i < u.length; i++) {
                double cosine = 0;
                for (int k = 0; k < u[i].length; k++) {
                    cosine += (double) u[i][k] * v[i][k];
                }
                out.put(units.get(i).id(), cosine);
            }
        }
        return out;
    }

    private static Map<Long, Double> ranks(List<Long> units, ToDoubleFunction<Long> score) {
        Map<Long, Double> out = new HashMap<>();
        units.forEach(u -> {
            double own = score.applyAsDouble(u);
            long above = units.stream().filter(o -> score.applyAsDouble(o) > own).count();
            long equal = units.stream().filter(o -> score.applyAsDouble(o) == own).count();
            out.put(u, above + (equal + 1) / 2.0);
        });
        return out;
    }

    @Test
    void rankingsAreChosenByDocumentOrByQuery() throws IOException {
        StringBuilder csv = new StringBuilder("id,query,document,ana\n");
        List<String> things = List.of("film", "movie", "food", "place");
        for (int i = 0; i < 128; i++) {
            String thing = things.get(i / 8 % 4);
            int grade = i % 8 < 2 ? 2 : i % 8 < 4 ? 1 : 0;
            csv.append(i).append(',').append(thing).append(" number ").append(i / 8).append(",the ")
                    .append(grade > 0 ? thing : things.get((i / 8 + 1) % 4)).append(" was very ").append(grade > 1 ? "good" : "bad")
                    .append(' ').append(i).append(',').append(grade).append('\n');
        }
        Map<String, ColumnRole> roles = new LinkedHashMap<>();
        roles.put("id", new ColumnRole.Id());
        roles.put("query", new ColumnRole.Query());
        roles.put("document", new ColumnRole.Document());
        roles.put("ana", new ColumnRole.HumanLabel("Ana"));
        load(csv, VariableKind.RANKING, roles);
        random("source", 48);
        Recipe recipe = Recipe.DEFAULT.withEpochs(2).withMaxLength(32).withLearningRate(1e-3);
        train(tiny, "apart", recipe.withRanking(Recipe.BI_ENCODER));
        train(tiny, "together", recipe);
        for (String student : List.of("apart", "together")) {
            draw(student + " moved", 10, SampleStrategy.BASE_VS_TUNED, student);
            draw(student + " unsure", 10, SampleStrategy.UNCERTAINTY, student);
            project.samples()
                    .submitDraw(new SampleRequest(student + " queries", 10, SampleStrategy.BASE_VS_TUNED, Map.of(), null, null, null, 1,
                            student, false, true, null))
                    .await();
            assertThat(members(student + " moved")).hasSize(10).doesNotHaveDuplicates().doesNotContainAnyElementsOf(members("source"));
            assertThat(members(student + " unsure")).hasSize(10);
            List<String> queries = members(student + " queries").stream().map(u -> project.data().detail(u).unit().query()).distinct()
                    .toList();
            assertThat(members(student + " queries")).hasSize(10);
            assertThat(queries).as("some queries whole").hasSizeLessThan(6);
        }
        // the number nearest to the middle between two grades comes first
        Map<Long, Annotation> together = predictions("together");
        ToDoubleFunction<Long> far = u -> Math.min(Math.abs(number(together, u) - 0.5), Math.abs(number(together, u) - 1.5));
        assertThat(members("together unsure").stream().mapToDouble(far).toArray()).isSorted();
        assertThatThrownBy(() -> draw("x", 5, SampleStrategy.BADGE, "together")).isInstanceOf(JobException.class)
                .hasMessageContaining("needs probabilities");
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
        random("source", 40);
        train(tiny, "tuned", Recipe.DEFAULT.withEpochs(1).withMaxLength(32));
        train("linear", "probe", Recipe.DEFAULT);
        Map<Long, Annotation> tuned = predictions("tuned");
        Map<Long, Annotation> probe = predictions("probe");
        List<Long> frame = LongStream.of(project.data().find(UnitQuery.ALL)).boxed().filter(u -> !members("source").contains(u)).toList();
        draw("moved", 8, SampleStrategy.BASE_VS_TUNED, "tuned");
        best("moved", frame,
                u -> tuned.get(u).probabilities().keySet().stream().mapToDouble(l -> Math.abs(of(tuned, u, l) - of(probe, u, l))).sum());
        draw("unsure", 8, SampleStrategy.LEAST_CONFIDENCE, "tuned");
        best("unsure", frame, u -> tuned.get(u).probabilities().values().stream().mapToDouble(p -> 1 - Math.max(p, 1 - p)).sum());
        draw("steep", 8, SampleStrategy.BADGE, "tuned");
        assertThat(members("steep")).hasSize(8).doesNotHaveDuplicates();
    }

    private void random(String name, int size) {
        project.samples().draw(new SampleRequest(name, size, SampleStrategy.RANDOM, Map.of(), null, null, null, 1));
    }

    private void train(String student, String name, Recipe recipe) {
        project.students().submitTrain(new TrainRequest(name, "stance", student, "Ana", "source", null, 0.2, 1, "cpu", null, recipe))
                .await();
    }

    private static SampleRequest request(String name, int size, SampleStrategy strategy, String student) {
        return new SampleRequest(name, size, strategy, Map.of(), null, null, null, 1, student, false, false, null);
    }

    private Sample draw(String name, int size, SampleStrategy strategy, String student) {
        return project.samples().submitDraw(request(name, size, strategy, student)).await();
    }

    private void refused(SampleRequest request, String why) {
        assertThatThrownBy(() -> project.samples().submitDraw(request)).isInstanceOf(AppException.class).hasMessageContaining(why);
    }

    private void load(StringBuilder csv, VariableKind kind, Map<String, ColumnRole> roles) throws IOException {
        Path file = Files.writeString(folder.resolve("kind.csv"), csv);
        project.data()
                .submitImport(
                        new ImportRequest(file.toString(), ReadOptions.GUESS, roles, false, "stance", kind, "|", null, null, Map.of()))
                .await();
    }

    private List<Long> members(String sample) {
        return project.samples().members(sample).stream().map(SampleMember::unit).toList();
    }

    private Map<Long, Annotation> predictions(String run) {
        Map<Long, Annotation> out = new HashMap<>();
        project.data().rows(project.data().find(UnitQuery.ALL), "stance")
                .forEach(row -> out.put(row.unit().id(), row.annotations().get(run)));
        return out;
    }

    private static double of(Map<Long, Annotation> predictions, long unit, String label) {
        return predictions.get(unit).probabilities().get(label);
    }

    private static double number(Map<Long, Annotation> predictions, long unit) {
        return predictions.get(unit).probabilities().get(Annotation.SCORE);
    }

    /// The sample has the highest scores of the frame, highest first; those that differ by rounding only may stand in any order.
    private void best(String sample, List<Long> frame, ToDoubleFunction<Long> score) {
        double[] chosen = members(sample).stream().mapToDouble(score).toArray();
        for (int i = 1; i < chosen.length; i++) {
            assertThat(chosen[i]).isLessThanOrEqualTo(chosen[i - 1] + ROUNDING);
        }
        assertThat(members(sample)).doesNotHaveDuplicates().isSubsetOf(frame);
        assertThat(frame.stream().filter(u -> !members(sample).contains(u)))
                .allSatisfy(u -> assertThat(score.applyAsDouble(u)).isLessThanOrEqualTo(chosen[chosen.length - 1] + ROUNDING));
    }
}
