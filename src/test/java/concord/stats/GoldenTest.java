package concord.stats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Parity with scikit-learn, krippendorff, irrCAC and statsmodels on the cases of `src/test/reference/agreement.py`.
class GoldenTest {
    private static final Offset<Double> EXACT = Offset.offset(1e-9);
    private static final List<String> MEASURES = List.of("precision", "recall", "f1");

    @TestFactory
    Stream<DynamicTest> pairwise() throws IOException {
        return cases("pairwise").map(c -> DynamicTest.dynamicTest(c.get("name").asText(), () -> {
            List<String> labels = strings(c.get("labels"));
            int[] reference = ints(c.get("reference"));
            PairwiseFigures figures = Pairwise.of(
                    new PairedLabels(labels, reference, ints(c.get("other")), reference.length + 3, reference.length),
                    BootstrapOptions.NONE);
            assertThat(figures.labels()).isEqualTo(strings(c.get("seen")));
            assertThat(figures.n()).isEqualTo(reference.length);
            JsonNode expected = c.get("figures");
            for (String key : ConfusionFigures.VALUES) {
                compare(key, figures.value(key), at(expected, key));
            }
            perLabel(figures.perLabel(), expected.get("per_label"));
            assertThat(figures.confusion()).isEqualTo(table(c.get("confusion")));
            assertThat(figures.intervals()).isEmpty();
        }));
    }

    @TestFactory
    Stream<DynamicTest> among() throws IOException {
        return cases("among").map(c -> DynamicTest.dynamicTest(c.get("name").asText(), () -> {
            int[][] ratings = matrix(c.get("ratings"));
            List<String> names = IntStream.range(0, ratings.length).mapToObj(i -> "rater " + i).toList();
            AmongFigures figures = Among.of(new RatingTable(strings(c.get("labels")), names, ratings), BootstrapOptions.NONE);
            assertThat(figures.units()).isEqualTo(c.get("units").asInt());
            assertThat(figures.pairableUnits()).isEqualTo(c.get("pairable_units").asInt());
            c.get("figures").properties().forEach(e -> compare(e.getKey(), figures.value(e.getKey()), e.getValue()));
            assertThat(figures.values()).hasSize(c.get("figures").size());
        }));
    }

    @TestFactory
    Stream<DynamicTest> multiLabel() throws IOException {
        return cases("multi_label").map(c -> DynamicTest.dynamicTest(c.get("name").asText(), () -> {
            int[][] reference = sets(matrix(c.get("reference")));
            MultiLabelFigures figures = MultiLabel.of(
                    new PairedSets(strings(c.get("labels")), reference, sets(matrix(c.get("other"))), reference.length, reference.length),
                    BootstrapOptions.NONE);
            for (String key : SetFigures.VALUES) {
                compare(key, figures.value(key), at(c.get("figures"), key));
            }
            perLabel(figures.perLabel(), c.get("figures").get("per_label"));
        }));
    }

    private static void compare(String key, Value value, JsonNode expected) {
        if (expected.isNull()) {
            assertThat(value.defined()).as(key).isFalse();
            return;
        }
        assertThat(value).as(key).isInstanceOf(Value.Defined.class);
        assertThat(value.orNaN()).as(key).isCloseTo(expected.asDouble(), EXACT);
    }

    private static void perLabel(List<LabelFigures> actual, JsonNode expected) {
        assertThat(actual).hasSize(expected.size());
        for (int k = 0; k < actual.size(); k++) {
            JsonNode four = expected.get(k);
            assertThat(actual.get(k).precision()).isCloseTo(four.get(0).asDouble(), EXACT);
            assertThat(actual.get(k).recall()).isCloseTo(four.get(1).asDouble(), EXACT);
            assertThat(actual.get(k).f1()).isCloseTo(four.get(2).asDouble(), EXACT);
            assertThat(actual.get(k).support()).isEqualTo(four.get(3).asInt());
        }
    }

    private static JsonNode at(JsonNode figures, String key) {
        String[] parts = key.split("\\.");
        if (parts.length == 1)
            return figures.get(key);
        assertThat(MEASURES).contains(parts[1]);
        return figures.get(parts[0]).get(parts[1]);
    }

    private static Stream<JsonNode> cases(String kind) throws IOException {
        try (InputStream in = GoldenTest.class.getResourceAsStream("/golden/agreement.json")) {
            JsonNode cases = new ObjectMapper().readTree(in).get(kind);
            assertThat(cases).isNotEmpty();
            return cases.valueStream();
        }
    }

    private static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }

    private static int[] ints(JsonNode array) {
        return array.valueStream().mapToInt(JsonNode::asInt).toArray();
    }

    private static int[][] matrix(JsonNode rows) {
        return rows.valueStream().map(GoldenTest::ints).toArray(int[][]::new);
    }

    private static List<List<Integer>> table(JsonNode rows) {
        List<List<Integer>> table = new ArrayList<>();
        rows.forEach(row -> table.add(row.valueStream().map(JsonNode::asInt).toList()));
        return table;
    }

    private static int[][] sets(int[][] indicators) {
        return Stream.of(indicators).map(row -> IntStream.range(0, row.length).filter(i -> row[i] == 1).toArray()).toArray(int[][]::new);
    }
}
