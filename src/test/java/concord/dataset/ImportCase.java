package concord.dataset;

import concord.model.ColumnRole;
import concord.model.VariableKind;
import concord.model.request.ImportRequest;
import concord.model.request.ReadOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Builds an import request by its deviations from the plain one.
final class ImportCase {
    private final Path file;
    private @Nullable Map<String, ColumnRole> roles;
    private boolean longForm;
    private VariableKind kind = VariableKind.SINGLE;
    private @Nullable String separator;
    private @Nullable String missing;
    private Map<String, String> merge = Map.of();

    ImportCase(Path file) {
        this.file = file;
    }

    ImportCase roles(Object... namesAndRoles) {
        roles = new LinkedHashMap<>();
        for (int i = 0; i < namesAndRoles.length; i += 2) {
            roles.put((String) namesAndRoles[i], (ColumnRole) namesAndRoles[i + 1]);
        }
        return this;
    }

    ImportCase longForm() {
        longForm = true;
        return this;
    }

    ImportCase multi(@Nullable String by) {
        kind = VariableKind.MULTI;
        separator = by;
        return this;
    }

    ImportCase missing(String mark) {
        missing = mark;
        return this;
    }

    ImportCase merge(Map<String, String> accepted) {
        merge = accepted;
        return this;
    }

    ImportRequest request() {
        return new ImportRequest(file.toString(), ReadOptions.GUESS, roles, longForm, "v", kind, separator, missing, null, merge);
    }
}
