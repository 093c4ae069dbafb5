package concord.student;

import org.jspecify.annotations.Nullable;

/// A student could not be trained, loaded or used; the message is one sentence for the user.
public class StudentException extends RuntimeException {
    public StudentException(String message) {
        super(message);
    }

    public StudentException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
