package concord.app;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A specification file as JSON, with the line on which each value stands and each number as it is spelt.
///
/// @param name    of the file, for sentences
/// @param lines   from 1, by JSON pointer
/// @param numbers by JSON pointer
record SpecText(String name, JsonNode root, Map<String, Integer> lines, Map<String, String> numbers) {
    private static final ObjectMapper STRICT = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

    /// @throws AppException when it is no JSON object, with the line
    static SpecText read(String text, String name) {
        // an editor's byte order mark is none of the JSON
        String json = text.startsWith("\ufeff") ? text.substring(1) : text;
        try {
            JsonNode root = STRICT.readTree(json);
            if (root == null || !root.isObject())
                throw new AppException(name + " holds no specification: it must be one JSON object, as study --print-example shows one.");
            Map<String, Integer> lines = new HashMap<>();
            Map<String, String> numbers = new HashMap<>();
            try (JsonParser parser = new JsonFactory().createParser(json)) {
                for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                    String place = parser.getParsingContext().pathAsPointer().toString();
                    lines.putIfAbsent(place, parser.currentTokenLocation().getLineNr());
                    if (token.isNumeric())
                        numbers.put(place, parser.getText());
                }
            }
            return new SpecText(name, root, lines, numbers);
        } catch (JsonProcessingException e) {
            throw new AppException(name + line(e.getLocation()) + ": this is no valid JSON: " + reason(e) + ".", e);
        } catch (IOException e) {
            throw new AppException(name + " cannot be read: " + Folders.reason(e) + ".", e);
        }
    }

    private static String line(@Nullable JsonLocation location) {
        return location == null ? "" : ", line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String reason(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        // the parser adds where an object began, which is not where the fault is
        return message.replaceAll("(?s) ?\\(start marker at .*", "").replaceAll("(?s)\n.*", "").strip();
    }

    /// File, line and field, as sentences about a value begin.
    String at(JsonPointer place) {
        Integer line = lines.get(place.toString());
        return name + (line == null ? "" : ", line " + line) + ": ";
    }

    /// A place as people write it: `arms[1].size`.
    static String words(JsonPointer place) {
        StringBuilder words = new StringBuilder();
        for (JsonPointer at = place; !at.matches(); at = at.tail()) {
            if (at.mayMatchElement() && !words.isEmpty())
                words.append('[').append(at.getMatchingIndex()).append(']');
            else
                words.append(words.isEmpty() ? "" : ".").append(at.getMatchingProperty());
        }
        return words.toString();
    }
}
