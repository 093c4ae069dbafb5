package concord.app;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells everybody who asked what part of the project changed, on the thread that changed it.
final class Changes {
    private static final Logger LOG = LoggerFactory.getLogger(Changes.class);
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();

    Runnable listen(Consumer<Change> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void tell(Change... changes) {
        for (Change change : changes) {
            for (Consumer<Change> listener : listeners) {
                try {
                    listener.accept(change);
                } catch (RuntimeException e) {
                    LOG.error("a listener failed on {}", change, e);
                }
            }
        }
    }
}
