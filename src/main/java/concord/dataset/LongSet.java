package concord.dataset;

/// A set of longs by open addressing: eight bytes a place instead of a boxed entry.
final class LongSet {
    private long[] table = new long[1 << 10];
    private int size;
    private boolean zero;

    /// @return whether it was new
    boolean add(long value) {
        if (value == 0) {
            boolean added = !zero;
            zero = true;
            return added;
        }
        if (size * 2 >= table.length)
            grow();
        if (!place(table, value))
            return false;
        size++;
        return true;
    }

    private static boolean place(long[] table, long value) {
        int mask = table.length - 1;
        int at = (int) (value ^ value >>> 29) & mask;
        while (table[at] != 0) {
            if (table[at] == value)
                return false;
            at = at + 1 & mask;
        }
        table[at] = value;
        return true;
    }

    private void grow() {
        long[] bigger = new long[table.length * 2];
        for (long value : table) {
            if (value != 0)
                place(bigger, value);
        }
        table = bigger;
    }
}
