package concord.teacher.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import java.util.Map;
import java.util.Set;

/// How one provider is asked and how its answer reads. Stateless.
interface Dialect {
    /// A model that sends the ask through the client given, once.
    ChatModel model(Ask ask, HttpClientBuilder client);

    /// Reads the body of a successful response.
    Answer read(JsonNode body);

    /// What the provider may be asked for.
    Set<Feature> features();

    /// Where the list of models is, after the base address.
    String modelsPath();

    /// The headers that carry the key.
    Map<String, String> keyHeaders(Secret secret);
}
