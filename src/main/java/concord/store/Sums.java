package concord.store;

import org.jspecify.annotations.Nullable;

/// Order-free checksums of what an import brought: the sum of one 64-bit hash per row, so that `check` finds a row that was lost or changed.
final class Sums {
    private static final long PRIME = 0x100000001B3L;
    private static final long START = 0xCBF29CE484222325L;

    private Sums() {
    }

    static long unit(long id, String key, String text, @Nullable String textB, @Nullable String query, @Nullable String metadata) {
        long hash = mix(START, id);
        hash = mix(hash, key);
        hash = mix(hash, text);
        hash = mix(hash, textB);
        hash = mix(hash, query);
        return spread(mix(hash, metadata));
    }

    /// @param confidence NaN for none; of a row with a score in place of a label that score
    static long label(long id, @Nullable String label, double confidence) {
        return spread(mix(mix(mix(START, id), label), Double.doubleToLongBits(confidence)));
    }

    private static long mix(long hash, @Nullable String value) {
        if (value == null)
            return (hash ^ 0xFFFF_FFFFL) * PRIME;
        long h = hash;
        for (int i = 0, n = value.length(); i < n; i++) {
            h = (h ^ value.charAt(i)) * PRIME;
        }
        return (h ^ 0x1_0000L) * PRIME;
    }

    private static long mix(long hash, long value) {
        return spread(hash ^ value) * PRIME;
    }

    private static long spread(long value) {
        long h = (value ^ (value >>> 32)) * 0x9E3779B97F4A7C15L;
        return h ^ (h >>> 29);
    }
}
