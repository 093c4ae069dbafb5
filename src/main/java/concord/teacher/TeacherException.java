package concord.teacher;

import org.jspecify.annotations.Nullable;

/// Why a teacher cannot label; the message is one sentence for the user.
public final class TeacherException extends RuntimeException {
    public TeacherException(String message) {
        super(message);
    }

    public TeacherException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
