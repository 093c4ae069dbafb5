package concord.study;

import static org.assertj.core.api.Assertions.assertThat;

import concord.model.VariableKind;
import concord.model.request.SamplingStudyRequest;
import concord.study.SamplingOutcome.Mean;
import concord.study.SamplingOutcome.Point;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SamplingResultsTest {
    private static final Offset<Double> EXACT = Offset.offset(1e-12);

    @Test
    void meansStandInTheOrderOfTheRequest() {
        SamplingOutcome outcome = Studies.sampling(200);
        assertThat(outcome.means()).extracting(m -> m.strategy() + " " + m.round() + " " + m.labels() + " " + m.domain()).startsWith(
                "none 0 0 source", "none 0 0 target", "random 1 50 source", "random 1 50 target", "random 2 100 source");
        // a start and two rounds of three strategies, in both domains
        assertThat(outcome.means()).hasSize(2 * (1 + 3 * 2));
        assertThat(outcome.curve()).hasSize(3 * outcome.means().size());
        for (Mean mean : outcome.means()) {
            double[] merits = outcome.curve().stream().filter(p -> p.strategy().equals(mean.strategy()) && p.round() == mean.round()
                    && p.domain().equals(mean.domain())).mapToDouble(p -> p.merit().orNaN()).toArray();
            assertThat(merits).hasSize(3);
            double average = (merits[0] + merits[1] + merits[2]) / 3;
            assertThat(mean.merit().orNaN()).isCloseTo(average, EXACT);
            double squares = Math.pow(merits[0] - average, 2) + Math.pow(merits[1] - average, 2) + Math.pow(merits[2] - average, 2);
            assertThat(mean.sd().orNaN()).isCloseTo(Math.sqrt(squares / 2), EXACT);
            assertThat(mean.interval().low()).isLessThan(average);
            assertThat(mean.interval().high()).isGreaterThan(average);
        }
    }

    @Test
    void meritIsTheMacroF1() {
        Point point = Studies.sampling(0).curve().getFirst();
        assertThat(point.figures()).isInstanceOfSatisfying(TestFigures.Single.class,
                single -> assertThat(single.figures().value("macro.f1").orNaN()).isCloseTo(point.merit().orNaN(), EXACT));
    }

    @Test
    void strategiesAreComparedWithTheRandomOneAfterTheLastRound() {
        SamplingOutcome outcome = Studies.sampling(200);
        assertThat(outcome.comparisons()).extracting(c -> c.strategy() + " " + c.domain()).containsExactly("uncertainty source",
                "base-vs-tuned source", "uncertainty target", "base-vs-tuned target");
        var target = outcome.comparisons().get(3);
        assertThat(target.delta().orNaN()).isCloseTo(mean(outcome, "base-vs-tuned") - mean(outcome, "random"), EXACT);
        assertThat(target.interval().low()).isLessThan(target.delta().orNaN());
        assertThat(target.interval().method()).isEqualTo("percentile paired bootstrap of items and seeds");
    }

    /// One seed of a strategy is still to come: only the others are compared, with the same seeds of the random one.
    @Test
    void anUnfinishedStudyComparesTheSeedsThatBothHave() {
        List<SamplingAnswers> answers = new ArrayList<>(Studies.samplingAnswers());
        answers.removeIf(a -> a.strategy().equals("uncertainty") && a.round() == 2 && a.seed() == 3);
        answers.removeIf(a -> a.strategy().equals("base-vs-tuned") && a.round() == 2);
        SamplingOutcome outcome = SamplingResults.of("s", Studies.samplingRequest(0), Studies.samplingTests(), answers, List.of());
        assertThat(outcome.comparisons()).extracting(c -> c.strategy() + " " + c.domain()).containsExactly("uncertainty source",
                "uncertainty target");
        double expected = 0;
        for (Point p : outcome.curve()) {
            if (p.round() == 2 && p.seed() < 3 && p.domain().equals("target"))
                expected += p.strategy().equals("uncertainty") ? p.merit().orNaN() / 2 : -p.merit().orNaN() / 2;
        }
        assertThat(outcome.comparisons().get(1).delta().orNaN()).isCloseTo(expected, EXACT);
    }

    @Test
    void nothingYetIsNothing() {
        SamplingStudyRequest request = Studies.samplingRequest(100);
        SamplingOutcome outcome = SamplingResults.of("s", request, Studies.samplingTests(), List.of(), List.of("a note"));
        assertThat(outcome.curve()).isEmpty();
        assertThat(outcome.means()).isEmpty();
        assertThat(outcome.comparisons()).isEmpty();
        assertThat(outcome.notes()).containsExactly("a note");
        assertThat(SamplingResults.of("s", request, Map.of(), Studies.samplingAnswers(), List.of()).curve()).isEmpty();
    }

    /// Grades 2 1 0 under one query, 0 1 under the other. The first student has both in order, the second has both upside down: its nDCG is
    /// (0 + 1/log2(3) + 2/2) / (2 + 1/log2(3)) and 1/log2(3).
    @Test
    void theMeritOfARankingIsNdcg() {
        TestUnits test = new TestUnits("grade", VariableKind.RANKING, List.of("0", "1", "2"), List.of(1L, 2L, 3L, 4L, 5L),
                List.of("2", "1", "0", "0", "1"), List.of("q", "q", "q", "r", "r"));
        SamplingOutcome outcome = SamplingResults.of("s", Studies.samplingRequest(200), Map.of("target", test),
                List.of(ranked("random", 5, 4, 3, 1, 2), ranked("uncertainty", 1, 2, 3, 2, 1)), List.of());
        double second = 1 / (Math.log(3) / Math.log(2));
        double poor = ((second + 1) / (2 + second) + second) / 2;
        assertThat(outcome.means()).extracting(m -> m.merit().orNaN()).usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : 1)
                .containsExactly(1.0, poor);
        assertThat(outcome.comparisons()).hasSize(1);
        assertThat(outcome.comparisons().getFirst().delta().orNaN()).isCloseTo(poor - 1, EXACT);
        assertThat(outcome.comparisons().getFirst().interval().low()).isCloseTo((second + 1) / (2 + second) - 1, EXACT);
        assertThat(outcome.comparisons().getFirst().interval().high()).isCloseTo(second - 1, EXACT);
        assertThat(outcome.curve().getFirst().figures()).isInstanceOf(TestFigures.Ranked.class);
    }

    private static SamplingAnswers ranked(String strategy, double... scores) {
        return new SamplingAnswers("minilm", strategy, 2, 100, "target", 1, Collections.nCopies(5, null), scores);
    }

    private static double mean(SamplingOutcome outcome, String strategy) {
        return outcome.means().stream().filter(m -> m.strategy().equals(strategy) && m.round() == 2 && m.domain().equals("target"))
                .findFirst().orElseThrow().merit().orNaN();
    }
}
