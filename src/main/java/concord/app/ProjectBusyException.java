package concord.app;

import java.nio.file.Path;

/// The project is open in another window or program; offer to open a copy.
public final class ProjectBusyException extends RuntimeException {
    private final Path file;

    public ProjectBusyException(Path file, String message, Throwable cause) {
        super(message, cause);
        this.file = file;
    }

    public Path file() {
        return file;
    }
}
