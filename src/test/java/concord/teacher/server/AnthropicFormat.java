package concord.teacher.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Anthropic's messages.
final class AnthropicFormat implements Format {
    @Override
    public boolean speaks(String path) {
        return path.endsWith("/messages");
    }

    @Override
    public String model(String path, JsonNode body) {
        return body.path("model").asText();
    }

    @Override
    public String system(JsonNode body) {
        return Format.joined(body.path("system"), "text");
    }

    @Override
    public String user(JsonNode body) {
        return Format.role(body, "user");
    }

    @Override
    public String answer(Said said, JsonNode request) {
        ObjectNode root = JSON.createObjectNode().put("id", said.id()).put("type", "message").put("role", "assistant").put("model",
                said.model());
        ArrayNode content = root.putArray("content");
        if (said.text() != null && said.refusal() == null)
            content.addObject().put("type", "text").put("text", said.text());
        root.put("stop_reason", said.refusal() != null ? "refusal" : said.cut() ? "max_tokens" : "end_turn");
        root.putNull("stop_sequence");
        ObjectNode usage = root.putObject("usage");
        if (said.in() != 0 || said.out() != 0)
            usage.put("input_tokens", said.in()).put("output_tokens", said.out()).put("cache_read_input_tokens", 0)
                    .put("cache_creation_input_tokens", 0);
        return root.toString();
    }

    @Override
    public String error(int status, String code, String message) {
        ObjectNode root = JSON.createObjectNode().put("type", "error");
        root.putObject("error").put("type", code).put("message", message);
        return root.toString();
    }
}
