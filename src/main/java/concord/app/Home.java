package concord.app;

import java.nio.file.Path;
import java.util.Locale;

/// The folders that belong to the person, not to a project: settings, logs, backups, caches.
///
/// The system property `concord.home`, else the environment variable CONCORD_HOME, else the usual place of the operating system.
public record Home(Path folder) {
    public static Home standard() {
        String set = System.getProperty("concord.home", System.getenv().getOrDefault("CONCORD_HOME", ""));
        if (!set.isBlank())
            return new Home(Path.of(set).toAbsolutePath());
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        Path user = Path.of(System.getProperty("user.home"));
        if (os.contains("win"))
            return new Home(Path.of(System.getenv().getOrDefault("LOCALAPPDATA", user.toString()), "Concord"));
        if (os.contains("mac"))
            return new Home(user.resolve("Library/Application Support/Concord"));
        String data = System.getenv("XDG_DATA_HOME");
        return new Home((data == null || data.isBlank() ? user.resolve(".local/share") : Path.of(data)).resolve("concord"));
    }

    public Path settings() {
        return folder.resolve("settings.json");
    }

    public Path backups() {
        return folder.resolve("backups");
    }

    public Path cache() {
        return folder.resolve("cache");
    }

    public Path logs() {
        return folder.resolve("logs");
    }

    /// The person's own price table, which need not exist.
    public Path prices() {
        return folder.resolve("prices.json");
    }

    /// Where the person's own copies of the sample projects lie.
    public Path samples() {
        return folder.resolve("sample");
    }
}
