package concord.teacher.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import concord.teacher.Keys;
import concord.teacher.TeacherException;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Asks the models at an address. Thread-safe.
public final class Connection {
    private static final Patience LIST = new Patience(Duration.ofSeconds(30), Duration.ZERO, () -> false);

    private final Wire wire;
    private final Endpoint endpoint;
    private final Secret secret;

    /// @throws TeacherException when a key is needed and there is none
    public Connection(Wire wire, Endpoint endpoint, Keys keys) {
        this.wire = wire;
        this.endpoint = endpoint;
        this.secret = endpoint.secret(keys);
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    public Secret secret() {
        return secret;
    }

    /// What may be asked for here until a server turns it down. A compatible server is asked for the token limit by its older name, which
    /// more of them know.
    public Set<Feature> features() {
        EnumSet<Feature> features = EnumSet.noneOf(Feature.class);
        features.addAll(endpoint.provider().dialect().features());
        if (endpoint.provider() == Provider.COMPATIBLE)
            features.remove(Feature.COMPLETION_LIMIT);
        return features;
    }

    public Reply ask(Ask ask, Patience patience) {
        OneCall call = new OneCall(request -> wire.send(request, secret, patience));
        try {
            chat(ask, call);
        } catch (WireException e) {
            return Faults.lost(e.loss(), endpoint);
        } catch (RuntimeException e) {
            if (call.exchange() == null)
                return unsent(e);
        }
        Exchange exchange = call.exchange();
        if (exchange == null)
            return Faults.lost(Reply.Loss.BROKEN, endpoint);
        return reply(exchange, ask.features());
    }

    /// The body that [#ask] would send, for a batch.
    JsonNode body(Ask ask) {
        List<Outgoing> kept = new ArrayList<>();
        OneCall call = new OneCall(request -> {
            kept.add(request);
            return new Exchange(200, Map.of(), "{}");
        });
        try {
            chat(ask, call);
        } catch (RuntimeException e) {
            if (kept.isEmpty())
                throw e;
        }
        JsonNode body = Body.read(kept.getFirst().text());
        return body == null ? MissingNode.getInstance() : body;
    }

    /// A plain request with the key, for what LangChain4j has no method for.
    ///
    /// @throws TeacherException when the server cannot be reached or turns it down
    Exchange send(Outgoing request, Patience patience) {
        try {
            Exchange exchange = wire.send(request, secret, patience);
            if (!exchange.fine())
                throw new TeacherException(Faults.sentence(exchange, endpoint));
            return exchange;
        } catch (WireException e) {
            throw new TeacherException(Faults.lost(e.loss(), endpoint).sentence(), e);
        }
    }

    /// Names of the models the provider offers, in alphabetical order.
    ///
    /// @throws TeacherException when it cannot be asked
    public List<String> models() {
        Dialect dialect = endpoint.provider().dialect();
        Exchange exchange = send(Outgoing.get(endpoint.baseUrl() + dialect.modelsPath(), dialect.keyHeaders(secret)), LIST);
        JsonNode body = Body.read(exchange.body());
        JsonNode models = body == null ? MissingNode.getInstance() : body.has("data") ? body.path("data") : body.path("models");
        if (!(models instanceof ArrayNode))
            throw new TeacherException(endpoint.baseUrl() + " gives no list of models: name the model yourself.");
        List<String> names = new ArrayList<>();
        for (JsonNode model : models) {
            names.add(model.path(model.has("id") ? "id" : "name").asText().replaceFirst("^models/", ""));
        }
        return names.stream().filter(n -> !n.isBlank()).sorted().toList();
    }

    private void chat(Ask ask, OneCall call) {
        List<ChatMessage> messages = new ArrayList<>();
        if (!ask.system().isBlank())
            messages.add(SystemMessage.from(ask.system()));
        messages.add(UserMessage.from(ask.user()));
        ask.endpoint().provider().dialect().model(ask, call).chat(messages);
    }

    /// What a whole response means.
    ///
    /// @param used features that were asked for
    Reply reply(Exchange exchange, Set<Feature> used) {
        JsonNode body = Body.read(exchange.body());
        if (!exchange.fine())
            return Faults.of(exchange, body, endpoint, used, Instant.now());
        if (body == null || !body.isObject())
            return new Reply.Garbled(exchange.status(), exchange.body());
        if (body.path("error").isObject() && !body.has("choices")) {
            int code = body.path("error").path("code").asInt(500);
            return Faults.of(new Exchange(code < 400 ? 500 : code, exchange.headers(), exchange.body()), body, endpoint, used,
                    Instant.now());
        }
        return new Reply.Answered(exchange.status(), endpoint.provider().dialect().read(body));
    }

    private Reply unsent(RuntimeException e) {
        return new Reply.Fatal(0, "The request could not be made: " + secret.redact(String.valueOf(e.getMessage())), "");
    }
}
