package concord.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Several threads at the same work.
class ParallelTest {
    @Test
    void allRunAtTheSameTimeAndHaveEndedAfterwards() {
        CyclicBarrier together = new CyclicBarrier(6);
        AtomicInteger ended = new AtomicInteger();
        Parallel.run(6, () -> {
            try {
                together.await();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            Parallel.pause(20);
            ended.incrementAndGet();
        });
        assertThat(ended).hasValue(6);
    }

    @Test
    void theFirstFailureIsThrownAfterTheOthersEnded() {
        AtomicInteger turn = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        assertThatThrownBy(() -> Parallel.run(4, () -> {
            int mine = turn.getAndIncrement();
            if (mine == 0)
                throw new IllegalStateException("first");
            Parallel.pause(100);
            ended.incrementAndGet();
            if (mine == 1)
                throw new IllegalArgumentException("second");
        })).isInstanceOf(IllegalStateException.class).hasMessage("first").satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        assertThat(ended).hasValue(3);
    }
}
