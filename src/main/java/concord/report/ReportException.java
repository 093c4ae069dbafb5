package concord.report;

import org.jspecify.annotations.Nullable;

/// A report, table or figure could not be written. The message is a sentence for the user.
public final class ReportException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ReportException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
