package concord.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// What has no value says why; nothing is ever NaN.
class DegenerateTest {
    private static final List<String> YES_NO = List.of("yes", "no");

    @Test
    void noUnitWithBothLabels() {
        PairwiseFigures f = Pairwise.of(new PairedLabels(YES_NO, new int[0], new int[0], 4, 0), BootstrapOptions.DEFAULT);
        assertThat(f.values().values()).hasSize(21).allMatch(v -> v.equals(Value.undefined("no unit has both labels")));
        assertThat(f.undefined()).hasSize(21);
        assertThat(f.labels()).isEmpty();
        assertThat(f.confusion()).isEmpty();
        assertThat(f.intervals()).isEmpty();
        assertThat(f.nReference()).isEqualTo(4);
    }

    @Test
    void oneLabelOnly() {
        PairwiseFigures f = Pairwise.of(new PairedLabels(YES_NO, new int[]{1, 1, 1}, new int[]{1, 1, 1}, 3, 3), BootstrapOptions.DEFAULT);
        assertThat(f.labels()).containsExactly("no");
        assertThat(f.value("accuracy")).isEqualTo(Value.of(1));
        for (String key : List.of("cohen_kappa", "cohen_kappa_quadratic", "scott_pi", "krippendorff_alpha_ordinal", "gwet_ac1", "mcc")) {
            assertThat(f.value(key)).as(key).isEqualTo(Value.undefined("only one label was used"));
            assertThat(f.undefined()).containsEntry(key, "only one label was used");
            assertThat(f.interval(key)).isNull();
        }
        assertThat(f.interval("accuracy").low()).isEqualTo(1);
    }

    @Test
    void labelOneSideNeverGave() {
        PairwiseFigures f = Pairwise.of(new PairedLabels(YES_NO, new int[]{0, 1, 0}, new int[]{1, 1, 1}, 3, 3), BootstrapOptions.NONE);
        assertThat(f.perLabel().get(0)).isEqualTo(new LabelFigures("yes", 0, 0, 0, 2, 0));
        assertThat(f.undefined()).containsOnly(Map.entry("per_label.yes.precision", "the other never gave this label"),
                Map.entry("mcc", "the other used only one label"));
    }

    @Test
    void spellingsOfOneNumberHaveNoIntervalAlpha() {
        PairwiseFigures f = Pairwise.of(new PairedLabels(List.of("1", "1.0"), new int[]{0, 1, 0}, new int[]{0, 0, 1}, 3, 3),
                BootstrapOptions.NONE);
        assertThat(f.value("krippendorff_alpha_interval")).isEqualTo(Value.undefined("all labels used stand for the same number"));
        assertThat(f.value("krippendorff_alpha_nominal").defined()).isTrue();
    }

    @Test
    void wordsThatJavaReadsAsNumbersAreRanks() {
        assertThat(Distances.interval(List.of("NaN", "1", "5"))).containsExactly(0, 1, 2);
        assertThat(Distances.interval(List.of("1d", "7"))).containsExactly(0, 1);
        assertThat(Distances.interval(List.of("-1", "2.5", "1e2"))).containsExactly(-1, 2.5, 100);
    }

    @Test
    void amongReasons() {
        assertThat(among(new int[][]{{0, -1}, {-1, 1}}).value("gwet_ac1")).isEqualTo(Value.undefined("no unit has two labels"));
        assertThat(among(new int[][]{{0, 0}, {0, 0}}).value("fleiss_kappa")).isEqualTo(Value.undefined("only one label was used"));
        AmongFigures f = among(new int[][]{{0, 0, 1}, {0, 0, -1}});
        assertThat(f.value("krippendorff_alpha.nominal"))
                .isEqualTo(Value.undefined("only one label was used on the units with two labels or more"));
        assertThat(f.value("percent_agreement")).isEqualTo(Value.of(1));
        assertThat(f.value("fleiss_kappa").defined()).isTrue();
        AmongFigures empty = among(new int[][]{{}, {}});
        assertThat(empty.units()).isZero();
        assertThat(empty.values().values()).noneMatch(Value::defined);
    }

    @Test
    void setsWithoutLabels() {
        MultiLabelFigures none = MultiLabel.of(new PairedSets(YES_NO, new int[][]{{}, {}}, new int[][]{{}, {}}, 2, 2),
                BootstrapOptions.DEFAULT);
        assertThat(none.value("exact_match")).isEqualTo(Value.of(1));
        assertThat(none.value("micro.f1")).isEqualTo(Value.undefined("no label was given"));
        MultiLabelFigures f = MultiLabel.of(new PairedSets(YES_NO, new int[][]{{0}, {}, {1, 0}}, new int[][]{{}, {}, {0, 1}}, 3, 3),
                BootstrapOptions.DEFAULT);
        assertThat(f.value("jaccard").orNaN()).isCloseTo(1 / 3., Offset.offset(1e-12));
        assertThat(f.undefined()).containsEntry("jaccard", "1 unit without a label on either side counts as 0")
                .containsEntry("samples.precision", "2 units without a label by the other count as 0");
        MultiLabelFigures empty = MultiLabel.of(new PairedSets(YES_NO, new int[0][], new int[0][], 0, 0), BootstrapOptions.DEFAULT);
        assertThat(empty.value("hamming")).isEqualTo(Value.undefined("no unit has both labels"));
    }

    @Test
    void setsHaveIntervals() {
        SplitMix64 random = new SplitMix64(1);
        int[][] reference = new int[200][];
        int[][] other = new int[200][];
        for (int i = 0; i < 200; i++) {
            reference[i] = random.nextInt(3) == 0 ? new int[]{0, 1} : new int[]{random.nextInt(2)};
            other[i] = random.nextInt(4) == 0 ? new int[]{random.nextInt(2)} : reference[i];
        }
        MultiLabelFigures f = MultiLabel.of(new PairedSets(YES_NO, reference, other, 200, 200), BootstrapOptions.DEFAULT);
        assertThat(f.intervals()).hasSize(12 + 6);
        f.values().forEach((key, v) -> assertThat(v.orNaN()).as(key).isBetween(f.interval(key).low(), f.interval(key).high()));
    }

    private static AmongFigures among(int[][] ratings) {
        return Among.of(new RatingTable(YES_NO, List.of("a", "b"), ratings), BootstrapOptions.DEFAULT);
    }
}
