package concord.dataset;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import concord.model.LabelSet;
import concord.model.VariableKind;
import concord.model.request.ImportRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Turns label cells into labels: exactly as spelt, but for the merges the user accepted.
final class LabelCells {
    private final @Nullable VariableKind kind;
    private final @Nullable Pattern separator;
    private final @Nullable String missing;
    private final Map<String, String> merge;

    LabelCells(ImportRequest request) {
        kind = request.kind();
        String sep = request.multiSeparator();
        separator = sep == null || sep.isEmpty() ? null : Pattern.compile(Pattern.quote(sep));
        missing = request.missing();
        merge = request.merge();
    }

    /// A label as it is stored, with the single labels in it; null where the cell is missing.
    ///
    /// @param joined what is stored
    /// @param names  for a multi-label variable the labels, else the one label
    record Cell(String joined, List<String> names) {}

    boolean missing(@Nullable String cell) {
        return cell == null || cell.isBlank() || cell.equals(missing);
    }

    /// Only white space: taken as missing, which the user is told.
    boolean whiteOnly(@Nullable String cell) {
        return cell != null && !cell.isEmpty() && cell.isBlank() && !cell.equals(missing);
    }

    /// @return null where a label holds the character that joins several labels
    @Nullable
    Cell parse(String cell) {
        if (cell.indexOf('\u001f') >= 0 && !"\\Q\u001f\\E".equals(separator == null ? null : separator.pattern()))
            return null;
        if (kind != VariableKind.MULTI) {
            String label = merge.getOrDefault(cell, cell);
            return new Cell(label, List.of(label));
        }
        Set<String> names = new LinkedHashSet<>();
        for (String part : parts(cell)) {
            if (!part.isEmpty())
                names.add(merge.getOrDefault(part, part));
        }
        LabelSet set = LabelSet.of(names);
        return new Cell(set.joined(), set.names());
    }

    private List<String> parts(String cell) {
        List<String> json = cell.startsWith("[") && cell.endsWith("]") ? array(cell) : null;
        if (json != null)
            return json;
        return separator == null ? List.of(cell) : Arrays.asList(separator.split(cell, -1));
    }

    /// The strings of a JSON array, as a JSON file gives the labels of a unit; null when it is no such array.
    private static @Nullable List<String> array(String cell) {
        try (JsonParser parser = JsonRecords.factory().createParser(cell)) {
            List<String> parts = new ArrayList<>();
            if (parser.nextToken() != JsonToken.START_ARRAY)
                return null;
            JsonToken token;
            while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
                if (token == null || !token.isScalarValue() || token == JsonToken.VALUE_NULL)
                    return null;
                parts.add(parser.getText());
            }
            return parser.nextToken() == null ? parts : null;
        } catch (IOException e) {
            return null;
        }
    }
}
