package concord.store;

import java.nio.file.Path;

/// The project is open in another program or window; a copy can be opened instead ([ProjectStore#copy]).
public final class ProjectInUseException extends StoreException {
    private final Path file;

    public ProjectInUseException(Path file, Throwable cause) {
        super("The project " + file + " is open elsewhere: close it there, or open a copy.", cause);
        this.file = file;
    }

    public Path file() {
        return file;
    }
}
