package concord.ui.codebook;

import java.util.ArrayList;
import java.util.List;

/// Word differences between two versions of a sentence, by the longest common subsequence of words.
public final class WordDiff {
    /// Beyond this many pairs of words the whole text is shown as replaced.
    private static final long LIMIT = 4_000_000;

    public enum Change {
        SAME, REMOVED, ADDED
    }

    public record Piece(String text, Change change) {}

    private WordDiff() {
    }

    /// Pieces in reading order; removed words stand before those that took their place. The pieces that are not ADDED joined give `before`,
    /// those not REMOVED give `after`.
    public static List<Piece> of(String before, String after) {
        String[] a = words(before);
        String[] b = words(after);
        List<Piece> pieces = new ArrayList<>();
        if ((long) a.length * b.length > LIMIT) {
            add(pieces, before, Change.REMOVED);
            add(pieces, after, Change.ADDED);
            return pieces;
        }
        int[][] common = new int[a.length + 1][b.length + 1];
        for (int i = a.length - 1; i >= 0; i--) {
            for (int j = b.length - 1; j >= 0; j--) {
                common[i][j] = a[i].equals(b[j]) ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        int i = 0;
        int j = 0;
        while (i < a.length || j < b.length) {
            if (i < a.length && j < b.length && a[i].equals(b[j])) {
                add(pieces, a[i++], Change.SAME);
                j++;
            } else if (i < a.length && (j == b.length || common[i + 1][j] >= common[i][j + 1])) {
                add(pieces, a[i++], Change.REMOVED);
            } else {
                add(pieces, b[j++], Change.ADDED);
            }
        }
        return pieces;
    }

    private static String[] words(String text) {
        return text.isEmpty() ? new String[0] : text.split("(?<=\\s)(?=\\S)|(?<=\\S)(?=\\s)");
    }

    private static void add(List<Piece> pieces, String text, Change change) {
        if (text.isEmpty())
            return;
        if (!pieces.isEmpty() && pieces.getLast().change() == change) {
            pieces.set(pieces.size() - 1, new Piece(pieces.getLast().text() + text, change));
        } else {
            pieces.add(new Piece(text, change));
        }
    }
}
