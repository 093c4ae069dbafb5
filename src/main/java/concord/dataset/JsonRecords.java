package concord.dataset;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One JSON object as named cells: strings as they are, numbers in their own spelling, null as no cell, nested values as their JSON text.
final class JsonRecords {
    private JsonRecords() {
    }

    static JsonFactory factory() {
        // A name given twice in one object would lose a value without a word.
        return new JsonFactoryBuilder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build()).build();
    }

    /// The parser stands on the opening brace, and on the closing one afterwards.
    static Map<String, @Nullable String> read(JsonParser parser) throws IOException {
        Map<String, @Nullable String> cells = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (value) {
                case VALUE_NULL -> cells.put(name, null);
                case VALUE_STRING, VALUE_TRUE, VALUE_FALSE, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> cells.put(name, parser.getText());
                case null, default -> {
                    StringBuilder text = new StringBuilder();
                    nested(parser, text);
                    cells.put(name, text.toString());
                }
            }
        }
        return cells;
    }

    private static void nested(JsonParser parser, StringBuilder out) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            out.append('{');
            for (boolean first = true; parser.nextToken() != JsonToken.END_OBJECT; first = false) {
                if (!first)
                    out.append(',');
                quoted(parser.currentName(), out);
                out.append(':');
                parser.nextToken();
                nested(parser, out);
            }
            out.append('}');
        } else if (token == JsonToken.START_ARRAY) {
            out.append('[');
            for (boolean first = true; parser.nextToken() != JsonToken.END_ARRAY; first = false) {
                if (!first)
                    out.append(',');
                nested(parser, out);
            }
            out.append(']');
        } else if (token == JsonToken.VALUE_STRING) {
            quoted(parser.getText(), out);
        } else {
            out.append(parser.getText());
        }
    }

    private static void quoted(String text, StringBuilder out) {
        out.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, out);
        out.append('"');
    }

    /// What is wrong, without the position inside the parser's buffer.
    static String reason(com.fasterxml.jackson.core.JsonProcessingException e) {
        String text = e.getOriginalMessage();
        int end = text.indexOf('\n');
        String first = (end < 0 ? text : text.substring(0, end)).strip();
        for (String detail : List.of(" (for ", ": was expecting", ": expected")) {
            int at = first.indexOf(detail);
            if (at > 0)
                first = first.substring(0, at);
        }
        return first.replaceAll("[.:;]+$", "");
    }
}
