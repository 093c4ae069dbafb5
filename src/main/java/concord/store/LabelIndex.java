package concord.store;

/// Label numbers by unit in little memory: open addressing, 12 bytes a slot, at most 60 % full.
final class LabelIndex {
    private long[] units = new long[1 << 10];
    private int[] labels = new int[1 << 10];
    private int size;

    /// @return 0 when the unit has none
    int get(long unit) {
        return labels[slot(unit)];
    }

    /// @param unit  from 1
    /// @param label from 1, or -1 for a row without a label
    void put(long unit, int label) {
        int slot = slot(unit);
        if (units[slot] == 0)
            size++;
        units[slot] = unit;
        labels[slot] = label;
        if (size > units.length * 0.6)
            grow();
    }

    private int slot(long unit) {
        int mask = units.length - 1;
        int slot = (int) ((unit * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (units[slot] != 0 && units[slot] != unit) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] u = units;
        int[] l = labels;
        units = new long[u.length * 2];
        labels = new int[u.length * 2];
        size = 0;
        for (int i = 0; i < u.length; i++) {
            if (u[i] != 0)
                put(u[i], l[i]);
        }
    }
}
