package concord.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import concord.study.Studies;
import concord.study.StudyOutcome;
import concord.study.StudyOutcome.CellResult;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class StudyJsonTest {
    private static final Set<String> INTERVAL = Set.of("low", "high", "level", "method", "draws", "seed");

    private final StudyOutcome outcome = Studies.outcome(List.of("stance"), 100);
    private final JsonNode json = written(outcome);

    private static JsonNode written(StudyOutcome outcome) {
        try {
            return new ObjectMapper().readTree(StudyJson.of(outcome).toString());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void hasTheFieldsOfTheContract() {
        assertThat(names(json)).containsExactlyInAnyOrder("study", "variable", "positive", "test", "trials", "arms", "comparisons",
                "ablations", "medians", "notes");
        assertThat(json.get("study").asText()).isEqualTo("carbon price");
        assertThat(json.get("test")).isEqualTo(json("{\"sample\": \"test\", \"annotator\": \"Human\", \"units\": 200}"));
        JsonNode trial = json.get("trials").get(0);
        assertThat(names(trial)).contains("arm", "student", "size", "seed", "learning_rate", "batch", "epochs", "validation_f1", "seconds",
                "run");
        assertThat(trial.get("learning_rate").isNumber()).isTrue();
        assertThat(trial.get("learning_rate").asDouble()).isEqualTo(2e-5);
        assertThat(trial.get("batch").isNull()).isTrue();
        JsonNode comparison = json.get("comparisons").get(0);
        assertThat(names(comparison)).containsExactlyInAnyOrder("a", "student_a", "b", "student_b", "delta_f1", "interval", "mcnemar_p",
                "mcnemar", "holm_p");
        assertThat(names(comparison.get("interval"))).isEqualTo(new TreeSet<>(INTERVAL));
        assertThat(json.get("comparisons")).hasSize(outcome.comparisons().size());
    }

    @Test
    void hasAnEntryForEachCellAndSeed() {
        assertThat(json.get("arms")).hasSize(11 * 3 + 2);
        for (JsonNode arm : json.get("arms")) {
            assertThat(names(arm)).contains("arm", "title", "student", "size", "figures", "f1", "precision", "recall", "mean_f1", "sd_f1",
                    "run", "consistency_at_least");
            boolean trained = Set.of("minilm", "linear").contains(arm.get("student").asText());
            assertThat(arm.has("seed")).isEqualTo(trained);
            assertThat(arm.has("stability")).isEqualTo(trained);
            assertThat(arm.get("figures").get("macro").get("f1").asDouble()).isEqualTo(arm.get("f1").asDouble());
            assertThat(arm.get("figures").get("reference").asText()).isEqualTo("Human");
            assertThat(arm.get("figures").get("other")).isEqualTo(arm.get("run"));
            if (!trained)
                assertThat(arm.get("undefined").get("sd_f1").asText()).isEqualTo("one seed only");
        }
        CellResult first = outcome.cells().getFirst();
        JsonNode arm = json.get("arms").get(0);
        assertThat(arm.get("mean_f1").asDouble()).isEqualTo(first.spreads().get("f1").mean().orNaN());
        assertThat(arm.get("sd_f1").asDouble()).isEqualTo(first.spreads().get("f1").sd().orNaN());
        assertThat(arm.get("mean_f1_interval").get("low").asDouble()).isEqualTo(first.spreads().get("f1").interval().low());
        assertThat(arm.get("size").asInt()).isEqualTo(250);
        assertThat(arm.get("stability").get("unchanged").asDouble()).isEqualTo(first.stability().unchanged());
    }

    @Test
    void nullsHaveAReasonBesideThem() {
        everyNull(json, "");
    }

    @Test
    void severalVariablesAreTold() {
        JsonNode two = written(Studies.outcome(List.of("stance", "frame"), 0));
        assertThat(names(two)).contains("variables").doesNotContain("variable");
        assertThat(two.get("arms").get(0).get("variable").asText()).isEqualTo("stance");
        assertThat(two.get("comparisons").get(0).get("variable").asText()).isEqualTo("stance");
        assertThat(two.get("test").get("units_by_variable").get("frame").asInt()).isEqualTo(200);
        assertThat(two.get("medians").get(0).get("median_f1").isNumber()).isTrue();
    }

    /// What is null without being a figure says so by its name: no threshold, no student, no setting, no positive label.
    private static void everyNull(JsonNode node, String path) {
        Set<String> plain = Set.of("consistency_at_least", "student", "student_a", "student_b", "batch", "epochs", "learning_rate",
                "positive");
        node.properties().forEach(field -> {
            if (field.getValue().isNull() && !plain.contains(field.getKey()))
                assertThat(node.path("undefined").has(field.getKey())).as(path + "/" + field.getKey()).isTrue();
            everyNull(field.getValue(), path + "/" + field.getKey());
        });
        if (node.isArray())
            node.forEach(item -> everyNull(item, path + "[]"));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static Set<String> names(JsonNode node) {
        Set<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
