package concord.teacher.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// Chat completions as OpenAI defined them and many servers speak them.
class OpenAiDialect implements Dialect {
    private static final int ALTERNATIVES = 10;

    @Override
    public ChatModel model(Ask ask, HttpClientBuilder client) {
        return builder(ask, client).build();
    }

    OpenAiChatModel.OpenAiChatModelBuilder builder(Ask ask, HttpClientBuilder client) {
        var builder = OpenAiChatModel.builder().httpClientBuilder(client).baseUrl(ask.endpoint().baseUrl())
                .apiKey(ask.secret().reveal().isEmpty() ? "none" : ask.secret().reveal()).modelName(ask.endpoint().model())
                .temperature(ask.temperature()).maxRetries(0).strictJsonSchema(true).responseFormat(AnswerSchema.of(ask));
        if (ask.uses(Feature.COMPLETION_LIMIT))
            builder.maxCompletionTokens(ask.maxTokens());
        else
            builder.maxTokens(ask.maxTokens());
        if (ask.seed() != null && ask.uses(Feature.SEED))
            builder.seed(ask.seed());
        if (ask.uses(Feature.PROBABILITIES) && !ask.form().several())
            builder.logprobs(true).topLogprobs(ALTERNATIVES);
        return builder;
    }

    @Override
    public Answer read(JsonNode body) {
        return ChatCompletion.read(body);
    }

    @Override
    public Set<Feature> features() {
        return EnumSet.allOf(Feature.class);
    }

    @Override
    public String modelsPath() {
        return "/models";
    }

    @Override
    public Map<String, String> keyHeaders(Secret secret) {
        return secret.reveal().isEmpty() ? Map.of() : Map.of("Authorization", "Bearer " + secret.reveal());
    }
}
