package concord.teacher.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Gemini's generateContent.
final class GeminiFormat implements Format {
    @Override
    public boolean speaks(String path) {
        return path.endsWith(":generateContent");
    }

    @Override
    public String model(String path, JsonNode body) {
        return path.replaceFirst(".*/models/", "").replace(":generateContent", "");
    }

    @Override
    public String system(JsonNode body) {
        JsonNode system = body.has("systemInstruction") ? body.path("systemInstruction") : body.path("system_instruction");
        return Format.joined(system.path("parts"), "text");
    }

    @Override
    public String user(JsonNode body) {
        StringBuilder text = new StringBuilder();
        body.path("contents").forEach(c -> text.append(Format.joined(c.path("parts"), "text")));
        return text.toString();
    }

    @Override
    public String answer(Said said, JsonNode request) {
        ObjectNode root = JSON.createObjectNode().put("modelVersion", said.model()).put("responseId", said.id());
        if (said.refusal() != null)
            root.putObject("promptFeedback").put("blockReason", "SAFETY");
        else if (said.text() != null) {
            ObjectNode candidate = root.putArray("candidates").addObject().put("finishReason", said.cut() ? "MAX_TOKENS" : "STOP")
                    .put("index", 0);
            candidate.putObject("content").put("role", "model").putArray("parts").addObject().put("text", said.text());
        }
        if (said.in() != 0 || said.out() != 0)
            root.putObject("usageMetadata").put("promptTokenCount", said.in()).put("candidatesTokenCount", said.out())
                    .put("totalTokenCount", said.in() + said.out());
        return root.toString();
    }

    @Override
    public String error(int status, String code, String message) {
        ObjectNode root = JSON.createObjectNode();
        root.putObject("error").put("code", status).put("message", message).put("status", code.toUpperCase(java.util.Locale.ROOT));
        return root.toString();
    }
}
