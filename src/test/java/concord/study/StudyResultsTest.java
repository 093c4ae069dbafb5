package concord.study;

import static org.assertj.core.api.Assertions.assertThat;

import concord.model.VariableKind;
import concord.model.request.StudyRequest;
import concord.stats.Value;
import concord.study.StudyOutcome.CellResult;
import concord.study.StudyOutcome.Comparison;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class StudyResultsTest {
    private static final Cell HUMAN = new Cell("v", "Human", 0, false, null, "minilm");
    private static final Cell GPT = new Cell("v", "GPT-4", 0, false, null, "minilm");
    private static final Cell TEACHER = new Cell("v", "GPT-4 itself", 0, false, null, null);

    @Test
    void anUnfinishedStudyHasWhatIsThere() {
        StudyOutcome nothing = of(List.of(HUMAN, GPT, TEACHER), Studies.test("v", 50), List.of());
        assertThat(nothing.cells()).extracting(CellResult::cell).containsExactly(HUMAN, GPT, TEACHER);
        assertThat(nothing.cells()).allSatisfy(cell -> assertThat(cell.seeds()).isEmpty());
        assertThat(nothing.cells()).allSatisfy(cell -> assertThat(cell.spreads()).isEmpty());
        assertThat(nothing.comparisons()).isEmpty();

        TestUnits test = Studies.test("v", 50);
        StudyOutcome begun = of(List.of(HUMAN, GPT, TEACHER), test,
                List.of(Studies.answers(test, HUMAN, 2L, .3), Studies.answers(test, TEACHER, null, .2)));
        assertThat(begun.cells().get(0).seeds()).extracting(StudyOutcome.SeedResult::seed).containsExactly(2L);
        assertThat(begun.cells().get(1).seeds()).isEmpty();
        assertThat(begun.comparisons()).hasSize(1);
        assertThat(begun.comparisons().getFirst().a()).isEqualTo(HUMAN);
        assertThat(begun.comparisons().getFirst().b()).isEqualTo(TEACHER);
    }

    /// Truth yes yes no no; a answers three of them.
    @Test
    void unitsWithoutAnAnswerDoNotCount() {
        TestUnits test = new TestUnits("v", VariableKind.SINGLE, List.of("yes", "no"), List.of(1L, 2L, 3L, 4L),
                List.of("yes", "yes", "no", "no"), null);
        Answers a = new Answers(HUMAN, 1L, "a", Arrays.asList("yes", null, "yes", "no"), Map.of());
        Answers b = new Answers(GPT, 1L, "b", List.of("no", "no", "no", "no"), Map.of());
        StudyOutcome outcome = of(List.of(HUMAN, GPT), test, List.of(a, b));
        CellResult first = outcome.cells().getFirst();
        assertThat(first.spreads().get("accuracy").mean().orNaN()).isCloseTo(2 / 3.0, Offset.offset(1e-12));
        assertThat(first.spreads().get("f1").mean().orNaN()).isCloseTo(2 / 3.0, Offset.offset(1e-12));
        assertThat(outcome.notes()).containsExactly("Human, minilm: 1 of 4 test units of v have no answer and do not count.");
        // only the units that both answered: a alone has the first one right, b alone the third
        assertThat(outcome.comparisons().getFirst().mcnemar().onlyFirst()).isEqualTo(1);
        assertThat(outcome.comparisons().getFirst().mcnemar().onlySecond()).isEqualTo(1);
    }

    @Test
    void figuresAreThoseOfThePositiveLabelWhereThereIsOne() {
        TestUnits test = new TestUnits("v", VariableKind.SINGLE, List.of("yes", "no"), List.of(1L, 2L, 3L, 4L),
                List.of("yes", "yes", "no", "no"), null);
        Answers a = new Answers(HUMAN, 1L, "a", List.of("yes", "no", "no", "no"), Map.of());
        Answers never = new Answers(GPT, 1L, "b", List.of("no", "no", "no", "no"), Map.of());
        StudyOutcome outcome = StudyResults.of("s", Studies.request(List.of("v"), "yes", 500), List.of(HUMAN, GPT), Map.of("v", test),
                List.of(), List.of(a, never), List.of());
        var values = outcome.cells().getFirst().seeds().getFirst().values();
        assertThat(values.get("precision")).isEqualTo(Value.of(1));
        assertThat(values.get("recall")).isEqualTo(Value.of(.5));
        // precision of a label never given counts as 0, and has no interval
        var spreads = outcome.cells().get(1).spreads();
        assertThat(spreads.get("precision").mean()).isEqualTo(Value.of(0));
        assertThat(spreads.get("precision").interval()).isNull();
        assertThat(spreads.get("recall").interval()).isNotNull();
        assertThat(spreads.get("mcc").interval()).isNull();
    }

    @Test
    void aPositiveLabelThatNobodyGaveIsUndefined() {
        TestUnits test = new TestUnits("v", VariableKind.SINGLE, List.of("yes", "no"), List.of(1L, 2L), List.of("no", "no"), null);
        StudyOutcome outcome = StudyResults.of("s", Studies.request(List.of("v"), "yes", 500), List.of(HUMAN, GPT), Map.of("v", test),
                List.of(), List.of(new Answers(HUMAN, 1L, "a", List.of("no", "no"), Map.of()),
                        new Answers(GPT, 1L, "b", List.of("no", "yes"), Map.of())),
                List.of());
        assertThat(outcome.cells().getFirst().spreads().get("f1").mean())
                .isEqualTo(Value.undefined("neither the test nor the answers have the label “yes”"));
        assertThat(outcome.comparisons().getFirst().deltaF1().defined()).isFalse();
        assertThat(outcome.comparisons().getFirst().interval()).isNull();
    }

    @Test
    void theBaselineIsNotCompared() {
        StudyOutcome outcome = Studies.outcome(List.of("v"), 100);
        assertThat(outcome.comparisons()).noneSatisfy(
                c -> assertThat(List.of(String.valueOf(c.a().student()), String.valueOf(c.b().student()))).contains(StudyRequest.MAJORITY));
        // 15 pairs of minilm, 10 of linear, whose last cell is to come, 11 students with the teacher
        assertThat(outcome.comparisons()).hasSize(36);
        assertThat(outcome.comparisons()).allSatisfy(c -> assertThat(c.holmP().orNaN()).isGreaterThanOrEqualTo(c.mcnemar().exactP()));
        assertThat(outcome.ablations()).hasSize(2);
        assertThat(outcome.ablations().getFirst().all().title()).isEqualTo("GPT-4 1000");
        assertThat(outcome.ablations().getFirst().left()).isEqualTo(1000);
    }

    @Test
    void mediansAreOverVariables() {
        StudyOutcome outcome = Studies.outcome(List.of("u", "v", "w"), 0);
        var median = outcome.medians().getFirst();
        assertThat(median.arm()).isEqualTo("Human 250");
        assertThat(median.variables()).isEqualTo(3);
        double[] f1 = outcome.cells().stream()
                .filter(c -> c.cell().title().equals("Human 250") && "minilm".equals(c.cell().student()))
                .mapToDouble(c -> c.spreads().get("f1").mean().orNaN()).sorted().toArray();
        assertThat(median.medians().get("f1")).isEqualTo(f1[1]);
        assertThat(Studies.outcome(List.of("v"), 0).medians()).isEmpty();
    }

    @Test
    void theSameOnAnyNumberOfThreadsAndWhenReckonedAgain() throws ExecutionException, InterruptedException {
        StudyOutcome here = Studies.outcome(List.of("v"), 300);
        try (ForkJoinPool one = new ForkJoinPool(1); ForkJoinPool five = new ForkJoinPool(5)) {
            assertThat(one.submit(() -> Studies.outcome(List.of("v"), 300)).get()).isEqualTo(here);
            assertThat(five.submit(() -> Studies.outcome(List.of("v"), 300)).get()).isEqualTo(here);
        }
        TestUnits test = Studies.test("v", 80);
        StudyResults kept = new StudyResults();
        List<Answers> answers = new ArrayList<>();
        StudyRequest request = Studies.request(List.of("v"), null, 300);
        for (long seed = 1; seed <= 3; seed++) {
            answers.add(Studies.answers(test, HUMAN, seed, .3));
            answers.add(Studies.answers(test, GPT, seed, .4));
            assertThat(kept.reckon("s", request, List.of(HUMAN, GPT), Map.of("v", test), List.of(), answers, List.of()))
                    .isEqualTo(of(List.of(HUMAN, GPT), test, answers));
        }
    }

    @Test
    void noDrawsNoIntervals() {
        StudyOutcome outcome = Studies.outcome(List.of("v"), 0);
        assertThat(outcome.comparisons()).extracting(Comparison::interval).containsOnlyNulls();
        assertThat(outcome.comparisons()).allSatisfy(c -> assertThat(c.deltaF1().defined()).isTrue());
    }

    private static StudyOutcome of(List<Cell> plan, TestUnits test, List<Answers> answers) {
        return StudyResults.of("s", Studies.request(List.of("v"), null, 300), plan, Map.of("v", test), List.of(), answers, List.of());
    }
}
