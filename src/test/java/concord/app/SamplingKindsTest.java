package concord.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.model.ColumnRole;
import concord.model.SampleMember;
import concord.model.SampleStrategy;
import concord.model.VariableKind;
import concord.model.request.ImportRequest;
import concord.model.request.ReadOptions;
import concord.model.request.Recipe;
import concord.model.request.SampleRequest;
import concord.model.request.SamplingStudyRequest;
import concord.model.request.SamplingStudyRequest.Domain;
import concord.model.request.StudyRequest;
import concord.model.request.TeachRequest;
import concord.stats.RankingFigures;
import concord.study.SamplingOutcome;
import concord.study.TestFigures;
import concord.teacher.server.FakeProvider;
import concord.teacher.server.Lie;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sampling studies of rankings, of pairs, of several labels, and with an LLM that labels what is chosen; each with the smallest student there is.
class SamplingKindsTest {
    private static final List<String> THINGS = List.of("film", "movie", "food", "place");
    private static final StudyRequest.Test TEST = new StudyRequest.Test("test", "Ana");

    @TempDir
    Path folder;
    private final FakeProvider server = new FakeProvider();
    private final Secrets secrets = new Secrets(_ -> null, Optional.empty());
    private AppContext app;
    private Project project;

    @BeforeEach
    void open() {
        secrets.keepForThisRun("OPENAI_API_KEY", "sk-test");
        app = new AppContext(new Home(folder.resolve("home")), secrets);
        project = Projects.create(app, folder);
    }

    @AfterEach
    void close() {
        app.close();
        server.close();
    }

    private void load(CharSequence csv, VariableKind kind, Map<String, ColumnRole> roles) throws IOException {
        Map<String, ColumnRole> all = new LinkedHashMap<>();
        all.put("id", new ColumnRole.Id());
        all.putAll(roles);
        all.put("ana", new ColumnRole.HumanLabel("Ana"));
        all.put("part", new ColumnRole.Metadata());
        Path file = Files.writeString(folder.resolve("texts.csv"), csv);
        project.data().submitImport(new ImportRequest(file.toString(), ReadOptions.GUESS, all, false, "answer", kind, null, null, "|",
                Map.of())).await();
        for (String part : List.of("source", "target", "test")) {
            project.samples().draw(new SampleRequest(part, 0, SampleStrategy.ALL, Map.of("part", part), null, null, null, 1));
        }
    }

    private static String tiny() {
        try {
            return Path.of(SamplingKindsTest.class.getResource("/concord/student/bert-tiny").toURI()).toString();
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SamplingStudyRequest request(Domain target, int budget, Recipe recipe, String... strategies) {
        return new SamplingStudyRequest("s", "answer", new Domain("source", "Ana", null, null, null), target, budget, 1,
                List.of(strategies),
                false, List.of(tiny()), List.of(1L), null, 0.25, recipe, "cpu", 20);
    }

    private static final Recipe SHORT = Recipe.DEFAULT.withEpochs(1).withMaxLength(16).withLearningRate(1e-3);

    @Test
    void documentsOfRankingsAreChosenSingly() throws IOException {
        StringBuilder csv = new StringBuilder("id,query,document,ana,part\n");
        for (int i = 0; i < 192; i++) {
            int query = i / 8;
            String thing = THINGS.get(query % 4);
            int grade = i % 8 < 2 ? 2 : i % 8 < 4 ? 1 : 0;
            csv.append(i).append(',').append(thing).append(" of ").append(Projects.TOPICS.get(query % 8)).append(' ').append(query)
                    .append(",the ").append(grade > 0 ? thing : THINGS.get((query + 1) % 4)).append(" was very ")
                    .append(grade > 1 ? "good" : "bad").append(' ').append(i).append(',').append(grade).append(',')
                    .append(query < 12 ? "source" : query < 18 ? "target" : "test").append('\n');
        }
        load(csv, VariableKind.RANKING, Map.of("query", new ColumnRole.Query(), "document", new ColumnRole.Document()));
        Domain target = new Domain("target", "Ana", null, null, TEST);

        SamplingOutcome outcome = project.studies()
                .submit(request(target, 6, SHORT.withRanking(Recipe.BI_ENCODER), "base-vs-tuned")).await();

        assertThat(outcome.curve()).hasSize(4).allSatisfy(point -> {
            RankingFigures figures = ((TestFigures.Ranked) point.figures()).figures();
            assertThat(figures.queries()).hasSize(6);
            assertThat(figures.documents()).isEqualTo(48);
            assertThat(figures.unjudged()).isZero();
            assertThat(point.merit().orNaN()).isEqualTo(figures.value("ndcg_at_10").orNaN()).isBetween(0.2, 1.0);
        });
        assertThat(outcome.notes()).anyMatch(n -> n.contains("chosen singly"));
        assertThat(project.samples().members("s-1-s1.base-vs-tuned-r1")).hasSize(6);
        assertThatThrownBy(() -> project.studies().plan(request(target, 6, SHORT, "badge").withName("t"))).isInstanceOf(AppException.class)
                .hasMessageContaining("badge");
    }

    @Test
    void aQueryOfTheTestIsNeverLearntFrom() throws IOException {
        StringBuilder csv = new StringBuilder("id,query,document,ana,part\n");
        for (int i = 0; i < 96; i++) {
            csv.append(i).append(",find ").append(THINGS.get(i / 8 % 4)).append(' ').append(i / 8).append(",document ").append(i)
                    .append(',')
                    .append(i % 2).append(',').append(i < 40 ? "source" : i < 76 ? "target" : "test").append('\n');
        }
        load(csv, VariableKind.RANKING, Map.of("query", new ColumnRole.Query(), "document", new ColumnRole.Document()));
        StudyService.SamplingPlan plan = project.studies()
                .plan(request(new Domain("target", "Ana", null, null, TEST), 6, SHORT, "random"));
        assertThat(plan.poolUnits()).isEqualTo(32);
        assertThat(plan.notes()).anyMatch(n -> n.contains("4 units are left out of the target") && n.contains("query"));
    }

    @Test
    void pairsAndSeveralLabels() throws IOException {
        StringBuilder csv = new StringBuilder("id,one,two,ana,part\n");
        for (int i = 0; i < 90; i++) {
            String thing = Projects.TOPICS.get(i % 8);
            csv.append(i).append(",the ").append(thing).append(" number ").append(i).append(" was good,a ")
                    .append(i % 2 == 0 ? thing : Projects.TOPICS.get((i + 3) % 8)).append(" and ").append(i * 37 % 91).append(',')
                    .append(i % 2 == 0 ? "same" : "other").append(',').append(i < 40 ? "source" : i < 60 ? "target" : "test").append('\n');
        }
        load(csv, VariableKind.PAIR, Map.of("one", new ColumnRole.Text(), "two", new ColumnRole.TextB()));
        SamplingOutcome outcome = project.studies()
                .submit(request(new Domain("target", "Ana", null, null, TEST), 4, SHORT, "base-vs-tuned", "stratified")).await();
        assertThat(outcome.curve()).hasSize(5);
        List<SampleMember> drawn = project.samples().members("s-1-s1.stratified-r1");
        assertThat(drawn).hasSize(4).allSatisfy(m -> assertThat(m.probability()).isBetween(0.01, 1.0));
    }

    @Test
    void aTeacherLabelsWhatIsChosenAndIsAskedOnceAboutEachUnit() throws IOException {
        StringBuilder csv = new StringBuilder("id,text,ana,part\n");
        for (int i = 0; i < 90; i++) {
            boolean yes = i % 2 == 0;
            csv.append('u').append(i).append(",the ").append(Projects.TOPICS.get(i % 8)).append(" was ").append(yes ? "good" : "bad")
                    .append(" no").append(i * 7919 % 1009).append(',').append(yes ? "yes" : "no").append(',')
                    .append(i < 40 ? "source" : i < 70 ? "target" : "test").append('\n');
        }
        load(csv, VariableKind.SINGLE, Map.of("text", new ColumnRole.Text()));
        server.answers(a -> a.user().contains("was good") ? "{\"label\": \"yes\"}" : "{\"label\": \"no\"}");
        TeachRequest asked = new TeachRequest(null, "", "openai:gpt-4o-mini", server.url() + "/v1", null, 0, FewShot.FIXED, null, 1, 0, 50,
                1,
                1.0, 4, 0, null, null, false, false);
        SamplingStudyRequest request = request(new Domain("target", null, null, asked, TEST), 20, SHORT, "margin");
        assertThat(project.studies().plan(request).notes()).anyMatch(n -> n.contains("at most 25 of 25 units") && n.contains("$1.00"));
        assertThat(server.asked()).isEmpty();
        // one is refused
        server.lies(a -> a.user().contains("no" + 42 * 7919 % 1009 + "\n") ? Lie.REFUSAL : Lie.NONE);

        SamplingOutcome outcome = project.studies().submit(request).await();

        Set<Long> chosen = new TreeSet<>();
        for (String strategy : List.of("random", "uncertainty", "margin")) {
            project.samples().members("s-1-s1." + strategy + "-r1").forEach(m -> chosen.add(m.unit()));
        }
        assertThat(chosen).hasSizeGreaterThanOrEqualTo(20);
        assertThat(server.asked()).hasSize(chosen.size());
        assertThat(outcome.curve()).hasSize(4);
        boolean refused = chosen.contains(43L);
        assertThat(project.data().counts("answer")).containsEntry("gpt-4o-mini-1", chosen.size() - (refused ? 1L : 0));
        assertThat(outcome.notes()).anyMatch(n -> n.contains("teaching run \"gpt-4o-mini-1\""));
        assertThat(outcome.notes().stream().anyMatch(n -> n.contains("got no label"))).isEqualTo(refused);
        assertThat(project.teachers().outcome("gpt-4o-mini-1").calls()).isEqualTo(chosen.size());
        assertThat(project.check().findings()).isEmpty();
    }
}
