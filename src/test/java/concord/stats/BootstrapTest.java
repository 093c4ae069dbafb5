package concord.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BootstrapTest {
    private static final List<String> ABCD = List.of("a", "b", "c", "d");

    @Test
    void sameSeedSameIntervalsOnAnyNumberOfThreads() throws ExecutionException, InterruptedException {
        PairedLabels pairs = pairs(400, 3, .3);
        PairwiseFigures here = Pairwise.of(pairs, BootstrapOptions.DEFAULT);
        try (ForkJoinPool one = new ForkJoinPool(1); ForkJoinPool five = new ForkJoinPool(5)) {
            assertThat(one.submit(() -> Pairwise.of(pairs, BootstrapOptions.DEFAULT)).get().intervals()).isEqualTo(here.intervals());
            assertThat(five.submit(() -> Pairwise.of(pairs, BootstrapOptions.DEFAULT)).get().intervals()).isEqualTo(here.intervals());
        }
        assertThat(Pairwise.of(pairs, new BootstrapOptions(1000, 2, .95)).intervals()).isNotEqualTo(here.intervals());
    }

    @Test
    void everyFigureHasAnIntervalAroundItsValue() {
        PairwiseFigures f = Pairwise.of(pairs(400, 3, .3), BootstrapOptions.DEFAULT);
        assertThat(f.intervals()).hasSize(ConfusionFigures.VALUES.size() + 3 * 4);
        f.intervals().forEach((key, i) -> {
            assertThat(i.low()).as(key).isLessThan(i.high());
            assertThat(List.of(i.level(), i.draws(), i.seed(), i.method())).isEqualTo(List.of(.95, 1000, 1L, "percentile item bootstrap"));
        });
        f.values().forEach((key, v) -> assertThat(v.orNaN()).as(key).isBetween(f.interval(key).low(), f.interval(key).high()));
    }

    /// The multinomial over cells against the textbook way: draw items one by one.
    @Test
    void equalsResamplingItemByItem() {
        PairedLabels pairs = pairs(300, 11, .4);
        int draws = 20_000;
        SplitMix64 random = new SplitMix64(99);
        double[] kappas = new double[draws];
        double[] macro = new double[draws];
        for (int d = 0; d < draws; d++) {
            int[] pick = IntStream.range(0, 300).map(_ -> random.nextInt(300)).toArray();
            PairwiseFigures f = Pairwise.of(new PairedLabels(ABCD, Arrays.stream(pick).map(i -> pairs.reference()[i]).toArray(),
                    Arrays.stream(pick).map(i -> pairs.other()[i]).toArray(), 300, 300), BootstrapOptions.NONE);
            kappas[d] = f.value("cohen_kappa").orNaN();
            macro[d] = f.value("macro.f1").orNaN();
        }
        Arrays.sort(kappas);
        Arrays.sort(macro);
        PairwiseFigures f = Pairwise.of(pairs, new BootstrapOptions(draws, 5, .95));
        near(f.interval("cohen_kappa"), kappas);
        near(f.interval("macro.f1"), macro);
    }

    @Test
    void amongEqualsPairwiseWhereBothLabelledEverything() {
        PairedLabels pairs = pairs(500, 4, .3);
        AmongFigures among = Among.of(new RatingTable(ABCD, List.of("x", "y"), new int[][]{pairs.reference(), pairs.other()}),
                new BootstrapOptions(20_000, 1, .95));
        PairwiseFigures two = Pairwise.of(pairs, new BootstrapOptions(20_000, 2, .95));
        List<List<String>> same = List.of(List.of("krippendorff_alpha.nominal", "krippendorff_alpha_nominal"),
                List.of("krippendorff_alpha.ordinal", "krippendorff_alpha_ordinal"), List.of("fleiss_kappa", "scott_pi"),
                List.of("gwet_ac1", "gwet_ac1"), List.of("percent_agreement", "percent_agreement"));
        for (List<String> keys : same) {
            assertThat(among.value(keys.get(0)).orNaN()).isCloseTo(two.value(keys.get(1)).orNaN(), Offset.offset(1e-12));
            assertThat(among.interval(keys.get(0)).low()).isCloseTo(two.interval(keys.get(1)).low(), Offset.offset(.005));
            assertThat(among.interval(keys.get(0)).high()).isCloseTo(two.interval(keys.get(1)).high(), Offset.offset(.005));
        }
    }

    @Test
    void noIntervalWhereMostDrawsLackTheFigure() {
        // one unit of 40 is b: 36 % of the draws lack it, its recall still has an interval; of b's precision nothing is known
        int[] reference = new int[40];
        reference[7] = 1;
        PairwiseFigures f = Pairwise.of(new PairedLabels(List.of("a", "b"), reference, new int[40], 40, 40), BootstrapOptions.DEFAULT);
        assertThat(f.interval("per_label.b.recall")).isNotNull();
        assertThat(f.interval("per_label.b.precision")).isNull();
        assertThat(f.interval("mcc")).isNull();
        assertThat(f.undefined()).containsEntry("per_label.b.precision", "the other never gave this label");
        assertThat(f.undefined()).containsEntry("mcc", "the other used only one label");
    }

    @Test
    void oneUnitHasNoInterval() {
        assertThat(Pairwise.of(new PairedLabels(List.of("a", "b"), new int[]{0}, new int[]{1}, 1, 1), BootstrapOptions.DEFAULT).intervals())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"20, .3", "30, .02", "100, .5", "60, .8", "1000, .004", "100000, .3"})
    void binomialsHaveTheirDistribution(int n, double p) {
        int draws = 200_000;
        SplitMix64 random = new SplitMix64(n);
        double[] seen = new double[n + 1];
        for (int i = 0; i < draws; i++) {
            seen[Multinomial.binomial(n, p, random)]++;
        }
        double chi = 0;
        int cells = 0;
        double restSeen = 0;
        double restExpected = 0;
        for (int k = 0; k <= n; k++) {
            double expected = draws * Math.exp(logChoose(n, k) + k * Math.log(p) + (n - k) * Math.log1p(-p));
            if (expected < 20) {
                restSeen += seen[k];
                restExpected += expected;
                continue;
            }
            chi += (seen[k] - expected) * (seen[k] - expected) / expected;
            cells++;
        }
        if (restExpected > 5)
            chi += (restSeen - restExpected) * (restSeen - restExpected) / restExpected;
        assertThat(chi).isLessThan(cells + 5 * Math.sqrt(2.0 * cells));
        assertThat(cells).isGreaterThan(4);
    }

    @Test
    void quantilesInterpolate() {
        double[] sorted = {1, 2, 4, 8};
        assertThat(Bootstrap.quantile(sorted, 0)).isEqualTo(1);
        assertThat(Bootstrap.quantile(sorted, .5)).isEqualTo(3);
        assertThat(Bootstrap.quantile(sorted, 1)).isEqualTo(8);
        assertThat(Bootstrap.quantile(sorted, .9)).isCloseTo(6.8, Offset.offset(1e-12));
    }

    @Test
    void optionsAreChecked() {
        assertThatThrownBy(() -> new BootstrapOptions(-1, 1, .95)).hasMessageContaining("0 or more, not -1");
        assertThatThrownBy(() -> new BootstrapOptions(10, 1, 95)).hasMessageContaining("between 0 and 1, not 95");
    }

    @Test
    void generatorGivesTheSameNumbersForEver() {
        SplitMix64 random = new SplitMix64(1234567);
        assertThat(List.of(random.nextLong(), random.nextLong(), random.nextLong())).containsExactly(6457827717110365317L,
                3203168211198807973L, -8629252141511181193L);
        int[] faces = new int[6];
        for (int i = 0; i < 60_000; i++) {
            faces[random.nextInt(6)]++;
        }
        assertThat(Arrays.stream(faces).boxed()).allSatisfy(n -> assertThat(n).isBetween(9_600, 10_400));
    }

    private static void near(Interval interval, double[] sorted) {
        assertThat(interval.low()).isCloseTo(Bootstrap.quantile(sorted, .025), Offset.offset(.004));
        assertThat(interval.high()).isCloseTo(Bootstrap.quantile(sorted, .975), Offset.offset(.004));
    }

    private static double logChoose(int n, int k) {
        return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
    }

    private static double logFactorial(int n) {
        if (n < 50)
            return IntStream.rangeClosed(2, n).mapToDouble(Math::log).sum();
        double x = n;
        return x * Math.log(x) - x + .5 * Math.log(2 * Math.PI * x) + 1 / (12 * x) - 1 / (360 * x * x * x);
    }

    private static PairedLabels pairs(int n, long seed, double noise) {
        SplitMix64 random = new SplitMix64(seed);
        int[] reference = IntStream.range(0, n).map(_ -> Math.min(random.nextInt(5), 3)).toArray();
        int[] other = Arrays.stream(reference).map(label -> random.nextDouble() < noise ? random.nextInt(4) : label).toArray();
        return new PairedLabels(ABCD, reference, other, n, n);
    }
}
