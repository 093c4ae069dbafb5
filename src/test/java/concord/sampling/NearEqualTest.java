package concord.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concord.stats.SplitMix64;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NearEqualTest {
    @Test
    void spaceCaseAndCompatibleCharactersDoNotSetTextsApart() {
        assertEquals(bits(0, 1),
                NearEqual.near(List.of("The  COMMITTEE met\ntoday ", "ﬁne", "find"), List.of("the committee met today", "FINE")));
    }

    @Test
    void shortTextsAreComparedByEqualityOnly() {
        // 19 characters: a Jaccard index of 14/15 would be near
        assertEquals(bits(1), NearEqual.near(List.of("abcdefghijklmnopqr", "abcdefghijklmnopqrs"), List.of("abcdefghijklmnopqrs")));
        // 21 against 22 characters: 17/18
        assertEquals(bits(0), NearEqual.near(List.of("abcdefghijklmnopqrstu"), List.of("abcdefghijklmnopqrstuv")));
    }

    @Test
    void theMarkIsEightTenthsAndCounts() {
        String base = "abcdefghijklmnopqrstuvwx";
        // 20 grams against 25 that include them: 0.8; against 26: below
        assertEquals(bits(0), NearEqual.near(List.of(base), List.of(base + "01234")));
        assertEquals(bits(), NearEqual.near(List.of(base), List.of(base + "012345")));
        assertEquals(bits(0), NearEqual.near(List.of(base + "01234"), List.of(base)));
    }

    @Test
    void emptyListsAndTextsWithNothingInCommon() {
        assertEquals(bits(), NearEqual.near(List.of(), List.of("something rather long to compare")));
        assertEquals(bits(), NearEqual.near(List.of("something rather long to compare"), List.of()));
        assertEquals(bits(), NearEqual.near(List.of("something rather long to compare"), List.of("0123456789 0123456789")));
    }

    @Test
    void theIndexFindsWhatComparingEveryPairFinds() {
        SplitMix64 random = new SplitMix64(5);
        String[] words = {"rates", "inflation", "the", "committee", "sees", "growth", "labour", "market", "policy", "of", "prices", "risk"};
        List<String> others = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            others.add(sentence(words, 4 + random.nextInt(12), random));
        }
        List<String> candidates = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            StringBuilder changed = new StringBuilder(others.get(random.nextInt(others.size())));
            for (int edits = random.nextInt(6); edits > 0; edits--) {
                changed.setCharAt(random.nextInt(changed.length()), (char) ('a' + random.nextInt(26)));
            }
            candidates.add(random.nextInt(4) == 0 ? sentence(words, 8, random) : changed.toString());
        }
        BitSet expected = new BitSet();
        for (int i = 0; i < candidates.size(); i++) {
            for (String other : others) {
                if (near(candidates.get(i), other))
                    expected.set(i);
            }
        }
        assertTrue(expected.cardinality() > 50 && expected.cardinality() < 350, "a fair mixture: " + expected.cardinality());
        assertEquals(expected, NearEqual.near(candidates, others));
    }

    /// By the definition, pair by pair.
    private static boolean near(String a, String b) {
        String x = Splits.normal(a);
        String y = Splits.normal(b);
        if (x.equals(y))
            return true;
        if (x.length() < 20 || y.length() < 20)
            return false;
        Set<String> both = grams(x);
        both.retainAll(grams(y));
        Set<String> any = grams(x);
        any.addAll(grams(y));
        return both.size() * 10 >= any.size() * 8;
    }

    private static Set<String> grams(String text) {
        Set<String> grams = new HashSet<>();
        for (int i = 0; i + 5 <= text.length(); i++) {
            grams.add(text.substring(i, i + 5));
        }
        return grams;
    }

    private static String sentence(String[] words, int length, SplitMix64 random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(words[random.nextInt(words.length)]).append(' ');
        }
        return text.toString().strip();
    }

    private static BitSet bits(int... set) {
        BitSet bits = new BitSet();
        for (int bit : set) {
            bits.set(bit);
        }
        return bits;
    }
}
