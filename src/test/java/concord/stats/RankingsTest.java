package concord.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import concord.testing.SharedData;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RankingsTest {
    private static final Offset<Double> EXACT = within(1e-12);
    private static final double NONE = Double.NaN;

    @Test
    void asScikitLearnAndScipy() throws IOException {
        JsonNode golden = new ObjectMapper().readTree(RankingsTest.class.getResource("/golden/rankings.json"));
        List<String> queries = new ArrayList<>();
        List<Double> scores = new ArrayList<>();
        List<Double> grades = new ArrayList<>();
        int number = 0;
        for (JsonNode query : golden.get("queries")) {
            for (int i = 0; i < query.get("scores").size(); i++) {
                queries.add("q" + number);
                scores.add(number(query.get("scores").get(i)));
                grades.add(number(query.get("grades").get(i)));
            }
            number++;
        }
        RankingFigures figures = Rankings.of(queries, array(scores), array(grades), golden.get("relevant").asDouble(),
                BootstrapOptions.NONE);
        assertThat(figures.queries()).hasSize(number);
        for (String key : List.of("ndcg_at_10", "map", "mrr", "kendall_tau")) {
            assertThat(figures.value(key).orNaN()).as(key).isCloseTo(golden.get("mean").get(key).asDouble(), EXACT);
            for (int i = 0; i < number; i++) {
                JsonNode expected = golden.get("queries").get(i).get(key);
                Value value = figures.queries().get(i).values().get(key);
                assertThat(value.defined()).as(key + i).isEqualTo(!expected.isNull());
                if (value.defined())
                    assertThat(value.orNaN()).as(key + i).isCloseTo(expected.asDouble(), EXACT);
            }
        }
        assertThat(figures.unjudged()).isEqualTo((int) grades.stream().filter(g -> g.isNaN()).count()).isPositive();
        assertThat(figures.intervals()).isEmpty();
    }

    /// The order of BM25 over real judged passages, under people's and an LLM's grades; the figures stand beside the file.
    @Test
    void ofRealPassages() throws IOException {
        JsonNode expected = new ObjectMapper().readTree(SharedData.file("passages_dl19.expected.json").toFile())
                .at("/ranking_of_bm25_order");
        for (String annotator : List.of("human", "gpt-4")) {
            RankingFigures figures = ofBm25(annotator, BootstrapOptions.NONE);
            JsonNode mean = expected.get(annotator).get("mean");
            assertThat(figures.queries()).hasSize(expected.get(annotator).get("queries").asInt());
            assertThat(figures.value("ndcg_at_10").orNaN()).isCloseTo(mean.get("ndcg10_linear").asDouble(), EXACT);
            assertThat(figures.value("map").orNaN()).isCloseTo(mean.get("average_precision").asDouble(), EXACT);
            assertThat(figures.value("mrr").orNaN()).isCloseTo(mean.get("mrr").asDouble(), EXACT);
            for (RankingFigures.OfQuery query : figures.queries()) {
                JsonNode own = expected.get(annotator).get("per_query").get(query.query());
                assertThat(query.values().get("ndcg_at_10").orNaN()).isCloseTo(own.get("ndcg10_linear").asDouble(), EXACT);
                assertThat(query.values().get("map").orNaN()).isCloseTo(own.get("average_precision").asDouble(), EXACT);
                assertThat(query.values().get("mrr").orNaN()).isCloseTo(own.get("mrr").asDouble(), EXACT);
            }
        }
        RankingFigures human = ofBm25("human", BootstrapOptions.NONE);
        assertThat(human.documents()).isEqualTo(2150);
        assertThat(human.unjudged()).isEqualTo(624);
        assertThat(human.undefined()).containsEntry("map", "1 query without a relevant document: counts as 0")
                .containsEntry("mrr", "1 query without a relevant document: counts as 0").doesNotContainKey("ndcg_at_10");
    }

    @Test
    void intervalsResampleQueries() throws IOException {
        BootstrapOptions options = new BootstrapOptions(500, 7, 0.95);
        RankingFigures figures = ofBm25("human", options);
        assertThat(figures.intervals()).containsOnlyKeys("ndcg_at_10", "map", "mrr", "kendall_tau");
        figures.intervals().forEach((key, interval) -> {
            assertThat(figures.value(key).orNaN()).as(key).isBetween(interval.low(), interval.high());
            assertThat(interval.method()).isEqualTo("percentile query bootstrap");
        });
        // the error of a mean of 43 queries, by the usual formula
        double mean = figures.value("ndcg_at_10").orNaN();
        double spread = Math
                .sqrt(figures.queries().stream().mapToDouble(q -> Math.pow(q.values().get("ndcg_at_10").orNaN() - mean, 2)).sum()
                        / (43.0 * 42));
        Interval interval = figures.intervals().get("ndcg_at_10");
        assertThat((interval.high() - interval.low()) / (2 * 1.96)).isCloseTo(spread, within(0.15 * spread));
        assertThat(ofBm25("human", options)).isEqualTo(figures);
        assertThat(ofBm25("human", new BootstrapOptions(500, 8, 0.95)).intervals()).isNotEqualTo(figures.intervals());
    }

    @Test
    void equalScoresStandAsGivenAndMissingOnesLast() {
        RankingFigures figures = of(new double[]{NONE, 1, 1, 2}, new double[]{2, 0, 2, 1});
        assertThat(figures.queries().getFirst().values().get("mrr").orNaN()).isEqualTo(1.0 / 3);
        assertThat(figures.value("map").orNaN()).isCloseTo((1.0 / 3 + 2.0 / 4) / 2, EXACT);
        RankingFigures swapped = of(new double[]{NONE, 1, 1, 2}, new double[]{2, 2, 0, 1});
        assertThat(swapped.value("mrr").orNaN()).isEqualTo(0.5);
        assertThat(of(new double[]{-0.0, 0.0}, new double[]{0, 2}).value("mrr").orNaN()).as("zero is zero").isEqualTo(0.5);
    }

    @Test
    void whatIsLeftOutAndWhatCountsAsZeroIsSaid() {
        List<String> queries = List.of("a", "a", "b", "b", "c", "c", "d", "d");
        double[] scores = {2, 1, 2, 1, NONE, NONE, 1, 1};
        double[] grades = {3, 0, NONE, NONE, 3, 0, 0, 0};
        RankingFigures figures = Rankings.of(queries, scores, grades, 2, BootstrapOptions.NONE);
        assertThat(figures.queries()).extracting(RankingFigures.OfQuery::query).containsExactly("a", "d");
        assertThat(figures.documents()).isEqualTo(4);
        assertThat(figures.unjudged()).isZero();
        assertThat(figures.value("ndcg_at_10").orNaN()).isEqualTo(0.5);
        assertThat(figures.value("kendall_tau").orNaN()).isEqualTo(1);
        assertThat(figures.undefined()).isEqualTo(Map.of("queries", "2 queries without any grade or without any score: left out",
                "ndcg_at_10", "1 query without a document of a grade above 0: counts as 0", "map",
                "1 query without a relevant document: counts as 0", "mrr", "1 query without a relevant document: counts as 0",
                "kendall_tau",
                "1 query in which the scores or the grades are all equal: left out"));
    }

    @Test
    void withoutAnyQueryNothingIsDefined() {
        RankingFigures figures = Rankings.of(List.of("a"), new double[]{NONE}, new double[]{1}, 1, BootstrapOptions.DEFAULT);
        assertThat(figures.queries()).isEmpty();
        assertThat(figures.value("map")).isEqualTo(Value.undefined("no query has both a grade and a score"));
        assertThat(figures.intervals()).isEmpty();
        assertThat(of(new double[]{1}, new double[]{2}).value("kendall_tau").defined()).isFalse();
        assertThatThrownBy(() -> of(new double[]{1}, new double[]{-1})).hasMessageContaining("0 or more");
        assertThatThrownBy(() -> Rankings.of(List.of("a"), new double[]{1}, new double[]{1}, 0, BootstrapOptions.NONE))
                .hasMessageContaining("above 0");
    }

    @Test
    void tauOfManyIsThatOfAllPairs() {
        SplitMix64 random = new SplitMix64(5);
        for (int size = 0; size < 60; size++) {
            double[] left = Stream.generate(() -> random.nextInt(7)).limit(size).mapToDouble(Integer::doubleValue).toArray();
            double[] right = Stream.generate(() -> random.nextInt(4)).limit(size).mapToDouble(Integer::doubleValue).toArray();
            double surplus = 0;
            double differLeft = 0;
            double differRight = 0;
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < i; j++) {
                    surplus += Math.signum(left[i] - left[j]) * Math.signum(right[i] - right[j]);
                    differLeft += left[i] == left[j] ? 0 : 1;
                    differRight += right[i] == right[j] ? 0 : 1;
                }
            }
            double expected = differLeft == 0 || differRight == 0 ? NONE : surplus / Math.sqrt(differLeft * differRight);
            assertThat(KendallTau.of(left, right)).as("of " + size).isEqualTo(expected, EXACT);
        }
    }

    @Test
    void averagePrecisionAsScikitLearn() throws IOException {
        JsonNode golden = new ObjectMapper().readTree(RankingsTest.class.getResource("/golden/rankings.json")).get("labels");
        int n = golden.get("truth").size();
        double[][] probabilities = new double[n][3];
        boolean[][] given = new boolean[n][3];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < 3; k++) {
                probabilities[i][k] = golden.get("probabilities").get(i).get(k).asDouble();
                given[i][k] = golden.get("truth").get(i).asInt() == k;
            }
        }
        AveragePrecision figures = AveragePrecision.of(List.of("a", "b", "c"), probabilities, given, new BootstrapOptions(200, 1, 0.95));
        for (int k = 0; k < 3; k++) {
            String key = "average_precision." + List.of("a", "b", "c").get(k);
            double expected = golden.get("average_precision").get(k).asDouble();
            assertThat(figures.values().get(key).orNaN()).isCloseTo(expected, EXACT);
            assertThat(expected).isBetween(figures.intervals().get(key).low(), figures.intervals().get(key).high());
        }
        AveragePrecision never = AveragePrecision.of(List.of("a", "b"), new double[][]{{0.4, 0.6}, {0.5, 0.5}},
                new boolean[][]{{true, false}, {true, false}}, BootstrapOptions.NONE);
        assertThat(never.values().get("average_precision.a").orNaN()).isEqualTo(1);
        assertThat(never.values().get("average_precision.b").defined()).isFalse();
    }

    private static RankingFigures of(double[] scores, double[] grades) {
        return Rankings.of(Stream.generate(() -> "q").limit(scores.length).toList(), scores, grades, 2, BootstrapOptions.NONE);
    }

    private static RankingFigures ofBm25(String annotator, BootstrapOptions options) throws IOException {
        List<String> queries = new ArrayList<>();
        List<Double> scores = new ArrayList<>();
        List<Double> grades = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(SharedData.file("passages_dl19.csv"))) {
            for (NamedCsvRecord row : rows) {
                String grade = row.getField(annotator);
                queries.add(row.getField("qid"));
                scores.add(Double.parseDouble(row.getField("bm25_score")));
                grades.add(grade.isEmpty() ? NONE : Double.parseDouble(grade));
            }
        }
        return Rankings.of(queries, array(scores), array(grades), 2, options);
    }

    private static double number(JsonNode value) {
        return value.isNull() ? NONE : value.asDouble();
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
