package concord.teacher.provider;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.util.Map;

/// OpenAI's models on Azure: the same bodies under Azure's own path, with the key in a header of its own.
///
/// LangChain4j's Azure module is not used: it brings Azure's SDK with its own network stack and does not pass on token probabilities.
final class AzureDialect extends OpenAiDialect {
    private static final String V1 = "/openai/v1";

    @Override
    OpenAiChatModel.OpenAiChatModelBuilder builder(Ask ask, HttpClientBuilder client) {
        String base = base(ask.endpoint().baseUrl());
        return super.builder(ask, client).baseUrl(base).customHeaders(keyHeaders(ask.secret()));
    }

    /// The address of the resource is enough; a full one is kept.
    static String base(String url) {
        return url.contains("/openai") ? url : url + V1;
    }

    @Override
    public String modelsPath() {
        return V1 + "/models";
    }

    @Override
    public Map<String, String> keyHeaders(Secret secret) {
        return Map.of("api-key", secret.reveal());
    }
}
