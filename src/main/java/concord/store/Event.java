package concord.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// One line of the event log.
///
/// @param annotator whose annotation it changed; null for a final label
/// @param before    the row's state as JSON, null for no row
/// @param after     the state it got, null for no row
/// @param undoes    the event that an undo takes back, or the undo that a redo takes back
record Event(long seq, long at, String actor, String operation, long unit, String variable, @Nullable String annotator,
        @Nullable String before, @Nullable String after, @Nullable Long undoes, boolean seenLlm, int codebookVersion, int millis) {
    static final String SAVE = "save";
    static final String CLEAR = "clear";
    static final String DECIDE = "decide";
    static final String UNDECIDE = "undecide";
    static final String UNDO = "undo";
    static final String REDO = "redo";

    static final String COLUMNS = "seq, at, actor, operation, unit, variable, annotator, before, after, undoes, seen_llm, codebook_version, millis";

    /// What an event changed: an annotation, or a final label when there is no annotator.
    record Target(long unit, String variable, @Nullable String annotator, boolean seenLlm) {}

    Target target() {
        return new Target(unit, variable, annotator, seenLlm);
    }

    boolean decision() {
        return !operation.equals(UNDO) && !operation.equals(REDO);
    }

    static Event map(ResultSet row) throws SQLException {
        long undoes = row.getLong(10);
        boolean none = row.wasNull();
        return new Event(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4), row.getLong(5), row.getString(6),
                row.getString(
                        7),
                row.getString(8), row.getString(9), none ? null : (Long) undoes, row.getBoolean(11), row.getInt(12), row.getInt(13));
    }
}
