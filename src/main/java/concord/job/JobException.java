package concord.job;

import org.jspecify.annotations.Nullable;

/// A job failed; the message is one sentence for the user, the cause is the technical side.
public final class JobException extends RuntimeException {
    public JobException(String message) {
        super(message);
    }

    public JobException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
