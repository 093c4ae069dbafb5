package concord.teacher.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// The batch endpoints of OpenAI and Anthropic. A batch ends when the test says so.
public final class FakeBatches {
    private final UnaryOperator<JsonNode> model;
    private final Map<String, List<String>> files = new LinkedHashMap<>();
    private final Map<String, Batch> batches = new LinkedHashMap<>();
    private boolean loseAnswer;

    FakeBatches(UnaryOperator<JsonNode> model) {
        this.model = model;
    }

    private static final class Batch {
        private final String token;
        private final Instant at = Instant.now();
        private final List<JsonNode> requests;
        private final Map<String, JsonNode> answers = new LinkedHashMap<>();
        private String state = "in_progress";

        Batch(String token, List<JsonNode> requests) {
            this.token = token;
            this.requests = requests;
        }
    }

    /// Ends every batch: of its requests so many are answered, the rest has expired.
    public synchronized void end(int answered) {
        for (Batch batch : batches.values()) {
            if (!batch.state.equals("in_progress"))
                continue;
            for (JsonNode request : batch.requests.subList(0, Math.min(answered, batch.requests.size()))) {
                JsonNode body = request.has("body") ? request.path("body") : request.path("params");
                batch.answers.put(request.path("custom_id").asText(), model.apply(body));
            }
            batch.state = answered < batch.requests.size() ? "expired" : "completed";
        }
    }

    /// Takes the next batch, but breaks the connection instead of saying so.
    public synchronized void loseNextAnswer() {
        loseAnswer = true;
    }

    public synchronized int count() {
        return batches.size();
    }

    public synchronized int requests() {
        return batches.values().stream().mapToInt(b -> b.requests.size()).sum();
    }

    synchronized void handle(HttpExchange exchange, byte[] body) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean post = exchange.getRequestMethod().equals("POST");
        boolean anthropic = path.contains("/messages/batches");
        if (post && path.endsWith("/files"))
            FakeProvider.send(exchange, 200, upload(new String(body, StandardCharsets.UTF_8)), Map.of());
        else if (post) {
            String made = anthropic ? anthropic(body) : openAi(body);
            if (!loseAnswer)
                FakeProvider.send(exchange, 200, made, Map.of());
            loseAnswer = false;
        } else if (path.endsWith("/content"))
            FakeProvider.send(exchange, 200, content(path), Map.of());
        else if (path.endsWith("/results"))
            FakeProvider.send(exchange, 200, results(path.replaceFirst(".*/batches/", "").replace("/results", "")), Map.of());
        else if (path.endsWith("/batches"))
            FakeProvider.send(exchange, 200, list(anthropic), Map.of());
        else {
            String id = path.replaceFirst(".*/batches/", "");
            FakeProvider.send(exchange, 200, anthropic ? anthropicBatch(id).toString() : openAiBatch(id).toString(), Map.of());
        }
    }

    private String upload(String multipart) {
        List<String> lines = multipart.lines().filter(l -> l.startsWith("{")).toList();
        String id = "file-" + (files.size() + 1);
        files.put(id, lines);
        return Format.JSON.createObjectNode().put("id", id).put("object", "file").put("purpose", "batch").toString();
    }

    private String openAi(byte[] body) throws IOException {
        JsonNode wanted = Format.JSON.readTree(body);
        List<JsonNode> requests = new ArrayList<>();
        for (String line : files.get(wanted.path("input_file_id").asText())) {
            requests.add(Format.JSON.readTree(line));
        }
        String id = "batch_" + (batches.size() + 1);
        batches.put(id, new Batch(wanted.path("metadata").path("concord").asText(), requests));
        return openAiBatch(id).toString();
    }

    private ObjectNode openAiBatch(String id) {
        Batch batch = batches.get(id);
        ObjectNode node = Format.JSON.createObjectNode().put("id", id).put("object", "batch").put("status", batch.state);
        node.putObject("metadata").put("concord", batch.token);
        node.putObject("request_counts").put("total", batch.requests.size()).put("completed", batch.answers.size()).put("failed", 0);
        if (!batch.state.equals("in_progress"))
            node.put("output_file_id", "out-" + id).put("error_file_id", batch.state.equals("expired") ? "err-" + id : null);
        return node;
    }

    private String content(String path) {
        String file = path.replaceFirst(".*/files/", "").replace("/content", "");
        Batch batch = batches.get(file.substring(4));
        StringBuilder lines = new StringBuilder();
        for (JsonNode request : batch.requests) {
            String custom = request.path("custom_id").asText();
            ObjectNode line = Format.JSON.createObjectNode().put("id", "r").put("custom_id", custom);
            JsonNode answer = batch.answers.get(custom);
            if (file.startsWith("out-") && answer != null) {
                line.putObject("response").put("status_code", 200).set("body", answer);
                lines.append(line.putNull("error")).append('\n');
            } else if (file.startsWith("err-") && answer == null) {
                line.putNull("response").putObject("error").put("code", "batch_expired").put("message", "expired before it was run");
                lines.append(line).append('\n');
            }
        }
        return lines.toString();
    }

    private String anthropic(byte[] body) throws IOException {
        List<JsonNode> requests = new ArrayList<>();
        Format.JSON.readTree(body).path("requests").forEach(requests::add);
        String id = "msgbatch_" + (batches.size() + 1);
        batches.put(id, new Batch("", requests));
        return anthropicBatch(id).toString();
    }

    private ObjectNode anthropicBatch(String id) {
        Batch batch = batches.get(id);
        boolean running = batch.state.equals("in_progress");
        ObjectNode node = Format.JSON.createObjectNode().put("id", id).put("type", "message_batch").put("created_at", batch.at.toString())
                .put("processing_status", running ? "in_progress" : "ended");
        node.putObject("request_counts").put("processing", running ? batch.requests.size() : 0).put("succeeded", batch.answers.size())
                .put("expired", running ? 0 : batch.requests.size() - batch.answers.size());
        return node;
    }

    private String results(String id) {
        Batch batch = batches.get(id);
        StringBuilder lines = new StringBuilder();
        for (JsonNode request : batch.requests.reversed()) {
            String custom = request.path("custom_id").asText();
            ObjectNode line = Format.JSON.createObjectNode().put("custom_id", custom);
            JsonNode answer = batch.answers.get(custom);
            if (answer == null)
                line.putObject("result").put("type", "expired");
            else
                line.putObject("result").put("type", "succeeded").set("message", answer);
            lines.append(line).append('\n');
        }
        return lines.toString();
    }

    private String list(boolean anthropic) {
        ObjectNode root = Format.JSON.createObjectNode();
        var data = root.putArray("data");
        batches.keySet().forEach(id -> data.add(anthropic ? anthropicBatch(id) : openAiBatch(id)));
        return root.toString();
    }
}
