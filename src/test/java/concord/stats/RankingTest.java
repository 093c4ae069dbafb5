package concord.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import concord.testing.SharedData;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RankingTest {
    private static final Offset<Double> EXACT = within(1e-12);
    /// log2(3)
    private static final double THIRD = 1.584962500721156;

    @Test
    void byHand() {
        double[] grades = {0, 2, 1, 0, 3};
        // 2 / log2(3) + 1 / 2 + 3 / log2(6) over 3 + 2 / log2(3) + 1 / 2
        assertThat(Ranking.ndcg(grades, 10)).isCloseTo((2 / THIRD + 0.5 + 3 / 2.584962500721156) / (3 + 2 / THIRD + 0.5), EXACT);
        // the place of the 3 is beyond the cut, but the best order has it first
        assertThat(Ranking.ndcg(grades, 2)).isCloseTo(2 / THIRD / (3 + 2 / THIRD), EXACT);
        assertThat(Ranking.averagePrecision(grades, 1)).isCloseTo((1.0 / 2 + 2.0 / 3 + 3.0 / 5) / 3, EXACT);
        assertThat(Ranking.averagePrecision(grades, 2)).isCloseTo((1.0 / 2 + 2.0 / 5) / 2, EXACT);
        assertThat(Ranking.reciprocalRank(grades, 1)).isEqualTo(0.5);
        assertThat(Ranking.reciprocalRank(grades, 3)).isEqualTo(0.2);
        assertThat(grades).as("the caller's").containsExactly(0, 2, 1, 0, 3);
    }

    @Test
    void theBestOrderIsOne() {
        double[] best = {3, 3, 1, 0};
        assertThat(Ranking.ndcg(best, 10)).isEqualTo(1);
        assertThat(Ranking.ndcg(best, 1)).isEqualTo(1);
        assertThat(Ranking.averagePrecision(best, 1)).isEqualTo(1);
        assertThat(Ranking.reciprocalRank(best, 3)).isEqualTo(1);
    }

    @Test
    void whereNothingIsRelevantNothingIsDefined() {
        double[] none = {0, 0};
        assertThat(Ranking.ndcg(none, 10)).isNaN();
        assertThat(Ranking.averagePrecision(none, 1)).isNaN();
        assertThat(Ranking.reciprocalRank(none, 1)).isNaN();
        assertThat(Ranking.ndcg(new double[0], 10)).isNaN();
    }

    /// The order of BM25 over real judged passages; the figures stand beside the file.
    @Test
    void ofRealPassages() throws IOException {
        Map<String, SortedMap<Integer, Double>> queries = new LinkedHashMap<>();
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(SharedData.file("passages_dl19.csv"))) {
            for (NamedCsvRecord row : rows) {
                String grade = row.getField("human");
                queries.computeIfAbsent(row.getField("qid"), _ -> new TreeMap<>()).put(Integer.parseInt(row.getField("bm25_rank")),
                        grade.isEmpty() ? 0 : Double.parseDouble(grade));
            }
        }
        JsonNode expected = new ObjectMapper().readTree(SharedData.file("passages_dl19.expected.json").toFile())
                .at("/ranking_of_bm25_order/human/per_query");
        assertThat(queries).hasSize(expected.size()).isNotEmpty();
        queries.forEach((query, byPlace) -> {
            double[] grades = byPlace.values().stream().mapToDouble(Double::doubleValue).toArray();
            JsonNode figures = expected.get(query);
            same(Ranking.ndcg(grades, 10), figures.get("ndcg10_linear"), query);
            same(Ranking.averagePrecision(grades, 2), figures.get("average_precision"), query);
            same(Ranking.reciprocalRank(grades, 2), figures.get("mrr"), query);
        });
    }

    /// The figures beside the file have 0 where nothing is relevant.
    private static void same(double ours, JsonNode theirs, String query) {
        assertThat(Double.isNaN(ours) ? 0 : ours).as(query).isCloseTo(theirs.asDouble(), EXACT);
    }
}
