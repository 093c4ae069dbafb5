package concord.store;

import concord.model.Unit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The units of a project. Thread-safe.
public interface UnitRepository {
    long count();

    /// Ids of all units in import order, ascending.
    long[] ids();

    /// Keys of all units, aligned with [#ids()].
    List<String> keys();

    /// Queries of all units, aligned with [#ids()]; null for units without one. Equal ones are one string.
    @Nullable
    String[] queries();

    Optional<Unit> byKey(String key);

    /// The units of these ids, in the order given; unknown ids are left out.
    List<Unit> byIds(long[] ids);

    /// Streams all units in import order, in pages, without holding them; the consumer runs on the calling thread.
    void forEach(Consumer<Unit> consumer);

    /// Ids, ascending, of units whose text, second text, query or key matches; a plain search is a substring search.
    ///
    /// @throws StoreException when the regular expression is wrong
    long[] search(String pattern, boolean matchCase, boolean regex);

    /// Names of the metadata columns in the order they came in.
    List<String> metadataColumns();

    /// The values of some metadata columns for all units, for facets: by column, aligned with [#ids()], null for blank.
    Map<String, @Nullable String[]> metadata(Collection<String> columns);

    /// Number of units with an empty text (and no second text).
    long emptyTexts();

    /// Starts an import: nothing of it is visible before [ImportWriter#commit()], and a kill before that leaves nothing. One at a time.
    ImportWriter beginImport(String file, String requestJson);
}
