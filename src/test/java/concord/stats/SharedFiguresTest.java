package concord.stats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import concord.testing.SharedData;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The figures printed beside real data sets, computed there by the reference packages from the files; here from the files too.
class SharedFiguresTest {
    private static final Offset<Double> EXACT = Offset.offset(1e-9);
    private static final Map<String, String> KEYS = Map.ofEntries(Map.entry("accuracy", "accuracy"),
            Map.entry("balanced_accuracy", "balanced_accuracy"), Map.entry("macro_precision", "macro.precision"),
            Map.entry("macro_recall", "macro.recall"), Map.entry("macro_f1", "macro.f1"), Map.entry("weighted_f1", "weighted.f1"),
            Map.entry("mcc", "mcc"), Map.entry("cohen_kappa", "cohen_kappa"), Map.entry("cohen_kappa_linear", "cohen_kappa_linear"),
            Map.entry("cohen_kappa_quadratic", "cohen_kappa_quadratic"),
            Map.entry("krippendorff_alpha_nominal", "krippendorff_alpha_nominal"),
            Map.entry("krippendorff_alpha_ordinal", "krippendorff_alpha_ordinal"),
            Map.entry("krippendorff_alpha_interval", "krippendorff_alpha_interval"));

    @ParameterizedTest
    @ValueSource(strings = {"fomc_stance", "fomc_stance_pool", "global_warming_stance", "mrpc_pairs", "css_stance", "css_ideology",
            "css_politeness", "css_persuasion", "cebab_stars", "cebab_aspects", "stance_repeat20", "passages_dl19"})
    void pairwise(String name) throws IOException {
        JsonNode expected = json(name);
        Map<String, List<String>> columns = columns(SharedData.file(name + ".csv"));
        assertThat(expected.get("llm")).isNotEmpty();
        for (Map.Entry<String, JsonNode> llm : expected.get("llm").properties()) {
            JsonNode figures = llm.getValue();
            List<String> labels = strings(figures.get("labels"));
            PairwiseFigures f = Pairwise.of(pairs(labels, columns.get("human"), columns.get(llm.getKey())), BootstrapOptions.NONE);
            assertThat(f.n()).isEqualTo(figures.get("n_both").asInt());
            assertThat(f.labels()).isEqualTo(labels);
            KEYS.forEach((theirs, ours) -> {
                if (figures.hasNonNull(theirs))
                    assertThat(f.value(ours).orNaN()).as(llm.getKey() + " " + theirs).isCloseTo(figures.get(theirs).asDouble(), EXACT);
            });
            for (LabelFigures label : f.perLabel()) {
                JsonNode one = figures.get("per_class").get(label.label());
                assertThat(List.of(label.support(), label.predicted()))
                        .isEqualTo(List.of(one.get("support").asInt(), one.get("predicted").asInt()));
                assertThat(label.precision()).isCloseTo(one.get("precision").asDouble(), EXACT);
                assertThat(label.recall()).isCloseTo(one.get("recall").asDouble(), EXACT);
                assertThat(label.f1()).isCloseTo(one.get("f1").asDouble(), EXACT);
            }
            assertThat(new ObjectMapper().valueToTree(f.confusion()).equals(figures.get("confusion_rows_human_cols_llm"))).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hs_brexit", "paraphrase_questions", "cebab_stars", "cebab_aspects"})
    void amongHumans(String name) throws IOException {
        JsonNode humans = json(name).get("humans");
        Map<String, List<String>> columns = columns(SharedData.file(name + ".csv"));
        List<String> labels = strings(humans.get("labels"));
        AmongFigures f = among(labels, columns, strings(humans.get("raters")));
        assertThat(f.units()).isEqualTo(humans.get("n_items").asInt());
        assertThat(f.pairableUnits()).isEqualTo(humans.get("n_items_with_two_or_more").asInt());
        for (String level : List.of("nominal", "ordinal", "interval")) {
            if (humans.hasNonNull("krippendorff_alpha_" + level))
                assertThat(f.value("krippendorff_alpha." + level).orNaN()).isCloseTo(humans.get("krippendorff_alpha_" + level).asDouble(),
                        EXACT);
        }
        if (humans.hasNonNull("fleiss_kappa"))
            assertThat(f.value("fleiss_kappa").orNaN()).isCloseTo(humans.get("fleiss_kappa").asDouble(), EXACT);
        for (Map.Entry<String, JsonNode> pair : humans.get("pairwise").properties()) {
            String[] names = pair.getKey().split("\\|");
            PairwiseFigures two = Pairwise.of(pairs(labels, columns.get(names[0]), columns.get(names[1])), BootstrapOptions.NONE);
            assertThat(two.n()).isEqualTo(pair.getValue().get("n").asInt());
            assertThat(two.value("percent_agreement").orNaN()).isCloseTo(pair.getValue().get("agreement").asDouble(), EXACT);
            assertThat(two.value("cohen_kappa").orNaN()).isCloseTo(pair.getValue().get("cohen_kappa").asDouble(), EXACT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fomc_stance", "fomc_stance_pool", "css_stance", "css_ideology", "css_politeness", "css_persuasion",
            "cebab_stars", "cebab_aspects"})
    void alphaAmongHumanAndAllModels(String name) throws IOException {
        JsonNode expected = json(name);
        Map<String, List<String>> columns = columns(SharedData.file(name + ".csv"));
        List<String> raters = Stream.concat(Stream.of("human"), expected.get("llm").propertyStream().map(Map.Entry::getKey)).toList();
        List<String> labels = raters.stream().flatMap(rater -> columns.get(rater).stream()).filter(s -> !s.isEmpty()).distinct().toList();
        assertThat(among(labels, columns, raters).value("krippendorff_alpha.nominal").orNaN())
                .isCloseTo(expected.get("krippendorff_alpha_nominal_all_llms_and_human").asDouble(), EXACT);
    }

    private static AmongFigures among(List<String> labels, Map<String, List<String>> columns, List<String> raters) {
        int[][] ratings = raters.stream().map(rater -> columns.get(rater).stream().mapToInt(labels::indexOf).toArray())
                .toArray(int[][]::new);
        return Among.of(new RatingTable(labels, raters, ratings), BootstrapOptions.NONE);
    }

    private static PairedLabels pairs(List<String> labels, List<String> reference, List<String> other) {
        List<int[]> both = new ArrayList<>();
        for (int i = 0; i < reference.size(); i++) {
            if (!reference.get(i).isEmpty() && !other.get(i).isEmpty())
                both.add(new int[]{labels.indexOf(reference.get(i)), labels.indexOf(other.get(i))});
        }
        return new PairedLabels(labels, both.stream().mapToInt(p -> p[0]).toArray(), both.stream().mapToInt(p -> p[1]).toArray(), 0, 0);
    }

    private static JsonNode json(String name) throws IOException {
        return new ObjectMapper().readTree(SharedData.file(name + ".expected.json").toFile());
    }

    private static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }

    private static Map<String, List<String>> columns(Path file) throws IOException {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
            reader.forEach(row -> row.getFieldsAsMap().forEach((k, v) -> columns.computeIfAbsent(k, _ -> new ArrayList<>()).add(v)));
        }
        return columns;
    }
}
