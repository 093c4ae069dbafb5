package concord.student.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import concord.student.format.FloatTensor;
import concord.student.format.ModelConfig;
import concord.student.format.Safetensors;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Decoders and adapters against transformers and peft (golden values by reference/lora.py), and the way back layer by layer against the
/// way back at once.
class LoraGoldenTest {
    private static final List<String> LABELS = List.of("down", "same", "up");
    private static final int STEPS = 20;
    private static final Lora ALL = new Lora(4, 8, 0, new MistralArchitecture().adapted());
    /// Adapters that add nothing, so that the body is frozen and held in brain floats.
    private static final Lora NONE = new Lora(1, 1, 0, Set.of("q_proj"));
    private static final Lora ATTENTION = new Lora(4, 8, 0, Set.of("query", "value"));

    @ParameterizedTest
    @ValueSource(strings = {"mistral-tiny", "llama-tiny", "qwen2-tiny"})
    void logitsAreThoseOfTransformers(String model) {
        try (Case of = new Case(model, "golden", null, Precision.FLOAT32, false)) {
            of.logits("", "logits", 1e-5f);
        }
    }

    @Test
    void paddingAtTheLeftIsAsInTransformers() {
        try (Case of = new Case("mistral-tiny", "golden", null, Precision.FLOAT32, false)) {
            of.logits("left.", "left.logits", 1e-5f);
        }
    }

    /// Texts that end with the token that config.json pads with are answered from the token before, here as in transformers.
    @Test
    void aTextEndsBeforeThePaddingTokenOfTheConfig(@TempDir Path temp) throws IOException {
        Path folder = copy("mistral-tiny", temp.resolve("ended"));
        ModelConfig config = ModelConfig.read(folder);
        config.json().put("pad_token_id", 7);
        config.write(folder);
        try (Safetensors golden = Safetensors.open(folder("mistral-tiny").resolve("ended.safetensors"));
                StartingPoint student = StartingPoint.student(folder);
                Torch torch = Tiny.torch();
                Network network = Network.load(torch, Plan.scoring(student, 3), student.classifier(LABELS, 0));
                NDScope _ = new NDScope();
                NDManager scope = network.manager().newSubManager()) {
            NDArray[] given = Stream.of("ids", "types", "mask")
                    .map(n -> scope.create(golden.longs(n), new Shape(golden.entries().get(n).shape()))).toArray(NDArray[]::new);
            network.evaluate();
            assertThat(network.logits(new Batch(given[0], given[1], given[2])).toFloatArray())
                    .containsExactly(golden.floats("logits").values(), within(1e-5f));
        }
    }

    /// Weights of 0.2 make the rounding count: transformers in bf16 is itself 5e-2 away from its 32-bit logits.
    @Test
    void brainFloatsAreNearerToThirtyTwoBitsThanThoseOfTransformers() {
        try (Case of = new Case("mistral-tiny", "golden", NONE, Precision.BFLOAT16, false)) {
            of.logits("", "logits", 2e-2f);
            float[] exact = of.golden.floats("logits").values();
            float[] theirs = of.golden.floats("bf16.logits").values();
            assertThat(apart(Map.of("z", theirs), Map.of("z", exact))).isGreaterThan(2e-2);
        }
    }

    @ParameterizedTest
    @CsvSource({"mistral-tiny, false", "mistral-tiny, true", "llama-tiny, true", "qwen2-tiny, true", "bert-tiny, true",
            "roberta-tiny, true",
            "distilbert-tiny, true", "xlnet-tiny, true", "deberta-tiny, true", "deberta-conv-tiny, true", "modernbert-tiny, true"})
    void everyGradientIsThatOfTransformers(String model, boolean twice) {
        try (Case of = new Case(model, "golden", null, Precision.FLOAT32, twice)) {
            of.gradients("grad.");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void lossCurveOfTwentyStepsIsThatOfTransformers(boolean twice) {
        TrainSettings settings = new TrainSettings("tiny", Tiny.recipe(1, 4, 5e-3, 16), 1, 1.0, 1);
        try (Case of = new Case("mistral-tiny", "golden", null, Precision.FLOAT32, twice);
                AdamW optimizer = new AdamW(of.network, 0.01, 1, 1)) {
            of.network.train();
            float[] expected = of.golden.floats("losses").values();
            for (int step = 0; step < STEPS; step++) {
                try (NDScope _ = new NDScope(); NDManager scope = of.network.manager().newSubManager()) {
                    double loss = of.backward(scope, "step" + step + ".");
                    optimizer.step(Schedule.at(step, STEPS, settings));
                    assertThat(loss).as("step " + step).isCloseTo(expected[step], within(1e-5));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void adaptersOnAllMapsOfMistralAreAsInPeft(boolean twice) {
        try (Case of = new Case("mistral-tiny", "golden", ALL, Precision.FLOAT32, twice)) {
            of.logits("", "lora.logits", 1e-5f);
            assertThat(of.gradients("lora.grad.")).isEqualTo(3 * 7 * 2 + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void adaptersOnTheAttentionOfBertAreAsInPeft(boolean twice) {
        try (Case of = new Case("bert-tiny", "lora", ATTENTION, Precision.FLOAT32, twice)) {
            of.logits("", "lora.logits", 1e-5f);
            // peft leaves the pooler as it was; here it is part of the head
            assertThat(of.gradients("lora.grad.")).isEqualTo(2 * 2 * 2 + 2);
        }
    }

    /// @return the largest difference
    private static double apart(Map<String, float[]> a, Map<String, float[]> b) {
        double most = 0;
        for (Map.Entry<String, float[]> one : a.entrySet()) {
            float[] other = b.get(one.getKey());
            for (int i = 0; i < other.length; i++) {
                most = Math.max(most, Math.abs(one.getValue()[i] - other[i]));
            }
        }
        return most;
    }

    @ParameterizedTest
    @CsvSource({"FLOAT32, 1e-6", "BFLOAT16, 1e-2"})
    void layerByLayerGivesTheSameGradients(Precision precision, double most) {
        assertThat(apart(gradients(precision, ALL, 0, true, 1), gradients(precision, ALL, 0, false, 1))).isLessThan(most);
    }

    @Test
    void layerByLayerStopsAtTheFrozenLayers() {
        Map<String, float[]> learnt = gradients(Precision.FLOAT32, null, 2, true, 1);
        assertThat(apart(learnt, gradients(Precision.FLOAT32, null, 2, false, 1))).isLessThan(1e-6);
        assertThat(learnt.keySet()).hasSize(9 + 1 + 1).allMatch(n -> n.startsWith("model.layers.2.") || n.equals("model.norm.weight")
                || n.equals("score.weight"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sharesOfAStepAddUp(boolean twice) {
        assertThat(apart(gradients(Precision.FLOAT32, null, 0, twice, 4), gradients(Precision.FLOAT32, null, 0, twice, 1)))
                .isLessThan(1e-6);
    }

    @Test
    void layerByLayerRepeatsItsDropout() {
        Lora dropping = new Lora(4, 8, 0.3, ALL.targets());
        Map<String, float[]> first = gradients(Precision.FLOAT32, dropping, 0, true, 1);
        assertThat(apart(first, gradients(Precision.FLOAT32, dropping, 0, true, 1))).isZero();
        assertThat(apart(first, gradients(Precision.FLOAT32, ALL, 0, true, 1))).isGreaterThan(1e-3);
    }

    /// @param parts how often the same texts are gone through, each time for an equal share
    private static Map<String, float[]> gradients(Precision precision, @Nullable Lora lora, int frozen, boolean twice, int parts) {
        Map<String, float[]> out = new LinkedHashMap<>();
        try (Case of = new Case("mistral-tiny", "golden", lora, precision, frozen, twice); NDScope _ = new NDScope()) {
            of.torch.seed(7);
            of.network.train();
            for (int part = 0; part < parts; part++) {
                of.backward(of.network.manager(), "", 1.0 / parts);
            }
            for (int i : of.network.learnt()) {
                out.put(of.network.specs().get(i).name(), of.network.weights().get(i).getGradient().toFloatArray());
            }
        }
        return out;
    }

    /// A network beside its golden values.
    private static final class Case implements AutoCloseable {
        private final StartingPoint start;
        private final Torch torch = Tiny.torch();
        private final Safetensors golden;
        private final Network network;

        Case(String model, String golden, @Nullable Lora lora, Precision precision, boolean twice) {
            this(model, golden, lora, precision, 0, twice);
        }

        Case(String model, String golden, @Nullable Lora lora, Precision precision, int frozen, boolean twice) {
            Path folder = folder(model);
            this.start = StartingPoint.folder(folder);
            this.golden = Safetensors.open(folder.resolve(golden + ".safetensors"));
            Plan plan = Plan.of(start.architecture(), start.config(), 3, Objective.CHOICE, 0, precision, lora, frozen);
            Function<Weight, Values> body = start.classifier(LABELS, 0);
            Function<Weight, Values> all = weight -> weight.part() == Weight.Part.ADAPTER ? adapter(weight) : body.apply(weight);
            this.network = Network.load(torch, twice ? plan.checkpointed() : plan, all);
        }

        /// Those of peft; zero where the golden values are not about adapters.
        private Values adapter(Weight weight) {
            String name = "lora." + weight.name();
            boolean ours = golden.entries().containsKey(name) && Arrays.equals(golden.entries().get(name).shape(), weight.shape());
            return Values.of(ours ? golden.floats(name) : FloatTensor.of(new float[(int) weight.size()], weight.shape()));
        }

        void logits(String prefix, String name, float most) {
            network.evaluate();
            float[] expected = golden.floats(name).values();
            try (NDScope _ = new NDScope(); NDManager scope = network.manager().newSubManager()) {
                assertThat(network.logits(batch(scope, prefix)).toFloatArray()).as(name).containsExactly(expected, within(most));
            }
        }

        int gradients(String prefix) {
            int compared = 0;
            try (NDScope _ = new NDScope(); NDManager scope = network.manager().newSubManager()) {
                network.train();
                backward(scope, "");
                for (int i : network.learnt()) {
                    String name = network.specs().get(i).name();
                    if (golden.entries().containsKey(prefix + name)) {
                        assertThat(network.weights().get(i).getGradient().toFloatArray()).as(name)
                                .containsExactly(golden.floats(prefix + name).values(), within(1e-5f));
                        compared++;
                    }
                }
            }
            return compared;
        }

        double backward(NDManager scope, String prefix) {
            return backward(scope, prefix, 1);
        }

        double backward(NDManager scope, String prefix, double share) {
            NDArray y = array(scope, prefix + "y");
            NDArray labelWeights = golden.entries().containsKey("weights")
                    ? scope.create(golden.floats("weights").values())
                    : scope.ones(new Shape(3));
            return network.backward(batch(scope, prefix), y, labelWeights, share);
        }

        private Batch batch(NDManager scope, String prefix) {
            return new Batch(array(scope, prefix + "ids"), array(scope, prefix + "types"), array(scope, prefix + "mask"));
        }

        private NDArray array(NDManager scope, String name) {
            return scope.create(golden.longs(name), new Shape(golden.entries().get(name).shape()));
        }

        @Override
        public void close() {
            network.close();
            torch.close();
            golden.close();
            start.close();
        }
    }

    /// A copy of a tiny model.
    static Path copy(String model, Path to) throws IOException {
        Files.createDirectories(to);
        for (String file : List.of("config.json", "model.safetensors", "tokenizer.json")) {
            Files.copy(folder(model).resolve(file), to.resolve(file));
        }
        return to;
    }

    private static Path folder(String model) {
        try {
            return Path.of(LoraGoldenTest.class.getResource("/concord/student/" + model + "/config.json").toURI()).getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
