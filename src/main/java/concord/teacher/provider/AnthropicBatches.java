package concord.teacher.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.teacher.TeacherException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Anthropic's message batches: the requests go up in one body, the results come back as lines.
final class AnthropicBatches implements BatchClient {
    private final Connection connection;

    AnthropicBatches(Connection connection) {
        this.connection = connection;
    }

    @Override
    public String submit(String token, List<Request> requests) {
        ObjectNode body = Body.JSON.createObjectNode();
        ArrayNode list = body.putArray("requests");
        for (Request request : requests) {
            list.addObject().put("custom_id", request.custom()).set("params", connection.body(request.ask()));
        }
        JsonNode batch = read(new Outgoing("POST", url(""), headers(), body.toString().getBytes(StandardCharsets.UTF_8)));
        String id = Body.text(batch, "id");
        if (id == null)
            throw new TeacherException(connection.endpoint().baseUrl() + " gives no id: it has no batch endpoint.");
        return id;
    }

    /// There is no place for our token in a batch: it is the only one as young and as large. Results that are not ours are passed over later.
    @Override
    public Optional<String> find(String token, Instant since, int requests) {
        List<String> alike = new ArrayList<>();
        for (JsonNode batch : read(Outgoing.get(url("?limit=100"), headers())).path("data")) {
            long count = 0;
            for (JsonNode counted : batch.path("request_counts")) {
                count += counted.asLong();
            }
            if (count == requests && !created(batch).isBefore(since.minusSeconds(60)))
                alike.add(batch.path("id").asText());
        }
        return alike.size() == 1 ? Optional.of(alike.getFirst()) : Optional.empty();
    }

    @Override
    public Status status(String id) {
        JsonNode batch = read(Outgoing.get(url("/" + id), headers()));
        JsonNode counts = batch.path("request_counts");
        long done = counts.path("succeeded").asLong() + counts.path("errored").asLong() + counts.path("canceled").asLong()
                + counts.path("expired").asLong();
        return new Status(batch.path("processing_status").asText().equals("ended") ? Phase.ENDED : Phase.RUNNING, done, "");
    }

    @Override
    public void results(String id, Consumer<Result> sink) {
        connection.send(Outgoing.get(url("/" + id + "/results"), headers()), PATIENCE).body().lines()
                .forEach(l -> BatchClient.line(l).ifPresent(n -> sink.accept(result(n))));
    }

    private Result result(JsonNode line) {
        String custom = line.path("custom_id").asText();
        JsonNode result = line.path("result");
        String type = result.path("type").asText();
        if (type.equals("succeeded"))
            return new Result(custom, connection.reply(new Exchange(200, Map.of(), result.path("message").toString()), Set.of()));
        String why = switch (type) {
            case "expired" -> "The batch expired before this call was answered.";
            case "canceled" -> "The batch was cancelled before this call was answered.";
            default -> "The batch did not answer this call: " + result.path("error").path("error").path("message").asText("no answer");
        };
        return new Result(custom, new Reply.Lost(0, Reply.Loss.SERVER, why, result.toString()));
    }

    private static Instant created(JsonNode batch) {
        try {
            return Instant.parse(batch.path("created_at").asText());
        } catch (DateTimeParseException e) {
            return Instant.MIN;
        }
    }

    private JsonNode read(Outgoing request) {
        JsonNode body = Body.read(connection.send(request, PATIENCE).body());
        if (body == null)
            throw new TeacherException(connection.endpoint().baseUrl() + " gives no JSON: it has no batch endpoint.");
        return body;
    }

    private String url(String path) {
        return connection.endpoint().baseUrl() + "/messages/batches" + path;
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>(connection.endpoint().provider().dialect().keyHeaders(connection.secret()));
        headers.put("Content-Type", "application/json");
        return headers;
    }
}
