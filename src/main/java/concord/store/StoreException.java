package concord.store;

import org.jspecify.annotations.Nullable;

/// The project file could not be read or written; the message is one sentence for the user.
public class StoreException extends RuntimeException {
    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
