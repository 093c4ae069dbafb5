package concord.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The list of parts in a project file names one whose place is taken: what is not in use is no loss, what is in use is.
class RescueTest {
    private static final Pattern PART = Pattern.compile("^chunk:[0-9a-f]+,block:([0-9a-f]+),(?:.*\\blivePages:([0-9a-f]+))?");
    @TempDir
    Path folder;

    @BeforeEach
    void aProjectWithAHistory() {
        try (ProjectStore store = Fixture.create(folder)) {
            Fixture.fill(store, 300);
            for (int i = 1; i <= 10; i++) {
                store.settings().put("k" + i, "v");
            }
        }
        try (ProjectStore store = Fixture.open(folder)) {
            store.settings().put("last", "one");
        }
    }

    private Path file() {
        return folder.resolve("p.mv.db");
    }

    /// Writes over the beginnings of the listed parts of which something, or nothing, is in use.
    private void overwrite(boolean inUse) throws IOException {
        List<Long> blocks;
        try (MVStore store = new MVStore.Builder().fileName(file().toString()).readOnly().open()) {
            blocks = store.getLayoutMap().values().stream().map(PART::matcher).filter(Matcher::find)
                    .filter(part -> inUse == !"0".equals(part.group(2))).map(part -> Long.parseLong(part.group(1), 16)).toList();
        }
        assertThat(blocks).isNotEmpty();
        try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
            for (long block : blocks) {
                bytes.seek(block * 4096);
                bytes.write("chunk:fff,len:1,".getBytes(StandardCharsets.ISO_8859_1));
            }
        }
    }

    private boolean mended() {
        return Rescue.mend(file(), new ProjectFile(file()).promisedVersion(), backup());
    }

    private Path backup() {
        return folder.resolve("backups").resolve("before.mv.db");
    }

    @Test
    void aPartThatIsNotInUseIsNoLoss() throws IOException {
        overwrite(false);
        byte[] before = Files.readAllBytes(file());
        assertThat(mended()).isTrue();
        assertThat(Files.readAllBytes(backup())).isEqualTo(before);
        assertThat(Files.readAllBytes(file())).isNotEqualTo(before);
        try (ProjectStore store = Fixture.open(folder)) {
            assertThat(store.units().count()).isEqualTo(300);
            assertThat(store.settings().get("last")).contains("one");
            assertThat(store.settings().get("k10")).contains("v");
            assertThat(store.check().findings()).isEmpty();
            store.settings().put("after", "two");
        }
        try (ProjectStore store = Fixture.open(folder)) {
            assertThat(store.settings().get("after")).contains("two");
        }
        assertThat(folder.toFile().list((_, name) -> name.startsWith("."))).isEmpty();
    }

    @Test
    void aPartThatIsInUseIsMissed() throws IOException {
        overwrite(true);
        byte[] before = Files.readAllBytes(file());
        assertThat(mended()).isFalse();
        assertThatThrownBy(() -> Fixture.open(folder)).isInstanceOf(StoreException.class).hasMessageContaining("damaged")
                .hasMessageContaining("backup");
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
        assertThat(folder.resolve("backups")).doesNotExist();
    }

    @Test
    void aStateThatIsNotThereIsNotPutTogether() throws IOException {
        byte[] before = Files.readAllBytes(file());
        assertThat(Rescue.mend(file(), new ProjectFile(file()).promisedVersion() + 1, backup())).isFalse();
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }
}
