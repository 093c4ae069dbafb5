package concord.teacher.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// OpenAI's chat completions, on Azure's path too, and Mistral's.
final class ChatFormat implements Format {
    @Override
    public boolean speaks(String path) {
        return path.endsWith("/chat/completions");
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
        ObjectNode root = JSON.createObjectNode().put("id", said.id()).put("object", "chat.completion").put("created", 1_750_000_000)
                .put("model", said.model()).put("system_fingerprint", "fp_test");
        ArrayNode choices = root.putArray("choices");
        if (said.text() != null || said.refusal() != null) {
            ObjectNode choice = choices.addObject().put("index", 0).put("finish_reason", said.cut() ? "length" : "stop");
            ObjectNode message = choice.putObject("message").put("role", "assistant").put("content", said.text());
            message.put("refusal", said.refusal());
            if (request.path("logprobs").asBoolean() && said.text() != null)
                logprobs(choice.putObject("logprobs").putArray("content"), said.text());
        }
        ObjectNode usage = root.putObject("usage");
        if (said.in() != 0 || said.out() != 0)
            usage.put("prompt_tokens", said.in()).put("completion_tokens", said.out()).put("total_tokens", said.in() + said.out())
                    .putObject("prompt_tokens_details").put("cached_tokens", 0);
        return root.toString();
    }

    /// The value of the label as one token at probability 0.8, beside it every label of the schema at 0.1.
    private static void logprobs(ArrayNode tokens, String text) {
        int colon = text.indexOf("\": \"");
        int from = colon < 0 ? text.length() : colon + 4;
        int to = text.indexOf('"', from);
        token(tokens, text.substring(0, from), 1);
        if (colon >= 0 && to > 0) {
            ArrayNode top = token(tokens, text.substring(from, to), 0.8);
            for (String other : new String[]{"for", "against", "banana"}) {
                if (!other.equals(text.substring(from, to)))
                    top.addObject().put("token", other).put("logprob", Math.log(0.1));
            }
            token(tokens, text.substring(to), 1);
        }
    }

    private static ArrayNode token(ArrayNode tokens, String text, double probability) {
        ObjectNode token = tokens.addObject().put("token", text).put("logprob", Math.log(probability));
        ArrayNode top = token.putArray("top_logprobs");
        top.addObject().put("token", text).put("logprob", Math.log(probability));
        return top;
    }

    @Override
    public String error(int status, String code, String message) {
        ObjectNode root = JSON.createObjectNode();
        root.putObject("error").put("message", message).put("type", "invalid_request_error").put("code", code);
        return root.toString();
    }
}
