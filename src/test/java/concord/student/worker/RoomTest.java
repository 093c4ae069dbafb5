package concord.student.worker;

import static org.assertj.core.api.Assertions.assertThat;

import concord.student.MemoryEstimate.Fit;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoomTest {
    private static final long GIB = 1L << 30;

    @Test
    void aBatchThatDoesNotFitIsTakenInPowersOfTwo() {
        try (StartingPoint minilm = StartingPoint.minilm()) {
            Plan plan = Plan.plain(minilm, 3);
            assertThat(Room.of(plan, 16, 256, 16 * GIB, false))
                    .isEqualTo(new Fit(16, true, "needs about 3.4 GB, 17.2 GB are free: steps of 16 units"));
            Fit half = Room.of(plan, 16, 256, 5 * GIB / 2, false);
            assertThat(half.enough()).isTrue();
            assertThat(half.units()).isEqualTo(8);
            assertThat(half.sentence()).endsWith("gathered to 16");
            assertThat(Room.of(plan, 16, 256, GIB, false).enough()).isFalse();
        }
    }

    @Test
    void adaptersAndLayersComputedTwiceNeedLess() {
        try (StartingPoint minilm = StartingPoint.minilm()) {
            Plan whole = Plan.plain(minilm, 3);
            Plan adapted = Plan.of(minilm.architecture(), minilm.config(), 3, Objective.CHOICE, 0, Precision.FLOAT32,
                    new Lora(8, 16, 0, Set.of("query", "value")), 0);
            long free = 5 * GIB / 2;
            assertThat(Room.of(adapted, 16, 256, free, false).units()).isGreaterThanOrEqualTo(Room.of(whole, 16, 256, free, false).units());
            assertThat(Room.of(whole.checkpointed(), 16, 256, free, false).units()).isEqualTo(16);
        }
    }
}
