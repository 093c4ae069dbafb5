package concord.ui.label;

import concord.ui.control.UnitText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words in which the two texts of a pair differ.
///
/// A word differs when it is not in the longest common subsequence of words, compared without case and without punctuation around them. For long
/// pairs, where that would take too long to wait for, a word differs when the other text does not have it at all.
///
/// @param first  marks in the first text
/// @param second marks in the second
record WordDifference(List<UnitText.Mark> first, List<UnitText.Mark> second) {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+(?:[’'\\-][\\p{L}\\p{N}]+)*");
    private static final int CELLS = 1_000_000;
    private static final String STYLE = "mark-differs";

    private record Word(String key, int from, int to) {}

    static WordDifference of(String first, String second) {
        List<Word> a = words(first);
        List<Word> b = words(second);
        boolean[] keptA = new boolean[a.size()];
        boolean[] keptB = new boolean[b.size()];
        if ((long) a.size() * b.size() > CELLS) {
            keepShared(a, b, keptA);
            keepShared(b, a, keptB);
        } else {
            keepCommon(a, b, keptA, keptB);
        }
        return new WordDifference(marks(a, keptA), marks(b, keptB));
    }

    private static void keepShared(List<Word> words, List<Word> others, boolean[] kept) {
        Set<String> there = new HashSet<>();
        others.forEach(word -> there.add(word.key()));
        for (int i = 0; i < kept.length; i++) {
            kept[i] = there.contains(words.get(i).key());
        }
    }

    private static void keepCommon(List<Word> a, List<Word> b, boolean[] keptA, boolean[] keptB) {
        int[][] length = new int[a.size() + 1][b.size() + 1];
        for (int i = a.size() - 1; i >= 0; i--) {
            for (int j = b.size() - 1; j >= 0; j--) {
                length[i][j] = a.get(i).key().equals(b.get(j).key())
                        ? length[i + 1][j + 1] + 1
                        : Math.max(length[i + 1][j], length[i][j + 1]);
            }
        }
        int i = 0;
        int j = 0;
        while (i < a.size() && j < b.size()) {
            if (a.get(i).key().equals(b.get(j).key())) {
                keptA[i++] = true;
                keptB[j++] = true;
            } else if (length[i + 1][j] >= length[i][j + 1]) {
                i++;
            } else {
                j++;
            }
        }
    }

    private static List<UnitText.Mark> marks(List<Word> words, boolean[] kept) {
        List<UnitText.Mark> marks = new ArrayList<>();
        for (int i = 0; i < kept.length; i++) {
            if (!kept[i])
                marks.add(new UnitText.Mark(words.get(i).from(), words.get(i).to(), STYLE));
        }
        return marks;
    }

    private static List<Word> words(String text) {
        List<Word> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(new Word(matcher.group().toLowerCase(Locale.ROOT), matcher.start(), matcher.end()));
        }
        return words;
    }
}
