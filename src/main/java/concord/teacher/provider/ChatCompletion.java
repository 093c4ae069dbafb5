package concord.teacher.provider;

import com.fasterxml.jackson.databind.JsonNode;
import concord.teacher.prompt.AnswerParser.End;
import concord.teacher.prompt.TokenProbabilities;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the body of a chat completion.
final class ChatCompletion {
    private ChatCompletion() {
    }

    static Answer read(JsonNode body) {
        JsonNode choice = body.path("choices").path(0);
        JsonNode message = choice.path("message");
        String finish = choice.path("finish_reason").asText();
        JsonNode usage = body.path("usage");
        End end = finish.equals("length") || finish.equals("model_length") ? End.CUT : End.COMPLETE;
        return new Answer(content(message.path("content")), refusal(message, finish), end, Body.text(body, "model"),
                Body.text(body, "system_fingerprint"), usage.path("prompt_tokens").asLong(),
                usage.path("prompt_tokens_details").path("cached_tokens").asLong(), usage.path("completion_tokens").asLong(),
                probabilities(choice.path("logprobs").path("content")));
    }

    private static @Nullable String refusal(JsonNode message, String finish) {
        String words = Body.text(message, "refusal");
        if (words != null && !words.isBlank())
            return words;
        return finish.equals("content_filter") ? "The provider's content filter held the answer back." : null;
    }

    /// A string, or parts of which those of type text count and those of thinking do not.
    private static String content(JsonNode content) {
        if (!content.isArray())
            return content.isTextual() ? content.asText() : "";
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            if (part.path("type").asText().equals("text"))
                text.append(part.path("text").asText());
        }
        return text.toString();
    }

    private static @Nullable TokenProbabilities probabilities(JsonNode tokens) {
        if (!tokens.isArray() || tokens.isEmpty())
            return null;
        List<TokenProbabilities.Token> read = new ArrayList<>();
        for (JsonNode token : tokens) {
            Map<String, Double> alternatives = new HashMap<>();
            for (JsonNode other : token.path("top_logprobs")) {
                alternatives.merge(other.path("token").asText(), other.path("logprob").asDouble(), Math::max);
            }
            read.add(new TokenProbabilities.Token(token.path("token").asText(), token.path("logprob").asDouble(), alternatives));
        }
        return new TokenProbabilities(read);
    }
}
