package concord.ui.shell;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/// When a figure that involves a teacher or a student may move while somebody labels blind: only in steps of 20 labels, so that no single save
/// gives an answer away.
final class BlindSteps {
    static final int STEP = 20;
    private final Map<String, Long> shown = new HashMap<>();

    /// Whether a figure may be computed afresh now.
    ///
    /// @param key   the figure
    /// @param count labels of the person on which it rests
    boolean mayMove(String key, long count) {
        Long at = shown.get(key);
        return at == null || count >= next(at);
    }

    void moved(String key, long count) {
        shown.put(key, count);
    }

    /// The number of labels at which it moves next; empty when it was never shown.
    OptionalLong nextMove(String key) {
        Long at = shown.get(key);
        return at == null ? OptionalLong.empty() : OptionalLong.of(next(at));
    }

    private static long next(long at) {
        return (at + STEP + STEP - 1) / STEP * STEP;
    }
}
