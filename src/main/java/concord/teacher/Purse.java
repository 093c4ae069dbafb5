package concord.teacher;

import org.jspecify.annotations.Nullable;

/// Keeps a run below its cap. Before a call its highest price is set aside; when it is done, what it really cost takes the place of that.
/// Thread-safe.
final class Purse {
    private final @Nullable Double cap;
    private double spent;
    private double aside;

    /// @param cap   US dollars; null for none
    /// @param spent what the run has cost so far
    Purse(@Nullable Double cap, double spent) {
        this.cap = cap;
        this.spent = spent;
    }

    /// Whether a call may go out.
    enum Leave {
        /// It may; its price is set aside.
        GRANTED,
        /// Not now, but when a call under way turns out cheaper than what is set aside for it.
        LATER,
        /// Never again.
        NEVER
    }

    synchronized Leave take(double highest) {
        if (cap == null || spent + aside + highest <= cap) {
            aside += highest;
            return Leave.GRANTED;
        }
        return aside > 0 && spent + highest <= cap ? Leave.LATER : Leave.NEVER;
    }

    synchronized void settle(double highest, double cost) {
        aside = Math.max(0, aside - highest);
        spent += cost;
    }

    synchronized double spent() {
        return spent;
    }
}
