package concord.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Against hand-computed figures and statsmodels 0.15.0 (proportion_confint, method wilson).
class CalibrationTest {
    private static final double[] CONFIDENCE = {.55, .62, .71, .78, .81, .88, .91, .95, .97, .99, .52, .67, .73, .86, .93};
    private static final int[] RIGHT = {0, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 0};

    @Test
    void errorAndBrierScoreOfTenBins() {
        boolean[] right = new boolean[RIGHT.length];
        for (int i = 0; i < right.length; i++) {
            right[i] = RIGHT[i] == 1;
        }
        Calibration calibration = Calibration.of(CONFIDENCE, right, 10);
        assertThat(calibration.ece()).isCloseTo(.118667, within(1e-6));
        assertThat(calibration.brier()).isCloseTo(.189213, within(1e-6));
        assertThat(calibration.bins()).extracting(Calibration.Bin::n).containsExactly(2, 2, 3, 3, 5);
    }

    @Test
    void aConfidenceOnABoundBelongsToTheLowerBin() {
        Calibration calibration = Calibration.of(new double[]{0, 0.5, 1}, new boolean[]{false, true, true}, 2);
        assertThat(calibration.bins()).extracting(Calibration.Bin::n).containsExactly(2, 1);
        assertThat(calibration.ece()).isCloseTo(2 / 3.0 * Math.abs(0.5 - 0.25), within(1e-12));
    }

    @Test
    void aConfidenceOutsideIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Calibration.of(new double[]{1.01}, new boolean[]{true}, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> Calibration.of(new double[0], new boolean[0], 10));
    }

    @Test
    void wilsonInterval() {
        Interval interval = Proportion.wilson(212, 250, 0.95);
        assertThat(interval.low()).isCloseTo(.798255, within(1e-6));
        assertThat(interval.high()).isCloseTo(.887212, within(1e-6));
        assertThat(Proportion.wilson(0, 3, 0.95).low()).isZero();
        assertThat(Proportion.wilson(3, 3, 0.95).high()).isEqualTo(1);
    }
}
