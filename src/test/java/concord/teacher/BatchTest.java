package concord.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.model.TeacherCall;
import concord.model.UnitOutcome;
import concord.model.result.TeachOutcome;
import concord.teacher.server.FakeProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Batches: hand in, leave, come back, collect.
class BatchTest {
    private final FakeProvider server = new FakeProvider();
    private final MemoryLog log = new MemoryLog();
    private final TestContext context = new TestContext();

    @AfterEach
    void close() {
        server.close();
    }

    private Lesson lesson(String provider, int units) {
        return Lessons.lesson(Lessons.request(provider + ":paid", server.url()).repeats(2).temperature(0.5).batch().make(), units);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "compatible", "anthropic"})
    void handedInOnceAndCollectedLater(String provider) {
        server.answers(a -> a.user().contains("text number 3.") ? "{\"label\": \"against\"}" : "{\"label\": \"for\"}");
        Lesson lesson = lesson(provider, 6);
        assertThat(Lessons.teachers().submit(lesson, log, log, context).pending()).isEqualTo(12);
        assertThat(Lessons.teachers().submit(lesson, log, log, context).pending()).isEqualTo(12);
        assertThat(Lessons.teachers().collect(lesson, log, log, context)).returns(12L, TeachOutcome::pending).returns(0L,
                TeachOutcome::calls);
        assertThat(server.batches().count()).isEqualTo(1);
        server.batches().end(100);
        TeachOutcome outcome = Lessons.teachers().collect(lesson, log, log, context);
        assertThat(outcome.outcomes()).containsEntry(UnitOutcome.LABELLED, 6L);
        assertThat(outcome.pending()).isZero();
        assertThat(log.calls()).hasSize(12)
                .allSatisfy(c -> assertThat(c.label()).isEqualTo(c.unit() == 3 ? "against" : "for"))
                .allSatisfy(c -> assertThat(c.user()).contains("text number " + c.unit() + "."));
        assertThat(Lessons.teachers().runBatch(lesson, log, log, context).outcomes()).containsEntry(UnitOutcome.LABELLED, 6L);
        assertThat(server.batches().count()).isEqualTo(1);
        assertThat(log.calls().toString() + context.logged()).doesNotContain(Lessons.KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic"})
    void whatExpiredIsSaidAndCanBeAskedAgain(String provider) {
        Lesson lesson = lesson(provider, 4);
        Lessons.teachers().submit(lesson, log, log, context);
        server.batches().end(6);
        TeachOutcome outcome = Lessons.teachers().collect(lesson, log, log, context);
        assertThat(outcome.outcomes()).containsEntry(UnitOutcome.LABELLED, 3L).containsEntry(UnitOutcome.FAILED, 1L);
        assertThat(log.calls().stream().filter(c -> c.label() == null)).hasSize(2).extracting(TeacherCall::reason)
                .allMatch(r -> r.contains("expired"));
        Lessons.teachers().submit(lesson, log, log, context);
        assertThat(server.batches().requests()).isEqualTo(8 + 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic"})
    void aBatchWhoseNameWasLostIsFoundAgain(String provider) {
        Lesson lesson = lesson(provider, 3);
        server.batches().loseNextAnswer();
        assertThatThrownBy(() -> Lessons.teachers().submit(lesson, log, log, context)).isInstanceOf(TeacherException.class);
        assertThat(log.open()).hasSize(1);
        Lessons.teachers().submit(lesson, log, log, context);
        assertThat(server.batches().count()).isEqualTo(1);
        server.batches().end(100);
        assertThat(Lessons.teachers().collect(lesson, log, log, context).outcomes()).containsEntry(UnitOutcome.LABELLED, 3L);
    }

    @ParameterizedTest
    @ValueSource(strings = "openai")
    void batchesCostHalf(String provider) {
        Lesson lesson = lesson(provider, 2);
        Lessons.teachers().submit(lesson, log, log, context);
        server.batches().end(100);
        Lessons.teachers().collect(lesson, log, log, context);
        assertThat(log.calls()).allSatisfy(c -> assertThat(c.cost()).isEqualTo((c.tokensIn() * 0.5 + c.tokensOut() * 5.0) / 1e6));
    }
}
