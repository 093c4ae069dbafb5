package concord.teacher.provider;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/// OpenAI's models on Azure: the same bodies under Azure's own path, with the key in a header of its own.
///
/// LangChain4j's Azure module is not used: it brings Azure's SDK with its own network stack and does not pass on token probabilities.
final class AzureDialect extends OpenAiDialect {
    private static final String V1 = "/openai/v1";

    @Override
    OpenAiChatModel.OpenAiChatModelBuilder builder(Ask ask, HttpClientBuilder client) {
        URI address = URI.create(ask.endpoint().baseUrl());
        String url = ask.endpoint().baseUrl().replaceFirst("/*(\\?.*)?$", "");
        return super.builder(ask, client).baseUrl(url.contains("/openai") ? url : url + V1).customQueryParams(query(address))
                .customHeaders(keyHeaders(ask.secret()));
    }

    /// The address of the resource is enough; a full one, such as that of a deployment with its `api-version`, is kept.
    private static Map<String, String> query(URI address) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : address.getQuery() == null ? new String[0] : address.getQuery().split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0)
                values.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return values;
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
