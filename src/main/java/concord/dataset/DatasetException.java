package concord.dataset;

import org.jspecify.annotations.Nullable;

/// A data file could not be read or written; the message is one sentence naming file, line where known, and remedy.
public final class DatasetException extends RuntimeException {
    private final long line;
    private final String code;

    public DatasetException(String message) {
        this(0, "unreadable", message, null);
    }

    public DatasetException(String message, @Nullable Throwable cause) {
        this(0, "unreadable", message, cause);
    }

    DatasetException(long line, String code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.line = line;
        this.code = code;
    }

    /// Line of the file, counted from 1; 0 for the file as a whole.
    public long line() {
        return line;
    }

    /// Stable key as in [concord.model.result.Problem].
    public String code() {
        return code;
    }
}
