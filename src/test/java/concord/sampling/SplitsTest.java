package concord.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.stats.SplitMix64;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitsTest {
    @Test
    void shareByLabelAndRepeatable() {
        String[] texts = IntStream.range(0, 1000).mapToObj(i -> "text " + i).toArray(String[]::new);
        int[] labels = IntStream.range(0, 1000).map(i -> i < 700 ? 0 : i < 950 ? 1 : 2).toArray();
        boolean[] held = Splits.validation(texts, labels, .2, 1);
        assertThat(IntStream.range(0, 3).mapToObj(k -> IntStream.range(0, 1000).filter(i -> labels[i] == k && held[i]).count()))
                .containsExactly(140L, 50L, 10L);
        assertThat(Splits.validation(texts, labels, .2, 1)).isEqualTo(held);
        assertThat(Splits.validation(texts, labels, .2, 2)).isNotEqualTo(held);
    }

    @Test
    void equalTextsStayTogether() {
        for (int seed = 0; seed < 200; seed++) {
            SplitMix64 random = new SplitMix64(seed);
            String[] forms = {"Same  text %d", "same text %d ", "SAME\u00a0TEXT %d", "ｓame\ttext %d"};
            String[] texts = IntStream.range(0, 60).mapToObj(_ -> forms[random.nextInt(4)].formatted(random.nextInt(25)))
                    .toArray(String[]::new);
            int[] labels = Arrays.stream(texts).mapToInt(t -> Splits.normal(t).hashCode() % 3 + 2).map(k -> Math.min(k, 3)).toArray();
            boolean[] held = Splits.validation(texts, labels, .25, seed);
            Map<String, Boolean> side = new HashMap<>();
            for (int i = 0; i < texts.length; i++) {
                Boolean before = side.put(Splits.normal(texts[i]), held[i]);
                assertThat(before).isIn(null, held[i]);
            }
            bothSides(texts, labels, held);
        }
    }

    @Test
    void rareLabelsAreOnBothSides() {
        String[] texts = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"};
        int[] labels = {0, 0, 0, 0, 0, 0, 1, 1, 2, 3};
        for (int seed = 0; seed < 100; seed++) {
            boolean[] held = Splits.validation(texts, labels, .1, seed);
            bothSides(texts, labels, held);
            assertThat(held[8] || held[9]).as("a label with one text is for training").isFalse();
        }
    }

    @Test
    void textsWithTwoLabelsEach() {
        String[] texts = {"x", "x", "y", "y"};
        int[] labels = {0, 1, 0, 1};
        for (int seed = 0; seed < 20; seed++) {
            bothSides(texts, labels, Splits.validation(texts, labels, .5, seed));
        }
    }

    @Test
    void onlySinglesStillGiveTwoSides() {
        boolean[] held = Splits.validation(new String[]{"a", "b"}, new int[]{0, 1}, .2, 3);
        assertThat(held[0]).isNotEqualTo(held[1]);
    }

    @Test
    void oneTextCannotBeSplit() {
        assertThatThrownBy(() -> Splits.validation(new String[]{"a", " A "}, new int[]{0, 1}, .2, 1))
                .hasMessageContaining("two different texts");
        assertThatThrownBy(() -> Splits.validation(new String[]{"a", "b"}, new int[]{0, 1}, .6, 1)).hasMessageContaining("at most 0.5");
    }

    private static void bothSides(String[] texts, int[] labels, boolean[] held) {
        for (int label : Arrays.stream(labels).distinct().toArray()) {
            long distinct = IntStream.range(0, texts.length).filter(i -> labels[i] == label).mapToObj(i -> Splits.normal(texts[i]))
                    .distinct().count();
            if (distinct < 2)
                continue;
            assertThat(IntStream.range(0, texts.length).filter(i -> labels[i] == label && held[i])).as("validation " + label).isNotEmpty();
            assertThat(IntStream.range(0, texts.length).filter(i -> labels[i] == label && !held[i])).as("training " + label).isNotEmpty();
        }
    }
}
