package concord.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Published and hand-checked cases, to the six digits they were printed with.
class FixturesTest {
    private static final Offset<Double> PRINTED = Offset.offset(6e-7);

    @Test
    void twentyTextsByTwoAnnotators() {
        PairwiseFigures f = pair("01", "11100010100010010001", "11000110101010011001");
        close(f.value("accuracy"), .80);
        close(f.value("macro.f1"), .797980);
        close(f.value("balanced_accuracy"), .8125);
        close(f.value("mcc"), .612372);
        close(f.value("cohen_kappa"), .60);
        close(f.value("krippendorff_alpha_nominal"), .606061);
        assertThat(f.value("gwet_ac1").orNaN()).isCloseTo(.60396, Offset.offset(6e-6));
        assertThat(f.value("scott_pi").orNaN()).isCloseTo(.59596, Offset.offset(6e-6));
        LabelFigures one = f.perLabel().get(1);
        assertThat(one.precision()).isCloseTo(.70, PRINTED);
        assertThat(one.recall()).isCloseTo(.875, PRINTED);
        assertThat(one.f1()).isCloseTo(.777778, PRINTED);
        assertThat(f.confusion()).containsExactly(List.of(9, 3), List.of(1, 7));
    }

    @Test
    void fourRatersWithGaps() {
        AmongFigures f = Among.of(new RatingTable(List.of("1", "2", "3", "4", "5"), List.of("r1", "r2", "r3", "r4"),
                new int[][]{row("1 2 3 3 2 1 4 1 2 . . ."), row("1 2 3 3 2 2 4 1 2 5 . 3"), row(". 3 3 3 2 3 4 2 2 5 1 ."),
                        row("1 2 3 3 2 4 4 1 2 5 1 .")}),
                BootstrapOptions.NONE);
        close(f.value("krippendorff_alpha.nominal"), .743421);
        close(f.value("krippendorff_alpha.ordinal"), .815388);
        close(f.value("krippendorff_alpha.interval"), .849107);
        close(f.value("gwet_ac1"), .775444);
        close(f.value("fleiss_kappa"), .761169);
        assertThat(f.units()).isEqualTo(12);
        assertThat(f.pairableUnits()).isEqualTo(11);
    }

    @Test
    void weightedKappas() {
        PairwiseFigures f = pair("12345", "123451234523", "124452235413");
        close(f.value("cohen_kappa"), .478261);
        close(f.value("cohen_kappa_linear"), .724771);
        close(f.value("cohen_kappa_quadratic"), .883721);
    }

    /// The table of Fleiss 1971: ten subjects, five diagnoses, fourteen raters.
    @Test
    void fleiss() {
        int[][] table = {{0, 0, 0, 0, 14}, {0, 2, 6, 4, 2}, {0, 0, 3, 5, 6}, {0, 3, 9, 2, 0}, {2, 2, 8, 1, 1}, {7, 7, 0, 0, 0},
                {3, 2, 6, 3, 0}, {2, 5, 3, 2, 2}, {6, 5, 2, 1, 0}, {0, 2, 2, 3, 7}};
        int[][] ratings = new int[14][10];
        for (int unit = 0; unit < 10; unit++) {
            int rater = 0;
            for (int label = 0; label < 5; label++) {
                for (int i = 0; i < table[unit][label]; i++) {
                    ratings[rater++][unit] = label;
                }
            }
        }
        AmongFigures f = Among.of(new RatingTable(List.of("a", "b", "c", "d", "e"), names(14), ratings), BootstrapOptions.NONE);
        close(f.value("fleiss_kappa"), .209931);
    }

    private static void close(Value value, double expected) {
        assertThat(value.orNaN()).isCloseTo(expected, PRINTED);
    }

    private static PairwiseFigures pair(String labels, String reference, String other) {
        return Pairwise.of(new PairedLabels(List.of(labels.split("")), reference.chars().map(labels::indexOf).toArray(),
                other.chars().map(labels::indexOf).toArray(), reference.length(), other.length()), BootstrapOptions.NONE);
    }

    private static int[] row(String text) {
        return List.of(text.split(" ")).stream().mapToInt(s -> s.equals(".") ? -1 : Integer.parseInt(s) - 1).toArray();
    }

    private static List<String> names(int n) {
        return IntStream.range(0, n).mapToObj(i -> "r" + i).toList();
    }
}
