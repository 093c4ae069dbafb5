package concord.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A unit's metadata as a JSON array aligned with the metadata columns: null for blank, trailing blanks left out.
final class MetadataCodec {
    private static final JsonFactory FACTORY = new JsonFactory();

    private MetadataCodec() {
    }

    /// @param values by position of the column
    static @Nullable String encode(@Nullable String[] values, int length) {
        int last = length;
        while (last > 0 && values[last - 1] == null) {
            last--;
        }
        if (last == 0)
            return null;
        var out = new StringWriter(last * 8);
        try (JsonGenerator generator = FACTORY.createGenerator(out)) {
            generator.writeStartArray();
            for (int i = 0; i < last; i++) {
                generator.writeString(values[i]);
            }
            generator.writeEndArray();
        } catch (IOException e) {
            throw unreadable(e);
        }
        return out.toString();
    }

    static Map<String, String> decode(@Nullable String json, List<String> columns) {
        if (json == null)
            return Map.of();
        Map<String, String> values = new LinkedHashMap<>();
        scan(json, (position, value) -> {
            if (position < columns.size())
                values.put(columns.get(position), value);
        }, columns.size());
        return values;
    }

    interface Cell {
        void value(int position, String value);
    }

    /// Gives the cells that are not blank, up to a position.
    static void scan(@Nullable String json, Cell cell, int end) {
        if (json == null)
            return;
        if (json.indexOf('\\') < 0) {
            scanPlain(json, cell, end);
            return;
        }
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.nextToken();
            int position = 0;
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY && token != null && position < end; position++) {
                if (token == JsonToken.VALUE_STRING)
                    cell.value(position, parser.getText());
                token = parser.nextToken();
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /// What hardly any cell needs is an escape: without one a cell ends at the next quotation mark, and no parser need be made for each unit.
    private static void scanPlain(String json, Cell cell, int end) {
        int at = 1;
        for (int position = 0; position < end && at < json.length() && json.charAt(at) != ']'; position++) {
            int next;
            if (json.charAt(at) == '"') {
                int close = json.indexOf('"', at + 1);
                if (close < 0)
                    throw unreadable(new IOException("a cell has no end"));
                cell.value(position, json.substring(at + 1, close));
                next = close + 1;
            } else {
                next = at + "null".length();
            }
            at = next < json.length() && json.charAt(next) == ',' ? next + 1 : next;
        }
    }

    private static StoreException unreadable(IOException e) {
        return new StoreException("The metadata of a unit cannot be read: run check, or restore a backup.", e);
    }
}
