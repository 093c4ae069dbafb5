package concord.teacher.provider;

import dev.langchain4j.http.client.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A request as it goes out. Headers hold the key: never printed.
record Outgoing(String method, String url, Map<String, String> headers, byte[] body) {
    static Outgoing of(HttpRequest request) {
        Map<String, String> headers = request.headers().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> String.join(", ", e.getValue() == null ? List.of() : e.getValue())));
        String body = request.body() == null ? "" : request.body();
        return new Outgoing(request.method().name(), request.url(), headers, body.getBytes(StandardCharsets.UTF_8));
    }

    static Outgoing get(String url, Map<String, String> headers) {
        return new Outgoing("GET", url, headers, new byte[0]);
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return method + " " + url;
    }
}
