package concord.ui.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import concord.model.UnitOutcome;
import concord.model.result.TeachOutcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The sentence at the end of a run says what came of it, as its card does.
class OutcomeTextTest {
    private static String sentence(Map<UnitOutcome, Long> outcomes, long pending) {
        return OutcomeText.of(new TeachOutcome("gpt-4.1-1", 1200, 1200, outcomes, pending, 0.1, 1, 1, List.of()));
    }

    @Test
    void onlyWhatWasLabelledIsSaidWhereAllWas() {
        assertThat(sentence(Map.of(UnitOutcome.LABELLED, 1200L), 0)).isEqualTo("gpt-4.1-1 is done: 1,200 of 1,200 texts labelled.");
    }

    @Test
    void aRunHeldBackByItsCapIsNotDone() {
        assertThat(sentence(Map.of(UnitOutcome.LABELLED, 40L, UnitOutcome.FAILED, 2L, UnitOutcome.CAPPED, 1158L), 0))
                .isEqualTo("gpt-4.1-1 reached its cap: 40 of 1,200 texts labelled, 2 failed, 1,158 not asked.");
    }

    @Test
    void everyWayToStayWithoutALabelHasWords() {
        for (UnitOutcome outcome : UnitOutcome.values()) {
            assertThat(sentence(Map.of(outcome, 7L), 0)).contains("7 ");
        }
    }

    @Test
    void aBatchThatIsOutIsNotDone() {
        assertThat(sentence(Map.of(), 1200)).isEqualTo("gpt-4.1-1: 0 of 1,200 texts labelled, 1,200 answers still with the provider.");
    }
}
