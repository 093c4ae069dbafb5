package concord.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Golden numbers of statsmodels 0.15.0 (mcnemar) for the table [[30, 12], [5, 53]]; the other ones from the formulas.
class McNemarTest {
    @Test
    void asStatsmodels() {
        McNemar test = McNemar.of(12, 5);
        assertThat(test.exactP()).isCloseTo(.143463, within(5e-7));
        assertThat(test.chi2().orNaN()).isCloseTo(2.117647, within(5e-7));
        assertThat(test.chi2P().orNaN()).isCloseTo(.145610, within(5e-7));
        assertThat(McNemar.of(5, 12).exactP()).isEqualTo(test.exactP());
    }

    @Test
    void atTheEdges() {
        assertThat(McNemar.of(0, 0).exactP()).isEqualTo(1);
        assertThat(McNemar.of(0, 0).chi2().defined()).isFalse();
        assertThat(McNemar.of(3, 3).exactP()).isEqualTo(1);
        assertThat(McNemar.of(3, 3).chi2P().orNaN()).isEqualTo(1);
        assertThat(McNemar.of(6, 0).exactP()).isCloseTo(2 / 64.0, within(1e-15));
        // far in the tail: chi2 = 98.01, upper tail of one degree of freedom 4.164e-23 (erfc(sqrt(chi2 / 2)))
        assertThat(McNemar.of(100, 0).chi2P().orNaN()).isCloseTo(4.16e-23, within(1e-24));
        assertThat(McNemar.of(4_000, 4_200).exactP()).isBetween(0.02, 0.04);
    }
}
