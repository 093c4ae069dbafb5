package concord.teacher.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// The providers' servers in one, on a free port of this machine: chat completions (OpenAI, Azure, Mistral, compatible), Anthropic's messages,
/// Gemini, Ollama, lists of models, and the batch endpoints of OpenAI and Anthropic. What it says is the answerer's, how it lies the script's.
public final class FakeProvider implements AutoCloseable {
    private final List<Format> formats = List.of(new ChatFormat(), new AnthropicFormat(), new GeminiFormat(), new OllamaFormat());
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> times = new ConcurrentHashMap<>();
    private final Map<String, Integer> charged = new ConcurrentHashMap<>();
    private final AtomicInteger serial = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final FakeBatches batches;
    private volatile Function<Asked, String> answerer = a -> "{\"label\": \"for\"}";
    private volatile Function<Asked, Lie> script = a -> Lie.NONE;
    private volatile long millis;
    private volatile boolean remembers = true;

    public FakeProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        batches = new FakeBatches(this::inBatch);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /// What an honest model answers.
    public FakeProvider answers(Function<Asked, String> answerer) {
        this.answerer = answerer;
        return this;
    }

    /// How it lies; asked anew for each request.
    public FakeProvider lies(Function<Asked, Lie> script) {
        this.script = script;
        return this;
    }

    /// Takes so long for each answer.
    public FakeProvider takes(long millis) {
        this.millis = millis;
        return this;
    }

    /// Keeps no list of what was asked, for long runs.
    public FakeProvider forgets() {
        remembers = false;
        return this;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public FakeBatches batches() {
        return batches;
    }

    /// Everything asked so far, in order of arrival.
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    /// How often each user message was answered by a whole response, which is what is paid.
    public Map<String, Integer> charged() {
        return Map.copyOf(charged);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        try (exchange) {
            if (path.contains("/batches") || path.contains("/files"))
                batches.handle(exchange, body);
            else if (exchange.getRequestMethod().equals("GET"))
                models(exchange, path);
            else
                model(exchange, path, body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void models(HttpExchange exchange, String path) throws IOException {
        String list = path.endsWith("/api/tags")
                ? "{\"models\":[{\"name\":\"llama3.2:3b\"},{\"name\":\"gemma3:4b\"}]}"
                : exchange.getRequestHeaders().containsKey("x-goog-api-key")
                        ? "{\"models\":[{\"name\":\"models/gemini-2.5-flash\"},{\"name\":\"models/gemini-2.5-pro\"}]}"
                        : "{\"object\":\"list\",\"data\":[{\"id\":\"model-b\"},{\"id\":\"model-a\"}]}";
        send(exchange, 200, list, Map.of());
    }

    private void model(HttpExchange exchange, String path, byte[] bytes) throws IOException, InterruptedException {
        Format format = formats.stream().filter(f -> f.speaks(path)).findFirst().orElse(null);
        if (format == null) {
            send(exchange, 404, "{\"error\":{\"message\":\"no such path\"}}", Map.of());
            return;
        }
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((k, v) -> headers.put(k.toLowerCase(Locale.ROOT), v.getFirst()));
        String query = exchange.getRequestURI().getQuery();
        Asked request = request(format, query == null ? path : path + "?" + query, headers, Format.JSON.readTree(bytes));
        if (remembers)
            asked.add(request);
        if (millis > 0)
            Thread.sleep(millis);
        answer(exchange, format, request, script.apply(request));
    }

    private Asked request(Format format, String path, Map<String, String> headers, JsonNode body) {
        String user = format.user(body);
        int count = remembers ? times.merge(user, 1, Integer::sum) : 1;
        return new Asked(serial.incrementAndGet(), count, path, headers, body, format.model(path.replaceFirst("\\?.*", ""), body),
                format.system(body), user,
                System.nanoTime());
    }

    private void answer(HttpExchange exchange, Format format, Asked request, Lie lie) throws IOException, InterruptedException {
        switch (lie) {
            case BUSY -> error(exchange, format, 429, "rate_limit_exceeded", "Slow down", Map.of("Retry-After", "1"));
            case BUSY_DATE -> error(exchange, format, 429, "rate_limit_exceeded", "Slow down",
                    Map.of("Retry-After", DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(2))));
            case OVERLOADED -> error(exchange, format, 529, "overloaded_error", "Overloaded", Map.of());
            case SERVER_ERROR -> error(exchange, format, 500, "server_error", "The server had an error", Map.of());
            case HANG -> Thread.sleep(60_000);
            case RESET -> {
            }
            case BROKEN_BODY -> broken(exchange, body(format, request, lie));
            case CUT_RESPONSE -> {
                String whole = body(format, request, lie);
                charge(request);
                send(exchange, 200, whole.substring(0, whole.length() / 2), Map.of());
            }
            case FILTERED -> error(exchange, format, 400, "content_filter", "The response was filtered", Map.of());
            case UNAUTHORIZED -> error(exchange, format, 401, "invalid_api_key", "Incorrect API key provided: " + key(request), Map.of());
            case UNKNOWN_MODEL -> error(exchange, format, 404, "model_not_found", "The model does not exist", Map.of());
            case NO_CREDIT -> error(exchange, format, 429, "insufficient_quota", "You exceeded your current quota: insufficient_quota",
                    Map.of());
            case TOO_LONG -> error(exchange, format, 400, "context_length_exceeded", "This model's maximum context length is 8192 tokens",
                    Map.of());
            case NO_SCHEMA -> error(exchange, format, 400, "unsupported", "response_format of type json_schema is not supported", Map.of());
            case QUOTES_KEY -> error(exchange, format, 400, "bad_request", "Bad request with " + key(request), Map.of());
            case NONE, CUT_ANSWER, UNKNOWN_LABEL, TWO_LABELS, NO_LABEL, EMPTY_CHOICES, REFUSAL, OTHER_MODEL, HUGE_USAGE, NEGATIVE_USAGE,
                    NO_USAGE -> {
                charge(request);
                send(exchange, 200, body(format, request, lie), Map.of());
            }
        }
    }

    /// The answer to a request of a batch, which is charged too.
    private JsonNode inBatch(JsonNode body) {
        Format format = body.has("max_tokens") && body.has("system") ? formats.get(1) : formats.get(0);
        Asked request = request(format, "batch", Map.of(), body);
        asked.add(request);
        charge(request);
        try {
            return Format.JSON.readTree(body(format, request, script.apply(request)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void charge(Asked request) {
        if (remembers)
            charged.merge(request.user(), 1, Integer::sum);
    }

    private String body(Format format, Asked request, Lie lie) {
        String honest = answerer.apply(request);
        String text = switch (lie) {
            case CUT_ANSWER -> honest.substring(0, honest.length() - 4);
            case UNKNOWN_LABEL -> "{\"label\": \"banana\"}";
            case TWO_LABELS -> "{\"label\": \"for\"} or rather {\"label\": \"against\"}";
            case NO_LABEL -> "I would say it is for.";
            case EMPTY_CHOICES -> null;
            default -> honest;
        };
        long in = request.user().length() / 4 + request.system().length() / 4;
        long out = 8;
        if (lie == Lie.HUGE_USAGE)
            in = 900_000_000;
        if (lie == Lie.NEGATIVE_USAGE)
            out = -50;
        if (lie == Lie.NO_USAGE) {
            in = 0;
            out = 0;
        }
        return format.answer(new Format.Said("id-" + request.serial(), lie == Lie.OTHER_MODEL ? "another-model" : request.model(), text,
                lie == Lie.REFUSAL ? "I cannot help with that." : null, lie == Lie.CUT_ANSWER, in, out), request.body());
    }

    /// The key as it came, to be quoted in an error.
    static String key(Asked request) {
        for (String header : List.of("authorization", "api-key", "x-api-key", "x-goog-api-key")) {
            if (request.headers().containsKey(header))
                return request.headers().get(header);
        }
        return "none";
    }

    private static void broken(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length + 100L);
        exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
        exchange.getResponseBody().flush();
    }

    private static void error(HttpExchange exchange, Format format, int status, String code, String message, Map<String, String> headers)
            throws IOException {
        send(exchange, status, format.error(status, code, message), headers);
    }

    static void send(HttpExchange exchange, int status, String body, Map<String, String> headers) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
