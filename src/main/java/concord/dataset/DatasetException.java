package concord.dataset;

import org.jspecify.annotations.Nullable;

/// A data file could not be read or written; the message is one sentence naming file, line where known, and remedy.
public final class DatasetException extends RuntimeException {
    public DatasetException(String message) {
        super(message);
    }

    public DatasetException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
