package concord.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A project that another process has open and is writing to.
class ElsewhereTest {
    @TempDir
    Path folder;

    @Test
    void isRefusedButCanBeCopied() throws IOException, InterruptedException {
        try (ProjectStore store = Fixture.create(folder)) {
            Fixture.fill(store, 2_000);
            store.annotations().addAnnotator(Fixture.ANNA);
        }
        Path file = folder.resolve("p.mv.db");
        Path copy = folder.resolve("copies").resolve("p copy.mv.db");
        try (var other = new OtherProcess(KilledProject.class, folder.resolve("out.txt"), "label", folder.toString(), "1")) {
            other.await("20");
            assertThatThrownBy(() -> Fixture.open(folder))
                    .isInstanceOfSatisfying(ProjectInUseException.class, e -> assertThat(e.file()).isEqualTo(
                            file))
                    .hasMessageContaining("open elsewhere");
            int confirmed = other.lines().size() - 1;
            try {
                ProjectStore.copy(file, copy);
            } catch (StoreException e) {
                // a process that writes without a pause may tear every copy: then it says so and leaves nothing
                assertThat(e).hasMessageContaining("No sound copy");
                assertThat(copy.getParent().toFile().list()).isEmpty();
                return;
            }
            assertThat(copy.getParent().toFile().list()).containsExactly("p copy.mv.db");
            try (ProjectStore store = ProjectStore.open(copy, folder)) {
                CheckReport report = store.check();
                assertThat(report.findings()).isEmpty();
                assertThat(report.events()).isGreaterThanOrEqualTo(confirmed);
            }
            int before = other.lines().size();
            other.await(String.valueOf(before + 20));
        }
    }

    @Test
    void aQuietProcessIsCopiedWhole() throws IOException, InterruptedException {
        Path copy = folder.resolve("copy.mv.db");
        try (ProjectStore store = Fixture.create(folder)) {
            Fixture.fill(store, 3_000);
        }
        try (var other = new OtherProcess(HeldProject.class, folder.resolve("out.txt"), folder.toString())) {
            other.await("held");
            ProjectStore.copy(folder.resolve("p.mv.db"), copy);
            assertThatThrownBy(() -> Fixture.open(folder)).isInstanceOf(ProjectInUseException.class);
        }
        try (ProjectStore store = ProjectStore.open(copy, folder)) {
            assertThat(store.units().count()).isEqualTo(3_000);
            assertThat(Fixture.labels(store, "ben")).containsExactly("7=c");
            assertThat(store.check().findings()).isEmpty();
        }
    }
}
