package concord.ui.label;

import concord.app.LabelService;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Open units fetched before they are needed, and which positions were decided meanwhile.
final class Lookahead {
    private static final int SIZE = 3;

    private final Deque<Shown> units = new ArrayDeque<>();
    private final BitSet decided = new BitSet();

    /// What to fetch, as numbers that may travel to another thread.
    ///
    /// @param current position that must not come again
    /// @param from    position to search after
    record Wish(int current, int from, int missing) {
        /// Blocks.
        List<Shown> fetch(LabelService.Session session) {
            List<Shown> found = new ArrayList<>();
            int at = session.nextOpen(from);
            while (found.size() < missing && at < session.size() && at != current && at != from && unseen(found, at)) {
                found.add(Shown.at(session, at));
                at = session.nextOpen(at);
            }
            return found;
        }

        private static boolean unseen(List<Shown> found, int position) {
            return found.stream().noneMatch(shown -> shown.position() == position);
        }
    }

    /// What is worth fetching now; empty while enough is there.
    Optional<Wish> wish(int current) {
        if (units.size() >= SIZE - 1)
            return Optional.empty();
        return Optional.of(new Wish(current, units.isEmpty() ? current : units.getLast().position(), SIZE - units.size()));
    }

    /// @param current position on the screen
    void add(List<Shown> found, int current) {
        for (Shown unit : found) {
            if (unit.position() != current && units.stream().noneMatch(known -> known.position() == unit.position()))
                units.add(unit);
        }
    }

    /// The next unit without a decision, if it is already here.
    Optional<Shown> poll() {
        Shown next = units.poll();
        while (next != null && decided.get(next.position())) {
            next = units.poll();
        }
        return Optional.ofNullable(next);
    }

    void comesNext(Shown unit) {
        units.addFirst(unit);
    }

    void decided(int position) {
        decided.set(position);
    }

    void open(int position) {
        decided.clear(position);
    }

    /// Forgets the units fetched: the person went elsewhere.
    void drop() {
        units.clear();
    }

    void clear() {
        units.clear();
        decided.clear();
    }
}
