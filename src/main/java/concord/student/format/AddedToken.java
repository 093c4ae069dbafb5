package concord.student.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A token that is found in the text as it stands, before the text is cut into pieces.
///
/// @param word       only as a whole word
/// @param left       takes the space before it, too
/// @param right      takes the space behind it, too
/// @param normalized is looked for after the text was normalised
/// @param special    has a meaning for the model
record AddedToken(String content, boolean word, boolean left, boolean right, boolean normalized, boolean special) {
    static AddedToken special(String content) {
        return new AddedToken(content, false, false, false, false, true);
    }

    static AddedToken ordinary(String content) {
        return new AddedToken(content, false, false, false, true, false);
    }

    /// As tokenizer_config.json, special_tokens_map.json and tokenizer.json write it.
    static AddedToken of(JsonNode json) {
        boolean special = json.path("special").asBoolean(false);
        return new AddedToken(json.path("content").asText(), json.path("single_word").asBoolean(false),
                json.path("lstrip").asBoolean(false),
                json.path("rstrip").asBoolean(false), json.path("normalized").asBoolean(!special), special);
    }

    AddedToken asSpecial() {
        return new AddedToken(content, word, left, right, normalized, true);
    }

    AddedToken takingTheSpaceBefore() {
        return new AddedToken(content, word, true, right, normalized, special);
    }

    AddedToken afterNormalization() {
        return new AddedToken(content, word, left, right, true, special);
    }

    void write(ObjectNode json, int id) {
        json.put("id", id).put("content", content).put("single_word", word).put("lstrip", left).put("rstrip", right)
                .put("normalized", normalized)
                .put("special", special);
    }
}
