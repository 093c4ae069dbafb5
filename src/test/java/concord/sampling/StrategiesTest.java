package concord.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Against the values of src/test/reference/sampling.py, and where chance or ties decide.
class StrategiesTest {
    private final JsonNode golden = golden();
    private final double[][] probabilities = rows("probabilities");
    private final double[][] several = rows("several");

    @Test
    void uncertaintyOfOneLabelAndOfSeveral() {
        for (Uncertainty measure : Uncertainty.values()) {
            String key = measure.name().toLowerCase(java.util.Locale.ROOT);
            near(Arrays.stream(probabilities).mapToDouble(measure::of).toArray(), key);
            near(Arrays.stream(several).mapToDouble(measure::ofSeveral).toArray(), key + "_of_several");
        }
    }

    @Test
    void aNumberIsUnsureNearABound() {
        double[] bounds = {0.5, 1.5};
        assertThat(Uncertainty.ofNumber(1.4, bounds)).isEqualTo(-0.1, within(1e-12));
        assertThat(Uncertainty.ofNumber(0.5, bounds)).isZero();
        assertThat(Uncertainty.ofNumber(-2, bounds)).isEqualTo(-2.5);
    }

    @Test
    void coreset() {
        assertThat(Coreset.choose(floats("pool"), floats("labelled"), 20, 3)).containsExactly(ints("coreset"));
        // without labelled units the seed chooses the first one, the distances the rest
        int[] one = Coreset.choose(floats("pool"), new float[0][], 20, 3);
        int[] other = Coreset.choose(floats("pool"), new float[0][], 20, 4);
        assertThat(one).doesNotHaveDuplicates().isNotEqualTo(other);
        float[][] pool = floats("pool");
        assertThat(Arrays.copyOfRange(one, 1, 20)).containsExactly(Coreset.choose(pool, new float[][]{pool[one[0]]}, 19, 5));
    }

    @Test
    void coresetTakesEqualVectorsToo() {
        float[][] same = {{1, 0}, {1, 0}, {1, 0}, {0, 1}};
        assertThat(Coreset.choose(same, new float[0][], 4, 1)).containsExactlyInAnyOrder(0, 1, 2, 3);
        assertThat(Coreset.choose(same, new float[][]{{1, 0}}, 1, 1)).containsExactly(3);
    }

    @Test
    void badge() {
        double[][] residuals = Arrays.stream(probabilities).map(Badge::residual).toArray(double[][]::new);
        assertThat(Badge.choose(residuals, floats("pool"), 20, 11)).containsExactly(ints("badge"));
        assertThat(Badge.choose(residuals, floats("pool"), 20, 12)).isNotEqualTo(ints("badge")).startsWith(ints("badge")[0]);
    }

    @Test
    void badgeTakesUnitsOfWhichItIsSureWhenNothingElseIsLeft() {
        double[][] residuals = {Badge.residual(new double[]{1, 0}), Badge.residual(new double[]{0, 1}),
                Badge.residual(new double[]{.6, .4})};
        assertThat(Badge.choose(residuals, new float[][]{{1}, {1}, {1}}, 3, 1)).startsWith(2).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(Badge.residualOfSeveral(new double[]{.75, .25})).containsExactly(-.25, .25);
    }

    @Test
    void deviation() {
        double[][] base = rows("base");
        near(IntStream.range(0, 60).mapToDouble(i -> Deviation.of(base[i], probabilities[i])).toArray(), "total_variation");
        double[][] ofSeveral = rows("several_base");
        near(IntStream.range(0, 60).mapToDouble(i -> Deviation.ofSeveral(ofSeveral[i], several[i])).toArray(),
                "total_variation_of_several");
        near(Deviation.ofRanks(row("before"), row("after")), "rank_deviation");
        near(Deviation.ofRanks(row("before"), row("after"), queries()), "rank_deviation_in_queries");
    }

    @Test
    void wholeQueriesInTheOrderInWhichTheyTurned() {
        double[] before = row("before");
        double[] after = row("after");
        List<String> of = queries();
        List<String> order = new ArrayList<>();
        golden.get("queries_by_turning").forEach(q -> order.add(q.asText()));
        int[] all = Deviation.queries(before, after, of, 10, 60, 1);
        assertThat(all).hasSize(60).doesNotHaveDuplicates();
        assertThat(Arrays.stream(all).mapToObj(of::get).distinct()).containsExactlyElementsOf(order);
        // the last query that fits in part gives the documents that moved most
        double[] moved = row("rank_deviation_in_queries");
        int[] three = Deviation.queries(before, after, of, 10, 3, 1);
        assertThat(Arrays.stream(three).mapToObj(of::get).distinct()).containsExactly(order.getFirst());
        assertThat(Arrays.stream(three).mapToDouble(i -> moved[i]).toArray()).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        // documents below the tenth place under both scores come after all queries
        int[] shallow = Deviation.queries(before, after, of, 1, 60, 1);
        assertThat(shallow).hasSize(60).doesNotHaveDuplicates();
        assertThat(Arrays.stream(shallow).limit(order.size()).mapToObj(of::get).distinct().count()).isGreaterThan(2);
    }

    @Test
    void aQueryWithoutAnOrderHasNotTurned() {
        assertThat(Deviation.tau(new double[]{1}, new double[]{2})).isEqualTo(1);
        assertThat(Deviation.tau(new double[]{1, 1}, new double[]{2, 3})).isEqualTo(1);
        golden.get("taus").properties().forEach(tau -> {
            int[] members = IntStream.range(0, 60).filter(i -> queries().get(i).equals(tau.getKey())).toArray();
            double[] a = Arrays.stream(members).mapToDouble(i -> row("before")[i]).toArray();
            double[] b = Arrays.stream(members).mapToDouble(i -> row("after")[i]).toArray();
            int[] first = IntStream.range(0, members.length).filter(i -> Deviation.ranks(a)[i] <= 10 || Deviation.ranks(b)[i] <= 10)
                    .toArray();
            assertThat(Deviation.tau(Arrays.stream(first).mapToDouble(i -> a[i]).toArray(), Arrays.stream(first).mapToDouble(i -> b[i])
                    .toArray())).as(tau.getKey()).isEqualTo(tau.getValue().doubleValue(), within(1e-12));
        });
    }

    @Test
    void theSeedBreaksTies() {
        double[] scores = new double[100];
        scores[40] = 2;
        scores[7] = 1;
        int[] one = Highest.of(scores, 20, 1);
        assertThat(one).startsWith(40, 7).doesNotHaveDuplicates().containsExactly(Highest.of(scores, 20, 1));
        assertThat(Highest.of(scores, 20, 2)).startsWith(40, 7).isNotEqualTo(one);
        assertThat(Arrays.stream(one).skip(2).max().orElseThrow()).as("not the first of the file").isGreaterThan(30);
        assertThat(Highest.of(scores, 0, 1)).isEmpty();
        assertThatThrownBy(() -> Highest.of(scores, 101, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theSpreadChoiceTakesTheBestOfEachGroup() {
        // four groups far apart, the best two scores in one of them
        float[][] vectors = new float[40][];
        double[] scores = new double[40];
        for (int i = 0; i < 40; i++) {
            vectors[i] = new float[]{i % 4 * 10, i / 4 * 0.01f};
            scores[i] = 1.0 / (i + 1);
        }
        scores[4] = 0.9;
        assertThat(Highest.of(scores, 4, 1)).containsExactly(0, 4, 1, 2);
        assertThat(Highest.spread(scores, vectors, 4, 1)).containsExactly(0, 1, 2, 3);
        // more wanted than there are different vectors
        float[][] same = new float[40][];
        Arrays.setAll(same, _ -> new float[]{1, 1});
        assertThat(Highest.spread(scores, same, 4, 1)).containsExactly(0, 4, 1, 2);
    }

    private void near(double[] values, String key) {
        double[] expected = row(key);
        assertThat(values).hasSize(expected.length);
        for (int i = 0; i < values.length; i++) {
            assertThat(values[i]).as("%s of %d", key, i).isEqualTo(expected[i], within(1e-12));
        }
    }

    private List<String> queries() {
        List<String> out = new ArrayList<>();
        golden.get("queries").forEach(q -> out.add(q.asText()));
        return out;
    }

    private double[] row(String key) {
        return numbers(golden.get(key));
    }

    private int[] ints(String key) {
        return Arrays.stream(row(key)).mapToInt(v -> (int) v).toArray();
    }

    private double[][] rows(String key) {
        double[][] out = new double[golden.get(key).size()][];
        Arrays.setAll(out, i -> numbers(golden.get(key).get(i)));
        return out;
    }

    private float[][] floats(String key) {
        double[][] rows = rows(key);
        float[][] out = new float[rows.length][];
        for (int i = 0; i < out.length; i++) {
            out[i] = new float[rows[i].length];
            for (int k = 0; k < out[i].length; k++) {
                out[i][k] = (float) rows[i][k];
            }
        }
        return out;
    }

    private static double[] numbers(JsonNode node) {
        double[] out = new double[node.size()];
        Arrays.setAll(out, i -> node.get(i).doubleValue());
        return out;
    }

    private static JsonNode golden() {
        try (InputStream in = StrategiesTest.class.getResourceAsStream("/concord/sampling/strategies.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
