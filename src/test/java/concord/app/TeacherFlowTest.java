package concord.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.job.Cancelled;
import concord.job.JobHandle;
import concord.job.JobListener;
import concord.job.Progress;
import concord.model.Annotation;
import concord.model.CallStatus;
import concord.model.ColumnRole;
import concord.model.Label;
import concord.model.LabelSet;
import concord.model.SampleRole;
import concord.model.SampleStrategy;
import concord.model.TeacherCall;
import concord.model.UnitOutcome;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.model.request.SampleRequest;
import concord.model.request.TeachRequest;
import concord.model.result.TeachOutcome;
import concord.model.result.TeacherInfo;
import concord.model.result.UnitAnswer;
import concord.stats.BootstrapOptions;
import concord.teacher.server.Asked;
import concord.teacher.server.FakeProvider;
import concord.teacher.server.Lie;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Teachers through the whole stack, against a server that speaks as OpenAI does.
class TeacherFlowTest {
    private static final String KEY = "sk-test-0123456789-never-on-disk";
    private static final int UNITS = 40;
    @TempDir
    Path folder;
    private final FakeProvider server = new FakeProvider();
    private final Secrets secrets = new Secrets(_ -> null, Optional.empty());
    private AppContext app;
    private Project project;

    @BeforeEach
    void open() {
        secrets.keepForThisRun("OPENAI_API_KEY", KEY);
        app = new AppContext(new Home(folder.resolve("home")), secrets);
        project = Projects.create(app, folder);
        Projects.load(project, Projects.file(folder, UNITS), Projects.roles());
        server.answers(a -> a.user().contains("I like and welcome") ? "{\"label\": \"yes\"}" : "{\"label\": \"no\"}");
    }

    @AfterEach
    void close() {
        app.close();
        server.close();
    }

    private TeachRequest request(int repeats, Double budget) {
        return new TeachRequest(null, "stance", "openai:gpt-4o-mini", server.url() + "/v1", null, 0, FewShot.FIXED, null, repeats,
                repeats > 1 ? 0.6 : 0, 50, 1, budget, 4, 0, null, null, false, false);
    }

    private TeachRequest shown(int examples, String way, String sample) {
        return new TeachRequest(null, "stance", "openai:gpt-4o-mini", server.url() + "/v1", sample, examples, way, "Ana", 1, 0, 50, 1, null,
                4,
                0, null, null, false, false);
    }

    private static long sum(TeachOutcome outcome) {
        return outcome.outcomes().values().stream().mapToLong(Long::longValue).sum();
    }

    @Test
    void aRunIsPlannedMadeLookedAtReplayedAndDeleted() throws IOException {
        TeacherService.Plan plan = project.teachers().plan(request(3, null));
        assertThat(plan.request().run()).isEqualTo("gpt-4o-mini-1");
        assertThat(plan.units()).isEqualTo(UNITS);
        assertThat(plan.estimate().calls()).isEqualTo(3 * UNITS);
        assertThat(plan.estimate().costLow()).isPositive();
        assertThat(plan.teacher().key()).isEqualTo(TeacherInfo.Key.PRESENT);
        assertThat(plan.notes()).anyMatch(n -> n.contains("defines none of the labels"));
        assertThat(server.asked()).isEmpty();
        assertThat(project.teachers().preview(request(1, null), 1).user()).contains("number 0");

        // one of three answers to unit 0 differs, unit 1 is refused each time, unit 2 is never readable
        server.lies(a -> a.user().contains("number 1\n") ? Lie.REFUSAL : a.user().contains("number 2\n") ? Lie.NO_LABEL : Lie.NONE);
        server.answers(a -> a.user().contains("I like and welcome") != (a.user().contains("number 0\n") && a.times() == 1)
                ? "{\"label\": \"yes\"}"
                : "{\"label\": \"no\"}");
        TeachOutcome outcome = project.teachers().submit(request(3, null)).await();
        assertThat(outcome.units()).isEqualTo(UNITS);
        assertThat(sum(outcome)).isEqualTo(UNITS);
        assertThat(outcome.outcomes()).containsEntry(UnitOutcome.REFUSED, 1L).containsEntry(UnitOutcome.UNPARSABLE, 1L)
                .containsEntry(UnitOutcome.LABELLED, UNITS - 2L);
        assertThat(outcome.cost()).isPositive();
        assertThat(project.teachers().outcome("gpt-4o-mini-1")).isEqualTo(outcome);
        assertThat(project.data().counts("stance")).containsEntry("gpt-4o-mini-1", UNITS - 2L);
        Annotation first = project.data().detail(1).annotations().stream().filter(a -> a.annotator().equals("gpt-4o-mini-1")).findFirst()
                .orElseThrow();
        assertThat(first.confidence()).isEqualTo(2 / 3.0);
        assertThat(first.probabilities()).hasSize(2);
        List<UnitAnswer> answers = project.teachers().answers("gpt-4o-mini-1");
        assertThat(answers).hasSize(UNITS);
        assertThat(answers.get(0).consistency()).isEqualTo(2 / 3.0);
        assertThat(answers.get(2).parsed()).isZero();
        List<TeacherCall> refused = project.teachers().calls("gpt-4o-mini-1", null, CallStatus.REFUSED, 10);
        assertThat(refused).hasSize(3).allSatisfy(c -> assertThat(c.user()).contains("number 1\n"));

        assertThat(project.teachings().replay("gpt-4o-mini-1").identical()).isTrue();
        assertThat(project.teachings().replay("gpt-4o-mini-1").calls()).isEqualTo(3 * UNITS);
        TeachingResults.Repeats repeats = project.teachings().repeats("gpt-4o-mini-1", BootstrapOptions.DEFAULT);
        assertThat(repeats.cumulative()).hasSize(2);
        assertThat(repeats.figures().value("krippendorff_alpha.nominal").orNaN()).isBetween(0.9, 0.9999);
        List<TeachingResults.Votes> votes = project.teachings().votes("gpt-4o-mini-1", "Ana", null);
        assertThat(votes).extracting(TeachingResults.Votes::votes).containsExactly(3, 2);
        assertThat(votes.getFirst().same()).isEqualTo(votes.getFirst().compared()).isEqualTo(UNITS - 3);
        assertThat(project.check().findings()).isEmpty();

        // what was refused is asked again, and answered this time
        server.lies(_ -> Lie.NONE);
        int before = server.asked().size();
        TeachOutcome after = project.teachers().askAgain("gpt-4o-mini-1", List.of(2L)).await();
        assertThat(server.asked()).hasSize(before + 3);
        assertThat(after.outcomes()).containsEntry(UnitOutcome.LABELLED, UNITS - 1L);
        assertThat(project.teachers().calls("gpt-4o-mini-1", 2L, null, 10)).hasSize(6);

        project.teachers().delete("gpt-4o-mini-1");
        assertThat(project.teachers().runs()).isEmpty();
        assertThat(project.data().counts("stance")).doesNotContainKey("gpt-4o-mini-1");
        try (Stream<Path> backups = Files.list(app.home().backups())) {
            assertThat(backups).hasSize(1);
        }
        noKeyAnywhere();
    }

    private void noKeyAnywhere() throws IOException {
        project.close();
        byte[] key = KEY.getBytes(StandardCharsets.UTF_8);
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all).anyMatch(f -> f.endsWith("p.mv.db"));
            for (Path file : all) {
                assertThat(indexOf(Files.readAllBytes(file), key)).as(file.toString()).isNegative();
            }
        }
    }

    private static int indexOf(byte[] in, byte[] what) {
        for (int i = 0; i + what.length <= in.length; i++) {
            int n = 0;
            while (n < what.length && in[i + n] == what[n]) {
                n++;
            }
            if (n == what.length)
                return i;
        }
        return -1;
    }

    /// Faults that end a unit without waiting long; the others are the room's own tests.
    @ParameterizedTest
    @EnumSource(value = Lie.class, names = {"BUSY", "SERVER_ERROR", "RESET", "CUT_RESPONSE", "CUT_ANSWER", "UNKNOWN_LABEL", "TWO_LABELS",
            "NO_LABEL", "EMPTY_CHOICES", "REFUSAL", "FILTERED", "OTHER_MODEL", "HUGE_USAGE", "NEGATIVE_USAGE", "NO_USAGE", "TOO_LONG",
            "NO_SCHEMA", "QUOTES_KEY"})
    void whateverTheServerDoesEveryUnitIsAccountedFor(Lie lie) throws IOException {
        boolean passing = Set.of(Lie.BUSY, Lie.SERVER_ERROR, Lie.RESET).contains(lie);
        server.lies(a -> a.serial() > 4 && a.user().contains("number 7\n") && (!passing || a.times() == 1) ? lie : Lie.NONE);
        TeachOutcome outcome = project.teachers().submit(request(1, null)).await();
        assertThat(sum(outcome)).isEqualTo(UNITS);
        assertThat(outcome.outcomes().get(UnitOutcome.LABELLED)).isGreaterThanOrEqualTo(UNITS - 1L);
        assertThat(project.data().counts("stance").get(outcome.run())).isEqualTo(outcome.outcomes().get(UnitOutcome.LABELLED));
        assertThat(project.teachings().replay(outcome.run()).identical()).isTrue();
        noKeyAnywhere();
    }

    @Test
    void aFatalAnswerEndsTheRunWithASentenceAndNothingIsLost() throws IOException {
        server.lies(a -> a.serial() > 10 ? Lie.UNAUTHORIZED : Lie.NONE);
        assertThatThrownBy(() -> project.teachers().submit(request(1, null)).await()).hasMessageContaining("key");
        assertThat(project.jobs().all().getFirst()).satisfies(j -> {
            assertThat(j.state()).isEqualTo("failed");
            assertThat(j.resumable()).isTrue();
        });
        long labelled = project.data().counts("stance").get("gpt-4o-mini-1");
        assertThat(labelled).isBetween(5L, 10L);
        server.lies(_ -> Lie.NONE);
        project.jobs().resume(project.jobs().all().getFirst().id()).await();
        assertThat(project.data().counts("stance")).containsEntry("gpt-4o-mini-1", (long) UNITS);
        assertThat(server.charged().values()).allMatch(n -> n == 1);
        noKeyAnywhere();
    }

    @Test
    void aCancelledRunGoesOnWithoutAskingTwice() {
        server.takes(30);
        JobHandle<TeachOutcome> job = project.teachers().submit(request(2, null));
        job.listen(new JobListener() {
            @Override
            public void progress(JobHandle<?> running, Progress progress) {
                if (progress.done() > 10)
                    running.cancel();
            }
        });
        assertThatThrownBy(job::await).isInstanceOf(Cancelled.class);
        assertThat(project.data().counts("stance").get("gpt-4o-mini-1")).isBetween(5L, (long) UNITS - 1);
        assertThat(project.teachers().outcome("gpt-4o-mini-1").calls()).isLessThan(2L * UNITS);
        assertThat(project.teachers().plan(request(2, null)).request().run()).isEqualTo("gpt-4o-mini-2");
        TeachOutcome outcome = (TeachOutcome) project.jobs().resume(project.jobs().all().getFirst().id()).await();
        assertThat(outcome.outcomes()).containsEntry(UnitOutcome.LABELLED, (long) UNITS);
        assertThat(server.charged().values()).allMatch(n -> n == 2);
    }

    @Test
    void aBrokenJobIsTakenUpByItsOwnRunEvenWhereAnothersNameEndsTheSame() {
        JobHandle<TeachOutcome> one = project.teachers().submit(request(1, null).withRun("a b"));
        one.await();
        server.takes(30);
        JobHandle<TeachOutcome> job = project.teachers().submit(request(1, null).withRun("b"));
        job.listen(new JobListener() {
            @Override
            public void progress(JobHandle<?> running, Progress progress) {
                running.cancel();
            }
        });
        assertThatThrownBy(job::await).isInstanceOf(Cancelled.class);
        assertThat(project.teachers().runOf(one)).contains("a b");
        assertThat(project.teachers().runOf(job)).contains("b");
        server.takes(0);
        project.teachers().goOn("a b", null).await();
        assertThat(project.jobs().all()).filteredOn(j -> j.resumable()).singleElement()
                .satisfies(j -> assertThat(j.title()).endsWith(" as b"));
        assertThat(project.teachers().goOn("b", null).await().outcomes()).containsEntry(UnitOutcome.LABELLED, (long) UNITS);
        assertThat(project.jobs().all()).noneMatch(j -> j.resumable()).hasSize(4);
    }

    @Test
    void theCapHoldsAndCanBeRaised() {
        double each = project.teachers().plan(request(1, null)).estimate().costHigh() / UNITS;
        TeachOutcome outcome = project.teachers().submit(request(1, 12 * each)).await();
        assertThat(sum(outcome)).isEqualTo(UNITS);
        assertThat(outcome.outcomes().get(UnitOutcome.CAPPED)).isPositive();
        assertThat(outcome.outcomes().get(UnitOutcome.LABELLED)).isPositive();
        assertThat(outcome.cost()).isLessThanOrEqualTo(12 * each);
        TeachOutcome more = project.teachers().goOn(outcome.run(), 1000 * each).await();
        assertThat(more.outcomes()).containsEntry(UnitOutcome.LABELLED, (long) UNITS);
        assertThat(server.charged().values()).allMatch(n -> n == 1);
        assertThatThrownBy(() -> project.teachers().plan(request(1, 0.0))).isInstanceOf(AppException.class).hasMessageContaining("cap");
    }

    @Test
    void examplesNeverComeFromATestSampleNorFromTheUnitItself() {
        project.samples().draw(new SampleRequest("kept", 25, SampleStrategy.RANDOM, Map.of(), null, null, null, 3));
        project.samples().role("kept", SampleRole.TEST);
        Set<Long> kept = project.samples().members("kept").stream().map(m -> m.unit()).collect(Collectors.toSet());
        for (String way : List.of(FewShot.FIXED, FewShot.BALANCED)) {
            TeachOutcome outcome = project.teachers().submit(shown(4, way, null)).await();
            Set<String> shown = new TreeSet<>();
            for (TeacherCall call : project.teachers().calls(outcome.run(), null, null, 1000)) {
                assertThat(call.examples()).hasSize(4).doesNotHaveDuplicates().doesNotContain("u" + (call.unit() - 1));
                shown.addAll(call.examples());
            }
            assertThat(shown).allSatisfy(key -> assertThat(kept).doesNotContain(Long.parseLong(key.substring(1)) + 1));
        }
        assertThatThrownBy(() -> project.teachers().plan(shown(15, FewShot.FIXED, null))).isInstanceOf(AppException.class)
                .hasMessageContaining("only 15").hasMessageContaining("at most 14");
        assertThatThrownBy(() -> project.teachers().plan(shown(3, "clever", null))).hasMessageContaining("nearest");
        project.samples().draw(new SampleRequest("all", 0, SampleStrategy.ALL, Map.of(), null, null, null, 1));
        assertThatThrownBy(() -> project.samples().role("all", SampleRole.TRAIN)).isInstanceOf(AppException.class)
                .hasMessageContaining("one role");
        project.samples().role("kept", null);
        project.samples().role("all", SampleRole.TEST);
        assertThatThrownBy(() -> project.teachers().plan(shown(1, FewShot.FIXED, null))).hasMessageContaining("none may be shown");
    }

    @Test
    void theEmbeddedTeacherLabelsWithoutANetworkAndFromTheNearestExamples() {
        TeachRequest request = new TeachRequest("near", "stance", "embedded:minilm", null, null, 3, FewShot.NEAREST, "Ana", 1, 0, 50, 1,
                null, 2, 0, null, null, false, false);
        TeacherService.Plan plan = project.teachers().plan(request);
        assertThat(plan.teacher().leaves()).contains("Nothing leaves this machine");
        TeachOutcome outcome = project.teachers().submit(request).await();
        assertThat(outcome.outcomes()).containsEntry(UnitOutcome.LABELLED, (long) UNITS);
        assertThat(outcome.cost()).isZero();
        assertThat(project.results().pairwise("stance", "Ana", "near", null, BootstrapOptions.NONE).value("accuracy").orNaN())
                .isGreaterThan(0.9);
        assertThat(project.teachers().calls("near", 1L, null, 1).getFirst().examples()).hasSize(3).doesNotContain("u0");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void theSampleProjectIsLabelledWithoutANetwork() {
        try (Project sample = app.open(app.sampleProject())) {
            String variable = sample.codebook().current().variables().getFirst().name();
            TeachRequest request = new TeachRequest(null, variable, "embedded:minilm", null, null, 0, FewShot.FIXED, null, 1, 0, 50, 1,
                    null, 4,
                    0, null, null, false, false);
            TeachOutcome outcome = sample.teachers().submit(request).await();
            assertThat(outcome.run()).isEqualTo("minilm-1");
            assertThat(outcome.outcomes()).containsEntry(UnitOutcome.LABELLED, sample.data().units());
            assertThat(sample.results().pairwise(variable, "writer", "minilm-1", null, BootstrapOptions.NONE).value("cohen_kappa").orNaN())
                    .isGreaterThan(0.1);
        }
    }

    @Test
    void severalLabelsAtOnce() {
        Variable topics = new Variable("topics", VariableKind.MULTI, "What is it about?", "",
                List.of(Label.named("traffic", 0), Label.named("nature", 1), Label.named("other", 2)));
        List<Variable> variables = new ArrayList<>(project.codebook().current().variables());
        variables.add(topics);
        project.codebook().save(variables, "Ana", "");
        server.answers(a -> a.user().contains("bus") || a.user().contains("road") || a.user().contains("bridge")
                ? "{\"labels\": [\"traffic\"]}"
                : a.user().contains("park") ? "{\"labels\": [\"nature\", \"other\"]}" : "{\"labels\": []}");
        TeachOutcome outcome = project.teachers().submit(request(2, null).withVariable("topics").withRun("several")).await();
        assertThat(outcome.outcomes()).containsEntry(UnitOutcome.LABELLED, (long) UNITS);
        for (long unit = 1; unit <= UNITS; unit++) {
            String text = project.data().detail(unit).unit().text();
            Annotation given = project.data().detail(unit).annotations().stream().filter(a -> a.annotator().equals("several")).findFirst()
                    .orElseThrow();
            List<String> expected = text.contains("bus") || text.contains("road") || text.contains("bridge")
                    ? List.of("traffic")
                    : text.contains("park") ? List.of("nature", "other") : List.of();
            assertThat(LabelSet.parse(String.valueOf(given.label())).names()).as(text).isEqualTo(expected);
        }
        assertThat(project.teachings().replay("several").identical()).isTrue();
        assertThat(project.check().findings()).isEmpty();
    }

    @Test
    void pairsGradesAndOrders() throws IOException {
        Path file = Files.writeString(folder.resolve("kinds.csv"), """
                id,a,b,query
                k1,the cat sat,the cat sat,cats
                k2,the cat sat,rates rose,rates
                k3,rates rose,the cat sat,rates
                """);
        Map<String, ColumnRole> roles = new LinkedHashMap<>();
        roles.put("id", new ColumnRole.Id());
        roles.put("a", new ColumnRole.Text());
        roles.put("b", new ColumnRole.TextB());
        roles.put("query", new ColumnRole.Query());
        Projects.load(project, file, roles);
        List<Variable> variables = new ArrayList<>(project.codebook().current().variables());
        variables.add(new Variable("same", VariableKind.PAIR, "", "", List.of(Label.named("0", 0), Label.named("1", 1))));
        variables.add(new Variable("grade", VariableKind.RANKING, "", "", List.of(Label.named("0", 0), Label.named("1", 1))));
        variables.add(new Variable("degree", VariableKind.ORDINAL, "", "", List.of(Label.named("low", 0), Label.named("high", 1))));
        project.codebook().save(variables, "Ana", "");
        server.answers(a -> {
            String user = a.user();
            if (user.contains("<first>"))
                return "{\"label\": \"" + (user.contains("<first>\nthe cat sat\n</first>\n<second>\nthe cat sat") ? 1 : 0) + "\"}";
            if (user.contains("<query>"))
                return "{\"label\": \"" + (user.contains("<query>\nrates\n</query>\n<document>\nrates rose") ? 1 : 0) + "\"}";
            return "{\"label\": \"high\"}";
        });
        for (String variable : List.of("same", "grade", "degree")) {
            assertThat(project.teachers().submit(request(1, null).withVariable(variable).withRun("of " + variable)).await().outcomes())
                    .containsEntry(UnitOutcome.LABELLED, UNITS + 3L);
        }
        assertThat(given("k1")).containsEntry("same", "1").containsEntry("grade", "0").containsEntry("degree", "high");
        assertThat(given("k2")).containsEntry("same", "0").containsEntry("grade", "0");
        assertThat(given("k3")).containsEntry("same", "0").containsEntry("grade", "1");
    }

    private Map<String, String> given(String key) {
        return project.data().detail(project.data().unit(key).orElseThrow().id()).annotations().stream()
                .collect(Collectors.toMap(Annotation::variable, a -> String.valueOf(a.label())));
    }

    @Test
    void aBatchIsHandedInLeftAndCollected() {
        TeachRequest request = new TeachRequest(null, "stance", "openai:gpt-4o-mini", server.url() + "/v1", null, 0, FewShot.FIXED, null, 1,
                0, 50, 1, null, 4, 0, null, null, false, true);
        TeachOutcome handedIn = project.teachers().submit(request).await();
        assertThat(handedIn.pending()).isEqualTo(UNITS);
        assertThat(sum(handedIn)).isZero();
        assertThat(project.teachers().outcome(handedIn.run()).pending()).isEqualTo(UNITS);
        project.close();
        project = app.open(folder.resolve("p.mv.db"));
        server.batches().end(Integer.MAX_VALUE);
        TeachOutcome collected = project.teachers().collect(handedIn.run()).await();
        assertThat(collected.pending()).isZero();
        assertThat(collected.outcomes()).containsEntry(UnitOutcome.LABELLED, (long) UNITS);
        assertThat(project.data().counts("stance")).containsEntry(handedIn.run(), (long) UNITS);
        assertThat(server.charged().values()).allMatch(n -> n == 1);
    }

    @Test
    void driftIsWhatChangedBetweenTwoRuns() {
        String old = project.teachers().submit(request(1, null)).await().run();
        server.answers(a -> said(a) ? "{\"label\": \"yes\"}" : "{\"label\": \"no\"}");
        String anew = project.teachers().askAnew(old, null).await().run();
        assertThat(anew).isEqualTo("gpt-4o-mini-1-1");
        TeachingResults.Drift drift = project.teachings().drift(old, anew, "Ana", BootstrapOptions.DEFAULT);
        assertThat(drift.units()).isEqualTo(UNITS);
        assertThat(drift.changed()).hasSize(4);
        assertThat(drift.prompts()).isZero();
        assertThat(drift.rightOld()).isEqualTo(UNITS);
        assertThat(drift.rightNew()).isEqualTo(UNITS - 4);
        assertThat(drift.test().onlyFirst()).isEqualTo(4);
        assertThat(drift.test().exactP()).isEqualTo(0.125);
        assertThat(drift.agreement().interval("krippendorff_alpha.nominal")).isNotNull();
        assertThat(project.teachings().among(List.of(old, anew), BootstrapOptions.NONE).value("percent_agreement").orNaN()).isEqualTo(0.9);
    }

    /// Wrong on the units that end in 7.
    private static boolean said(Asked asked) {
        return asked.user().contains("I like and welcome") != asked.user().contains("7\n</text>");
    }

    @Test
    void whatCannotBeDoneIsSaidInASentence() {
        refused(request(1, null).withVariable("mood"), "\"mood\"", "\"stance\"");
        refused(request(1, null).withSample("gone"), "\"gone\"");
        refused(request(1, null).withRun("Ana"), "\"Ana\" is taken");
        refused(request(0, null), "at least one answer");
        TeachRequest nobody = new TeachRequest(null, "stance", "nobody:x", null, null, 0, FewShot.FIXED, null, 1, 0, 50, 1, null, 4, 0,
                null,
                null, false, false);
        refused(nobody, "\"nobody\"", "openai");
        secrets.forget("OPENAI_API_KEY");
        TeachRequest remote = new TeachRequest(null, "stance", "openai:gpt-4o-mini", null, null, 0, FewShot.FIXED, null, 1, 0, 50, 1, null,
                4,
                0, null, null, false, false);
        assertThat(project.teachers().plan(remote).notes()).anyMatch(n -> n.contains("OPENAI_API_KEY"));
        assertThatThrownBy(() -> project.teachers().submit(remote)).isInstanceOf(AppException.class).hasMessageContaining("no key")
                .hasMessageContaining("OPENAI_API_KEY");
        assertThat(project.teachers().runs()).isEmpty();
        assertThat(project.jobs().all()).noneMatch(j -> j.kind().equals("teach"));
    }

    private void refused(TeachRequest request, String... parts) {
        assertThatThrownBy(() -> project.teachers().submit(request)).isInstanceOf(AppException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(parts));
    }
}
