package concord.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
    @TempDir
    Path folder;

    @Test
    void settingsOutliveTheProgram() {
        Settings settings = new Settings("dark", 16, "Ana", 2, 500, List.of("/a.mv.db"));
        try (AppContext app = new AppContext(new Home(folder))) {
            assertThat(app.settings()).isEqualTo(Settings.DEFAULT);
            app.settings(settings);
        }
        try (AppContext app = new AppContext(new Home(folder))) {
            assertThat(app.settings()).isEqualTo(settings);
            assertThat(app.recent()).isEmpty();
        }
    }

    @Test
    void whatIsMissingOrOutOfRangeIsFilledIn() throws IOException {
        Path file = Files.writeString(folder.resolve("settings.json"), "{\"theme\":\"dark\",\"text_size\":90,\"later\":1}");
        assertThat(new SettingsFile(file).read()).isEqualTo(new Settings("dark", 20, "", 0, 1000, List.of()));
    }

    @Test
    void anUnreadableFileIsSetAside() throws IOException {
        Path file = Files.writeString(folder.resolve("settings.json"), "{\"theme\":");
        assertThat(new SettingsFile(file).read()).isEqualTo(Settings.DEFAULT);
        assertThat(file).doesNotExist();
        assertThat(folder.resolve("settings.json.unreadable")).exists();
    }
}
