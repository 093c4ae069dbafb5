package concord.ui.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import concord.study.StudyOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Matrix, figures by arm and findings of a study with invented answers.
class ResultsTest {
    @Test
    void theMatrixShowsWhatEndedWhatFailedAndWhatIsAtWork() {
        StudyOutcome outcome = new Invented().ended(Invented.HUMAN_100, 1L, 10, 10).ended(Invented.HUMAN_100, 2L, 20, 20)
                .ended(Invented.HUMAN_200, 1L, 5, 5).failed(Invented.GPT_100, 1, "Out of memory.").outcome();
        Moment now = new Moment(3, 10, 0.3, Optional.of(Duration.ofSeconds(9)),
                Map.of("GPT 200, linear, seed 2,", new Moment.Work("epoch 2 of 4", 0.5)));
        Matrix matrix = Matrix.of(outcome, Invented.STANCE, now);
        assertThat(matrix.columns()).extracting(Matrix.Column::title).containsExactly("Human 100", "Human 200", "GPT 100", "GPT 200",
                "Both");
        assertThat(matrix.columns()).extracting(Matrix.Column::slot).containsExactly(0, 0, 1, 1, 2);
        List<Matrix.Entry> row = matrix.cells().get("linear").stream().map(Optional::orElseThrow).toList();
        assertThat(row).extracting(Matrix.Entry::state).containsExactly(Matrix.State.DONE, Matrix.State.DONE, Matrix.State.FAILED,
                Matrix.State.AT_WORK, Matrix.State.WAITING);
        // seed 1 has precision and recall 30 of 40, seed 2 has 20 of 40
        assertThat(row.getFirst().mean().orNaN()).isCloseTo((0.75 + 0.5) / 2, within(1e-12));
        assertThat(row.getFirst().sd().orNaN()).isCloseTo(0.25 / Math.sqrt(2), within(1e-12));
        assertThat(row.getFirst().seeds()).containsExactly(Matrix.Seed.DONE, Matrix.Seed.DONE);
        assertThat(row.get(1).seeds()).containsExactly(Matrix.Seed.DONE, Matrix.Seed.OPEN);
        assertThat(row.get(1).sd().defined()).isFalse();
        assertThat(row.get(2).why()).isEqualTo("Out of memory.");
        assertThat(row.get(2).seeds()).containsExactly(Matrix.Seed.FAILED, Matrix.Seed.OPEN);
        assertThat(row.get(3).work()).isEqualTo("epoch 2 of 4");
        assertThat(matrix.level(matrix.low())).isEqualTo(1);
        assertThat(matrix.level(matrix.high())).isEqualTo(6);
    }

    @Test
    void armsAreListedWithTheTeacherAndWhatIsNotThereYetIsUndefined() {
        StudyOutcome outcome = new Invented().ended(Invented.HUMAN_100, 1L, 10, 0).ended(Invented.ITSELF, null, 0, 40).outcome();
        ByArm byArm = ByArm.of(outcome, Invented.STANCE, "linear");
        assertThat(byArm.rows()).extracting(ByArm.Row::title).containsExactly("Human 100", "Human 200", "GPT 100", "GPT 200", "Both",
                "GPT itself");
        ByArm.Row human = byArm.rows().getFirst();
        assertThat(human.precision().orNaN()).isEqualTo(1);
        assertThat(human.recall().orNaN()).isEqualTo(0.75);
        ByArm.Row itself = byArm.rows().getLast();
        assertThat(itself.recall().orNaN()).isEqualTo(1);
        assertThat(itself.precision().orNaN()).isEqualTo(0.5);
        assertThat(byArm.rows().get(1).f1().defined()).isFalse();
    }

    @Test
    void armsAreHeldAgainstPeoplesLabelsOfTheSameSize() {
        Findings findings = Findings.of(Invented.whole(), Invented.STANCE, "linear", Invented.MARKS);
        assertThat(findings.differences()).extracting(d -> d.cell().title() + " less " + d.people().title()).containsExactly(
                "GPT 100 less Human 100", "GPT 200 less Human 200", "Both less Human 200", "GPT itself less Human 200");
        Findings.Difference gpt = findings.differences().get(1);
        assertThat(gpt.recall().orNaN()).isPositive();
        assertThat(gpt.precision().orNaN()).isNegative();
        double human = f1(8, 4, 9, 4);
        double teacher = f1(4, 14, 4, 15);
        assertThat(gpt.f1().orNaN()).isCloseTo(teacher - human, within(1e-12));
        assertThat(java.util.Objects.requireNonNull(gpt.interval()).low()).isLessThan(teacher - human);
        assertThat(gpt.interval().high()).isGreaterThan(teacher - human);
    }

    /// The mean of two seeds.
    private static double f1(int missed1, int found1, int missed2, int found2) {
        return (f1(missed1, found1) + f1(missed2, found2)) / 2;
    }

    private static double f1(int missed, int found) {
        double hits = 40.0 - missed;
        return 2 * hits / (2 * hits + missed + found);
    }

    @Test
    void theSentenceSaysNoMoreThanTheIntervalAllows() {
        String open = Findings.of(Invented.whole(), Invented.STANCE, "linear", Invented.MARKS).sentence("MiniLM").orElseThrow();
        assertThat(open).startsWith("MiniLM with 200 labels of GPT scores .0").contains("95% interval −.")
                .contains("do not tell them apart");
        Invented far = new Invented();
        for (long seed = 1; seed <= 2; seed++) {
            far.ended(Invented.HUMAN_200, seed, 1, 1).ended(Invented.GPT_200, seed, 18, 18);
        }
        String clear = Findings.of(far.outcome(), Invented.STANCE, "linear", Invented.MARKS).sentence("MiniLM").orElseThrow();
        assertThat(clear).contains("below the same student with 200 human labels")
                .endsWith("On these texts the human labels teach better.");
        assertThat(Findings.of(new Invented().outcome(), Invented.STANCE, "linear", Invented.MARKS).sentence("MiniLM")).isEmpty();
    }

    @Test
    void differencesAreSignedAndNothingIsNeither() {
        assertThat(Findings.signed(0.04)).isEqualTo("+.04");
        assertThat(Findings.signed(-0.04)).isEqualTo("−.04");
        assertThat(Findings.signed(0.001)).isEqualTo(".00");
        assertThat(Findings.signed(-0.001)).isEqualTo(".00");
    }
}
