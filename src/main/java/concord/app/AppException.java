package concord.app;

import org.jspecify.annotations.Nullable;

/// A request cannot be carried out; the message is one sentence for the user, with the remedy.
public final class AppException extends RuntimeException {
    public AppException(String message) {
        super(message);
    }

    public AppException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
