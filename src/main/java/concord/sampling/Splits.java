package concord.sampling;

import concord.stats.SplitMix64;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Splits for training: stratified by label, with equal texts (after Unicode NFKC, lower case and white-space folding) on one side.
public final class Splits {
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+", Pattern.UNICODE_CHARACTER_CLASS);

    private Splits() {
    }

    /// Each label's units are shared out near to `share`, rare labels first, texts in an order drawn from the seed.
    ///
    /// Where equal texts carry different labels the promise for labels can be out of reach (three labels on three texts, each text with two
    /// of them); then as many labels as one text moved at a time can mend have both sides.
    ///
    /// @param texts  one a unit (pair texts joined)
    /// @param labels label index a unit
    /// @param share  of the units for validation, in (0, 0.5]
    /// @return true where the unit goes to validation; at least one unit of each side, and of each label on each side where it
    ///         has two distinct texts or more
    /// @throws IllegalArgumentException when there are not two distinct texts, or the share is out of range
    public static boolean[] validation(String[] texts, int[] labels, double share, long seed) {
        if (texts.length != labels.length)
            throw new IllegalArgumentException(texts.length + " texts, " + labels.length + " labels");
        if (!(share > 0 && share <= 0.5))
            throw new IllegalArgumentException("The share for validation must be above 0 and at most 0.5, not " + share + ".");
        Map<String, List<Integer>> byText = new LinkedHashMap<>();
        for (int i = 0; i < texts.length; i++) {
            byText.computeIfAbsent(normal(texts[i]), _ -> new ArrayList<>()).add(i);
        }
        if (byText.size() < 2)
            throw new IllegalArgumentException("A split needs at least two different texts.");
        List<int[]> groups = new ArrayList<>();
        for (List<Integer> units : byText.values()) {
            groups.add(units.stream().mapToInt(Integer::intValue).toArray());
        }
        Collections.shuffle(groups, new SplitMix64(seed));
        Sides sides = new Sides(groups, labels);
        sides.share(share);
        sides.mend();
        return sides.units(texts.length);
    }

    /// The form in which two texts count as equal.
    public static String normal(String text) {
        return SPACE.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
    }

    /// Which texts go to validation while the split is being made.
    private static final class Sides {
        private final List<int[]> groups;
        private final int[] labels;
        private final int kinds;
        private final boolean[] held;
        private final List<List<Integer>> groupsOf = new ArrayList<>();

        Sides(List<int[]> groups, int[] labels) {
            this.groups = groups;
            this.labels = labels;
            this.kinds = Arrays.stream(labels).max().orElse(-1) + 1;
            this.held = new boolean[groups.size()];
            for (int k = 0; k < kinds; k++) {
                groupsOf.add(new ArrayList<>());
            }
            for (int g = 0; g < groups.size(); g++) {
                int group = g;
                Arrays.stream(groups.get(g)).map(unit -> labels[unit]).distinct().forEach(label -> groupsOf.get(label).add(group));
            }
        }

        void share(double share) {
            boolean[] placed = new boolean[groups.size()];
            List<Integer> rareFirst = new ArrayList<>();
            for (int k = 0; k < kinds; k++) {
                rareFirst.add(k);
            }
            rareFirst.sort(Comparator.comparingInt(k -> groupsOf.get(k).size()));
            for (int label : rareFirst) {
                double target = share * units(label, groupsOf.get(label));
                double reached = units(label, groupsOf.get(label).stream().filter(g -> held[g]).toList());
                for (int g : groupsOf.get(label)) {
                    if (placed[g])
                        continue;
                    placed[g] = true;
                    int more = units(label, List.of(g));
                    held[g] = Math.abs(reached + more - target) < Math.abs(reached - target);
                    reached += held[g] ? more : 0;
                }
            }
        }

        /// Moves single texts until each label with two texts or more is on both sides, then until no side is empty.
        void mend() {
            for (int label = 0; label < kinds; label++) {
                for (boolean side : new boolean[]{true, false}) {
                    if (lacks(label, side))
                        groupsOf.get(label).stream().filter(g -> free(g)).min(Comparator.comparingInt(g -> groups.get(g).length))
                                .ifPresent(g -> held[g] = side);
                }
            }
            for (boolean side : new boolean[]{true, false}) {
                if (!anyOn(side))
                    held[smallest()] = side;
            }
        }

        private boolean lacks(int label, boolean side) {
            List<Integer> of = groupsOf.get(label);
            return of.size() >= 2 && of.stream().noneMatch(g -> held[g] == side);
        }

        /// Whether the text can change sides without taking any of its labels' last text from the side it is on.
        private boolean free(int group) {
            return Arrays.stream(groups.get(group)).map(unit -> labels[unit]).distinct().allMatch(label -> {
                List<Integer> of = groupsOf.get(label);
                return of.size() < 2 || of.stream().filter(g -> held[g] == held[group]).count() >= 2;
            });
        }

        private boolean anyOn(boolean side) {
            for (boolean h : held) {
                if (h == side)
                    return true;
            }
            return false;
        }

        private int smallest() {
            int best = 0;
            for (int g = 1; g < groups.size(); g++) {
                if (groups.get(g).length < groups.get(best).length)
                    best = g;
            }
            return best;
        }

        private int units(int label, List<Integer> of) {
            return (int) of.stream().flatMapToInt(g -> Arrays.stream(groups.get(g))).filter(unit -> labels[unit] == label).count();
        }

        boolean[] units(int n) {
            boolean[] validation = new boolean[n];
            for (int g = 0; g < held.length; g++) {
                for (int unit : groups.get(g)) {
                    validation[unit] = held[g];
                }
            }
            return validation;
        }
    }
}
