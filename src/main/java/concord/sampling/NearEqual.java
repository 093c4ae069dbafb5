package concord.sampling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which texts are equal or nearly equal to a text of another list, so that nothing is trained on what it is tested on.
///
/// Two texts are nearly equal where, after [Splits#normal], they are equal, or where both have at least 20 characters and their sets of
/// character 5-grams have a Jaccard index (Jaccard 1912) of 0.8 or more. Characters are UTF-16 units. The comparison is exact: an inverted
/// index over the rarest grams only finds the pairs worth counting (prefix filtering, Chaudhuri, Ganti and Kaushik 2006).
public final class NearEqual {
    private static final int GRAM = 5;
    private static final int SHORTEST = 20;
    private final Set<String> equal = new HashSet<>();
    /// Rank of each gram of the other texts, rare ones first.
    private final Map<String, Integer> ranks = new HashMap<>();
    /// The other texts' grams by rank, ascending.
    private final List<int[]> grams = new ArrayList<>();
    /// By rank, the texts that have the gram among their rarest.
    private final int[][] holders;

    private NearEqual(List<String> others) {
        others.forEach(text -> equal.add(Splits.normal(text)));
        List<Set<String>> sets = new ArrayList<>();
        Map<String, Integer> frequency = new HashMap<>();
        for (String text : equal) {
            if (text.length() >= SHORTEST) {
                Set<String> set = gramsOf(text);
                sets.add(set);
                set.forEach(gram -> frequency.merge(gram, 1, Integer::sum));
            }
        }
        rank(frequency);
        int[] counts = new int[ranks.size()];
        for (Set<String> set : sets) {
            int[] ranked = set.stream().mapToInt(ranks::get).sorted().toArray();
            grams.add(ranked);
            for (int i = 0; i < prefix(ranked.length); i++) {
                counts[ranked[i]]++;
            }
        }
        holders = new int[ranks.size()][];
        for (int text = grams.size() - 1; text >= 0; text--) {
            int[] ranked = grams.get(text);
            for (int i = 0; i < prefix(ranked.length); i++) {
                int gram = ranked[i];
                if (holders[gram] == null)
                    holders[gram] = new int[counts[gram]];
                holders[gram][--counts[gram]] = text;
            }
        }
    }

    /// @return by position in `candidates`, those equal or nearly equal to any of the others; pairs of texts are to be joined to one
    public static BitSet near(List<String> candidates, List<String> others) {
        NearEqual known = new NearEqual(others);
        BitSet near = new BitSet();
        int[] seen = new int[known.grams.size()];
        Arrays.fill(seen, -1);
        for (int i = 0; i < candidates.size(); i++) {
            if (known.has(Splits.normal(candidates.get(i)), i, seen))
                near.set(i);
        }
        return near;
    }

    private boolean has(String text, int mark, int[] seen) {
        if (equal.contains(text))
            return true;
        if (text.length() < SHORTEST)
            return false;
        Set<String> set = gramsOf(text);
        int[] ranked = set.stream().map(ranks::get).filter(rank -> rank != null).mapToInt(Integer::intValue).sorted().toArray();
        // Grams that no other text has are the rarest of all: they fill the prefix first.
        int probed = Math.min(ranked.length, prefix(set.size()) - (set.size() - ranked.length));
        for (int i = 0; i < probed; i++) {
            int[] texts = holders[ranked[i]];
            if (texts == null)
                continue;
            for (int other : texts) {
                if (seen[other] != mark) {
                    seen[other] = mark;
                    if (alike(ranked, set.size(), grams.get(other)))
                        return true;
                }
            }
        }
        return false;
    }

    /// Jaccard of 0.8 or more, in whole numbers: 5 shared >= 4 (a + b - shared).
    ///
    /// @param a those of a text's grams that the others know, and `size` how many it has in all
    private static boolean alike(int[] a, int size, int[] b) {
        int needed = Math.ceilDiv(4 * (size + b.length), 9);
        if (needed > Math.min(a.length, b.length))
            return false;
        int shared = 0;
        int i = 0;
        int j = 0;
        while (i < a.length && j < b.length) {
            if (a[i] == b[j]) {
                shared++;
                i++;
                j++;
            } else if (a[i] < b[j]) {
                i++;
            } else {
                j++;
            }
        }
        return shared >= needed;
    }

    /// Of two sets with a Jaccard index of 0.8 or more, each has one of the shared grams among this many of its rarest.
    private static int prefix(int size) {
        return size - Math.ceilDiv(4 * size, 5) + 1;
    }

    private void rank(Map<String, Integer> frequency) {
        String[] rareFirst = frequency.keySet().toArray(String[]::new);
        Arrays.sort(rareFirst, (x, y) -> {
            int byFrequency = Integer.compare(frequency.get(x), frequency.get(y));
            return byFrequency == 0 ? x.compareTo(y) : byFrequency;
        });
        for (int i = 0; i < rareFirst.length; i++) {
            ranks.put(rareFirst[i], i);
        }
    }

    private static Set<String> gramsOf(String text) {
        Set<String> grams = HashSet.newHashSet(text.length());
        for (int i = 0; i + GRAM <= text.length(); i++) {
            grams.add(text.substring(i, i + GRAM));
        }
        return grams;
    }
}
