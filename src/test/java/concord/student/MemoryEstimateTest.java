package concord.student;

import static org.assertj.core.api.Assertions.assertThat;

import concord.student.MemoryEstimate.Attention;
import concord.student.MemoryEstimate.Fit;
import concord.student.MemoryEstimate.Model;
import concord.student.MemoryEstimate.Step;
import org.junit.jupiter.api.Test;

class MemoryEstimateTest {
    private static final Model MINILM = new Model(22_713_600, 22_713_600, 384, 6, 12, 1536, 30_522);
    private static final Model MISTRAL = new Model(7_110_000_000L, 42_000_000, 4096, 32, 32, 14_336, 32_000);

    private static Step step(int batch, int length) {
        return new Step(batch, length, 4, false, Attention.MATRICES, false);
    }

    @Test
    void whatIsTrainedTakesFiveFloatsAWeight() {
        MemoryEstimate estimate = MemoryEstimate.of(MINILM, step(16, 128));
        assertThat(estimate.weights() + estimate.gradients() + estimate.optimizer()).isEqualTo(5L * 4 * 22_713_600);
        assertThat(estimate.total()).isEqualTo(estimate.weights() + estimate.gradients() + estimate.optimizer() + estimate.activations()
                + estimate.program());
    }

    @Test
    void activationsGrowWithTheBatchAndFasterWithTheLength() {
        // without the embedding's gradient, which does not depend on the step
        long embedding = 4L * 30_522 * 384;
        long one = MemoryEstimate.of(MINILM, step(16, 128)).activations() - embedding;
        assertThat(MemoryEstimate.of(MINILM, step(32, 128)).activations() - embedding).isEqualTo(2 * one);
        assertThat(MemoryEstimate.of(MINILM, step(16, 256)).activations() - embedding).isGreaterThan(2 * one);
        Step fused = new Step(16, 256, 4, false, Attention.FUSED, false);
        Step twice = new Step(16, 512, 4, false, Attention.FUSED, false);
        assertThat(MemoryEstimate.of(MINILM, twice).activations() - embedding)
                .isEqualTo(2 * (MemoryEstimate.of(MINILM, fused).activations() - embedding));
    }

    @Test
    void aFrozenModelOfSevenBillionWeightsFitsACardOf24Gigabytes() {
        Step step = new Step(1, 512, 2, true, Attention.FUSED, true);
        MemoryEstimate estimate = MemoryEstimate.of(MISTRAL, step);
        assertThat(estimate.weights()).isBetween(14_000_000_000L, 14_600_000_000L);
        assertThat(estimate.total()).isBetween(15_500_000_000L, 18_000_000_000L);
        Step all = new Step(1, 512, 2, false, Attention.FUSED, true);
        assertThat(MemoryEstimate.of(MISTRAL, all).activations()).isGreaterThan(5 * estimate.activations());
    }

    @Test
    void theLargestPowerOfTwoThatDividesTheBatchAndFits() {
        long whole = MemoryEstimate.of(MINILM, step(16, 256)).total();
        assertThat(MemoryEstimate.fit(MINILM, step(16, 256), whole).units()).isEqualTo(16);
        Fit half = MemoryEstimate.fit(MINILM, step(16, 256), whole - 1);
        assertThat(half.units()).isEqualTo(8);
        assertThat(half.enough()).isTrue();
        assertThat(half.sentence()).matches("needs about \\d\\.\\d GB, \\d\\.\\d GB are free: steps of 8 units, gathered to 16");
        assertThat(MemoryEstimate.fit(MINILM, step(12, 256), 1).units()).isEqualTo(1);
        assertThat(MemoryEstimate.fit(MINILM, step(12, 256), MemoryEstimate.of(MINILM, step(4, 256)).total()).units()).isEqualTo(4);
        Fit hopeless = MemoryEstimate.fit(MINILM, step(1, 256), 1);
        assertThat(hopeless.units()).isEqualTo(1);
        assertThat(hopeless.enough()).isFalse();
        assertThat(hopeless.sentence()).contains("steps of 1 unit, which still need about");
    }
}
