package concord.student.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import concord.job.Cancelled;
import concord.model.request.Recipe;
import concord.model.result.TrainOutcome;
import concord.student.Task;
import concord.student.format.Safetensors;
import concord.student.format.StudentCard;
import concord.student.worker.Query.Document;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Queries and documents embedded apart: the loss against PyTorch (golden values by reference/pairs.py), figures by hand, and whole trainings of the
/// tiny model with dropout.
class PairsTest {
    private static final List<String> GRADES = List.of("no", "some", "much");
    private static final Goal GOAL = new Goal(Task.PAIRING, GRADES);
    private static final List<String> THINGS = List.of("film", "movie", "food", "place");
    private static final List<String> RESTS = List.of("today", "really quite it", "in the market");
    private static final Padding PADDING = new Padding(0, false);
    @TempDir
    Path temp;
    private Path start;

    @BeforeEach
    void model() throws IOException {
        start = Tiny.withDropout(temp.resolve("start"));
    }

    @Test
    void lossAndGradientsAreThoseOfPyTorch() throws IOException {
        JsonNode expected = new ObjectMapper().readTree(PairsTest.class.getResource("/concord/student/pairs.json"));
        StartingPoint tiny = StartingPoint.folder(Tiny.folder());
        Plan plan = Plan.of(tiny.architecture(), tiny.config(), GOAL.outputs(), GOAL.objective(), 0, Precision.FLOAT32, null, 0);
        List<Example> pairs = golden();
        try (Torch torch = Tiny.torch(); Network network = Network.load(torch, plan, tiny.classifier(List.of(), 0))) {
            List<float[]> cosines = new Classifier(network, PADDING).outputs(GOAL, pairs, _ -> {
            });
            assertThat(cosines.getFirst()[0]).isCloseTo((float) expected.path("cosines").get(0).asDouble(), within(1e-5f));
            assertThat(cosines.getLast()[0]).isCloseTo((float) expected.path("cosines").get(4).asDouble(), within(1e-5f));
            network.train();
            network.evaluate();
            try (NDScope _ = new NDScope(); NDManager scope = network.manager().newSubManager()) {
                double loss = network.backward(PairBatch.of(scope, pairs, GOAL, PADDING, new Random(1)), 1);
                assertThat(loss).isCloseTo(expected.path("loss").asDouble(), within(1e-5));
            }
            assertThat(expected.path("norms")).hasSizeGreaterThan(30);
            for (Map.Entry<String, JsonNode> norm : expected.path("norms").properties()) {
                double squares = 0;
                for (float g : gradient(network, "bert." + norm.getKey())) {
                    squares += (double) g * g;
                }
                assertThat(Math.sqrt(squares)).as(norm.getKey()).isCloseTo(norm.getValue().asDouble(), within(1e-4));
            }
            float[] bias = gradient(network, "bert.encoder.layer.1.output.dense.bias");
            List<Double> theirs = StreamSupport.stream(expected.path("bias").spliterator(), false).map(JsonNode::asDouble).toList();
            assertThat(bias).hasSize(theirs.size());
            for (int i = 0; i < bias.length; i++) {
                assertThat((double) bias[i]).isCloseTo(theirs.get(i), within(1e-5));
            }
        }
    }

    private static float[] gradient(Network network, String name) {
        return network.weights().get(network.specs().stream().map(Weight::name).toList().indexOf(name)).getGradient().toFloatArray();
    }

    private static List<Example> golden() {
        try (Safetensors file = Tiny.golden()) {
            List<Tokens> texts = Tiny.tokens(file, "");
            Document first = new Document(0, texts.get(2));
            Document second = new Document(1, texts.get(3));
            Query one = new Query(0, texts.get(0), Set.of(first), List.of(new Document(2, texts.get(1))));
            Query two = new Query(1, texts.get(1), Set.of(first, second), List.of());
            return List.of(new Example(first.tokens(), 1, null, new Example.Judged(one, first)),
                    new Example(second.tokens(), 2, null, new Example.Judged(two, second)));
        }
    }

    @Test
    void figuresOfTwoQueriesByHand() {
        Query first = new Query(0, none(), Set.of(), List.of());
        Query second = new Query(1, none(), Set.of(), List.of());
        Query blank = new Query(2, none(), Set.of(), List.of());
        List<Example> truth = List.of(judged(first, 0), judged(first, 2), judged(second, 1), judged(second, 0), judged(blank, 0));
        List<double[]> cosines = List.of(new double[]{0.5}, new double[]{0.4}, new double[]{0.9}, new double[]{0.1}, new double[]{1});
        Validation validation = Validation.of(GOAL, truth, cosines);
        double third = Math.log(2) / Math.log(3);
        assertThat(validation.count()).as("a query without a relevant document does not count").isEqualTo(2);
        assertThat(validation.macroF1()).isCloseTo((third + 1) / 2, within(1e-12));
        double loss = (2 * Math.log(1 + Math.exp(20 * 0.1)) + Math.log(1 + Math.exp(20 * -0.8))) / 3;
        assertThat(validation.loss()).isCloseTo(loss, within(1e-12));
        assertThat(validation.words()).containsOnlyKeys("ndcg_at_10", "map", "mrr", "loss").containsEntry("map", 0.75)
                .containsEntry("mrr", 0.75);
    }

    private static Tokens none() {
        return new Tokens(new int[0], new byte[0], false);
    }

    private static Example judged(Query query, int label) {
        Document document = new Document(0, none());
        return new Example(none(), label, null, new Example.Judged(query, document));
    }

    @Test
    void thresholdsLieWhereTheDistanceIsLeast() {
        assertThat(Thresholds.of(new int[]{0, 0, 1, 2, 2}, new double[]{0.1, 0.2, 0.4, 0.8, 0.9}, 3)).satisfies(
                t -> assertThat(t.get(0)).isCloseTo(0.3, within(1e-12)), t -> assertThat(t.get(1)).isCloseTo(0.6, within(1e-12)));
        // one that lies too high is left wrong
        assertThat(Thresholds.of(new int[]{0, 0, 0, 1, 1, 1}, new double[]{0.1, 0.2, 0.95, 0.6, 0.7, 0.9}, 2).getFirst())
                .isCloseTo(0.4, within(1e-12));
        // no threshold splits equal numbers; what nobody gave is never given
        List<Double> hard = Thresholds.of(new int[]{0, 1, 0}, new double[]{0.5, 0.5, 0.5}, 3);
        assertThat(hard).allSatisfy(t -> assertThat(t).isGreaterThan(0.5));
        // against all pairs of thresholds
        Random random = new Random(4);
        int[] places = IntStream.range(0, 40).map(i -> random.nextInt(3)).toArray();
        double[] numbers = IntStream.of(places).mapToDouble(p -> p + random.nextGaussian()).toArray();
        List<Double> found = Thresholds.of(places, numbers, 3);
        assertThat(found.get(0)).isLessThanOrEqualTo(found.get(1));
        double least = Double.MAX_VALUE;
        for (double low = -4; low < 6; low += 0.01) {
            for (double high = low; high < 6; high += 0.01) {
                least = Math.min(least, distance(places, numbers, low, high));
            }
        }
        assertThat(distance(places, numbers, found.get(0), found.get(1))).isLessThanOrEqualTo(least);
    }

    private static double distance(int[] places, double[] numbers, double low, double high) {
        double sum = 0;
        for (int i = 0; i < places.length; i++) {
            sum += Math.abs(places[i] - (numbers[i] > low ? 1 : 0) - (numbers[i] > high ? 1 : 0));
        }
        return sum;
    }

    @Test
    void learnsToRankAndTheSameBitsAgain() throws Exception {
        TrainOutcome outcome = train("a", 40, recipe(40));
        assertThat(outcome.history().getLast().loss()).isLessThan(0.7 * outcome.history().getFirst().loss());
        assertThat(outcome.validation()).containsKeys("map", "mrr").doesNotContainKeys("temperature", "macro_f1");
        assertThat(outcome.merit()).isEqualTo(outcome.validation().get("ndcg_at_10")).isGreaterThan(0.9);
        assertThat(outcome.trainUnits()).isEqualTo(72);
        StudentCard card = StudentCard.read(temp.resolve("a")).orElseThrow();
        assertThat(card.task()).isEqualTo(Task.PAIRING);
        assertThat(card.thresholds()).hasSize(2).isSorted();
        assertThat(temp.resolve("a").resolve("config.json")).content().contains("\"BertModel\"").doesNotContain("label");
        try (Safetensors weights = Safetensors.open(temp.resolve("a").resolve("model.safetensors"))) {
            assertThat(weights.entries()).containsKeys("embeddings.word_embeddings.weight", "pooler.dense.weight")
                    .doesNotContainKeys("classifier.weight").allSatisfy((name, _) -> assertThat(name).doesNotStartWith("bert."));
        }
        double near = score("a", "film today", "the film was very good today");
        double far = score("a", "film today", "the food was very good in the market");
        assertThat(near).isGreaterThan(far);
        assertThat(train("b", 40, recipe(40)).sha256()).isEqualTo(outcome.sha256());
    }

    @Test
    void goingOnAfterAnInterruptionGivesTheSameBits() throws Exception {
        TrainOutcome whole = train("whole", 3, recipe(3));
        Tiny.Memory stopped = memory("parts", recipe(3), m -> m instanceof FromWorker.Progress(long _, long _, String phase)
                && phase.equals("epoch 3 of 3"));
        assertThatThrownBy(() -> Worker.run(stopped)).isInstanceOf(Cancelled.class);
        assertThat(train("parts", 3, recipe(3)).sha256()).isEqualTo(whole.sha256());
    }

    @Test
    void whatABiEncoderCannotDoIsRefused() {
        assertThatThrownBy(() -> train("x", 1, recipe(1).withLora(4, 0, 0, Recipe.AUTO))).hasMessageContaining("fine-tuned whole");
        assertThatThrownBy(() -> train("x", 1, recipe(1).withCheckpointing("on"))).hasMessageContaining("layers twice");
        assertThatThrownBy(() -> train("x", 1, recipe(1).withClassWeights(true))).hasMessageContaining("Class weights");
    }

    private static Recipe recipe(int epochs) {
        return Tiny.request(Tiny.folder(), epochs).recipe();
    }

    private TrainOutcome train(String name, int epochs, Recipe recipe) throws Exception {
        Tiny.Memory link = memory(name, recipe, _ -> false);
        Worker.run(link);
        TrainOutcome outcome = link.answers(FromWorker.Trained.class).getFirst().outcome();
        assertThat(outcome.history()).hasSize(epochs);
        return outcome;
    }

    private Tiny.Memory memory(String name, Recipe recipe, Predicate<FromWorker> stopAt) {
        List<ToWorker> lines = new ArrayList<>(List.of(
                new ToWorker.Train(Tiny.request(start, 1).withRecipe(recipe), Task.PAIRING, GRADES, temp.resolve(name).toString(), 1)));
        for (int q = 0; q < 12; q++) {
            String thing = THINGS.get(q % 4);
            String rest = RESTS.get(q / 4);
            for (int d = 0; d < 8; d++) {
                String other = THINGS.get((q + d / 2) % 4);
                String end = RESTS.get((q / 4 + d) % 3);
                int grade = !other.equals(thing) ? 0 : end.equals(rest) ? 2 : 1;
                lines.add(new ToWorker.Example(q >= 9, thing + " " + rest, "the " + other + " was very good " + end, grade, null));
            }
        }
        lines.add(new ToWorker.Done());
        return new Tiny.Memory(lines, stopAt);
    }

    private double score(String name, String query, String document) throws Exception {
        Tiny.Memory link = new Tiny.Memory(List.of(new ToWorker.Score(temp.resolve(name).toString(), "cpu", 1),
                new ToWorker.Text(1, query, document), new ToWorker.Done(), new ToWorker.Done()), _ -> false);
        Worker.run(link);
        double[] values = link.answers(FromWorker.Scored.class).getFirst().values();
        assertThat(values).hasSize(1);
        return values[0];
    }
}
