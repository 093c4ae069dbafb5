package concord.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningTest {
    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("p.mv.db");
    }

    @Test
    void refusesWhatIsThereAndWhatIsNot() {
        assertThatThrownBy(() -> Fixture.open(folder)).isInstanceOf(StoreException.class).hasMessageContaining("There is no project file");
        Fixture.create(folder).close();
        assertThatThrownBy(() -> Fixture.create(folder)).isInstanceOf(StoreException.class).hasMessageContaining("exists");
        assertThatThrownBy(() -> ProjectStore.create(folder.resolve("p.csv"), List.of(), "anna")).hasMessageContaining(".mv.db");
    }

    @Test
    void refusesFilesThatAreNoProject() throws IOException, SQLException {
        Files.write(file(), new byte[0]);
        assertThatThrownBy(() -> Fixture.open(folder)).isInstanceOf(StoreException.class).hasMessageContaining("is empty");
        Files.writeString(file(), "id,text\n1,a\n".repeat(2000));
        assertThatThrownBy(() -> Fixture.open(folder)).isInstanceOf(StoreException.class).hasMessageContaining("no project or is damaged");
        assertThat(Files.readString(file())).isEqualTo("id,text\n1,a\n".repeat(2000));
        Path other = folder.resolve("other.mv.db");
        DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("other"), "sa", "").close();
        assertThatThrownBy(() -> ProjectStore.open(other, folder)).isInstanceOf(StoreException.class)
                .hasMessageContaining("no Concord project");
        Path ours = folder.resolve("ours.mv.db");
        try (var connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("ours"), "concord", "")) {
            new Db(connection).execute("create table something (id int)");
        }
        assertThatThrownBy(() -> ProjectStore.open(ours, folder)).isInstanceOf(StoreException.class)
                .hasMessageContaining("no Concord project");
        assertThat(folder.toFile().list((_, name) -> name.endsWith(".trace.db"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.1, 0.3, 0.5, 0.7})
    void refusesACutFile(double share) throws IOException {
        cut(share);
        assertThatThrownBy(() -> Fixture.open(folder)).isInstanceOf(StoreException.class).hasMessageContaining("damaged")
                .hasMessageContaining(
                        "backup");
    }

    /// The end of a file may hold nothing but copies of what stands further up: then all is still there.
    @ParameterizedTest
    @ValueSource(doubles = {0.8, 0.9, 0.95, 0.99})
    void aFileCutNearItsEndIsRefusedOrWhole(double share) throws IOException {
        cut(share);
        try (ProjectStore store = Fixture.open(folder)) {
            assertThat(store.check()).isEqualTo(new CheckReport(3, 20_000, 20_000, 0, 0, List.of()));
        } catch (StoreException e) {
            assertThat(e).hasMessageContaining("damaged").hasMessageContaining("backup");
        }
    }

    private void cut(double share) throws IOException {
        try (ProjectStore store = Fixture.create(folder)) {
            Fixture.fill(store, 20_000);
        }
        byte[] whole = Files.readAllBytes(file());
        Files.write(file(), Arrays.copyOf(whole, (int) (whole.length * share)));
    }

    @Test
    void refusesAFileOfANewerProgram() throws SQLException {
        Fixture.create(folder).close();
        Fixture.sql(folder, "insert into concord_schema values (99, 'db/V099__future.sql', 0)");
        assertThatThrownBy(() -> Fixture.open(folder)).isInstanceOf(StoreException.class).hasMessageContaining("newer version of Concord");
    }

    @Test
    void isOpenOnceInAProcessToo() {
        try (ProjectStore store = Fixture.create(folder)) {
            Fixture.fill(store, 5);
            assertThatThrownBy(() -> Fixture.open(folder)).isInstanceOf(ProjectInUseException.class);
            ProjectStore.copy(file(), folder.resolve("copy.mv.db"));
            store.annotations().addAnnotator(Fixture.ANNA);
        }
        Fixture.open(folder).close();
        try (ProjectStore copy = ProjectStore.open(folder.resolve("copy.mv.db"), folder)) {
            assertThat(copy.units().count()).isEqualTo(5);
        }
    }

    @Test
    void aBackupIsAProjectOfItsOwn() {
        try (ProjectStore store = Fixture.create(folder)) {
            Fixture.fill(store, 50);
            store.backup(folder.resolve("b").resolve("backup.mv.db"));
            assertThatThrownBy(() -> store.backup(folder.resolve("b").resolve("backup.mv.db"))).hasMessageContaining("exists");
            store.annotations().addAnnotator(Fixture.ANNA);
            store.annotations().save(Fixture.label(1, "anna", "a"));
        }
        try (ProjectStore backup = ProjectStore.open(folder.resolve("b").resolve("backup.mv.db"), folder)) {
            assertThat(backup.units().count()).isEqualTo(50);
            assertThat(backup.annotations().annotators()).hasSize(1);
        }
        assertThat(folder.resolve("b").toFile().list()).containsExactly("backup.mv.db");
    }

    @Test
    void migratesAfterADatedBackup() throws IOException {
        try (ProjectStore store = Fixture.create(folder)) {
            Fixture.fill(store, 5);
        }
        var two = new Migrations(List.of("db/V001__project.sql", "db/V002__teaching.sql", "db/V003__study.sql", "db/test-V004__note.sql"));
        Path backups = folder.resolve("backups");
        try (ProjectStore store = ProjectStore.open(file(), backups, two)) {
            assertThat(store.units().count()).isEqualTo(5);
            assertThat(store.check().schemaVersion()).isEqualTo(4);
        }
        Path backup;
        try (var files = Files.list(backups)) {
            backup = files.toList().getFirst();
        }
        assertThat(backup.getFileName().toString()).matches("p-\\d{4}-\\d\\d-\\d\\d-\\d{6}-\\d{3}-format3\\.mv\\.db");
        try (ProjectStore store = ProjectStore.open(backup, folder)) {
            assertThat(store.check().schemaVersion()).isEqualTo(3);
        }
        assertThatThrownBy(() -> Fixture.open(folder)).hasMessageContaining("newer version");
        ProjectStore.open(file(), backups, two).close();
        assertThat(backups.toFile().list()).as("no backup without a migration").hasSize(1);
    }

    @Test
    void aMigrationThatFailsLeavesTheFileAsItWas() {
        try (ProjectStore store = Fixture.create(folder)) {
            Fixture.fill(store, 5);
        }
        var broken = new Migrations(List.of("db/V001__project.sql", "db/V002__teaching.sql", "db/V003__study.sql",
                "db/test-V004__broken.sql"));
        assertThatThrownBy(() -> ProjectStore.open(file(), folder.resolve("backups"), broken)).isInstanceOf(StoreException.class)
                .hasMessageContaining("left as it was");
        try (ProjectStore store = Fixture.open(folder)) {
            assertThat(store.units().count()).isEqualTo(5);
            assertThat(store.check().findings()).isEmpty();
        }
    }

    @Test
    void aClosedStoreSaysSo() {
        ProjectStore store = Fixture.create(folder);
        store.close();
        store.close();
        assertThatThrownBy(() -> store.units().ids()).isInstanceOf(StoreException.class).hasMessageContaining("closed");
        assertThatThrownBy(() -> store.settings().put("a", "b")).isInstanceOf(StoreException.class).hasMessageContaining("closed");
    }
}
