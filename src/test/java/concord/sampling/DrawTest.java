package concord.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.model.SampleMember;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DrawTest {
    private static final long[] FRAME = LongStream.range(100, 200).toArray();

    @Test
    void randomIsDistinctKnownAndRepeatable() {
        List<SampleMember> drawn = Draw.random(FRAME, 30, 42);
        assertThat(drawn).hasSize(30).isEqualTo(Draw.random(FRAME, 30, 42)).isNotEqualTo(Draw.random(FRAME, 30, 43));
        assertThat(drawn).extracting(SampleMember::unit).doesNotHaveDuplicates().isSubsetOf(LongStream.range(100, 200).boxed().toList());
        assertThat(drawn).allMatch(m -> m.probability() == .3);
        // pinned: a published seed must give the same sample under every later version
        assertThat(Draw.random(FRAME, 5, 1)).extracting(SampleMember::unit).containsExactly(156L, 174L, 197L, 146L, 103L);
    }

    @Test
    void everyUnitIsDrawnAsOftenAsPromised() {
        int[] hits = new int[10];
        int[] first = new int[10];
        long[] frame = LongStream.range(0, 10).toArray();
        for (int seed = 0; seed < 20_000; seed++) {
            List<SampleMember> drawn = Draw.random(frame, 3, seed);
            drawn.forEach(m -> hits[(int) m.unit()]++);
            first[(int) drawn.getFirst().unit()]++;
        }
        assertThat(Arrays.stream(hits).boxed()).allSatisfy(n -> assertThat(n).isBetween(5_700, 6_300));
        assertThat(Arrays.stream(first).boxed()).allSatisfy(n -> assertThat(n).isBetween(1_800, 2_200));
    }

    @Test
    void stratifiedIsProportionalWithOneFromEach() {
        String[] strata = IntStream.range(0, 100).mapToObj(i -> i < 80 ? "big" : i < 98 ? "small" : "tiny").toArray(String[]::new);
        List<SampleMember> drawn = Draw.stratified(FRAME, strata, 20, 7);
        Map<String, List<SampleMember>> by = drawn.stream().collect(Collectors.groupingBy(m -> strata[(int) m.unit() - 100]));
        assertThat(by.get("big")).hasSize(16).allMatch(m -> m.probability() == 16 / 80.);
        assertThat(by.get("small")).hasSize(3).allMatch(m -> m.probability() == 3 / 18.);
        assertThat(by.get("tiny")).hasSize(1).allMatch(m -> m.probability() == .5);
        assertThat(drawn).extracting(SampleMember::unit).doesNotHaveDuplicates();
        assertThat(drawn).isEqualTo(Draw.stratified(FRAME, strata, 20, 7));
        // the expansion estimate of the frame's size is exact in a stratified sample
        assertThat(drawn.stream().mapToDouble(m -> 1 / m.probability()).sum()).isCloseTo(100, Offset.offset(1e-9));
    }

    @Test
    void oneGiantAmongSinglesLeavesEachItsOne() {
        long[] frame = LongStream.range(0, 1000).toArray();
        String[] strata = IntStream.range(0, 1000).mapToObj(i -> i < 9 ? "s" + i : "giant").toArray(String[]::new);
        assertThat(Draw.stratified(frame, strata, 10, 1)).extracting(m -> strata[(int) m.unit()]).doesNotHaveDuplicates();
    }

    @Test
    void fewerThanStrataStillGivesEveryUnitItsProbability() {
        long[] frame = LongStream.range(0, 12).toArray();
        String[] strata = {"a", "a", "a", "a", "a", "b", "b", "c", "d", "e", "f", "f"};
        int[] hits = new int[12];
        for (int seed = 0; seed < 20_000; seed++) {
            List<SampleMember> drawn = Draw.stratified(frame, strata, 3, seed);
            assertThat(drawn).hasSize(3).allMatch(m -> m.probability() == .25);
            drawn.forEach(m -> hits[(int) m.unit()]++);
        }
        assertThat(Arrays.stream(hits).boxed()).allSatisfy(n -> assertThat(n).isBetween(4_750, 5_250));
    }

    @Test
    void wholeFrameAndTooMuch() {
        assertThat(Draw.random(FRAME, 100, 1)).hasSize(100).allMatch(m -> m.probability() == 1);
        String[] strata = new String[100];
        Arrays.fill(strata, "one");
        assertThat(Draw.stratified(FRAME, strata, 100, 1)).hasSize(100).allMatch(m -> m.probability() == 1);
        assertThat(Draw.stratified(new long[0], new String[0], 0, 1)).isEmpty();
        assertThatThrownBy(() -> Draw.random(FRAME, 101, 1)).hasMessage("A sample of 101 cannot be drawn from 100 units.");
    }
}
