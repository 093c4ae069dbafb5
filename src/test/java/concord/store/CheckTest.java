package concord.store;

import static concord.store.Fixture.ANNA;
import static concord.store.Fixture.TOPIC;
import static concord.store.Fixture.label;
import static concord.store.Fixture.labels;
import static org.assertj.core.api.Assertions.assertThat;

import concord.model.Gold;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rows are spoilt by SQL behind the store's back.
class CheckTest {
    @TempDir
    Path folder;

    @BeforeEach
    void fill() {
        try (ProjectStore store = Fixture.create(folder)) {
            Fixture.fill(store, 8);
            store.annotations().addAnnotator(ANNA);
            for (int unit = 1; unit <= 4; unit++) {
                store.annotations().save(label(unit, "anna", "a"));
            }
            store.annotations().save(label(2, "anna", "b"));
            store.annotations().decide(new Gold(1, TOPIC, "a", Set.of(), "anna", Instant.now()));
        }
    }

    private CheckReport spoil(String... statements) throws SQLException {
        Fixture.sql(folder, statements);
        try (ProjectStore store = Fixture.open(folder)) {
            return store.check();
        }
    }

    private void assertSoundNow() {
        try (ProjectStore store = Fixture.open(folder)) {
            assertThat(labels(store, "anna")).containsExactly("1=a", "2=b", "3=a", "4=a");
            assertThat(store.annotations().golds(TOPIC)).hasSize(1);
            assertThat(store.check()).isEqualTo(new CheckReport(3, 8, 12, 6, 0, java.util.List.of()));
        }
    }

    @Test
    void aSoundProjectHasNoFindings() {
        assertSoundNow();
    }

    @Test
    void changedLostAndInventedRowsArePutRight() throws SQLException {
        CheckReport report = spoil("update annotation set label = 1 - label + 2 where id in (select max(id) from annotation)",
                "delete from annotation where id = (select max(id) - 2 from annotation)",
                "insert into annotation select id + 3, label, confidence, probabilities, flags, comment, at, codebook_version, millis, origin "
                        + "from annotation order by id desc fetch first row only",
                "delete from gold");
        assertThat(report.repaired()).isEqualTo(4);
        assertThat(report.findings()).containsExactly("4 current label(s) differed from the event log and were put right.");
        assertSoundNow();
    }

    @Test
    void lostImportedLabelsAreNoticed() throws SQLException {
        CheckReport report = spoil("delete from annotation where id = (select min(id) from annotation)");
        assertThat(report.repaired()).isZero();
        assertThat(report.findings()).singleElement().asString().contains("file.csv", "brought 8 labels, but 7 are here");
    }

    @Test
    void changedImportedLabelsAndTextsAreNoticed() throws SQLException {
        CheckReport report = spoil(
                "update annotation set label = (select max(label) from annotation) where id = (select min(id) from annotation)",
                "update annotation set confidence = 0.25 where id = (select min(id) from annotation)",
                "update unit set text = 'other' where id = 3");
        assertThat(report.findings()).hasSize(2).anyMatch(f -> f.contains("units that were changed")).anyMatch(f -> f.contains(
                "labels that were changed"));
    }

    @Test
    void aLostUnitIsNoticed() throws SQLException {
        CheckReport report = spoil("delete from unit where id = 5");
        assertThat(report.findings()).anyMatch(f -> f.contains("brought 8 units, but 7 are here"));
        assertThat(report.units()).isEqualTo(7);
    }

    @Test
    void aGapInTheEventsIsNoticed() throws SQLException {
        CheckReport report = spoil("delete from event where seq = 2");
        assertThat(report.findings()).anyMatch(f -> f.contains("Events 2 to 2 are missing"));
        assertThat(report.findings()).anyMatch(f -> f.contains("Event 5 does not follow") || f.contains("brought"));
    }

    @Test
    void aChangedEventIsNoticed() throws SQLException {
        CheckReport report = spoil("update event set after = replace(after, '\"label\":\"a\"', '\"label\":\"c\"') where seq = 2");
        assertThat(report.findings()).singleElement().asString().startsWith("Event 5 does not follow from the event before it on unit 2");
    }

    @Test
    void aLostSampleMemberIsNoticed() throws SQLException {
        CheckReport report = spoil("insert into sample values (1, 's', 'random', 1, 8, 2, '{}', 0)",
                "insert into sample_member values (1099511627776, 1, 0.5)", "insert into sample_member values (1099511627777, 99, 0.5)");
        assertThat(report.findings()).containsExactly("1 member(s) of samples are units that do not exist: restore a backup.");
        CheckReport second = spoil("delete from sample_member where unit = 99");
        assertThat(second.findings()).containsExactly("Sample \"s\" has 1 of its 2 units: restore a backup.");
    }
}
