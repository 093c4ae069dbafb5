package concord.teacher.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.teacher.TeacherException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// OpenAI's batches: a file of requests goes up, a file of answers and one of errors come back.
final class OpenAiBatches implements BatchClient {
    private static final Set<String> ENDED = Set.of("completed", "failed", "expired", "cancelled");
    private static final String TOKEN = "concord";

    private final Connection connection;

    OpenAiBatches(Connection connection) {
        this.connection = connection;
    }

    @Override
    public String submit(String token, List<Request> requests) {
        StringBuilder lines = new StringBuilder();
        for (Request request : requests) {
            ObjectNode line = Body.JSON.createObjectNode().put("custom_id", request.custom()).put("method", "POST").put("url",
                    "/v1/chat/completions");
            line.set("body", connection.body(request.ask()));
            lines.append(line).append('\n');
        }
        String boundary = "concord-" + token;
        Outgoing upload = new Outgoing("POST", url("/files"), headers("multipart/form-data; boundary=" + boundary),
                multipart(boundary, lines.toString()));
        String file = needed(read(upload), "id");
        ObjectNode batch = Body.JSON.createObjectNode().put("input_file_id", file).put("endpoint", "/v1/chat/completions")
                .put("completion_window", "24h");
        batch.putObject("metadata").put(TOKEN, token);
        return needed(read(new Outgoing("POST", url("/batches"), headers("application/json"),
                batch.toString().getBytes(StandardCharsets.UTF_8))), "id");
    }

    @Override
    public Optional<String> find(String token, Instant since, int requests) {
        for (JsonNode batch : read(Outgoing.get(url("/batches?limit=100"), headers("application/json"))).path("data")) {
            if (token.equals(Body.text(batch.path("metadata"), TOKEN)))
                return Optional.of(needed(batch, "id"));
        }
        return Optional.empty();
    }

    @Override
    public Status status(String id) {
        JsonNode batch = batch(id);
        JsonNode counts = batch.path("request_counts");
        String status = batch.path("status").asText();
        String why = status.equals("failed") ? batch.path("errors").path("data").path(0).path("message").asText("The batch failed.") : "";
        return new Status(ENDED.contains(status) ? Phase.ENDED : Phase.RUNNING,
                counts.path("completed").asLong() + counts.path("failed").asLong(), why);
    }

    @Override
    public void results(String id, Consumer<Result> sink) {
        JsonNode batch = batch(id);
        for (String field : List.of("output_file_id", "error_file_id")) {
            String file = Body.text(batch, field);
            if (file != null && !file.isBlank())
                connection.send(Outgoing.get(url("/files/" + file + "/content"), headers("application/json")), PATIENCE).body().lines()
                        .forEach(l -> BatchClient.line(l).ifPresent(n -> sink.accept(result(n))));
        }
    }

    private Result result(JsonNode line) {
        String custom = line.path("custom_id").asText();
        JsonNode response = line.path("response");
        if (response.hasNonNull("body"))
            return new Result(custom, connection.reply(
                    new Exchange(response.path("status_code").asInt(200), Map.of(), response.path("body").toString()), Set.of()));
        String words = line.path("error").path("message").asText("no answer");
        return new Result(custom,
                new Reply.Lost(0, Reply.Loss.SERVER, "The batch did not answer this call: " + words, line.path("error").toString()));
    }

    private JsonNode batch(String id) {
        return read(Outgoing.get(url("/batches/" + id), headers("application/json")));
    }

    private JsonNode read(Outgoing request) {
        JsonNode body = Body.read(connection.send(request, PATIENCE).body());
        if (body == null)
            throw new TeacherException(connection.endpoint().baseUrl() + " gives no JSON: it has no batch endpoint.");
        return body;
    }

    private String needed(@Nullable JsonNode node, String field) {
        String value = node == null ? null : Body.text(node, field);
        if (value == null)
            throw new TeacherException(connection.endpoint().baseUrl() + " gives no " + field + ": it has no batch endpoint.");
        return value;
    }

    private String url(String path) {
        return connection.endpoint().baseUrl() + path;
    }

    private Map<String, String> headers(String type) {
        Map<String, String> headers = new HashMap<>(connection.endpoint().provider().dialect().keyHeaders(connection.secret()));
        headers.put("Content-Type", type);
        return headers;
    }

    private static byte[] multipart(String boundary, String lines) {
        String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n--" + boundary
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"batch.jsonl\"\r\nContent-Type: application/jsonl\r\n\r\n";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(lines.getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }
}
