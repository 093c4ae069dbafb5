package concord.student.hub;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The body of an answer, taken chunk by chunk by a job's thread that may stop waiting at any time; one chunk is held ahead.
final class Chunks implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {
    private sealed interface Event {
        record Data(List<ByteBuffer> buffers) implements Event {}

        record End() implements Event {}

        record Broken(Throwable cause) implements Event {}
    }

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private volatile Flow.@Nullable Subscription subscription;

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        events.add(new Event.Data(buffers));
    }

    @Override
    public void onError(Throwable cause) {
        events.add(new Event.Broken(cause));
    }

    @Override
    public void onComplete() {
        events.add(new Event.End());
    }

    /// The next bytes, or null at the end.
    ///
    /// @param waiting run every fifth of a second while nothing comes; may throw to stop
    /// @throws IOException when the connection breaks, or nothing came for so many seconds
    @Nullable
    List<ByteBuffer> next(int seconds, Runnable waiting) throws IOException {
        for (int fifths = 0; fifths < seconds * 5; fifths++) {
            waiting.run();
            switch (poll()) {
                case null -> {
                }
                case Event.Data(var buffers) -> {
                    Flow.Subscription source = subscription;
                    if (source != null)
                        source.request(1);
                    return buffers;
                }
                case Event.End() -> {
                    return null;
                }
                case Event.Broken(var cause) -> throw new IOException("the connection broke", cause);
            }
        }
        throw new IOException("nothing came for " + seconds + " seconds");
    }

    private @Nullable Event poll() {
        try {
            return events.poll(200, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("a job thread is never interrupted", e);
        }
    }

    /// Gives up what has not come yet.
    @Override
    public void close() {
        Flow.Subscription source = subscription;
        if (source != null)
            source.cancel();
    }
}
