package concord.teacher.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Ollama's /api/chat.
final class OllamaFormat implements Format {
    @Override
    public boolean speaks(String path) {
        return path.endsWith("/api/chat");
    }

    @Override
    public String model(String path, JsonNode body) {
        return body.path("model").asText();
    }

    @Override
    public String system(JsonNode body) {
        return Format.role(body, "system");
    }

    @Override
    public String user(JsonNode body) {
        return Format.role(body, "user");
    }

    @Override
    public String answer(Said said, JsonNode request) {
        ObjectNode root = JSON.createObjectNode().put("model", said.model()).put("created_at", "2026-01-01T00:00:00Z");
        root.putObject("message").put("role", "assistant").put("content", said.text() == null ? "" : said.text());
        root.put("done", true).put("done_reason", said.cut() ? "length" : "stop");
        if (said.in() != 0 || said.out() != 0)
            root.put("prompt_eval_count", said.in()).put("eval_count", said.out());
        return root.toString();
    }

    @Override
    public String error(int status, String code, String message) {
        return JSON.createObjectNode().put("error", message).toString();
    }
}
