package concord.store;

import static concord.store.Fixture.ANNA;
import static concord.store.Fixture.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.model.Annotator;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTest {
    @TempDir
    Path folder;

    @Test
    void nothingIsSeenBeforeTheCommit() {
        try (ProjectStore store = Fixture.create(folder)) {
            Fixture.fill(store, 10);
            store.annotations().addAnnotator(ANNA);
            try (ImportWriter writer = store.units().beginImport("f", "{}")) {
                bring(writer, 9_000);
                assertThat(store.units().count()).isEqualTo(10);
                assertThat(store.units().search("", false, false)).hasSize(10);
                assertThat(store.units().byKey("n1")).isEmpty();
                assertThat(store.units().metadataColumns()).containsExactly("year");
                assertThat(store.annotations().annotators()).extracting(Annotator::name).containsExactly("gpt", "anna");
                assertThat(store.annotations().ofUnit(5)).hasSize(1);
                assertThat(store.annotations().counts()).isEqualTo(Map.of(TOPIC, Map.of("gpt", 10L)));
                // people go on labelling meanwhile
                store.annotations().save(Fixture.label(3, "anna", "a"));
                writer.commit(null, null, "anna");
            }
            assertThat(store.units().count()).isEqualTo(9_010);
            assertThat(store.annotations().counts()).isEqualTo(Map.of(TOPIC, Map.of("gpt", 10L, "anna", 1L, "new", 9_010L)));
            assertThat(store.annotations().ofUnit(5)).hasSize(2);
            assertThat(store.check().findings()).isEmpty();
        }
    }

    @Test
    void closingWithoutCommitTakesAllBack() throws SQLException {
        try (ProjectStore store = Fixture.create(folder)) {
            Fixture.fill(store, 10);
            try (ImportWriter writer = store.units().beginImport("f", "{}")) {
                bring(writer, 9_000);
            }
            assertThat(store.units().count()).isEqualTo(10);
            assertThat(store.annotations().annotators()).hasSize(1);
            // the same import can be done again
            try (ImportWriter writer = store.units().beginImport("f", "{}")) {
                bring(writer, 20);
                writer.commit(null, null, "anna");
            }
            assertThat(store.units().count()).isEqualTo(30);
            assertThat(store.check().findings()).isEmpty();
        }
        assertThat(Fixture.number(folder, "select count(*) from unit")).isEqualTo(30);
        assertThat(Fixture.number(folder, "select count(*) from annotation")).isEqualTo(40);
    }

    @Test
    void openingClearsAnImportThatNeverFinished() throws SQLException {
        ProjectStore store = Fixture.create(folder);
        try (store) {
            Fixture.fill(store, 10);
            ImportWriter abandoned = store.units().beginImport("f", "{}");
            bring(abandoned, 9_000);
        }
        assertThat(Fixture.number(folder, "select count(*) from unit")).isGreaterThan(10);
        try (ProjectStore again = Fixture.open(folder)) {
            assertThat(again.units().count()).isEqualTo(10);
            assertThat(again.annotations().annotators()).extracting(Annotator::name).containsExactly("gpt");
            assertThat(again.check()).isEqualTo(new CheckReport(3, 10, 10, 0, 0, List.of()));
        }
        assertThat(Fixture.number(folder, "select count(*) from unit")).isEqualTo(10);
        assertThat(Fixture.number(folder, "select count(*) from annotation")).isEqualTo(10);
        assertThat(Fixture.number(folder, "select count(*) from import")).isEqualTo(1);
    }

    @Test
    void aLabelSavedMeanwhileIsKeptAndStopsTheImportWithOneSentence() {
        try (ProjectStore store = Fixture.create(folder)) {
            Fixture.fill(store, 10);
            store.annotations().addAnnotator(ANNA);
            try (ImportWriter writer = store.units().beginImport("f", "{}")) {
                writer.addLabel(3, ANNA, TOPIC, "b", null);
                store.annotations().save(Fixture.label(3, "anna", "a"));
                assertThatThrownBy(() -> writer.commit(null, null, "anna")).isInstanceOf(StoreException.class)
                        .hasMessageContaining("somebody labelled a unit").hasMessageContaining("start the import again");
            }
            assertThat(Fixture.labels(store, "anna")).containsExactly("3=a");
            assertThat(store.check().findings()).isEmpty();
        }
    }

    @Test
    void aTakenSampleNameKeepsTheImportOut() {
        try (ProjectStore store = Fixture.create(folder)) {
            try (ImportWriter writer = store.units().beginImport("f", "{}")) {
                writer.addUnit("x", "t", null, null, Map.of());
                writer.commit(null, "s", "anna");
            }
            try (ImportWriter writer = store.units().beginImport("f", "{}")) {
                writer.addUnit("y", "t", null, null, Map.of());
                assertThatThrownBy(() -> writer.commit(null, "s", "anna")).hasMessageContaining("already a sample \"s\"");
            }
            assertThat(store.units().count()).isEqualTo(1);
        }
    }

    /// New units n1.. with a label of a new annotator each, and such a label on each unit that was there.
    private static void bring(ImportWriter writer, int units) {
        var annotator = new Annotator.Human("new");
        for (long unit = 1; unit <= 10; unit++) {
            writer.addLabel(unit, annotator, TOPIC, "b", null);
        }
        for (int i = 1; i <= units; i++) {
            long unit = writer.addUnit("n" + i, "new text", null, null, Map.of("place", "x"));
            writer.addLabel(unit, annotator, TOPIC, "a", null);
        }
    }
}
