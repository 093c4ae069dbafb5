package concord.store;

import static concord.store.Fixture.GPT;
import static concord.store.Fixture.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.model.Unit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnitsTest {
    @TempDir
    Path folder;

    @Test
    void textsComeBackExactlyAsTheyWere() {
        String odd = "  \u05e9\u05dc\u05d5\u05dd \ud83d\ude00\u0000 \ud800 'quoted' \"twice\"\n\ttab ";
        String cell = "x".repeat(100_000);
        var metadata = new LinkedHashMap<String, String>();
        metadata.put("z", " a");
        metadata.put("a", "None");
        try (ProjectStore store = Fixture.create(folder)) {
            try (ImportWriter writer = store.units().beginImport("f", "{}")) {
                writer.addUnit(" id ", odd, "second", "query", metadata);
                writer.addUnit("id", cell, null, null, Map.of());
                writer.addUnit("ID", "", null, null, Map.of("only", "x"));
                writer.commit(null, null, "anna");
            }
        }
        try (ProjectStore store = Fixture.open(folder)) {
            Unit unit = store.units().byKey(" id ").orElseThrow();
            assertThat(unit.text()).isEqualTo(odd);
            assertThat(unit.textB()).isEqualTo("second");
            assertThat(unit.query()).isEqualTo("query");
            assertThat(unit.metadata()).containsExactly(Map.entry("z", " a"), Map.entry("a", "None"));
            assertThat(store.units().metadataColumns()).containsExactly("z", "a", "only");
            assertThat(store.units().byKey("id").orElseThrow().text()).isEqualTo(cell);
            assertThat(store.units().byKey("Id")).isEmpty();
            assertThat(store.units().emptyTexts()).isEqualTo(1);
            assertThat(store.units().ids()).containsExactly(1, 2, 3);
            assertThat(store.units().byIds(new long[]{3, 99, 1})).extracting(Unit::id).containsExactly(3L, 1L);
            assertThat(store.units().metadata(List.of("only", "a")).get("only")).containsExactly(null, null, "x");
        }
    }

    @Test
    void tooLongATextIsRefusedByName() {
        try (ProjectStore store = Fixture.create(folder); ImportWriter writer = store.units().beginImport("f", "{}")) {
            assertThatThrownBy(() -> writer.addUnit("big", "x".repeat(1_048_577), null, null, Map.of())).isInstanceOf(StoreException.class)
                    .hasMessageContaining("\"big\"").hasMessageContaining("1048576");
        }
    }

    @Test
    void searchFindsInTextAndKeyPlainOrByExpression() {
        try (ProjectStore store = Fixture.create(folder)) {
            Fixture.fill(store, 12);
            assertThat(store.units().search("NUMBER 1", false, false)).containsExactly(1, 10, 11, 12);
            assertThat(store.units().search("NUMBER 1", true, false)).isEmpty();
            assertThat(store.units().search("u7", true, false)).containsExactly(7);
            assertThat(store.units().search("number [23]$", false, true)).containsExactly(2, 3);
            assertThat(store.units().search("50%_", false, false)).isEmpty();
            assertThat(store.units().search("", false, false)).hasSize(12);
            assertThatThrownBy(() -> store.units().search("a(b", false, true)).isInstanceOf(StoreException.class)
                    .hasMessageContaining("a(b");
        }
    }

    @Test
    void aLaterSearchKnowsWhatCameMeanwhile() {
        try (ProjectStore store = Fixture.create(folder)) {
            Fixture.fill(store, 20_000);
            long[] first = store.units().search("NUMBER 19", false, false);
            assertThat(first).hasSize(1_111).isSorted().startsWith(19, 190);
            assertThat(store.units().search("NUMBER 19", false, false)).isEqualTo(first);
            assertThat(store.units().search("number 19", true, false)).isEqualTo(first);
            assertThat(store.units().search("^text NUMBER 19", false, true)).isEqualTo(first);
            try (ImportWriter writer = store.units().beginImport("more.csv", "{}")) {
                writer.addUnit("new", "another", "second number 19", "what number 197", Map.of());
                assertThat(store.units().search("number 19", true, false)).isEqualTo(first);
                writer.commit(null, null, "anna");
            }
            assertThat(store.units().search("number 19", true, false)).hasSize(1_112).endsWith(20_001);
            assertThat(store.units().search("what number", true, false)).containsExactly(20_001);
        }
    }

    @Test
    void metadataComeBackAsTheyWere() {
        try (ProjectStore store = Fixture.create(folder)) {
            try (ImportWriter writer = store.units().beginImport("f", "{}")) {
                writer.addUnit("k", "plain", null, null, Map.of());
                writer.addUnit("only d", "plain", null, null, Map.of("d", "x,y[ü"));
                writer.addUnit("\"quoted\"", "plain", null, null, Map.of("a", "with \"quotes\" and \\", "b", "plain", "c", "", "d", "]"));
                writer.commit(null, null, "anna");
            }
            assertThat(store.units().byKey("\"quoted\"").orElseThrow().metadata())
                    .isEqualTo(Map.of("a", "with \"quotes\" and \\", "b", "plain", "c", "", "d", "]"));
            assertThat(store.units().metadata(List.of("b", "d"))).satisfies(m -> {
                assertThat(m.get("b")).containsExactly(null, null, "plain");
                assertThat(m.get("d")).containsExactly(null, "x,y[ü", "]");
            });
        }
    }

    @Test
    void manyUnitsAndColumnsComeInOrder() {
        try (ProjectStore store = Fixture.create(folder)) {
            var wide = new LinkedHashMap<String, String>();
            for (int i = 0; i < 2_000; i++) {
                wide.put("column " + i, "value " + i);
            }
            try (ImportWriter writer = store.units().beginImport("f", "{}")) {
                for (int i = 1; i <= 12_345; i++) {
                    writer.addUnit("k" + i, "t" + i, null, null, i == 12_000 ? wide : Map.of("column 7", "" + i));
                }
                writer.commit(null, null, "anna");
            }
            List<Long> seen = new ArrayList<>();
            store.units().forEach(unit -> seen.add(unit.id()));
            assertThat(seen).hasSize(12_345).isSorted();
            assertThat(store.units().byIds(new long[]{12_000}).getFirst().metadata()).isEqualTo(wide);
            assertThat(store.units().metadata(List.of("column 1999")).get("column 1999")[11_999]).isEqualTo("value 1999");
            assertThat(store.units().metadata(List.of("column 7")).get("column 7")[12_344]).isEqualTo("12345");
        }
    }

    @Test
    void aSecondImportKnowsTheFirst() {
        try (ProjectStore store = Fixture.create(folder)) {
            Fixture.fill(store, 300);
            try (ImportWriter writer = store.units().beginImport("more.csv", "{}")) {
                assertThat(writer.find("u300")).hasValue(300);
                assertThat(writer.find("u301")).isEmpty();
                assertThat(writer.textsOf(2).text()).isEqualTo("Text number 2");
                assertThat(writer.labelOf(2, GPT, TOPIC)).isEqualTo("b");
                assertThat(writer.labelOf(2, Fixture.ANNA, TOPIC)).isNull();
                assertThatThrownBy(() -> writer.addUnit("u300", "again", null, null, Map.of())).hasMessageContaining("u300");
                assertThatThrownBy(() -> writer.addLabel(2, GPT, TOPIC, "a", null)).hasMessageContaining("nothing is overwritten");
                assertThatThrownBy(() -> writer.addLabel(3, new concord.model.Annotator.Human("gpt"), TOPIC, "a", null))
                        .hasMessageContaining(
                                "already a teacher");
                long fresh = writer.addUnit("new", "fresh", null, null, Map.of());
                assertThat(writer.textsOf(fresh).text()).isEqualTo("fresh");
                writer.addLabel(fresh, Fixture.ANNA, TOPIC, "c", null);
                writer.addLabel(2, Fixture.ANNA, TOPIC, "d", null);
                assertThat(writer.labelOf(fresh, Fixture.ANNA, TOPIC)).isEqualTo("c");
                assertThatThrownBy(() -> store.units().beginImport("third", "{}")).hasMessageContaining("Another import");
                writer.commit(Fixture.topic("c", "d"), "wave 2", "anna");
            }
            assertThat(Fixture.labels(store, "anna")).containsExactly("2=d", "301=c");
            assertThat(store.codebooks().current().version()).isEqualTo(2);
            assertThat(store.codebooks().current().variable(TOPIC).orElseThrow().labelNames()).containsExactly("a", "b", "c", "d");
            assertThat(store.samples().members("wave 2")).extracting(concord.model.SampleMember::unit).containsExactly(2L, 301L);
            assertThat(store.annotations().column(TOPIC, "anna", false).codebookVersions()).containsExactly(2, 2);
            assertThat(store.check().findings()).isEmpty();
        }
    }
}
