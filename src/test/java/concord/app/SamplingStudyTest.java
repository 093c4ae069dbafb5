package concord.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.job.Cancelled;
import concord.job.JobHandle;
import concord.model.ColumnRole;
import concord.model.Sample;
import concord.model.SampleMember;
import concord.model.SampleRole;
import concord.model.SampleStrategy;
import concord.model.VariableKind;
import concord.model.request.ImportRequest;
import concord.model.request.ReadOptions;
import concord.model.request.Recipe;
import concord.model.request.SampleRequest;
import concord.model.request.SamplingStudyRequest;
import concord.model.request.SamplingStudyRequest.Domain;
import concord.model.request.StudyRequest;
import concord.study.SamplingOutcome;
import concord.study.SamplingOutcome.Mean;
import concord.study.SamplingOutcome.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sampling studies through the whole stack: letters about plans as the source, reviews of things as the target.
class SamplingStudyTest {
    private static final StudyRequest.Test LETTERS = new StudyRequest.Test("letters-test", "Ana");
    static final StudyRequest.Test REVIEWS = new StudyRequest.Test("reviews-test", "Ana");

    /// Enough that no two texts are nearly equal by accident.
    private static final List<String> THINGS = List.of("bridges", "school", "tram", "market", "river", "library", "hospital", "garden",
            "street lamps", "parking", "church", "playground", "stadium", "tower", "tunnel", "harbour", "museum", "bakery", "cinema",
            "fountain",
            "station", "orchard", "theatre", "windmill", "factory", "kitchen", "cottage", "vineyard", "meadow", "quarry", "chimney",
            "pharmacy");

    @TempDir
    Path folder;
    private AppContext app;
    private Project project;

    @BeforeEach
    void open() throws IOException {
        app = new AppContext(new Home(folder.resolve("home")));
        project = Projects.create(app, folder);
        load(project, folder);
    }

    /// Two domains, each with units to learn from and a test.
    static void load(Project project, Path folder) throws IOException {
        Map<String, ColumnRole> roles = new LinkedHashMap<>();
        roles.put("id", new ColumnRole.Id());
        roles.put("text", new ColumnRole.Text());
        roles.put("ana", new ColumnRole.HumanLabel("Ana"));
        roles.put("gpt", new ColumnRole.TeacherLabel("GPT"));
        roles.put("part", new ColumnRole.Metadata());
        project.data()
                .submitImport(new ImportRequest(texts(folder).toString(), ReadOptions.GUESS, roles, false, "stance", VariableKind.SINGLE,
                        null, null, null, Map.of()))
                .await();
        for (String part : List.of("letters", "reviews", "letters-test", "reviews-test")) {
            project.samples().draw(new SampleRequest(part, 0, SampleStrategy.ALL, Map.of("part", part), null, null, null, 1));
        }
    }

    @AfterEach
    void close() {
        app.close();
    }

    private static Path texts(Path folder) throws IOException {
        Random random = new Random(3);
        StringBuilder csv = new StringBuilder("id,text,ana,gpt,part\n");
        for (int i = 0; i < 200; i++) {
            String part = i < 50 ? "letters" : i < 120 ? "reviews" : i < 150 ? "letters-test" : "reviews-test";
            boolean yes = random.nextBoolean();
            String about = String.join(" ", random.ints(5, 0, THINGS.size()).mapToObj(THINGS::get).toList());
            String text = part.startsWith("letters")
                    ? (yes ? "We welcome " : "We reject ") + about
                    : about + (yes ? ", lovely" : ", awful");
            // the last of the pool stands in the test, nearly equal
            if (i == 119)
                text = "Lovely, it works well: the very long sentence about a lamp, bought in spring and still bright in autumn";
            if (i == 199)
                text = "Lovely, it works well: the very long sentence about a lamp, bought in spring and still bright in autumn!";
            csv.append('u').append(i).append(",\"").append(text).append("\",").append(yes || i == 119 || i == 199 ? "yes" : "no")
                    .append(',')
                    .append(i >= 100 && i < 104 ? "" : yes || i % 9 == 0 ? "yes" : "no").append(',').append(part).append('\n');
        }
        return Files.writeString(folder.resolve("texts.csv"), csv);
    }

    private static SamplingStudyRequest request(@Nullable String name, int budget, int rounds, String... strategies) {
        return new SamplingStudyRequest(name, "stance", new Domain("letters", "GPT", null, null, LETTERS),
                new Domain("reviews", "GPT", null, null, REVIEWS), budget, rounds, List.of(strategies), false, List.of("linear"),
                List.of(5L),
                "yes", 0.2, Recipe.DEFAULT, "cpu", 50);
    }

    @Test
    void everyStrategySpendsTheBudgetAndIsTestedOnBothDomains() {
        SamplingStudyRequest request = request("next", 15, 2, "margin");
        StudyService.SamplingPlan plan = project.studies().plan(request);
        assertThat(plan.trainings()).isEqualTo(7);
        assertThat(plan.sourceUnits()).isEqualTo(50);
        assertThat(plan.poolUnits()).isEqualTo(65);
        assertThat(plan.testUnits()).containsExactly(Map.entry("source", 30), Map.entry("target", 50));
        assertThat(plan.notes()).anyMatch(n -> n.contains("4 units are of the target sample without a label of \"GPT\""))
                .anyMatch(n -> n.contains("1 unit is left out of the target because a test has an equal or nearly equal text"));

        SamplingOutcome outcome = project.studies().submit(request).await();

        assertThat(outcome.curve()).hasSize(14);
        assertThat(outcome.curve().stream().map(Point::strategy).distinct()).containsExactlyInAnyOrder("none", "random", "uncertainty",
                "margin");
        assertThat(outcome.curve()).filteredOn(p -> p.round() == 2).hasSize(6).allSatisfy(p -> assertThat(p.labels()).isEqualTo(15));
        assertThat(outcome.curve()).filteredOn(p -> p.round() == 1).allSatisfy(p -> assertThat(p.labels()).isEqualTo(8));
        assertThat(merit(outcome, "none", 0, "source")).isGreaterThan(0.8);
        assertThat(merit(outcome, "random", 2, "target")).isGreaterThan(0.7);
        assertThat(outcome.comparisons()).hasSize(4);
        assertThat(project.studies().sampling("next")).isEqualTo(outcome);
        chosenUnitsAreKept();
        assertThat(folder.resolve("p.students/next.study")).doesNotExist();
        assertThat(project.samples().role("letters-test")).contains(SampleRole.TEST);
        assertThat(project.studies().looks("reviews-test")).containsOnlyKeys("next");
        assertThat(project.studies().plan(request(null, 15, 2, "margin")).notes()).anyMatch(n -> n.contains("compared answers"));
    }

    private static double merit(SamplingOutcome outcome, String strategy, int round, String domain) {
        return outcome.means().stream().filter(m -> m.strategy().equals(strategy) && m.round() == round && m.domain().equals(domain))
                .map(Mean::merit).findFirst().orElseThrow().orNaN();
    }

    private void chosenUnitsAreKept() {
        for (String strategy : List.of("random", "uncertainty", "margin")) {
            Set<Long> taken = new HashSet<>();
            for (int round = 1; round <= 2; round++) {
                String name = "next-1-s5." + strategy + "-r" + round;
                Sample sample = project.samples().all().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
                int frame = round == 1 ? 65 : 57;
                double probability = strategy.equals("random") ? (round == 1 ? 8.0 : 7.0) / frame : 0;
                assertThat(sample.strategy().key()).isEqualTo(strategy);
                assertThat(sample.frame()).isEqualTo(frame);
                assertThat(project.samples().role(name)).contains(SampleRole.TRAIN);
                for (SampleMember member : project.samples().members(name)) {
                    assertThat(taken.add(member.unit())).as("chosen once").isTrue();
                    assertThat(member.probability()).isEqualTo(probability);
                }
            }
            assertThat(taken).hasSize(15);
        }
    }

    @Test
    void aCancelledStudyGoesOnToTheSameResult() {
        SamplingStudyRequest request = request("whole", 10, 2, "random");
        SamplingOutcome whole = project.studies().submit(request).await();
        JobHandle<SamplingOutcome> broken = project.studies().submit(request.withName("broken"));
        Runnable end = project.onChange(change -> {
            if (change == Change.STUDIES && project.studies().all().size() == 2
                    && project.studies().sampling("broken").curve().size() >= 4)
                broken.cancel();
        });
        assertThatThrownBy(broken::await).isInstanceOf(Cancelled.class);
        end.run();
        int before = project.studies().sampling("broken").curve().size();
        assertThat(before).isBetween(4, whole.curve().size() - 1);
        long job = project.jobs().brokenOff(request.withName("broken")).orElseThrow();

        SamplingOutcome resumed = (SamplingOutcome) project.jobs().resume(job).await();

        assertThat(resumed.curve()).isEqualTo(whole.curve());
        assertThat(resumed.means()).isEqualTo(whole.means());
        for (String strategy : List.of("random", "uncertainty")) {
            assertThat(project.samples().members("broken-1-s5." + strategy + "-r2"))
                    .isEqualTo(project.samples().members("whole-1-s5." + strategy + "-r2"));
        }
        assertThat(project.jobs().brokenOff(request.withName("broken"))).isEmpty();
    }

    @Test
    void whatCannotRunIsRefusedBeforeAnythingIsTrained() {
        SamplingStudyRequest good = request("next", 10, 2, "random");
        refused(request(null, 66, 1, "random"), "The budget is 66 labels, but there are 65 units to choose from");
        refused(request(null, 5, 6, "random"), "at most the budget of 5");
        refused(request(null, 5, 1, "best"), "There is no strategy \"best\"");
        refused(request(null, 5, 1, "base-vs-tuned"), "no base model");
        refused(request("a/b", 5, 1, "random"), "cannot be the name of a study");
        refused(with(good, new Domain("letters", "Bob", null, null, LETTERS), good.target()), "There is no annotator \"Bob\"");
        refused(with(good, new Domain("lettres", "GPT", null, null, LETTERS), good.target()), "lettres");
        refused(with(good, new Domain("letters", "GPT", 51, null, LETTERS), good.target()), "asks for 51 units");
        refused(with(good, good.source(), new Domain("reviews-test", "GPT", null, null, REVIEWS)), "shares 50 units with a test sample");
        refused(with(good, new Domain("letters", "GPT", null, null, null), new Domain("reviews", "GPT", null, null, null)),
                "tests neither domain");
        refused(with(good, good.source(), new Domain("reviews", "GPT", null, null, new StudyRequest.Test("reviews-test", "Eve"))), "Eve");
        refused(new SamplingStudyRequest(null, "stance", good.source(), good.target(), 5, 1, good.strategies(), false, List.of("majority"),
                List.of(1L), null, 0.2, Recipe.DEFAULT, "cpu", 50), "majority");
        refused(new SamplingStudyRequest(null, "stance", good.source(), good.target(), 5, 1, good.strategies(), false, List.of("linear"),
                List.of(1L), "maybe", 0.2, Recipe.DEFAULT, "cpu", 50), "\"maybe\" is no label");
        assertThat(project.studies().all()).isEmpty();
        assertThat(project.samples().role("letters-test")).isEmpty();
        assertThat(project.jobs().all()).noneMatch(job -> job.kind().equals("sampling-study"));
    }

    private static SamplingStudyRequest with(SamplingStudyRequest r, Domain source, Domain target) {
        return new SamplingStudyRequest(r.name(), r.variable(), source, target, r.budget(), r.rounds(), r.strategies(), r.diverse(),
                r.students(), r.seeds(), r.positive(), r.validation(), r.recipe(), r.device(), r.draws());
    }

    private void refused(SamplingStudyRequest request, String sentence) {
        assertThatThrownBy(() -> project.studies().submit(request)).isInstanceOf(AppException.class).hasMessageContaining(sentence);
    }
}
