package concord.study;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import concord.model.LabelSet;
import concord.model.VariableKind;
import concord.model.request.StudyRequest;
import concord.stats.Interval;
import concord.stats.Value;
import concord.study.StudyOutcome.CellResult;
import concord.study.StudyOutcome.Comparison;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Study results against `src/test/reference/study.py`: scikit-learn, statsmodels and NumPy on the same answers.
class StudyGoldenTest {
    private static final Offset<Double> EXACT = Offset.offset(1e-9);
    /// Both bootstraps have their own random numbers: a limit of 10,000 draws lies about .03 standard errors off, and the errors here are below .08.
    private static final Offset<Double> MONTE_CARLO = Offset.offset(.008);

    @TestFactory
    Stream<DynamicTest> asTheReferencePackages() throws IOException {
        try (InputStream in = StudyGoldenTest.class.getResourceAsStream("/golden/study.json")) {
            JsonNode cases = new ObjectMapper().readTree(in).get("cases");
            assertThat(cases).hasSize(4);
            return cases.valueStream().map(c -> DynamicTest.dynamicTest(c.get("name").asText(), () -> compare(c, outcome(c))));
        }
    }

    private static StudyOutcome outcome(JsonNode c) {
        boolean sets = c.get("kind").asText().equals("multi");
        List<String> labels = c.get("labels").valueStream().map(JsonNode::asText).toList();
        List<String> truth = c.get("truth").valueStream().map(one -> answer(one, labels)).toList();
        TestUnits test = new TestUnits("v", sets ? VariableKind.MULTI : VariableKind.SINGLE, labels,
                LongStream.range(0, truth.size()).boxed().toList(), truth, null);
        List<Cell> plan = c.get("cells").valueStream().map(one -> cell(one.get("cell").asText())).toList();
        List<Answers> answers = new ArrayList<>();
        for (JsonNode one : c.get("cells")) {
            Cell cell = cell(one.get("cell").asText());
            // the order in which trainings end is no order of results
            for (int seed = one.get("answers").size(); seed >= 1; seed--) {
                List<@Nullable String> given = new ArrayList<>();
                one.get("answers").get(seed - 1).forEach(a -> given.add(a.isNull() ? null : answer(a, labels)));
                answers.add(new Answers(cell, cell.student() == null ? null : (long) seed, "run " + seed, given, Map.of()));
            }
        }
        String positive = c.get("positive").isNull() ? null : labels.get(c.get("positive").asInt());
        StudyRequest request = Studies.request(List.of("v"), positive, 20_000);
        return StudyResults.of("s", request, plan, Map.of("v", test), List.of(), answers, List.of());
    }

    private static String answer(JsonNode node, List<String> labels) {
        return node.isArray()
                ? LabelSet.of(IntStream.range(0, node.size()).filter(k -> node.get(k).asInt() == 1).mapToObj(labels::get).toList()).joined()
                : labels.get(node.asInt());
    }

    private static Cell cell(String name) {
        String[] parts = name.split("/", -1);
        String[] arm = parts[0].split(", consistency ≥ ");
        return new Cell("v", arm[0], 0, false, arm.length > 1 ? Double.valueOf(arm[1]) : null, parts[1].isEmpty() ? null : parts[1]);
    }

    private static void compare(JsonNode expected, StudyOutcome outcome) {
        assertThat(outcome.cells()).hasSize(expected.get("cells").size());
        for (int i = 0; i < outcome.cells().size(); i++) {
            cell(expected.get("cells").get(i), outcome.cells().get(i));
        }
        assertThat(outcome.comparisons()).hasSize(expected.get("comparisons").size());
        for (int i = 0; i < outcome.comparisons().size(); i++) {
            JsonNode e = expected.get("comparisons").get(i);
            Comparison c = outcome.comparisons().get(i);
            assertThat(c.a().key()).isEqualTo("v/" + e.get("a").asText());
            assertThat(c.b().key()).isEqualTo("v/" + e.get("b").asText());
            assertThat(c.deltaF1().orNaN()).isCloseTo(e.get("delta").asDouble(), EXACT);
            near(c.interval(), e.get("low"), e.get("high"));
            if (!e.has("p")) {
                assertThat(c.mcnemar()).isNull();
                assertThat(c.holmP().defined()).isFalse();
                continue;
            }
            assertThat(c.mcnemar().onlyFirst()).isEqualTo(e.get("only_a").asInt());
            assertThat(c.mcnemar().onlySecond()).isEqualTo(e.get("only_b").asInt());
            assertThat(c.mcnemar().exactP()).isCloseTo(e.get("p").asDouble(), EXACT);
            assertThat(c.holmP().orNaN()).isCloseTo(e.get("holm").asDouble(), EXACT);
        }
        assertThat(outcome.ablations()).hasSize(expected.get("ablations").size());
        for (JsonNode e : expected.get("ablations")) {
            assertThat(outcome.ablations()).anySatisfy(a -> {
                assertThat(a.filtered().key()).isEqualTo("v/" + e.get("a").asText());
                assertThat(a.all().key()).isEqualTo("v/" + e.get("b").asText());
                assertThat(a.deltaF1().orNaN()).isCloseTo(e.get("delta").asDouble(), EXACT);
                near(a.interval(), e.get("low"), e.get("high"));
            });
        }
    }

    private static void cell(JsonNode expected, CellResult cell) {
        assertThat(cell.seeds()).hasSize(expected.get("answers").size());
        for (int seed = 0; seed < cell.seeds().size(); seed++) {
            JsonNode figures = expected.get("figures").get(seed);
            var result = cell.seeds().get(seed);
            assertThat(result.run()).isEqualTo("run " + (seed + 1));
            StudyOutcome.KEYS.forEach(key -> same(key, result.values().get(key), figures.get(key)));
        }
        for (String key : StudyOutcome.KEYS) {
            var spread = cell.spreads().get(key);
            same("mean " + key, spread.mean(), expected.get("mean").get(key));
            if (cell.seeds().size() > 1)
                same("sd " + key, spread.sd(), expected.get("sd").get(key));
            else
                assertThat(spread.sd()).isEqualTo(Value.undefined("one seed only"));
            if (spread.mean().defined())
                near(spread.interval(), expected.get("intervals").get(key).get(0), expected.get("intervals").get(key).get(1));
        }
        if (cell.seeds().size() < 2) {
            assertThat(cell.stability()).isNull();
            return;
        }
        same("alpha", cell.stability().alpha(), expected.get("alpha"));
        assertThat(cell.stability().unchanged()).isCloseTo(expected.get("unchanged").asDouble(), EXACT);
    }

    private static void same(String what, Value value, JsonNode expected) {
        assertThat(value.defined()).as(what).isEqualTo(!expected.isNull());
        if (value.defined())
            assertThat(value.orNaN()).as(what).isCloseTo(expected.asDouble(), EXACT);
    }

    private static void near(@Nullable Interval interval, JsonNode low, JsonNode high) {
        assertThat(interval).isNotNull();
        assertThat(interval.low()).isCloseTo(low.asDouble(), MONTE_CARLO);
        assertThat(interval.high()).isCloseTo(high.asDouble(), MONTE_CARLO);
    }
}
