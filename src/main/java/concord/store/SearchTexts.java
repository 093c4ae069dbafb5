package concord.store;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What a search looks at, kept in memory from the first search on, so that typing in the search box does not read the project file at each key.
/// Units never change once an import has shown them, so that the number of the last one says whether the texts are still all.
///
/// Held only where the texts are few enough, and given up when memory is short. Thread-safe.
final class SearchTexts {
    /// Characters held at most: no more than this, and no more than a small part of the memory the program may use.
    private static final long MOST_CHARS = 64_000_000;
    private static final long MEMORY_PART = 8;
    private static final int ROW_CHARS = 100;
    private static final int PART = 8_192;

    private volatile SoftReference<Held> held = new SoftReference<>(null);

    private record Held(long lastUnit, List<Row> rows) {}

    private record Row(long id, String key, String text, @Nullable String textB, @Nullable String query) {
        boolean found(TextSearch search) {
            return search.test(text) || search.test(key) || search.test(textB) || search.test(query);
        }
    }

    /// The units that match, ascending; null when the texts up to this unit are not held.
    ///
    /// @param search makes a search of its own for each thread
    long @Nullable [] find(Supplier<TextSearch> search, long lastUnit) {
        Held texts = held.get();
        if (texts == null || texts.lastUnit != lastUnit)
            return null;
        List<Row> rows = texts.rows;
        int parts = (rows.size() + PART - 1) / PART;
        return IntStream.range(0, parts).parallel().mapToObj(part -> {
            TextSearch own = search.get();
            var found = new LongList();
            for (Row row : rows.subList(part * PART, Math.min(rows.size(), (part + 1) * PART))) {
                if (row.found(own))
                    found.add(row.id);
            }
            return found.toArray();
        }).flatMapToLong(Arrays::stream).toArray();
    }

    /// For a scan of all texts up to this unit.
    Gathering gather(long lastUnit) {
        return new Gathering(lastUnit, Math.min(MOST_CHARS, Runtime.getRuntime().maxMemory() / MEMORY_PART));
    }

    /// Takes over the rows of a scan as they come. For one thread.
    final class Gathering {
        private final long lastUnit;
        private final long limit;
        private @Nullable List<Row> rows = new ArrayList<>();
        private @Nullable String lastQuery;
        private long chars;

        private Gathering(long lastUnit, long limit) {
            this.lastUnit = lastUnit;
            this.limit = limit;
        }

        void add(long id, String key, String text, @Nullable String textB, @Nullable String query) {
            if (rows == null)
                return;
            // the documents of one query follow each other
            if (!Objects.equals(query, lastQuery)) {
                lastQuery = query;
                chars += length(query);
            }
            chars += ROW_CHARS + text.length() + key.length() + length(textB);
            if (chars > limit)
                rows = null;
            else
                rows.add(new Row(id, key, text, textB, lastQuery));
        }

        /// The scan has come to its end.
        void keep() {
            if (rows != null)
                held = new SoftReference<>(new Held(lastUnit, List.copyOf(rows)));
        }

        private static int length(@Nullable String value) {
            return value == null ? 0 : value.length();
        }
    }
}
