package concord.teacher.provider;

import com.fasterxml.jackson.databind.JsonNode;
import concord.teacher.prompt.AnswerParser.End;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.ollama.OllamaChatModel;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// Ollama's /api/chat.
final class OllamaDialect implements Dialect {
    private static final int USUAL_WINDOW = 4096;
    private static final int BYTES_A_TOKEN = 2;
    private static final int FRAME = 64;

    @Override
    public ChatModel model(Ask ask, HttpClientBuilder client) {
        var builder = OllamaChatModel.builder().httpClientBuilder(client).baseUrl(ask.endpoint().baseUrl())
                .modelName(ask.endpoint().model()).temperature(ask.temperature()).numPredict(ask.maxTokens())
                .responseFormat(AnswerSchema.of(ask)).maxRetries(0);
        if (ask.seed() != null && ask.uses(Feature.SEED))
            builder.seed(ask.seed());
        int window = window(ask);
        if (window > USUAL_WINDOW)
            builder.numCtx(window);
        return builder.build();
    }

    /// Ollama cuts off, without a word, what does not fit its window; a prompt that may not fit asks for a larger one. In powers of two, since
    /// each change of size loads the model anew.
    private static int window(Ask ask) {
        long tokens = (ask.system() + ask.user()).getBytes(StandardCharsets.UTF_8).length / BYTES_A_TOKEN + ask.maxTokens() + FRAME;
        return (int) Math.min(1L << 30, Long.highestOneBit(Math.max(1, tokens - 1)) << 1);
    }

    @Override
    public Answer read(JsonNode body) {
        End end = body.path("done_reason").asText().equals("length") ? End.CUT : End.COMPLETE;
        return new Answer(body.path("message").path("content").asText(), null, end, Body.text(body, "model"), null,
                body.path("prompt_eval_count").asLong(), 0, body.path("eval_count").asLong(), null);
    }

    @Override
    public Set<Feature> features() {
        return EnumSet.of(Feature.SCHEMA, Feature.SEED);
    }

    @Override
    public String modelsPath() {
        return "/api/tags";
    }

    @Override
    public Map<String, String> keyHeaders(Secret secret) {
        return Map.of();
    }
}
