package concord.app;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The settings file: read once, written by temporary file and move. A file that cannot be read counts as none and is kept aside.
final class SettingsFile {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsFile.class);
    private final Path file;

    SettingsFile(Path file) {
        this.file = file;
    }

    Settings read() {
        if (!Files.exists(file))
            return Settings.DEFAULT;
        try {
            Stored stored = Json.mapper().readValue(file.toFile(), Stored.class);
            return stored.settings();
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("the settings {} cannot be read and are set aside", file, e);
            try {
                Files.move(file, file.resolveSibling(file.getFileName() + ".unreadable"), StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException again) {
                LOG.warn("the settings {} cannot be set aside", file, again);
            }
            return Settings.DEFAULT;
        }
    }

    void write(Settings settings) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path temporary = Files.createTempFile(file.toAbsolutePath().getParent(), "settings", ".part");
            Json.mapper().writerWithDefaultPrettyPrinter().writeValue(temporary.toFile(), settings);
            try {
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            LOG.warn("the settings {} cannot be written", file, e);
        }
    }

    /// As it may stand in the file: written by another version, or by hand, with parts missing.
    private record Stored(@Nullable String theme, @Nullable Integer textSize,
            @Nullable String annotator, @Nullable Integer threads,
            @Nullable Integer draws,
            @Nullable List<@Nullable String> recent) {
        Settings settings() {
            Settings usual = Settings.DEFAULT;
            return new Settings(theme == null ? usual.theme() : theme, textSize == null ? usual.textSize() : Math.clamp(textSize, 12, 20),
                    annotator == null ? usual.annotator() : annotator, threads == null ? usual.threads() : Math.max(0, threads),
                    draws == null ? usual.draws() : Math.max(0, draws),
                    recent == null ? usual.recent() : recent.stream().filter(Objects::nonNull).toList());
        }
    }
}
