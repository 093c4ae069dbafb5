package concord.teacher.provider;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Sends requests, one attempt each, over HTTP/1.1: some local servers stumble over the upgrade the JDK offers otherwise. Thread-safe.
public final class Wire {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int LOOK_MILLIS = 100;

    private @Nullable HttpClient http;

    /// @throws WireException when no whole response came
    Exchange send(Outgoing request, Secret secret, Patience patience) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(request.url()));
        request.headers().forEach(builder::setHeader);
        builder.method(request.method(), request.body().length == 0
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofByteArray(request.body()));
        CompletableFuture<HttpResponse<String>> coming = client().sendAsync(builder.build(), HttpResponse.BodyHandlers.ofString());
        HttpResponse<String> response = await(coming, patience);
        Map<String, String> headers = new LinkedHashMap<>();
        response.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        return new Exchange(response.statusCode(), headers, secret.redact(response.body()));
    }

    /// Made when first needed, since it starts a thread of its own.
    private synchronized HttpClient client() {
        HttpClient made = http;
        if (made == null) {
            made = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
            http = made;
        }
        return made;
    }

    private static HttpResponse<String> await(CompletableFuture<HttpResponse<String>> coming, Patience patience) {
        long end = System.nanoTime() + patience.answer().toNanos();
        boolean leaving = false;
        while (true) {
            try {
                return coming.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (!leaving && patience.cancelled().getAsBoolean()) {
                    leaving = true;
                    end = Math.min(end, System.nanoTime() + patience.grace().toNanos());
                }
                if (System.nanoTime() - end > 0) {
                    coming.cancel(true);
                    throw new WireException(leaving ? Reply.Loss.ABANDONED : Reply.Loss.TIMEOUT, e);
                }
            } catch (ExecutionException e) {
                throw new WireException(loss(e.getCause()), e.getCause());
            } catch (InterruptedException e) {
                coming.cancel(true);
                throw new WireException(Reply.Loss.ABANDONED, e);
            }
        }
    }

    private static Reply.Loss loss(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof ConnectException || t instanceof HttpConnectTimeoutException || t instanceof UnresolvedAddressException)
                return Reply.Loss.UNREACHABLE;
        }
        return cause instanceof IOException ? Reply.Loss.BROKEN : Reply.Loss.UNREACHABLE;
    }
}
