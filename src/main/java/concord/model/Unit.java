package concord.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What receives a label: a text, a pair of texts, or a document under a query.
///
/// @param id       number inside the project, ascending in import order, never reused
/// @param key      the id the data file gave, unique in the project
/// @param text     the text; for a pair its first text, for ranking the document; kept exactly as read, may be empty
/// @param textB    the second text of a pair, else null
/// @param query    the query of a ranking unit, else null
/// @param metadata the remaining columns by name in file order; blank cells are absent
public record Unit(long id, String key, String text, @Nullable String textB, @Nullable String query, Map<String, String> metadata) {
    public Unit {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }
}
