package concord.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.job.Background;
import concord.job.Cancelled;
import concord.job.Parallel;
import concord.model.CallStatus;
import concord.model.TeacherCall;
import concord.model.UnitOutcome;
import concord.model.result.TeachOutcome;
import concord.teacher.server.FakeProvider;
import concord.teacher.server.Lie;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Runs against a server of their own: the record, the cap, resuming, pace.
class TeacherRunTest {
    private final FakeProvider server = new FakeProvider();
    private final MemoryLog log = new MemoryLog();
    private final TestContext context = new TestContext();

    @AfterEach
    void close() {
        server.close();
    }

    private Lessons.Request paid() {
        return Lessons.request("openai:paid", server.url());
    }

    @Test
    void recordsEverythingAboutACall() {
        server.answers(a -> "{\"reason\": \"It says so.\", \"label\": \"against\"}");
        TeachOutcome outcome = Lessons.teachers().run(Lessons.lesson(paid().reason().temperature(0.6).make(), 1), log, context);
        TeacherCall call = log.calls().getFirst();
        assertThat(call).returns("run", TeacherCall::run).returns(1L, TeacherCall::unit).returns(1, TeacherCall::repeat)
                .returns(1, TeacherCall::attempt).returns(3, TeacherCall::codebookVersion).returns("openai", TeacherCall::provider)
                .returns("paid", TeacherCall::requestedModel).returns("paid", TeacherCall::returnedModel)
                .returns("fp_test", TeacherCall::fingerprint).returns(0.6, TeacherCall::temperature).returns(7L, TeacherCall::seed)
                .returns(200, TeacherCall::httpStatus).returns(CallStatus.LABELLED, TeacherCall::status)
                .returns("against", TeacherCall::label).returns("It says so.", TeacherCall::reason);
        assertThat(call.raw()).isEqualTo("{\"reason\": \"It says so.\", \"label\": \"against\"}");
        assertThat(call.user()).contains("text number 1.");
        assertThat(call.cost()).isEqualTo((call.tokensIn() + 10.0 * call.tokensOut()) / 1e6);
        assertThat(call.end()).isAfterOrEqualTo(call.start());
        assertThat(outcome).returns(1L, TeachOutcome::units).returns(call.cost(), TeachOutcome::cost);
    }

    @Test
    void asksForTheLabelsInTheWayTheProviderHas() {
        Lessons.teachers().run(Lessons.lesson(paid().make(), 1), log, context);
        var body = server.asked().getFirst().body();
        assertThat(body.at("/response_format/json_schema/strict").asBoolean()).isTrue();
        assertThat(body.at("/response_format/json_schema/schema/properties/label/enum")).extracting(n -> n.asText()).containsExactly("for",
                "against");
        assertThat(body.path("logprobs").asBoolean()).isTrue();
        assertThat(body.path("seed").asInt()).isEqualTo(7);
        assertThat(body.path("max_completion_tokens").asInt()).isEqualTo(100);
        assertThat(log.calls().getFirst().confidence()).isCloseTo(0.8 / 0.9, org.assertj.core.data.Offset.offset(1e-9));
    }

    @Test
    void everyProviderCarriesKeyPromptTemperatureAndSchema() {
        for (String provider : List.of("openai", "azure", "compatible", "anthropic", "gemini", "mistral", "ollama")) {
            MemoryLog own = new MemoryLog();
            Lessons.teachers().run(Lessons.lesson(Lessons.request(provider + ":m1", server.url()).temperature(0.5).make(), 1), own,
                    context);
            var asked = server.asked().getLast();
            assertThat(asked.model()).as(provider).isEqualTo("m1");
            assertThat(asked.system()).as(provider).contains("\"for\", \"against\"");
            assertThat(asked.user()).as(provider).contains("text number 1.");
            assertThat(asked.headers().values()).as(provider)
                    .anyMatch(v -> provider.equals("ollama") || v.contains(Lessons.KEY));
            assertThat(asked.body().findValuesAsText("temperature")).as(provider).containsExactly("0.5");
            assertThat(!asked.body().findValues("enum").isEmpty()).as(provider).isEqualTo(!provider.equals("anthropic"));
            assertThat(own.calls().getFirst().label()).as(provider).isEqualTo("for");
        }
    }

    @Test
    void repeatsHaveSeedsOfTheirOwnAndTiesAreTies() {
        server.answers(a -> a.body().path("seed").asInt() % 2 == 0 ? "{\"label\": \"for\"}" : "{\"label\": \"against\"}");
        TeachOutcome outcome = Lessons.teachers().run(Lessons.lesson(paid().repeats(4).temperature(0.7).make(), 3), log, context);
        assertThat(outcome.outcomes()).containsEntry(UnitOutcome.TIE, 3L).containsEntry(UnitOutcome.LABELLED, 0L);
        assertThat(log.calls()).hasSize(12).extracting(TeacherCall::seed).containsOnly(7L, 8L, 9L, 10L);
    }

    @Test
    void theCapHoldsAndWhatItLeavesIsCountedAndCanBeAskedLater() {
        Lesson lesson = Lessons.lesson(paid().budget(0.01).concurrency(4).make(), 60);
        TeachOutcome outcome = Lessons.teachers().run(lesson, log, context);
        assertThat(outcome.cost()).isLessThanOrEqualTo(0.01).isGreaterThan(0.005);
        assertThat(outcome.outcomes().get(UnitOutcome.CAPPED)).isPositive();
        assertThat(outcome.outcomes().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(60);
        int asked = server.asked().size();
        int rows = log.calls().size();
        Lessons.teachers().run(lesson, log, context);
        assertThat(server.asked()).hasSize(asked);
        assertThat(log.calls()).hasSize(rows);
        TeachOutcome more = Lessons.teachers().run(Lessons.lesson(paid().budget(1).make(), 60), log, context);
        assertThat(more.outcomes()).containsEntry(UnitOutcome.LABELLED, 60L);
        assertThat(server.charged()).hasSize(60).allSatisfy((user, times) -> assertThat(times).isEqualTo(1));
    }

    @Test
    void theCapHoldsAgainstAServerThatReportsWrongFigures() {
        server.lies(a -> a.serial() % 2 == 0 ? Lie.HUGE_USAGE : Lie.NEGATIVE_USAGE);
        TeachOutcome outcome = Lessons.teachers().run(Lessons.lesson(paid().budget(0.02).make(), 40), log, context);
        assertThat(outcome.cost()).isBetween(0.0, 0.02);
        assertThat(log.calls()).allSatisfy(c -> assertThat(c.tokensIn()).isBetween(0L, 1000L));
        assertThat(outcome.notes()).anyMatch(n -> n.contains("impossible token counts"));
    }

    @Test
    void anAnswerLostOnItsWayIsCountedAgainstTheCap() {
        server.lies(a -> a.times() == 1 ? Lie.BROKEN_BODY : Lie.NONE);
        Lessons.teachers().run(Lessons.lesson(paid().make(), 1), log, context);
        TeacherCall call = log.calls().getFirst();
        assertThat(call.attempt()).isEqualTo(2);
        assertThat(call.cost()).isGreaterThan((call.tokensIn() + 10.0 * call.tokensOut()) / 1e6 + 100 * 10 / 1e6);
    }

    @Test
    void aKilledRunGoesOnWithoutAskingTwice() {
        log.diesAfter(20);
        Lesson lesson = Lessons.lesson(paid().concurrency(8).make(), 100);
        assertThatThrownBy(() -> Lessons.teachers().run(lesson, log, context)).hasMessageContaining("the disk is full");
        Set<Long> kept = log.calls().stream().map(TeacherCall::unit).collect(Collectors.toSet());
        assertThat(server.asked()).hasSizeLessThanOrEqualTo(kept.size() + 8);
        log.diesAfter(Integer.MAX_VALUE);
        TeachOutcome outcome = Lessons.teachers().run(lesson, log, context);
        assertThat(outcome.outcomes()).containsEntry(UnitOutcome.LABELLED, 100L);
        assertThat(log.calls()).hasSize(100);
        assertThat(server.charged().values().stream().mapToInt(Integer::intValue).sum()).isLessThanOrEqualTo(108);
        kept.forEach(u -> assertThat(server.asked().stream().filter(a -> a.user().contains("text number " + u + "."))).hasSize(1));
    }

    @Test
    void aCancelledRunKeepsWhatWasUnderWayAndGoesOnLater() {
        server.takes(100);
        Lesson lesson = Lessons.lesson(paid().concurrency(4).make(), 40);
        CompletableFuture<Void> running = Background.run(() -> Lessons.teachers().run(lesson, log, context));
        while (context.done() < 4) {
            Parallel.pause(5);
        }
        context.cancel();
        assertThatThrownBy(running::join).hasCauseInstanceOf(Cancelled.class);
        assertThat(log.calls()).hasSizeLessThan(40).hasSize(server.asked().size());
        Lessons.teachers().run(lesson, log, new TestContext());
        assertThat(server.charged()).hasSize(40).allSatisfy((user, times) -> assertThat(times).isEqualTo(1));
    }

    @Test
    void oneBusyAnswerQuietsAllWorkers() {
        server.lies(a -> a.serial() == 20 ? Lie.BUSY : Lie.NONE).takes(20);
        Lessons.teachers().run(Lessons.lesson(paid().concurrency(4).make(), 300), log, context);
        long busy = server.asked().stream().filter(a -> a.serial() == 20).findFirst().orElseThrow().nanos();
        assertThat(server.asked()).noneMatch(a -> a.nanos() - busy > 400_000_000 && a.nanos() - busy < 950_000_000);
        assertThat(log.calls()).hasSize(300);
    }

    @Test
    void callsKeepToTheNumberAMinute() {
        long start = System.nanoTime();
        Lessons.teachers().run(Lessons.lesson(paid().perMinute(1200).concurrency(4).make(), 24), log, context);
        assertThat((System.nanoTime() - start) / 1e9).isGreaterThan(0.9);
    }

    @Test
    void aSchemaTurnedDownIsLeftOutFromThenOn() {
        server.lies(a -> a.body().has("response_format") ? Lie.NO_SCHEMA : Lie.NONE);
        TeachOutcome outcome = Lessons.teachers().run(Lessons.lesson(paid().concurrency(1).make(), 5), log, context);
        assertThat(outcome.outcomes()).containsEntry(UnitOutcome.LABELLED, 5L);
        assertThat(server.asked()).hasSize(6);
        assertThat(outcome.notes()).containsExactly("paid does not take an answer form held to the labels: the run goes on without.");
    }

    @Test
    void aServerThatIsNotThereEndsTheRunSoon() {
        server.close();
        assertThatThrownBy(() -> Lessons.teachers().run(Lessons.lesson(paid().make(), 100), log, context))
                .isInstanceOf(TeacherException.class).hasMessageContaining("cannot be reached");
    }

    @Test
    void aServerThatKeepsFailingEndsTheRun() {
        server.lies(a -> Lie.SERVER_ERROR);
        assertThatThrownBy(() -> Lessons.teachers().run(Lessons.lesson(paid().make(), 100), log, context))
                .isInstanceOf(TeacherException.class).hasMessageContaining("calls failed").hasMessageContaining("HTTP 500");
        assertThat(log.calls()).allSatisfy(c -> assertThat(c.status().open()).isTrue());
    }

    @Test
    void anotherModelIsRecordedAndNotedOnce() {
        server.lies(a -> a.serial() % 2 == 0 ? Lie.OTHER_MODEL : Lie.NONE);
        TeachOutcome outcome = Lessons.teachers().run(Lessons.lesson(paid().make(), 10), log, context);
        assertThat(log.calls()).extracting(TeacherCall::returnedModel).containsOnly("paid", "another-model");
        assertThat(context.logged()).containsOnlyOnce("Asked for paid, the provider answers as another-model.");
        assertThat(outcome.notes()).anyMatch(n -> n.startsWith("Answers came from more than one model"));
    }

    @Test
    void azureIsReachedByItsResourceAndByAFullAddress() {
        for (String address : List.of("", "/openai/deployments/d1?api-version=2024-10-21")) {
            Lesson lesson = Lessons.lesson(Lessons.request("azure:d1", server.url() + address).make(), 1);
            Lessons.teachers().run(lesson, new MemoryLog(), context);
        }
        assertThat(server.asked()).extracting(a -> a.path()).containsExactly("/openai/v1/chat/completions",
                "/openai/deployments/d1/chat/completions?api-version=2024-10-21");
        assertThat(server.asked()).allSatisfy(a -> assertThat(a.headers()).containsEntry("api-key", Lessons.KEY));
    }

    @Test
    void theReasonComesBeforeTheLabelEverywhere() {
        for (String provider : List.of("openai", "gemini", "mistral", "ollama")) {
            Lesson lesson = Lessons.lesson(Lessons.request(provider + ":m", server.url()).reason().make(), 1);
            Lessons.teachers().run(lesson, new MemoryLog(), context);
            var properties = server.asked().getLast().body().findValue("properties");
            assertThat(properties.fieldNames()).toIterable().as(provider).containsExactly("reason", "label");
        }
        var gemini = server.asked().get(1).body().at("/generationConfig/responseJsonSchema");
        assertThat(gemini.path("propertyOrdering")).extracting(n -> n.asText()).containsExactly("reason", "label");
    }

    @Test
    void ollamaIsGivenRoomForALongText() {
        Lesson usual = Lessons.lesson(Lessons.request("ollama:m", server.url()).concurrency(1).make(), 2);
        Lesson lesson = new Lesson("r", usual.request(), usual.variable(), 1, usual.units(),
                ids -> ids.stream().map(i -> new concord.model.Unit(i, "u" + i, "word ".repeat(i == 1 ? 10 : 5000), null, null,
                        java.util.Map.of())).toList(),
                usual.examples());
        Lessons.teachers().run(lesson, log, context);
        assertThat(server.asked().get(0).body().at("/options/num_ctx").isMissingNode()).isTrue();
        assertThat(server.asked().get(1).body().at("/options/num_ctx").asInt()).isEqualTo(16384);
    }

    @Test
    void aProviderThatIsAlwaysBusyEndsTheRun() {
        server.lies(a -> Lie.OVERLOADED);
        assertThatThrownBy(() -> Lessons.teachers().run(Lessons.lesson(paid().concurrency(2).make(), 50), log, context))
                .isInstanceOf(TeacherException.class).hasMessageContaining("keeps asking for fewer calls");
        assertThat(server.asked()).hasSizeLessThanOrEqualTo(12);
    }

    @Test
    void progressTellsDoneAndMoney() {
        Lessons.teachers().run(Lessons.lesson(paid().budget(5).make(), 10), log, context);
        assertThat(context.phases()).anyMatch(p -> p.matches("10/10 asking, \\$0\\.00 of \\$5\\.00 spent"));
    }

    @Test
    void replayReadsTheSame() {
        server.lies(a -> List.of(Lie.NONE, Lie.TWO_LABELS, Lie.CUT_ANSWER, Lie.REFUSAL).get(a.serial() % 4));
        Lesson lesson = Lessons.lesson(paid().repeats(3).temperature(1).make(), 12);
        Lessons.teachers().run(lesson, log, context);
        Replay replay = Teachers.replay(Lessons.STANCE, log.calls());
        assertThat(replay.differs()).isEmpty();
        assertThat(replay.answers()).containsExactlyInAnyOrderElementsOf(Teachers.answers(lesson.units(), log.known()));
    }
}
