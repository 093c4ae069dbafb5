package concord.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.model.CallStatus;
import concord.model.TeacherCall;
import concord.model.UnitOutcome;
import concord.model.result.TeachOutcome;
import concord.teacher.server.FakeProvider;
import concord.teacher.server.Lie;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every lie of a server, told by every provider it makes sense for: each unit ends in one outcome, none is paid twice, no key is kept.
class FaultsTest {
    private static final int UNITS = 8;
    private static final List<String> ALL = List.of("openai", "azure", "compatible", "anthropic", "gemini", "mistral", "ollama");

    /// Each unit whose number is even meets the lie: once where asking again helps, each time where it does not.
    static Stream<Arguments> cases() {
        Map<Lie, UnitOutcome> ends = Map.ofEntries(Map.entry(Lie.NONE, UnitOutcome.LABELLED), Map.entry(Lie.BUSY, UnitOutcome.LABELLED),
                Map.entry(Lie.OVERLOADED, UnitOutcome.LABELLED), Map.entry(Lie.SERVER_ERROR, UnitOutcome.LABELLED),
                Map.entry(Lie.HANG, UnitOutcome.LABELLED), Map.entry(Lie.RESET, UnitOutcome.LABELLED),
                Map.entry(Lie.BROKEN_BODY, UnitOutcome.LABELLED), Map.entry(Lie.CUT_RESPONSE, UnitOutcome.UNPARSABLE),
                Map.entry(Lie.CUT_ANSWER, UnitOutcome.UNPARSABLE), Map.entry(Lie.UNKNOWN_LABEL, UnitOutcome.UNPARSABLE),
                Map.entry(Lie.TWO_LABELS, UnitOutcome.UNPARSABLE), Map.entry(Lie.NO_LABEL, UnitOutcome.UNPARSABLE),
                Map.entry(Lie.EMPTY_CHOICES, UnitOutcome.UNPARSABLE), Map.entry(Lie.OTHER_MODEL, UnitOutcome.LABELLED),
                Map.entry(Lie.HUGE_USAGE, UnitOutcome.LABELLED), Map.entry(Lie.NEGATIVE_USAGE, UnitOutcome.LABELLED),
                Map.entry(Lie.NO_USAGE, UnitOutcome.LABELLED), Map.entry(Lie.TOO_LONG, UnitOutcome.FAILED));
        Stream<Arguments> everywhere = ALL.stream()
                .flatMap(p -> ends.entrySet().stream().map(e -> Arguments.of(p, e.getKey(), e.getValue())));
        Stream<Arguments> refusals = Stream.of("openai", "azure", "compatible", "anthropic", "gemini", "mistral")
                .map(p -> Arguments.of(p, Lie.REFUSAL, UnitOutcome.REFUSED));
        Stream<Arguments> some = Stream.of(Arguments.of("azure", Lie.FILTERED, UnitOutcome.REFUSED),
                Arguments.of("openai", Lie.BUSY_DATE, UnitOutcome.LABELLED));
        return Stream.of(everywhere, refusals, some).flatMap(s -> s);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachUnitEndsOnceAndIsPaidOnce(String provider, Lie lie, UnitOutcome expected) {
        try (FakeProvider server = new FakeProvider()) {
            server.lies(a -> lied(a.user()) && (a.times() == 1 || forever(lie)) ? lie : Lie.NONE);
            MemoryLog log = new MemoryLog();
            TestContext context = new TestContext();
            TeachOutcome outcome = Lessons.teachers()
                    .run(Lessons.lesson(Lessons.request(provider + ":paid", server.url()).make(), UNITS), log, context);

            assertThat(outcome.outcomes().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(UNITS);
            assertThat(log.calls()).hasSize(UNITS).extracting(TeacherCall::unit).doesNotHaveDuplicates();
            long met = expected == UnitOutcome.LABELLED ? UNITS : UNITS / 2;
            assertThat(outcome.outcomes().get(expected)).isEqualTo(met);
            assertThat(outcome.outcomes().get(UnitOutcome.LABELLED)).isEqualTo(expected == UnitOutcome.LABELLED ? UNITS : UNITS / 2);
            assertThat(server.charged()).allSatisfy((user, times) -> assertThat(times).isEqualTo(1));
            assertThat(log.calls().stream().filter(c -> c.status() != CallStatus.LABELLED)).allSatisfy(c -> {
                assertThat(c.label()).isNull();
                assertThat(c.reason()).isNotEmpty();
            });
            assertNoKey(log, context, outcome.toString());
            assertThat(server.asked()).allSatisfy(a -> assertThat(a.user()).contains("text number"));
        }
    }

    private static boolean lied(String user) {
        return user.matches("(?s).*text number \\d*[02468]\\..*");
    }

    private static boolean forever(Lie lie) {
        return lie.charged() || lie == Lie.TOO_LONG || lie == Lie.FILTERED;
    }

    static Stream<Arguments> fatal() {
        return ALL.stream().flatMap(p -> Stream.of(Arguments.of(p, Lie.UNAUTHORIZED, "does not accept the key"),
                Arguments.of(p, Lie.UNKNOWN_MODEL, "has no model \"paid\""), Arguments.of(p, Lie.QUOTES_KEY, "turned the request down"),
                Arguments.of(p, Lie.NO_CREDIT, "no credit left")));
    }

    @ParameterizedTest
    @MethodSource("fatal")
    void whatNoCallCanPassEndsTheRunWithOneSentence(String provider, Lie lie, String sentence) {
        try (FakeProvider server = new FakeProvider().lies(a -> lie)) {
            MemoryLog log = new MemoryLog();
            TestContext context = new TestContext();
            Lesson lesson = Lessons.lesson(Lessons.request(provider + ":paid", server.url()).make(), 50);
            assertThatThrownBy(() -> Lessons.teachers().run(lesson, log, context)).isInstanceOf(TeacherException.class)
                    .hasMessageContaining(sentence).satisfies(e -> assertThat(stack(e)).doesNotContain(Lessons.KEY));
            assertThat(server.asked()).hasSizeLessThanOrEqualTo(4);
            assertNoKey(log, context, "");
        }
    }

    private static String stack(Throwable e) {
        java.io.StringWriter text = new java.io.StringWriter();
        e.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }

    private static void assertNoKey(MemoryLog log, TestContext context, String more) {
        assertThat(log.calls().toString() + context.logged() + context.phases() + more).doesNotContain(Lessons.KEY);
    }
}
