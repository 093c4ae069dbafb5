package concord.student.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import concord.job.JobContext;
import concord.student.StudentException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Asks the hub about one model. An IOException means that trying again may help, a [StudentException] that it will not.
///
/// Follows redirects itself, so that the token goes to the hub and to nobody it points to. Used by one job's thread.
final class HubClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT = Duration.ofSeconds(15);
    private static final int ANSWER_SECONDS = 60;
    private static final int REDIRECTS = 8;

    private final HubSettings settings;
    private final HubName model;
    private final JobContext context;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).followRedirects(HttpClient.Redirect.NEVER).build();

    HubClient(HubSettings settings, HubName model, JobContext context) {
        this.settings = settings;
        this.model = model;
        this.context = context;
    }

    Listing list() throws IOException {
        URI address = address("/api/models/" + model.name() + "/revision/" + model.revision().replace("/", "%2F"));
        HttpResponse<String> answer = follow(address, "GET", 0, BodyHandlers.ofString());
        check(answer);
        JsonNode json = JSON.readTree(answer.body());
        String commit = json.path("sha").asText();
        Set<String> files = new HashSet<>();
        json.path("siblings").forEach(file -> files.add(file.path("rfilename").asText()));
        if (!commit.matches("[0-9a-f]{40}"))
            throw new StudentException(settings.endpoint() + " does not answer as a hub does: check HF_ENDPOINT.");
        return new Listing(commit, files);
    }

    /// What the hub says of a file before it is fetched: size and hash stand in the first answer of the hub, not in that of the store it points to.
    RemoteFile describe(String commit, String file) throws IOException {
        URI address = resolve(commit, file);
        for (int i = 0; i < REDIRECTS; i++) {
            HttpResponse<Void> answer = send(address, "HEAD", 0, BodyHandlers.discarding());
            String etag = header(answer, "x-linked-etag", "etag");
            String size = header(answer, "x-linked-size", "content-length");
            URI next = location(address, answer);
            boolean linked = answer.headers().firstValue("x-linked-etag").isPresent();
            if (next != null && !linked) {
                address = next;
                continue;
            }
            if (next == null)
                check(answer);
            if (etag == null || size == null || !size.matches("\\d{1,18}"))
                throw new IOException("the hub does not say what size and hash " + file + " has");
            return new RemoteFile(file, name(etag), Long.parseLong(size));
        }
        throw new IOException("the hub redirects " + file + " in a circle");
    }

    /// The bytes of a file from a place on, or from its start where the server cannot do that; the caller looks at the status.
    HttpResponse<Flow.Publisher<List<ByteBuffer>>> open(String commit, String file, long from) throws IOException {
        HttpResponse<Flow.Publisher<List<ByteBuffer>>> answer = follow(resolve(commit, file), "GET", from, BodyHandlers.ofPublisher());
        if (answer.statusCode() != 416)
            check(answer);
        return answer;
    }

    private URI resolve(String commit, String file) {
        return address("/" + model.name() + "/resolve/" + commit + "/" + file);
    }

    private URI address(String path) {
        return URI.create(settings.endpoint() + path);
    }

    private <T> HttpResponse<T> follow(URI start, String method, long from, BodyHandler<T> body) throws IOException {
        URI address = start;
        for (int i = 0; i < REDIRECTS; i++) {
            HttpResponse<T> answer = send(address, method, from, body);
            URI next = location(address, answer);
            if (next == null)
                return answer;
            address = next;
        }
        throw new IOException("the hub redirects in a circle");
    }

    private static @Nullable URI location(URI asked, HttpResponse<?> answer) throws IOException {
        int status = answer.statusCode();
        if (status != 301 && status != 302 && status != 303 && status != 307 && status != 308)
            return null;
        try {
            URI next = asked.resolve(answer.headers().firstValue("location").orElse(""));
            if (next.getHost() == null || "https".equals(asked.getScheme()) && !"https".equals(next.getScheme()))
                throw new IOException("the hub points to " + next + ", which is not safe to follow");
            return next;
        } catch (IllegalArgumentException e) {
            throw new IOException("the hub points to an address that cannot be read", e);
        }
    }

    private boolean own(URI address) {
        URI hub = settings.endpoint();
        return hub.getScheme().equals(address.getScheme()) && hub.getHost().equalsIgnoreCase(address.getHost())
                && hub.getPort() == address.getPort();
    }

    private <T> HttpResponse<T> send(URI address, String method, long from, BodyHandler<T> body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).method(method, HttpRequest.BodyPublishers.noBody())
                .header("User-Agent", "concord").header("Accept-Encoding", "identity");
        String token = settings.token();
        if (token != null && own(address))
            request.header("Authorization", "Bearer " + token);
        if (from > 0)
            request.header("Range", "bytes=" + from + "-");
        CompletableFuture<HttpResponse<T>> answer = http.sendAsync(request.build(), body);
        // not the request's own timeout, which from Java 26 on counts the body too
        for (int fifths = 0; fifths < ANSWER_SECONDS * 5; fifths++) {
            try {
                return answer.get(200, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (context.cancelled())
                    answer.cancel(true);
                context.checkCancelled();
            } catch (ExecutionException e) {
                throw new IOException(reason(address, e.getCause()), e.getCause());
            } catch (InterruptedException e) {
                throw new IllegalStateException("a job thread is never interrupted", e);
            }
        }
        answer.cancel(true);
        throw new IOException(address.getHost() + " did not answer in time");
    }

    private static String reason(URI address, @Nullable Throwable cause) {
        return switch (cause) {
            case ConnectException _ -> "there is no connection to " + address.getHost();
            case HttpTimeoutException _ -> address.getHost() + " did not answer in time";
            case null, default -> "the connection to " + address.getHost() + " broke";
        };
    }

    private static @Nullable String header(HttpResponse<?> answer, String first, String second) {
        return answer.headers().firstValue(first).or(() -> answer.headers().firstValue(second)).orElse(null);
    }

    /// An etag as a file name: without quotes and the mark of a weak one.
    private static String name(String etag) throws IOException {
        String bare = etag.replaceFirst("^W/", "").replace("\"", "");
        if (!bare.matches("[A-Za-z0-9_-]{1,128}"))
            throw new IOException("the hub gives an etag that cannot be read");
        return bare;
    }

    private void check(HttpResponse<?> answer) throws IOException {
        int status = answer.statusCode();
        String code = Objects.requireNonNullElse(answer.headers().firstValue("x-error-code").orElse(null), "");
        if (status / 100 == 2)
            return;
        boolean token = settings.token() != null;
        if (status == 403 || code.equals("GatedRepo"))
            throw new StudentException(model.name() + " is gated: accept its terms at " + settings.endpoint() + "/" + model.name()
                    + (token
                            ? " with the account whose token is used, or use a token that may read it."
                            : " and set HF_TOKEN to an access token of your account."));
        if (code.equals("RevisionNotFound"))
            throw new StudentException(
                    model.name() + " has no revision \"" + model.revision() + "\": check it, or leave it away for the newest.");
        if (status == 401 || status == 404)
            throw new StudentException("There is no model " + model.name() + " at " + settings.endpoint() + (token
                    ? " that the token used may read: check the name and the token."
                    : ", or it is private: check the name, or set HF_TOKEN to an access token that may read it."));
        throw new IOException(status == 429 ? "the hub asks to try again later" : "the hub answered with the error " + status);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
