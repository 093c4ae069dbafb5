package concord.student.hub;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// A hub with one model, org/model, on this computer, and beside it, under another host name and port, the store it redirects large files to.
public final class HubServer implements AutoCloseable {
    public static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final ObjectMapper JSON = new ObjectMapper();

    final Map<String, byte[]> files = new TreeMap<>();
    /// What the server sends in the place of a file's bytes.
    final Map<String, byte[]> sent = new HashMap<>();
    final Map<String, Long> sizes = new HashMap<>();
    /// One line a request: method, path, and the Range asked for.
    final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    final List<String> tokensAtHub = Collections.synchronizedList(new ArrayList<>());
    final List<String> tokensAtStore = Collections.synchronizedList(new ArrayList<>());
    /// The connection to the store is cut after so many bytes of an answer, this many times.
    int cutAfter = -1;
    int cuts;
    boolean ignoresRange;
    boolean gated;
    @Nullable
    String wantsToken;
    /// When set, the store sends half of a file and then waits.
    @Nullable
    CountDownLatch stall;

    private final HttpServer hub;
    private final HttpServer store;

    public HubServer() throws IOException {
        hub = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        store = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        hub.createContext("/api/models/", e -> answer(e, tokensAtHub, this::list));
        hub.createContext("/org/model/resolve/", e -> answer(e, tokensAtHub, this::resolve));
        hub.createContext("/", e -> answer(e, tokensAtHub, x -> refuse(x, 404, "RepoNotFound")));
        store.createContext("/", e -> answer(e, tokensAtStore, this::stored));
        for (HttpServer server : List.of(hub, store)) {
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
        }
    }

    public String endpoint() {
        return "http://127.0.0.1:" + hub.getAddress().getPort();
    }

    public void put(String name, byte[] content) {
        files.put(name, content);
    }

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private void answer(HttpExchange exchange, List<String> tokens, Answer answer) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath() + (range == null ? "" : " " + range));
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        if (token != null)
            tokens.add(token);
        try (exchange) {
            answer.to(exchange);
        }
    }

    private void list(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        String model = "/api/models/org/model/revision/";
        if (!path.startsWith(model)
                || wantsToken != null && !("Bearer " + wantsToken).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            refuse(exchange, 401, "RepoNotFound");
        } else if (!List.of("main", COMMIT, "refs%2Fpr%2F1").contains(path.substring(model.length()))) {
            refuse(exchange, 404, "RevisionNotFound");
        } else {
            List<Map<String, String>> siblings = files.keySet().stream().map(f -> Map.of("rfilename", f)).toList();
            send(exchange, 200, JSON.writeValueAsBytes(Map.of("id", "org/model", "sha", COMMIT, "siblings", siblings)), 0);
        }
    }

    private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
        exchange.getResponseHeaders().set("X-Error-Code", code);
        exchange.sendResponseHeaders(status, -1);
    }

    private static boolean large(String file) {
        return file.endsWith(".safetensors") || file.endsWith(".bin");
    }

    private void resolve(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/");
        String file = path[path.length - 1];
        byte[] content = files.get(file);
        if (gated) {
            refuse(exchange, 403, "GatedRepo");
            return;
        }
        if (content == null || !path[4].equals(COMMIT)) {
            refuse(exchange, 404, "EntryNotFound");
            return;
        }
        exchange.getResponseHeaders().set("X-Repo-Commit", COMMIT);
        long size = sizes.getOrDefault(file, (long) content.length);
        if (large(file)) {
            exchange.getResponseHeaders().set("X-Linked-Etag", '"' + sha256(content) + '"');
            exchange.getResponseHeaders().set("X-Linked-Size", Long.toString(size));
            exchange.getResponseHeaders().set("Location", "http://localhost:" + store.getAddress().getPort() + "/" + file + "?signature=1");
            exchange.sendResponseHeaders(302, -1);
            return;
        }
        exchange.getResponseHeaders().set("ETag", "W/\"" + git(content) + '"');
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Long.toString(size));
            exchange.sendResponseHeaders(200, -1);
        } else {
            send(exchange, 200, sent.getOrDefault(file, content), 0);
        }
    }

    private void stored(HttpExchange exchange) throws IOException {
        String file = exchange.getRequestURI().getPath().substring(1);
        byte[] content = sent.getOrDefault(file, files.get(file));
        String range = exchange.getRequestHeaders().getFirst("Range");
        if (range == null || ignoresRange) {
            send(exchange, 200, content, 0);
            return;
        }
        int from = Integer.parseInt(range.replaceAll("\\D", ""));
        if (from >= content.length) {
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        send(exchange, 206, content, from);
    }

    private void send(HttpExchange exchange, int status, byte[] content, int from) throws IOException {
        byte[] rest = Arrays.copyOfRange(content, from, content.length);
        exchange.sendResponseHeaders(status, rest.length == 0 ? -1 : rest.length);
        boolean atStore = exchange.getLocalAddress().getPort() == store.getAddress().getPort();
        CountDownLatch wait = stall;
        if (atStore && wait != null) {
            exchange.getResponseBody().write(rest, 0, rest.length / 2);
            exchange.getResponseBody().flush();
            try {
                wait.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            exchange.getResponseBody().write(rest, rest.length / 2, rest.length - rest.length / 2);
        } else if (atStore && cutAfter >= 0 && cuts-- > 0) {
            exchange.getResponseBody().write(rest, 0, Math.min(cutAfter, rest.length));
            exchange.getResponseBody().flush();
        } else if (rest.length > 0) {
            exchange.getResponseBody().write(rest);
        }
    }

    long gets(String file) {
        return requests.stream().filter(r -> r.startsWith("GET /" + file)).count();
    }

    static String sha256(byte[] content) {
        return hash("SHA-256", content);
    }

    static String git(byte[] content) {
        byte[] head = ("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(head, head.length + content.length);
        System.arraycopy(content, 0, all, head.length, content.length);
        return hash("SHA-1", all);
    }

    private static String hash(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    @Override
    public void close() {
        hub.stop(0);
        store.stop(0);
    }
}
