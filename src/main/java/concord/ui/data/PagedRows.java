package concord.ui.data;

import concord.app.DataService.UnitRow;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javafx.collections.ObservableListBase;
import org.jspecify.annotations.Nullable;

/// The lines of the table over the ids that match: only the pages looked at are read and the latest of them kept, so that a million units
/// cost eight megabytes. For the JavaFX thread.
final class PagedRows extends ObservableListBase<PagedRows.Line> {
    static final int PAGE = 200;
    private static final int KEPT = 50;

    /// One line; `row` is null until its page has been read.
    record Line(int index, long unit, @Nullable UnitRow row) {}

    /// Reads the rows of a page and hands them over on the JavaFX thread.
    @FunctionalInterface
    interface Fetch {
        void fetch(long[] units, Consumer<List<UnitRow>> then);
    }

    private final long[] ids;
    private final Fetch fetch;
    private final Set<Integer> pending = new HashSet<>();
    private final Map<Integer, List<UnitRow>> pages = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, List<UnitRow>> eldest) {
            return size() > KEPT;
        }
    };

    /// @param ids ascending; not copied
    PagedRows(long[] ids, Fetch fetch) {
        this.ids = ids;
        this.fetch = fetch;
    }

    @Override
    public int size() {
        return ids.length;
    }

    @Override
    public Line get(int index) {
        List<UnitRow> page = pages.get(index / PAGE);
        if (page == null) {
            request(index / PAGE);
            return new Line(index, ids[index], null);
        }
        int within = index % PAGE;
        return new Line(index, ids[index], within < page.size() ? page.get(within) : null);
    }

    /// Reads the pages kept again, showing what they held until then.
    void reload() {
        List.copyOf(pages.keySet()).reversed().stream().limit(3).forEach(this::request);
        List<Integer> stale = List.copyOf(pages.keySet());
        stale.subList(0, Math.max(0, stale.size() - 3)).forEach(pages::remove);
    }

    /// Position of a unit, or -1.
    int positionOf(long unit) {
        int at = Arrays.binarySearch(ids, unit);
        return at < 0 ? -1 : at;
    }

    long[] ids() {
        return ids;
    }

    @Override
    public int indexOf(Object line) {
        return line instanceof Line l && l.index() < ids.length && ids[l.index()] == l.unit() ? l.index() : -1;
    }

    @Override
    public int lastIndexOf(Object line) {
        return indexOf(line);
    }

    @Override
    public boolean contains(Object line) {
        return indexOf(line) >= 0;
    }

    private void request(int page) {
        if (!pending.add(page))
            return;
        int from = page * PAGE;
        long[] wanted = Arrays.copyOfRange(ids, from, Math.min(ids.length, from + PAGE));
        fetch.fetch(wanted, rows -> {
            pending.remove(page);
            pages.put(page, rows);
            beginChange();
            for (int i = from; i < from + wanted.length; i++) {
                nextUpdate(i);
            }
            endChange();
        });
    }
}
