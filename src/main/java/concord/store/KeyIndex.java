package concord.store;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.OptionalLong;

/// Unit keys in little memory: 128 bits of each key's SHA-256 stand for the key (two keys never share them in practice), by open addressing;
/// 24 bytes a slot, at most 60 % full. A million keys take about 50 MB.
final class KeyIndex {
    private final MessageDigest digest;
    private long[] high = new long[1 << 12];
    private long[] low = new long[1 << 12];
    private long[] units = new long[1 << 12];
    private int size;

    KeyIndex() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    OptionalLong find(String key) {
        ByteBuffer print = print(key);
        int slot = slot(print.getLong(0), print.getLong(Long.BYTES));
        return units[slot] == 0 ? OptionalLong.empty() : OptionalLong.of(units[slot]);
    }

    /// @param unit from 1
    /// @return false when the key was there, which then keeps its unit
    boolean add(String key, long unit) {
        ByteBuffer print = print(key);
        return add(print.getLong(0), print.getLong(Long.BYTES), unit);
    }

    private boolean add(long a, long b, long unit) {
        int slot = slot(a, b);
        if (units[slot] != 0)
            return false;
        high[slot] = a;
        low[slot] = b;
        units[slot] = unit;
        if (++size > units.length * 0.6)
            grow();
        return true;
    }

    private int slot(long a, long b) {
        int mask = units.length - 1;
        int slot = (int) a & mask;
        while (units[slot] != 0 && (high[slot] != a || low[slot] != b)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] a = high;
        long[] b = low;
        long[] u = units;
        high = new long[u.length * 2];
        low = new long[u.length * 2];
        units = new long[u.length * 2];
        size = 0;
        for (int i = 0; i < u.length; i++) {
            if (u[i] != 0)
                add(a[i], b[i], u[i]);
        }
    }

    private ByteBuffer print(String key) {
        // char by char: a charset would make all broken surrogates the same
        ByteBuffer chars = ByteBuffer.allocate(key.length() * Character.BYTES);
        chars.asCharBuffer().put(key);
        return ByteBuffer.wrap(digest.digest(chars.array()));
    }
}
