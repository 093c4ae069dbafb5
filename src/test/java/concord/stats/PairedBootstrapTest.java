package concord.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PairedBootstrapTest {
    private static final int UNITS = 120;
    private static final BootstrapOptions MANY = new BootstrapOptions(20_000, 1, .95);

    private final double[][] first = {values(1, .6), values(2, .7), values(3, .5)};
    private final double[][] second = {values(4, .5), values(5, .5), values(6, .4)};

    /// Against drawing units one by one with another generator.
    @Test
    void differencesArePaired() {
        List<PairedBootstrap.Drawn> a = drawn(first, MANY);
        List<PairedBootstrap.Drawn> b = drawn(second, MANY);
        double[] expected = naive(20_000, SeedDraw.ALL);
        near(PairedBootstrap.difference(a, b, 0), expected);
        assertThat(PairedBootstrap.difference(a, b, 0).method()).isEqualTo("percentile paired item bootstrap");
        // the same on both sides is no difference at all, which only a paired bootstrap finds
        assertThat(PairedBootstrap.difference(a, a, 0).low()).isZero();
        assertThat(PairedBootstrap.difference(a, a, 0).high()).isZero();
    }

    @Test
    void seedsAreDrawnInPairsToo() {
        Interval interval = PairedBootstrap.differenceOverSeeds(drawn(first, MANY), drawn(second, MANY), 0);
        near(interval, naive(20_000, SeedDraw.PAIRS));
        Interval fixed = PairedBootstrap.difference(drawn(first, MANY), drawn(second, MANY), 0);
        assertThat(interval.high() - interval.low()).isGreaterThan(fixed.high() - fixed.low());
    }

    @Test
    void hangsOnNeitherThreadsNorCompany() throws ExecutionException, InterruptedException {
        BootstrapOptions options = new BootstrapOptions(500, 7, .9);
        Interval together = PairedBootstrap.mean(drawn(first, options), 0);
        Interval alone = PairedBootstrap.mean(
                IntStream.range(0, 3).mapToObj(i -> drawn(new double[][]{first[i]}, options).getFirst()).toList(), 0);
        assertThat(alone).isEqualTo(together);
        try (ForkJoinPool five = new ForkJoinPool(5)) {
            assertThat(five.submit(() -> PairedBootstrap.mean(drawn(first, options), 0)).get()).isEqualTo(together);
        }
        assertThat(together.level()).isEqualTo(.9);
    }

    @Test
    void noIntervalWithoutDrawsUnitsOrValues() {
        assertThat(PairedBootstrap.mean(drawn(first, BootstrapOptions.NONE), 0)).isNull();
        assertThat(PairedBootstrap.mean(PairedBootstrap.draw(1, List.of(new QuerySeries(new double[]{1})), MANY), 0)).isNull();
        double[] one = new double[UNITS];
        Arrays.fill(one, Double.NaN);
        one[3] = 1;
        // 63 % of the draws have the one unit with a value
        assertThat(PairedBootstrap.mean(drawn(new double[][]{one}, MANY), 0)).isNotNull();
        one[3] = Double.NaN;
        assertThat(PairedBootstrap.mean(drawn(new double[][]{one}, MANY), 0)).isNull();
    }

    @Test
    void holmByHand() {
        assertThat(Holm.adjust(new double[]{.04, .01, .03, .02})).usingComparatorWithPrecision(1e-15).containsExactly(.06, .04, .06, .06);
        assertThat(Holm.adjust(new double[]{.5, .6})).containsExactly(1, 1);
        assertThat(Holm.adjust(new double[0])).isEmpty();
    }

    private enum SeedDraw {
        ALL, PAIRS
    }

    private double[] naive(int draws, SeedDraw seeds) {
        SplitMix64 random = new SplitMix64(77);
        double[] out = new double[draws];
        for (int d = 0; d < draws; d++) {
            int[] pick = IntStream.range(0, UNITS).map(_ -> random.nextInt(UNITS)).toArray();
            for (int s = 0; s < 3; s++) {
                int seed = switch (seeds) {
                    case ALL -> s;
                    case PAIRS -> random.nextInt(3);
                };
                for (int i : pick) {
                    out[d] += (first[seed][i] - second[seed][i]) / UNITS / 3;
                }
            }
        }
        Arrays.sort(out);
        return out;
    }

    private static void near(Interval interval, double[] sorted) {
        assertThat(interval.low()).isCloseTo(Bootstrap.quantile(sorted, .025), Offset.offset(.004));
        assertThat(interval.high()).isCloseTo(Bootstrap.quantile(sorted, .975), Offset.offset(.004));
    }

    private static List<PairedBootstrap.Drawn> drawn(double[][] values, BootstrapOptions options) {
        return PairedBootstrap.draw(UNITS, Arrays.stream(values).map(QuerySeries::new).toList(), options);
    }

    private static double[] values(long seed, double mean) {
        SplitMix64 random = new SplitMix64(seed);
        return IntStream.range(0, UNITS).mapToDouble(_ -> mean + 2 * random.nextDouble()).toArray();
    }
}
