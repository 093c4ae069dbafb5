package concord.teacher.provider;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// LangChain4j's way out for a single call, which keeps what was sent back. Used by one thread.
final class OneCall implements HttpClient, HttpClientBuilder {
    private final Function<Outgoing, Exchange> transport;
    private @Nullable Exchange exchange;

    OneCall(Function<Outgoing, Exchange> transport) {
        this.transport = transport;
    }

    /// What came back; null when nothing did.
    @Nullable
    Exchange exchange() {
        return exchange;
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        Exchange came = transport.apply(Outgoing.of(request));
        exchange = came;
        if (!came.fine())
            throw new HttpException(came.status(), "HTTP " + came.status());
        return SuccessfulHttpResponse.builder().statusCode(came.status()).body(came.body()).build();
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        throw new UnsupportedOperationException("answers are not streamed");
    }

    /// Time is kept by [Wire].
    @Override
    public @Nullable Duration connectTimeout() {
        return null;
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
        return this;
    }

    @Override
    public @Nullable Duration readTimeout() {
        return null;
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
        return this;
    }

    @Override
    public HttpClient build() {
        return this;
    }
}
