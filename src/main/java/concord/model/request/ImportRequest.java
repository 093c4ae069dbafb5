package concord.model.request;

import concord.model.ColumnRole;
import concord.model.VariableKind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Add the units and labels of one data file to a project.
///
/// @param file           path as the user gave it
/// @param roles          column name to role, in file order, columns not named being metadata; null guesses them as the Data screen does
/// @param longForm       one row a label instead of one row a unit
/// @param variable       the variable the label columns belong to; made with the labels found when the codebook lacks it
/// @param kind           of a variable made by this import; null for what the columns are: pair with a second text, ranking with a query, else single
/// @param multiSeparator splits the labels of one cell for a multi-label variable, else null
/// @param missing        a cell that is exactly this (besides empty) is a missing label, else null
/// @param sample         name for the set of units of this import, or null
/// @param merge          label spelling to the spelling it is read as: the merges the user accepted; empty by default
public record ImportRequest(String file, ReadOptions options, @Nullable Map<String, ColumnRole> roles, boolean longForm, String variable,
        @Nullable VariableKind kind, @Nullable String multiSeparator, @Nullable String missing, @Nullable String sample,
        Map<String, String> merge) {
    public ImportRequest {
        roles = roles == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(roles));
        merge = Map.copyOf(merge);
    }
}
