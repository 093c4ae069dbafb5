package concord.teacher.provider;

import com.fasterxml.jackson.databind.JsonNode;
import concord.teacher.prompt.AnswerParser.End;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.chat.ChatModel;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Anthropic's messages. No seed, no probabilities; the answer form is asked for in words, since not every model takes a schema.
final class AnthropicDialect implements Dialect {
    static final String VERSION = "2023-06-01";

    @Override
    public ChatModel model(Ask ask, HttpClientBuilder client) {
        return AnthropicChatModel.builder().httpClientBuilder(client).baseUrl(ask.endpoint().baseUrl()).version(VERSION)
                .apiKey(ask.secret().reveal().isEmpty() ? "none" : ask.secret().reveal()).modelName(ask.endpoint().model())
                .temperature(ask.temperature()).maxTokens(ask.maxTokens()).maxRetries(0).build();
    }

    @Override
    public Answer read(JsonNode body) {
        StringBuilder text = new StringBuilder();
        for (JsonNode part : body.path("content")) {
            if (part.path("type").asText().equals("text"))
                text.append(part.path("text").asText());
        }
        String stop = body.path("stop_reason").asText();
        JsonNode usage = body.path("usage");
        long cached = usage.path("cache_read_input_tokens").asLong();
        long in = usage.path("input_tokens").asLong() + cached + usage.path("cache_creation_input_tokens").asLong();
        return new Answer(text.toString(), refusal(stop, text.toString()), stop.equals("max_tokens") ? End.CUT : End.COMPLETE,
                Body.text(body, "model"), null, in, cached, usage.path("output_tokens").asLong(), null);
    }

    private static @Nullable String refusal(String stop, String text) {
        if (!stop.equals("refusal"))
            return null;
        return text.isBlank() ? "The model declined to answer." : text;
    }

    @Override
    public Set<Feature> features() {
        return Set.of();
    }

    @Override
    public String modelsPath() {
        return "/models?limit=1000";
    }

    @Override
    public Map<String, String> keyHeaders(Secret secret) {
        return Map.of("x-api-key", secret.reveal(), "anthropic-version", VERSION);
    }
}
