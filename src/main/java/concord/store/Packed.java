package concord.store;

/// A key of two numbers: the owner (series, variable, sample) in the high 23 bits, the unit or position in the low 40.
final class Packed {
    static final int BITS = 40;
    private static final long LOW = (1L << BITS) - 1;

    private Packed() {
    }

    static long of(int owner, long low) {
        if (low < 0 || low > LOW)
            throw new StoreException("There is no unit number " + low + ".");
        return ((long) owner << BITS) | low;
    }

    static int owner(long key) {
        return (int) (key >>> BITS);
    }

    static long low(long key) {
        return key & LOW;
    }

    static long last(int owner) {
        return ((long) owner << BITS) | LOW;
    }
}
