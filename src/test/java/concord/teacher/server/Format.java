package concord.teacher.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/// The wire format of one provider.
interface Format {
    ObjectMapper JSON = new ObjectMapper();

    boolean speaks(String path);

    String model(String path, JsonNode body);

    String system(JsonNode body);

    String user(JsonNode body);

    /// The body of a response.
    String answer(Said said, JsonNode request);

    String error(int status, String code, String message);

    /// @param text    null for no choice at all
    /// @param refusal null for none
    record Said(String id, String model, @org.jspecify.annotations.Nullable String text, @org.jspecify.annotations.Nullable String refusal,
            boolean cut, long in, long out) {}

    static String joined(JsonNode content, String field) {
        if (content.isTextual())
            return content.asText();
        StringBuilder text = new StringBuilder();
        content.forEach(p -> text.append(p.path(field).asText()));
        return text.toString();
    }

    static String role(JsonNode body, String role) {
        StringBuilder text = new StringBuilder();
        for (JsonNode message : body.path("messages")) {
            if (message.path("role").asText().equals(role))
                text.append(joined(message.path("content"), "text"));
        }
        return text.toString();
    }
}
