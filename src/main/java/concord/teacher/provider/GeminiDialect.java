package concord.teacher.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.teacher.prompt.AnswerParser.End;
import concord.teacher.prompt.OutputForm;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import java.util.EnumSet;
import java.util.List;
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
                .temperature(ask.temperature()).maxOutputTokens(ask.maxTokens()).responseFormat(format(ask)).maxRetries(0);
        if (ask.seed() != null && ask.uses(Feature.SEED))
            builder.seed(ask.seed());
        return builder.build();
    }

    /// As a raw schema, since Gemini puts the fields of an answer in the order of the alphabet unless told otherwise, and a reason has to come
    /// before its label.
    private static @Nullable ResponseFormat format(Ask ask) {
        if (!ask.uses(Feature.SCHEMA))
            return null;
        boolean several = ask.form().several();
        String field = several ? OutputForm.LABELS : OutputForm.LABEL;
        List<String> fields = ask.form().reason() == OutputForm.Reason.FIRST ? List.of(OutputForm.REASON, field) : List.of(field);
        ObjectNode label = Body.JSON.createObjectNode().put("type", "string");
        ask.form().variable().labelNames().forEach(label.putArray("enum")::add);
        ObjectNode schema = Body.JSON.createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        if (fields.size() > 1)
            properties.putObject(OutputForm.REASON).put("type", "string");
        properties.set(field, several ? Body.JSON.createObjectNode().put("type", "array").set("items", label) : label);
        fields.forEach(schema.putArray("required")::add);
        fields.forEach(schema.putArray("propertyOrdering")::add);
        return ResponseFormat.builder().type(ResponseFormatType.JSON)
                .jsonSchema(JsonSchema.builder().name("answer").rootElement(JsonRawSchema.from(schema.toString())).build()).build();
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
