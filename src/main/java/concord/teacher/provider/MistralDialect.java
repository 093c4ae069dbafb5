package concord.teacher.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.mistralai.MistralAiChatModel;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// Mistral's chat completions: OpenAI's bodies with another name for the seed and no probabilities.
final class MistralDialect implements Dialect {
    @Override
    public ChatModel model(Ask ask, HttpClientBuilder client) {
        var builder = MistralAiChatModel.builder().httpClientBuilder(client).baseUrl(ask.endpoint().baseUrl())
                .apiKey(ask.secret().reveal().isEmpty() ? "none" : ask.secret().reveal()).modelName(ask.endpoint().model())
                .temperature(ask.temperature()).maxTokens(ask.maxTokens()).maxRetries(0).strictJsonSchema(true)
                .responseFormat(AnswerSchema.of(ask));
        if (ask.seed() != null && ask.uses(Feature.SEED))
            builder.randomSeed(ask.seed());
        return builder.build();
    }

    @Override
    public Answer read(JsonNode body) {
        return ChatCompletion.read(body);
    }

    @Override
    public Set<Feature> features() {
        return EnumSet.of(Feature.SCHEMA, Feature.SEED);
    }

    @Override
    public String modelsPath() {
        return "/models";
    }

    @Override
    public Map<String, String> keyHeaders(Secret secret) {
        return Map.of("Authorization", "Bearer " + secret.reveal());
    }
}
