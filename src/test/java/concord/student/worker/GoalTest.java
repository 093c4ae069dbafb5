package concord.student.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import concord.model.request.Recipe;
import concord.student.Task;
import concord.student.format.FloatTensor;
import concord.student.format.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is minimised, how the rate runs and how probabilities are scaled, against PyTorch, transformers and SciPy (golden values by
/// reference/training.py); and that parts of a batch add up to it.
class GoalTest {
    private static final List<String> LABELS = List.of("down", "same", "up");
    private static final int[] TRUTH = {2, 0, 1, 2};
    private static final double[][] SHARES = {{0.5, 0.5, 0}, {0, 1, 0}, {0.2, 0.3, 0.5}, {1, 0, 0}};
    private static final double[][] SIGNS = {{1, 0, 1}, {0, 0, 0}, {1, 1, 1}, {0, 1, 0}};
    private static final float[] WEIGHTS = {0.5f, 1, 2};
    private final JsonNode golden;

    GoalTest() throws IOException {
        golden = new ObjectMapper().readTree(GoalTest.class.getResource("/concord/student/training.json"));
    }

    @Test
    void labelSmoothingAndWeights() {
        equal("smoothed", new Goal(Task.SINGLE, LABELS, 0.1), row -> null, WEIGHTS, Function.identity());
    }

    @Test
    void sharesOfVotes() {
        equal("soft", new Goal(Task.SINGLE, LABELS), row -> SHARES[row], WEIGHTS, Function.identity());
    }

    @Test
    void severalLabels() {
        equal("signs", new Goal(Task.MULTI, LABELS), row -> SIGNS[row], WEIGHTS, Function.identity());
    }

    @Test
    void aNumber() {
        equal("number", new Goal(Task.SCORE, LABELS), row -> null, WEIGHTS, t -> rows(t, 1));
    }

    /// Loss, gradients of the output layer and the norm of those of the embeddings.
    private void equal(String name, Goal goal, Function<Integer, double[]> shares, float[] weights,
            Function<FloatTensor, FloatTensor> outputs) {
        JsonNode expected = golden.path(name);
        StartingPoint start = StartingPoint.folder(Tiny.folder());
        Function<Weight, FloatTensor> values = floats(start.classifier(LABELS, 0));
        try (Torch torch = Tiny.torch(); Network network = network(torch, start, goal, given(values, outputs))) {
            double loss = backward(network, goal, shares, weights);
            assertThat(loss).isCloseTo(expected.path("loss").asDouble(), within(1e-5));
            assertThat(gradient(network, "classifier.bias")).containsExactly(floats(expected.path("bias")), within(1e-5f));
            assertThat(gradient(network, "classifier.weight")).containsExactly(floats(expected.path("weight")), within(1e-5f));
            double norm = 0;
            for (float g : gradient(network, "bert.embeddings.word_embeddings.weight")) {
                norm += (double) g * g;
            }
            assertThat(Math.sqrt(norm)).isCloseTo(expected.path("embeddings").asDouble(), within(1e-5));
        }
    }

    @Test
    void cumulativeThresholdsShareOneDirection() {
        Goal goal = new Goal(Task.CORAL, LABELS);
        StartingPoint start = StartingPoint.folder(Tiny.folder());
        Function<Weight, FloatTensor> values = floats(start.classifier(LABELS, 0));
        Function<Weight, FloatTensor> tied = w -> switch (w.name()) {
            case "classifier.weight" -> goal.start(rows(values.apply(new Weight(w.name(), new long[]{3, 32}, w.part(), w.fresh())), 2),
                    List.of());
            case "classifier.bias" -> FloatTensor.of(new float[]{0.4f, -0.3f}, 2);
            default -> values.apply(w);
        };
        try (Torch torch = Tiny.torch(); Network network = network(torch, start, goal, tied)) {
            double loss = backward(network, goal, row -> null, new float[]{1, 1});
            JsonNode expected = golden.path("coral");
            assertThat(loss).isCloseTo(expected.path("loss").asDouble(), within(1e-5));
            assertThat(gradient(network, "classifier.bias")).containsExactly(floats(golden.path("coral_bias")), within(1e-5f));
            float[] rows = gradient(network, "classifier.weight");
            float[] direction = new float[32];
            for (int i = 0; i < rows.length; i++) {
                direction[i % 32] += rows[i];
            }
            assertThat(direction).containsExactly(floats(expected.path("weight")), within(1e-5f));
        }
    }

    @Test
    void rowsThatShareADirectionStayEqual() {
        Goal goal = new Goal(Task.CORAL, LABELS);
        StartingPoint start = StartingPoint.folder(Tiny.folder());
        List<Example> examples = examples(_ -> null);
        Function<Weight, FloatTensor> any = floats(start.classifier(goal.outputNames(), 3));
        try (Torch torch = Tiny.torch(); Network network = network(torch, start, goal, w -> goal.start(any.apply(w), examples))) {
            Trainer trainer = trainer(torch, network, goal, 4, network::backward);
            network.train();
            float before = weight(network, "classifier.weight")[0];
            for (int step = 0; step < 3; step++) {
                trainer.step(examples, new float[]{1, 1}, 1e-2);
            }
            float[] rows = weight(network, "classifier.weight");
            assertThat(rows[0]).isNotEqualTo(before);
            assertThat(Arrays.copyOf(rows, 32)).isEqualTo(Arrays.copyOfRange(rows, 32, 64));
            float[] biases = weight(network, "classifier.bias");
            assertThat(biases[0]).as("more lies above the lowest label").isGreaterThan(biases[1]);
        }
    }

    @Test
    void levelsAreDifferencesAndNeverNegative() {
        Goal goal = new Goal(Task.CORAL, List.of("low", "middle", "high"));
        assertThat(goal.answer(new float[]{2, -1}, 1)).containsExactly(new double[]{0.11920, 0.61185, 0.26894}, within(1e-5));
        // the second threshold above the first: nothing lies between
        assertThat(goal.answer(new float[]{-1, 2}, 1)).containsExactly(new double[]{0.73106, 0, 0.26894}, within(1e-5));
        assertThat(goal.outputNames()).containsExactly("higher than low", "higher than middle");
    }

    @Test
    void partsOfABatchAddUpToIt() {
        adds(new Goal(Task.SINGLE, LABELS, 0.1), _ -> null, WEIGHTS);
        adds(new Goal(Task.SINGLE, LABELS), row -> row == 1 ? null : SHARES[row], WEIGHTS);
        adds(new Goal(Task.MULTI, LABELS, 0.1), row -> SIGNS[row], WEIGHTS);
        adds(new Goal(Task.CORAL, LABELS), _ -> null, new float[]{2, 0.5f});
        adds(new Goal(Task.SCORE, LABELS), row -> row == 0 ? SHARES[2] : null, WEIGHTS);
    }

    private void adds(Goal goal, Function<Integer, double[]> shares, float[] weights) {
        float[] whole = afterTwoSteps(Tiny.folder(), goal, shares, weights, 4);
        for (int rows : new int[]{3, 2, 1}) {
            assertThat(afterTwoSteps(Tiny.folder(), goal, shares, weights, rows)).as(goal.task() + " by " + rows).containsExactly(whole,
                    within(2e-6f));
        }
    }

    private float[] afterTwoSteps(Path folder, Goal goal, Function<Integer, double[]> shares, float[] weights, int rows) {
        StartingPoint start = StartingPoint.folder(folder);
        List<Example> examples = examples(shares);
        Function<Weight, FloatTensor> any = floats(start.classifier(goal.outputNames(), 3));
        try (Torch torch = Tiny.torch(); Network network = network(torch, start, goal, w -> goal.start(any.apply(w), examples))) {
            int[] failures = {0};
            // as if the memory sufficed for so many texts only
            Trainer trainer = trainer(torch, network, goal, 4, (batch, truth, labelWeights, share) -> {
                if (batch.ids().getShape().get(0) > rows) {
                    failures[0]++;
                    throw new EngineException("[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried to allocate 1 bytes.");
                }
                return network.backward(batch, truth, labelWeights, share);
            });
            network.train();
            trainer.step(examples, weights, 1e-3);
            int once = failures[0];
            trainer.step(examples, weights, 1e-3);
            assertThat(failures[0]).as("found out once").isEqualTo(once).isEqualTo(rows == 4 ? 0 : rows == 1 ? 2 : 1);
            return weight(network, "bert.encoder.layer.0.attention.self.query.weight");
        }
    }

    @Test
    void gatheringRepeatsToTheBitWithDropout(@TempDir Path temp) throws IOException {
        Path dropping = Tiny.withDropout(temp.resolve("start"));
        Goal goal = new Goal(Task.SINGLE, LABELS);
        float[] first = afterTwoSteps(dropping, goal, _ -> null, WEIGHTS, 2);
        assertThat(afterTwoSteps(dropping, goal, _ -> null, WEIGHTS, 2)).isEqualTo(first);
        assertThat(afterTwoSteps(dropping, goal, _ -> null, WEIGHTS, 4)).isNotEqualTo(first);
    }

    @Test
    void memoryThatRunsOutInTheMiddleOfAStepIsMetWithSmallerParts() {
        Goal goal = new Goal(Task.SINGLE, LABELS);
        StartingPoint start = StartingPoint.folder(Tiny.folder());
        Tiny.Memory said = new Tiny.Memory(List.of(), _ -> false);
        try (Torch torch = Tiny.torch(); Network network = network(torch, start, goal, floats(start.classifier(LABELS, 0)))) {
            int[] calls = {0};
            Trainer trainer = new Trainer(torch, network, new Padding(0, false), goal, settings(4), new Checkpoints(Tiny.cache(), ""), said,
                    (batch, truth, weights, share) -> {
                        double loss = network.backward(batch, truth, weights, share);
                        if (calls[0]++ < 1)
                            throw new EngineException("CUDA out of memory. Tried to allocate 2.00 GiB.");
                        return loss;
                    });
            network.train();
            double loss = trainer.step(examples(_ -> null), WEIGHTS, 0);
            assertThat(said.answers(FromWorker.Note.class)).extracting(FromWorker.Note::message)
                    .containsExactly("The memory did not suffice for 4 texts at once: going on with 2, gathered to 4.");
            assertThat(calls[0]).isEqualTo(3);
            assertThat(loss).isPositive();
        }
    }

    @Test
    void memoryThatDoesNotSufficeForOneTextIsTheEnd() {
        Goal goal = new Goal(Task.SINGLE, LABELS);
        StartingPoint start = StartingPoint.folder(Tiny.folder());
        try (Torch torch = Tiny.torch(); Network network = network(torch, start, goal, floats(start.classifier(LABELS, 0)))) {
            EngineException nothing = new EngineException("CUDA out of memory.");
            Trainer trainer = trainer(torch, network, goal, 4, (_, _, _, _) -> {
                throw nothing;
            });
            network.train();
            assertThatThrownBy(() -> trainer.step(examples(_ -> null), WEIGHTS, 0)).isSameAs(nothing);
            assertThat(Torch.sentence(nothing)).startsWith("There was not enough memory; choose a smaller batch");
        }
    }

    @Test
    void ratesAreThoseOfTransformers() {
        for (String schedule : List.of("linear", "cosine", "constant")) {
            double warmUp = schedule.equals("constant") ? 0.3 : 0.1;
            Recipe r = Tiny.recipe(1, 4, 1, 16);
            Recipe recipe = new Recipe(r.epochs(), r.batch(), 1, r.maxLength(), false, 0, schedule, warmUp, r.weightDecay(), 0, false, 0,
                    r.precision(), r.checkpointing(), r.loraRank(), r.loraAlpha(), r.loraDropout(), r.loraTargets(), r.ordinal(),
                    r.ranking());
            TrainSettings settings = new TrainSettings("tiny", recipe, 1, 1, 1);
            double[] rates = IntStream.range(0, 23).mapToDouble(step -> Schedule.at(step, 23, settings)).toArray();
            assertThat(rates).as(schedule).containsExactly(doubles(golden.path(schedule)), within(1e-12));
        }
    }

    @Test
    void temperaturesAreThoseOfSciPy() {
        JsonNode node = golden.path("calibration");
        Tokens none = new Tokens(new int[0], new byte[0], false);
        List<Example> choices = new ArrayList<>();
        node.path("label").forEach(y -> choices.add(new Example(none, y.asInt())));
        Calibration calibration = Calibration.of(new Goal(Task.SINGLE, LABELS), choices, logits(node.path("choice")));
        assertThat(calibration.temperature()).isCloseTo(node.path("choice_temperature").asDouble(), within(1e-5));
        assertThat(calibration.errorBefore()).isCloseTo(node.path("ece_before").asDouble(), within(1e-6));
        assertThat(calibration.errorAfter()).isCloseTo(node.path("ece").asDouble(), within(1e-4));
        List<Example> signs = new ArrayList<>();
        node.path("yes").forEach(y -> signs.add(new Example(none, 0, doubles(y))));
        assertThat(Calibration.of(new Goal(Task.MULTI, List.of("a", "b")), signs, logits(node.path("sign"))).temperature())
                .isCloseTo(node.path("sign_temperature").asDouble(), within(1e-5));
        // always right: as cold as it may get
        List<float[]> right = choices.stream().map(e -> new float[]{e.label() == 0 ? 1 : 0, e.label() == 1 ? 1 : 0, e.label() == 2 ? 1 : 0})
                .toList();
        assertThat(Calibration.of(new Goal(Task.SINGLE, LABELS), choices, right).temperature()).isCloseTo(0.05, within(1e-6));
        assertThat(Calibration.of(new Goal(Task.SINGLE, LABELS), choices.subList(0, 29), right.subList(0, 29)).temperature()).isEqualTo(1);
    }

    @Test
    void figuresOfOrderedAndSeveralLabels() {
        Tokens none = new Tokens(new int[0], new byte[0], false);
        List<Example> ordered = IntStream.of(0, 1, 2, 2, 1).mapToObj(k -> new Example(none, k)).toList();
        List<double[]> numbers = IntStream.of(0, 1, 1, 2, 2).mapToObj(k -> new double[]{k + 0.2}).toList();
        // by scikit-learn: cohen_kappa_score(weights="quadratic") 0.642857, f1_score(macro) 2/3
        assertThat(Validation.of(new Goal(Task.SCORE, LABELS), ordered, numbers).words()).containsEntry("accuracy", 0.6)
                .hasEntrySatisfying("quadratic_kappa", k -> assertThat(k).isCloseTo(0.642857, within(1e-6)))
                .hasEntrySatisfying("mean_absolute_error", e -> assertThat(e).isCloseTo(0.4, within(1e-9)))
                .hasEntrySatisfying("score_mean_absolute_error", e -> assertThat(e).isCloseTo(0.52, within(1e-9)))
                .hasEntrySatisfying("macro_f1", f -> assertThat(f).isCloseTo(2 / 3.0, within(1e-9)));
        List<Example> sets = IntStream.range(0, 4).mapToObj(i -> new Example(none, 0, SIGNS[i])).toList();
        List<double[]> answers = List.of(new double[]{0.9, 0.1, 0.2}, new double[]{0.1, 0.1, 0.1}, new double[]{0.6, 0.6, 0.9},
                new double[]{0.7, 0.5, 0});
        // by scikit-learn: f1_score(average="macro") 0.822222, average="micro" 5/6
        assertThat(Validation.of(new Goal(Task.MULTI, LABELS), sets, answers).words()).containsEntry("exact_match", 0.5)
                .hasEntrySatisfying("macro_f1", f -> assertThat(f).isCloseTo(0.822222, within(1e-6)))
                .hasEntrySatisfying("micro_f1", f -> assertThat(f).isCloseTo(5 / 6.0, within(1e-9)));
    }

    private static Network network(Torch torch, StartingPoint start, Goal goal, Function<Weight, FloatTensor> values) {
        return Network.load(torch, Plan.of(start.architecture(), start.config(), goal.outputs(), goal.objective(), goal.smoothing(),
                Precision.FLOAT32, null, 0), w -> Values.of(values.apply(w)));
    }

    /// The weights of the tiny model, those of its output layer changed.
    private static Function<Weight, FloatTensor> given(Function<Weight, FloatTensor> values, Function<FloatTensor, FloatTensor> outputs) {
        return w -> {
            if (!w.name().startsWith("classifier"))
                return values.apply(w);
            long[] three = w.shape().clone();
            three[0] = 3;
            return outputs.apply(values.apply(new Weight(w.name(), three, w.part(), w.fresh())));
        };
    }

    private static Function<Weight, FloatTensor> floats(Function<Weight, Values> values) {
        return w -> values.apply(w).floats().get();
    }

    private static FloatTensor rows(FloatTensor tensor, int rows) {
        long[] shape = tensor.shape().clone();
        shape[0] = rows;
        return new FloatTensor(shape, Arrays.copyOf(tensor.values(), (int) FloatTensor.size(shape)));
    }

    private static TrainSettings settings(int batch) {
        return new TrainSettings("tiny", Tiny.recipe(1, batch, 1e-3, 16), 1, 1.0, 1);
    }

    private static Trainer trainer(Torch torch, Network network, Goal goal, int batch, Trainer.Backward backward) {
        return new Trainer(torch, network, new Padding(0, false), goal, settings(batch), new Checkpoints(Tiny.cache(), ""),
                new Tiny.Memory(List.of(), _ -> false), backward);
    }

    private static List<Example> examples(Function<Integer, double[]> shares) {
        try (Safetensors golden = Tiny.golden()) {
            List<Tokens> all = Tiny.tokens(golden, "");
            return IntStream.range(0, all.size()).mapToObj(i -> new Example(all.get(i), TRUTH[i], shares.apply(i))).toList();
        }
    }

    private static double backward(Network network, Goal goal, Function<Integer, double[]> shares, float[] weights) {
        try (NDScope _ = new NDScope(); NDManager scope = network.manager().newSubManager()) {
            List<Example> examples = examples(shares);
            network.train();
            network.evaluate();
            return network.backward(Batch.of(scope, examples.stream().map(Example::tokens).toList(), new Padding(0, false)),
                    goal.truth(scope, examples, examples.getFirst().shares() != null), scope.create(weights), 1);
        }
    }

    private static float[] gradient(Network network, String name) {
        return network.weights().get(position(network, name)).getGradient().toFloatArray();
    }

    private static float[] weight(Network network, String name) {
        return network.weights().get(position(network, name)).toFloatArray();
    }

    private static int position(Network network, String name) {
        return network.specs().stream().map(Weight::name).toList().indexOf(name);
    }

    private static List<float[]> logits(JsonNode rows) {
        return StreamSupport.stream(rows.spliterator(), false).map(GoalTest::floats).toList();
    }

    private static float[] floats(JsonNode array) {
        double[] values = doubles(array);
        float[] out = new float[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) values[i];
        }
        return out;
    }

    private static double[] doubles(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).mapToDouble(JsonNode::asDouble).toArray();
    }
}
