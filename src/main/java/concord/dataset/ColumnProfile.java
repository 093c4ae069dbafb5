package concord.dataset;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What one column holds, gathered in one pass and in bounded memory. Not thread-safe.
final class ColumnProfile {
    private static final int LONGEST_VALUE = 200;
    private static final int LONGEST_ID = 200;
    private static final int WORDS = 2_000;
    private static final int REPEATS_COUNTED = 1_000;

    private final String name;
    private final int index;
    private final int distinctLimit;
    private final Map<String, Value> values = new LinkedHashMap<>();
    private @Nullable LongSet seen;
    private final long[] words = new long[WORDS + 1];
    private boolean overflow;
    private boolean unique = true;
    private long repeated;
    private long filled;
    private long blank;
    private long numbers;
    private long fractions;
    private long chars;
    private int longest;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;
    private @Nullable String oddity;
    private long oddityLine;

    ColumnProfile(String name, int index, int distinctLimit, boolean trackUnique) {
        this.name = name;
        this.index = index;
        this.distinctLimit = distinctLimit;
        this.seen = trackUnique ? new LongSet() : null;
        this.unique = trackUnique;
    }

    /// One spelling in the column.
    static final class Value {
        private final long firstLine;
        private long count;

        private Value(long firstLine) {
            this.firstLine = firstLine;
        }

        long firstLine() {
            return firstLine;
        }

        long count() {
            return count;
        }
    }

    void add(@Nullable String cell, long line) {
        if (cell == null || cell.isEmpty()) {
            blank++;
            return;
        }
        filled++;
        int n = cell.length();
        chars += n;
        longest = Math.max(longest, n);
        words[Math.min(WORDS, wordCount(cell))]++;
        if (Numbers.isNumber(cell)) {
            numbers++;
            if (cell.indexOf('.') >= 0)
                fractions++;
            double d = Double.parseDouble(cell);
            least = Math.min(least, d);
            most = Math.max(most, d);
        } else if (oddity == null) {
            oddity = n > 40 ? cell.substring(0, 40) + "…" : cell;
            oddityLine = line;
        }
        tally(cell, line);
        if (seen != null)
            countRepeat(cell);
    }

    private void countRepeat(String cell) {
        if (cell.length() > LONGEST_ID) {
            unique = false;
            repeated = 0;
            seen = null;
        } else if (!Objects.requireNonNull(seen).add(Hash.of(cell))) {
            unique = false;
            // What comes again and again is no id: nobody asks for the number.
            if (++repeated > REPEATS_COUNTED && repeated * 2 > filled) {
                repeated = 0;
                seen = null;
            }
        }
    }

    void addBlank(long cells) {
        blank += cells;
    }

    private void tally(String cell, long line) {
        if (overflow)
            return;
        Value value = values.get(cell);
        if (value == null) {
            if (values.size() >= distinctLimit || cell.length() > LONGEST_VALUE) {
                overflow = true;
                values.clear();
                return;
            }
            value = new Value(line);
            values.put(cell, value);
        }
        value.count++;
    }

    private static int wordCount(String s) {
        int n = 0;
        boolean inside = false;
        for (int i = 0; i < s.length(); i++) {
            boolean space = s.charAt(i) <= ' ';
            if (!space && !inside)
                n++;
            inside = !space;
        }
        return n;
    }

    String name() {
        return name;
    }

    int index() {
        return index;
    }

    long filled() {
        return filled;
    }

    long blank() {
        return blank;
    }

    /// Every row has a value and no two have the same.
    boolean unique() {
        return unique && blank == 0 && filled > 0;
    }

    /// Cells whose value came before, in a column that may be an id; 0 in others.
    long repeated() {
        return repeated;
    }

    /// Number of spellings; only a lower bound when [#many()].
    int distinct() {
        return overflow ? distinctLimit + 1 : values.size();
    }

    boolean many() {
        return overflow;
    }

    /// Spellings by first appearance; empty when there are too many to keep.
    Map<String, Value> values() {
        return Collections.unmodifiableMap(values);
    }

    double meanChars() {
        return filled == 0 ? 0 : (double) chars / filled;
    }

    int longest() {
        return longest;
    }

    double numberShare() {
        return filled == 0 ? 0 : (double) numbers / filled;
    }

    long notNumbers() {
        return filled - numbers;
    }

    boolean hasFractions() {
        return fractions > 0;
    }

    double least() {
        return least;
    }

    double most() {
        return most;
    }

    /// The first value that is no number.
    @Nullable
    String oddity() {
        return oddity;
    }

    long oddityLine() {
        return oddityLine;
    }

    int medianWords() {
        long half = (filled + 1) / 2;
        long sum = 0;
        for (int i = 0; i <= WORDS; i++) {
            sum += words[i];
            if (sum >= half)
                return i;
        }
        return 0;
    }
}
