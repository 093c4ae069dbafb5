package concord.app;

import static concord.app.StudyProjects.arm;
import static concord.app.StudyProjects.parts;
import static concord.app.StudyProjects.request;
import static concord.app.StudyProjects.teacher;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.job.JobException;
import concord.model.ColumnRole;
import concord.model.Run;
import concord.model.SampleMember;
import concord.model.SampleRole;
import concord.model.SampleStrategy;
import concord.model.Unit;
import concord.model.VariableKind;
import concord.model.request.Recipe;
import concord.model.request.ScoreRequest;
import concord.model.request.StudyRequest;
import concord.model.request.StudyRequest.Arm;
import concord.model.request.StudyRequest.Part;
import concord.model.request.TrainRequest;
import concord.stats.BootstrapOptions;
import concord.study.Cell;
import concord.study.StudyOutcome;
import concord.study.StudyOutcome.CellResult;
import concord.study.TestFigures;
import concord.study.Trial;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Distillation studies through the whole stack, with linear students.
class StudyServiceTest {
    @TempDir
    Path folder;
    private AppContext app;
    private Project project;

    @BeforeEach
    void open() {
        app = new AppContext(new Home(folder.resolve("home")));
        project = StudyProjects.create(app, folder);
    }

    @AfterEach
    void close() {
        app.close();
    }

    private static StudyRequest full() {
        StudyRequest r = request(List.of(arm("Ana", "Ana", 40, 80), arm("GPT", "GPT", 80),
                parts("both", new Part("Ana", 30), new Part("GPT", 30)), teacher("GPT itself", "GPT")), List.of("majority", "linear"));
        return new StudyRequest("s", r.variables(), r.pool(), r.test(), r.arms(), r.students(),
                Map.of("class_weights", List.of("false", "true"), "learning_rate", List.of("1e-4", "1e-5")), r.validation(),
                List.of(1L, 2L),
                Arrays.asList(null, 1.0), "yes", r.recipe(), r.device(), 2, r.keep(), false, r.draws());
    }

    @Test
    void aStudyComparesArmsOnTheSameTestUnits() throws IOException {
        StudyRequest request = full();
        StudyService.Plan plan = project.studies().plan(request);
        assertThat(plan.name()).isEqualTo("s");
        assertThat(plan.trainings()).as("6 linear cells, 2 trials and 2 seeds each").isEqualTo(24);
        assertThat(plan.testUnits()).isEqualTo(60);
        assertThat(plan.looks()).isZero();
        assertThat(plan.seconds()).isPositive();
        assertThat(plan.arms()).extracting(StudyService.ArmPlan::title).containsExactly("Ana 40", "Ana 80", "GPT", "GPT, consistency ≥ 1",
                "both", "both, consistency ≥ 1", "GPT itself");
        assertThat(plan.notes()).anySatisfy(note -> assertThat(note).startsWith("2 units are left out"));
        assertThat(project.samples().role("test")).as("a plan changes nothing").isEmpty();

        StudyOutcome outcome = project.studies().submit(request).await();
        assertThat(project.studies().outcome("s")).isEqualTo(outcome);
        assertThat(outcome.request().parallel()).isEqualTo(2);
        assertThat(outcome.cells()).extracting(c -> c.cell().key()).startsWith("stance/Ana 40/majority", "stance/Ana 40/linear")
                .hasSize(13);
        assertThat(outcome.trials()).hasSize(24).allSatisfy(t -> assertThat(t.error()).isNull());
        assertThat(outcome.trials()).filteredOn(t -> t.cell().size() > 0 && t.cell().consistencyAtLeast() == null).isNotEmpty()
                .allSatisfy(t -> assertThat(t.trainUnits()).as("validation units among them").isEqualTo(t.cell().size()));
        checkDraws();
        checkChoice(outcome);
        checkAnswers(outcome);
        checkKept();

        assertThat(project.samples().role("test")).contains(SampleRole.TEST);
        assertThat(project.studies().looks("test")).containsOnlyKeys("s");
        assertThat(project.jobs().all().getFirst()).satisfies(job -> {
            assertThat(job.kind()).isEqualTo("study");
            assertThat(job.state()).isEqualTo("succeeded");
            assertThat(job.done()).isEqualTo(job.total());
        });
        assertThat(project.studies().plan(request.withName(null))).satisfies(next -> {
            assertThat(next.name()).isEqualTo("study-1");
            assertThat(next.looks()).isEqualTo(1);
            assertThat(next.notes()).anySatisfy(note -> assertThat(note).startsWith("1 study has compared"));
        });
        refused(request, "\"s\"", "taken");
        deleted();
    }

    private Set<Long> learnt(String run) {
        return Stream.of(".train", ".validation").flatMap(part -> project.samples().members(run + part).stream()).map(SampleMember::unit)
                .collect(Collectors.toSet());
    }

    /// Cell numbers follow the plan: each arm has the baseline first.
    private void checkDraws() {
        Set<Long> small = learnt("s-2-s1");
        Set<Long> large = learnt("s-4-s1");
        Set<Long> gpt = learnt("s-6-s1");
        Set<Long> sure = learnt("s-8-s1");
        Set<Long> both = learnt("s-10-s1");
        assertThat(small).hasSize(40).isSubsetOf(large);
        assertThat(large).hasSize(80).isEqualTo(gpt);
        assertThat(sure).hasSizeBetween(50, 70).isSubsetOf(gpt);
        assertThat(both).hasSize(60);
        assertThat(learnt("s-2-s2")).isEqualTo(small);
        Map<Long, Unit> units = project.data().rows(large.stream().mapToLong(Long::longValue).toArray(), "stance").stream()
                .map(DataService.UnitRow::unit).collect(Collectors.toMap(Unit::id, u -> u));
        assertThat(units.values()).extracting(Unit::key).doesNotContainAnyElementsOf(StudyProjects.LIKE_TEST);
        assertThat(sure).isEqualTo(large.stream().filter(u -> number(units.get(u)) % 4 != 0).collect(Collectors.toSet()));
    }

    private static int number(Unit unit) {
        return Integer.parseInt(unit.key().substring(1));
    }

    private static void checkChoice(StudyOutcome outcome) {
        CellResult cell = cell(outcome, "Ana 80", "linear");
        List<Trial> tried = outcome.trials().stream().filter(t -> t.cell().equals(cell.cell()) && t.run() == null).toList();
        assertThat(tried).as("a linear student has no learning rate").extracting(t -> t.settings().keySet())
                .containsExactly(Set.of("class_weights"), Set.of("class_weights"));
        double best = tried.stream().mapToDouble(Trial::validationF1).max().orElseThrow();
        Trial first = tried.stream().filter(t -> t.validationF1() == best).findFirst().orElseThrow();
        assertThat(cell.settings()).isEqualTo(first.settings());
    }

    private void checkAnswers(StudyOutcome outcome) {
        CellResult baseline = cell(outcome, "Ana 80", "majority");
        assertThat(baseline.seeds()).hasSize(1);
        TestFigures.Single figures = (TestFigures.Single) baseline.seeds().getFirst().figures();
        assertThat(figures.figures().value("macro.recall").orNaN()).isEqualTo(0.5);
        CellResult linear = cell(outcome, "Ana 80", "linear");
        assertThat(linear.seeds()).extracting(StudyOutcome.SeedResult::run).containsExactly("s-4-s1", "s-4-s2");
        TestFigures.Single learnt = (TestFigures.Single) linear.seeds().getFirst().figures();
        assertThat(learnt.figures().n()).isEqualTo(60);
        assertThat(learnt.figures().value("accuracy").orNaN()).isGreaterThan(0.9);
        assertThat(learnt.figures().value("accuracy")).isEqualTo(project.students().evaluate("s-4-s1", "Ana", "test", BootstrapOptions.NONE)
                .value("accuracy"));
        CellResult itself = outcome.cells().getLast();
        assertThat(itself.cell().student()).isNull();
        TestFigures.Single teacher = (TestFigures.Single) itself.seeds().getFirst().figures();
        assertThat(teacher.figures().value("accuracy").orNaN()).isEqualTo(51 / 60.0);
        assertThat(project.data().counts("stance")).containsEntry("s-4-s1", 60L);
    }

    private static CellResult cell(StudyOutcome outcome, String title, String student) {
        return outcome.cells().stream().filter(c -> c.cell().title().equals(title) && student.equals(c.cell().student())).findFirst()
                .orElseThrow();
    }

    private void checkKept() throws IOException {
        assertThat(folder.resolve("p.students/s-4-s1/model.safetensors")).exists();
        try (Stream<Path> folders = Files.list(folder.resolve("p.students"))) {
            assertThat(folders.map(f -> f.getFileName().toString())).containsExactlyInAnyOrder("s-2-s1", "s-4-s1", "s-6-s1", "s-8-s1",
                    "s-10-s1", "s-12-s1");
        }
        assertThat(project.students().runs()).extracting(Run::name).contains("s-4-s2").hasSize(12);
        assertThat(project.students().adapter("s-4-s2")).isFalse();
        assertThatThrownBy(() -> project.students().submitScore(new ScoreRequest("s-4-s2", null, "cpu"))).isInstanceOf(AppException.class)
                .hasMessageContaining("did not keep its weights");
        assertThatThrownBy(() -> project.students().plan(new TrainRequest("s-99-s1", "stance", "linear", "Ana", "pool", null, 0.2, 1, "cpu",
                null, Recipe.DEFAULT))).hasMessageContaining("taken");
    }

    private void deleted() throws IOException {
        project.studies().delete("s");
        assertThat(project.studies().all()).isEmpty();
        assertThat(project.students().runs()).isEmpty();
        assertThat(project.data().counts("stance")).doesNotContainKey("s-4-s1");
        assertThat(folder.resolve("p.students")).isEmptyDirectory();
        assertThat(project.studies().looks("test")).containsOnlyKeys("s");
        try (Stream<Path> backups = Files.list(app.home().backups()); Project before = app.open(backups.findFirst().orElseThrow())) {
            assertThat(before.studies().outcome("s").trials()).hasSize(24);
        }
        assertThatThrownBy(() -> project.studies().outcome("s")).isInstanceOf(AppException.class).hasMessageContaining("\"s\"");
    }

    @Test
    void whatCannotBeComparedIsRefusedBeforeAnyTraining() {
        List<Arm> arms = List.of(arm("Ana", "Ana", 40));
        StudyRequest fine = request(arms, List.of("linear"));
        refused(with(fine, "variables", List.of("mood")), "\"mood\"", "\"stance\"");
        refused(with(fine, "positive", "yess"), "\"yess\"", "\"yes\"");
        refused(with(fine, "students", List.of("bert")), "\"bert\"", "\"minilm\"");
        refused(with(fine, "students", List.of("linear", "linear")), "\"linear\"", "twice");
        refused(with(fine, "students", List.of()), "no student");
        refused(with(fine, "grid", Map.of("rate", List.of("1"))), "\"rate\"", "\"learning_rate\"");
        refused(with(fine, "grid", Map.of("batch", List.of("many"))), "\"many\"", "whole number");
        refused(with(fine, "grid", Map.of("soft_labels", List.of("true"))), "soft_labels", "recipe");
        refused(with(fine, "seeds", List.of()), "no seed");
        refused(with(fine, "seeds", List.of(1, 1)), "seed 1 twice");
        refused(with(fine, "arms", List.of()), "no arm");
        refused(with(fine, "keep", "some"), "\"some\"");
        refused(with(fine, "device", "gpu77"), "gpu77");
        refused(with(fine, "pool", new StudyRequest.Pool("gone")), "\"gone\"", "\"pool\"");
        refused(with(fine, "test", new StudyRequest.Test("gone", "Ana")), "\"gone\"");
        refused(with(fine, "test", new StudyRequest.Test("test", "Zoe")), "\"Zoe\"", "\"Ana\"");
        refused(with(fine, "consistency_at_least", List.of(2.0)), "2.0");
        refused(with(fine, "name", "a/b"), "\"a/b\"");
        refusedArms(fine, List.of(arm("a", "Zoe")), "\"Zoe\"");
        refusedArms(fine, List.of(arm("a", "Ana"), arm("a", "GPT")), "\"a\" twice");
        refusedArms(fine, List.of(arm("a", "Ana", 20, 40), arm("a 20", "GPT")), "\"a 20\"");
        refusedArms(fine, List.of(new Arm("a", null, List.of(), null, List.of())), "no labels");
        refusedArms(fine, List.of(new Arm("a", "Ana", List.of(), "GPT", List.of())), "twice");
        refusedArms(fine, List.of(arm("a", "Ana", 500)), "\"a\"", "500 units", "there are 160");
        refusedArms(fine, List.of(parts("a", new Part("GPT", 100), new Part("Ana", 100))), "\"a\"", "100 units", "there are 60 left");
        refusedArms(fine, List.of(arm("a", "Ana", 5)), "5 units", "at least 12");
        refusedArms(fine, List.of(arm("a", "Ana", 0)), "\"a\"", "0 units");
        refusedArms(fine, List.of(teacher("a", "Ana")), "own labels");
        refusedArms(with(fine, "consistency_at_least", List.of(1.1)), arms, "1.1");
    }

    @Test
    void samplesAndLabelsThatDoNotFitAreRefused() {
        StudyRequest fine = request(List.of(arm("Ana", "Ana", 40)), List.of("linear"));
        StudyProjects.sample(project, "some", 20, SampleStrategy.RANDOM, "test");
        refused(with(fine, "pool", new StudyRequest.Pool("some")), "\"some\"", "\"test\"", "share 20 units");
        refused(with(fine, "pool", new StudyRequest.Pool("test")), "kept for test");
        project.samples().role("some", SampleRole.TRAIN);
        refused(fine, "\"test\"", "\"some\"", "one role");
        project.samples().role("some", SampleRole.TEST);
        refused(with(fine, "pool", new StudyRequest.Pool("some")), "kept for test");
        project.samples().role("some", null);
        project.samples().role("test", SampleRole.DEVELOPMENT);
        refused(fine, "\"test\"", "kept for development");
        project.samples().role("test", null);
        StudyProjects.load(project, StudyProjects.write(folder, "one.csv", one()), "stance", VariableKind.SINGLE,
                Map.of("id", new ColumnRole.Id(), "text", new ColumnRole.Text(), "eve", new ColumnRole.HumanLabel("Eve")));
        refused(with(fine, "test", new StudyRequest.Test("test", "Eve")), "\"Eve\"", "60 units", "\"yes\"");
        refusedArms(fine, List.of(arm("Eve", "Eve")), "\"Eve\"");
        StudyService.Plan all = project.studies().plan(with(fine, "test", new StudyRequest.Test("pool", "Ana"), "pool", null, "arms",
                List.of(arm("GPT", "GPT"))));
        assertThat(all.notes()).anySatisfy(note -> assertThat(note).contains("not drawn at random"));
        assertThat(all.arms()).extracting(StudyService.ArmPlan::units).as("everything outside the test but two equal texts")
                .containsExactly(59);
        assertThat(project.students().runs()).isEmpty();
        assertThat(project.studies().all()).isEmpty();
    }

    /// Eve says yes to all of the test, and labels nothing else.
    private static String one() {
        StringBuilder csv = new StringBuilder("id,text,eve\n");
        List<String> texts = StudyProjects.texts();
        for (int i = StudyProjects.POOL; i < texts.size(); i++) {
            csv.append('u').append(i).append(',').append(texts.get(i)).append(",yes\n");
        }
        return csv.toString();
    }

    @Test
    void severalVariablesAndSeveralLabels() {
        StringBuilder csv = new StringBuilder("id,text,ana,gpt\n");
        List<String> texts = StudyProjects.texts();
        for (int i = 0; i < texts.size(); i++) {
            boolean love = texts.get(i).contains("love");
            String labels = love ? i % 2 == 0 ? "warm|loud" : "warm" : i % 3 == 0 ? "" : "loud";
            csv.append('u').append(i).append(',').append(texts.get(i)).append(',').append(labels.isEmpty() ? "none" : labels).append(',')
                    .append(love ? "warm" : "loud").append('\n');
        }
        StudyProjects.load(project, StudyProjects.write(folder, "tones.csv", csv), "tones", VariableKind.MULTI,
                Map.of("id", new ColumnRole.Id(), "text", new ColumnRole.Text(), "ana", new ColumnRole.HumanLabel("Ana"), "gpt",
                        new ColumnRole.TeacherLabel("GPT")));
        StudyRequest request = with(request(List.of(arm("Ana", "Ana", 60), teacher("GPT itself", "GPT")), List.of("majority", "linear")),
                "variables", List.of("stance", "tones"), "keep", StudyRequest.KEEP_NONE, "pool", null);
        StudyOutcome outcome = project.studies().submit(request).await();
        assertThat(outcome.study()).isEqualTo("study-1");
        assertThat(outcome.cells()).extracting(c -> c.cell().key()).containsExactly("stance/Ana/majority", "stance/Ana/linear",
                "stance/GPT itself/", "tones/Ana/majority", "tones/Ana/linear", "tones/GPT itself/");
        assertThat(outcome.cells()).extracting(c -> c.seeds().getFirst().figures().getClass().getSimpleName())
                .containsExactly("Single", "Single", "Single", "Several", "Several", "Several");
        assertThat(outcome.medians()).isNotEmpty();
        assertThat(folder.resolve("p.students")).isEmptyDirectory();
        assertThat(project.students().runs()).extracting(Run::variable).containsExactly("stance", "tones");
        assertThat(project.data().counts("tones")).containsEntry("study-1-5-s1", 60L);
        refused(with(request, "positive", "warm"), "\"warm\"", "\"stance\"");
    }

    @Test
    void hopelessTrialsEndEarlyAndFailuresAreToldAtTheEnd() throws URISyntaxException {
        String tiny = Path.of(getClass().getResource("/concord/student/bert-tiny/config.json").toURI()).getParent().toString();
        Recipe recipe = Recipe.DEFAULT.withEpochs(12).withBatch(4).withMaxLength(16).withPatience(0);
        // so small a rate learns nothing, so large a number of frozen layers leaves nothing to learn
        StudyRequest request = with(request(List.of(arm("Ana", "Ana", 60)), List.of(tiny)), "name", "h", "recipe", recipe, "stop_hopeless",
                true, "grid", Map.of("learning_rate", List.of("2e-3", "1e-3", "3e-3", "1e-9")));
        StudyOutcome outcome = project.studies().submit(request).await();
        assertThat(outcome.trials()).hasSize(5);
        assertThat(outcome.trials().get(3)).satisfies(t -> {
            assertThat(t.settings()).containsEntry("learning_rate", "1e-9");
            assertThat(t.validationF1()).isNull();
            assertThat(t.error()).startsWith("Ended early");
        });
        assertThat(outcome.trials().getFirst().error()).isNull();

        StudyRequest broken = with(request(List.of(arm("Ana", "Ana", 60)), List.of(tiny, "majority")), "name", "f", "recipe",
                recipe.withEpochs(1), "grid", Map.of("frozen_layers", List.of("99", "1")), "seeds", List.of(1));
        assertThat(project.studies().submit(broken).await().trials()).extracting(t -> t.error() == null).containsExactly(false, true, true);
        StudyRequest hopeless = with(broken, "name", "g", "grid", Map.of("frozen_layers", List.of("99")));
        assertThatThrownBy(() -> project.studies().submit(hopeless).await()).isInstanceOf(JobException.class)
                .hasMessageContaining("1 of the study's trainings failed").hasMessageContaining("99 are to be frozen");
        assertThat(project.studies().outcome("g").cells().getLast().seeds()).as("the baseline stands").hasSize(1);
        assertThat(project.jobs().all().getFirst()).satisfies(job -> {
            assertThat(job.state()).isEqualTo("failed");
            assertThat(job.resumable()).isTrue();
        });
    }

    private void refusedArms(StudyRequest request, List<Arm> arms, String... words) {
        refused(with(request, "arms", arms), words);
    }

    private void refused(StudyRequest request, String... words) {
        assertThatThrownBy(() -> project.studies().submit(request)).isInstanceOf(AppException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(words));
    }

    /// The request with other values, as a specification would have them.
    private static StudyRequest with(StudyRequest request, Object... values) {
        Map<String, Object> fields = new LinkedHashMap<>(Json.read(Json.write(request),
                new com.fasterxml.jackson.core.type.TypeReference<Map<String, Object>>() {
                }, "it"));
        for (int i = 0; i < values.length; i += 2) {
            fields.put((String) values[i], values[i + 1]);
        }
        return Json.read(Json.write(fields), StudyRequest.class, "it");
    }
}
