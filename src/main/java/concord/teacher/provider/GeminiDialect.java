package concord.teacher.provider;

import com.fasterxml.jackson.databind.JsonNode;
import concord.teacher.prompt.AnswerParser.End;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Gemini's generateContent. Blocked prompts and answers come with a reason instead of a text.
final class GeminiDialect implements Dialect {
    private static final Set<String> BLOCKS = Set.of("SAFETY", "RECITATION", "PROHIBITED_CONTENT", "BLOCKLIST", "SPII", "LANGUAGE");

    @Override
    public ChatModel model(Ask ask, HttpClientBuilder client) {
        var builder = GoogleAiGeminiChatModel.builder().httpClientBuilder(client).baseUrl(ask.endpoint().baseUrl())
                .apiKey(ask.secret().reveal().isEmpty() ? "none" : ask.secret().reveal()).modelName(ask.endpoint().model())
                .temperature(ask.temperature()).maxOutputTokens(ask.maxTokens()).responseFormat(AnswerSchema.of(ask)).maxRetries(0);
        if (ask.seed() != null && ask.uses(Feature.SEED))
            builder.seed(ask.seed());
        return builder.build();
    }

    @Override
    public Answer read(JsonNode body) {
        JsonNode candidate = body.path("candidates").path(0);
        StringBuilder text = new StringBuilder();
        for (JsonNode part : candidate.path("content").path("parts")) {
            if (!part.path("thought").asBoolean())
                text.append(part.path("text").asText());
        }
        String finish = candidate.path("finishReason").asText();
        JsonNode usage = body.path("usageMetadata");
        long out = usage.path("candidatesTokenCount").asLong() + usage.path("thoughtsTokenCount").asLong();
        return new Answer(text.toString(), refusal(body, finish), finish.equals("MAX_TOKENS") ? End.CUT : End.COMPLETE,
                Body.text(body, "modelVersion"), null, usage.path("promptTokenCount").asLong(),
                usage.path("cachedContentTokenCount").asLong(), out, null);
    }

    private static @Nullable String refusal(JsonNode body, String finish) {
        String blocked = Body.text(body.path("promptFeedback"), "blockReason");
        if (blocked != null)
            return "The provider blocked the prompt: " + blocked + ".";
        return BLOCKS.contains(finish) ? "The provider blocked the answer: " + finish + "." : null;
    }

    @Override
    public Set<Feature> features() {
        return EnumSet.of(Feature.SCHEMA, Feature.SEED);
    }

    @Override
    public String modelsPath() {
        return "/models?pageSize=1000";
    }

    @Override
    public Map<String, String> keyHeaders(Secret secret) {
        return Map.of("x-goog-api-key", secret.reveal());
    }
}
