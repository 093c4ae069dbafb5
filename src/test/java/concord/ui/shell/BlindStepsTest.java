package concord.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BlindStepsTest {
    private final BlindSteps steps = new BlindSteps();

    @Test
    void aFigureNeverShownMayBeShown() {
        assertThat(steps.mayMove("k", 7)).isTrue();
        assertThat(steps.nextMove("k")).isEmpty();
    }

    @Test
    void itMovesAtMultiplesOfTwentyAtLeastTwentyOn() {
        steps.moved("k", 319);
        assertThat(steps.mayMove("k", 320)).as("one save after it was shown").isFalse();
        assertThat(steps.mayMove("k", 339)).isFalse();
        assertThat(steps.mayMove("k", 340)).isTrue();
        steps.moved("k", 340);
        assertThat(steps.mayMove("k", 359)).isFalse();
        assertThat(steps.nextMove("k")).hasValue(360);
    }

    @Test
    void undoingDoesNotMoveIt() {
        steps.moved("k", 40);
        assertThat(steps.mayMove("k", 39)).isFalse();
        assertThat(steps.mayMove("k", 10)).isFalse();
    }
}
