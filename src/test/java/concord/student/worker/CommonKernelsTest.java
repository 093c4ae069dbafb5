package concord.student.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import concord.student.format.FloatTensor;
import concord.student.format.ModelConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The faster ways compute what the plain ones do, on batches large enough to take them.
class CommonKernelsTest {
    private static final int TEXTS = 9;
    private static final Padding PADDING = new Padding(0, false);

    private Torch torch;
    private Network network;

    @BeforeEach
    void open() {
        ModelConfig config = ModelConfig.of("bert");
        config.json().put("vocab_size", 100).put("hidden_size", 96).put("num_hidden_layers", 2).put("num_attention_heads", 4)
                .put("intermediate_size", 200).put("max_position_embeddings", 64).put("type_vocab_size", 2)
                .put("hidden_dropout_prob", 0).put("attention_probs_dropout_prob", 0);
        torch = Tiny.torch();
        Random random = new Random(5);
        Plan plan = Plan.of(Architectures.of(config), config, 3, Objective.CHOICE, 0, Precision.FLOAT32, null, 0);
        network = Network.load(torch, plan, w -> {
            float[] values = Weight.Fresh.NORMAL.values(w.shape(), random);
            for (int i = 0; i < values.length; i++) {
                values[i] = values[i] * 5 + (w.name().endsWith("LayerNorm.weight") ? 1 : 0);
            }
            return Values.of(new FloatTensor(w.shape(), values));
        });
    }

    @AfterEach
    void close() {
        network.close();
        torch.close();
    }

    /// Alone, a text is too small for anything but the plain ways, and nothing of it is filled up.
    @Test
    void anUnevenBatchHasTheMeanGradientOfItsTexts() {
        network.train();
        List<Example> examples = examples();
        double together = backward(examples, 1);
        List<float[]> expected = takeGradients();
        double alone = 0;
        for (Example example : examples) {
            alone += backward(List.of(example), 1.0 / TEXTS) / TEXTS;
        }
        List<float[]> found = takeGradients();
        assertThat(together).isCloseTo(alone, within(1e-5));
        for (int i = 0; i < expected.size(); i++) {
            assertThat(found.get(i)).as(network.specs().get(i).name()).containsExactly(expected.get(i), within(1e-5f));
        }
    }

    @Test
    void logitsAreTheSameWithGradientsAndWithout() {
        try (NDManager scope = network.manager().newSubManager()) {
            Batch batch = Batch.of(scope, examples().stream().map(Example::tokens).toList(), PADDING);
            network.train();
            float[] learning = network.logits(batch).toFloatArray();
            network.evaluate();
            assertThat(network.logits(batch).toFloatArray()).containsExactly(learning, within(1e-5f));
        }
    }

    @Test
    void dropoutDropsItsShareAndScalesTheRest() {
        network.train();
        torch.seed(3);
        float[] first = drop();
        float[] second = drop();
        torch.seed(3);
        assertThat(Arrays.equals(drop(), first)).isTrue();
        int others = 0;
        double zeros = 0;
        double pairs = 0;
        double both = 0;
        for (int i = 0; i < first.length; i++) {
            others += first[i] != 0 && Math.abs(first[i] - 1 / 0.9) > 1e-3 ? 1 : 0;
            zeros += first[i] == 0 ? 1 : 0;
            pairs += i > 0 && first[i] == 0 && first[i - 1] == 0 ? 1 : 0;
            both += first[i] == 0 && second[i] == 0 ? 1 : 0;
        }
        assertThat(others).isZero();
        // five standard errors
        assertThat(zeros / first.length).isCloseTo(0.1, within(0.0015));
        assertThat(pairs / first.length).isCloseTo(0.01, within(0.0005));
        assertThat(both / first.length).isCloseTo(0.01, within(0.0005));
        network.evaluate();
        float[] resting = drop();
        assertThat(IntStream.range(0, resting.length).allMatch(i -> resting[i] == 1)).isTrue();
    }

    /// With values that are 1 at one token each, attention gives its own weights.
    @Test
    void attentionDropsOfTheWeightsItHasOtherwise() {
        int tokens = 24;
        try (NDManager scope = network.manager().newSubManager()) {
            NDArray q = scope.randomNormal(new Shape(3, 4, tokens, tokens));
            NDArray k = scope.randomNormal(new Shape(3, 4, tokens, tokens));
            NDArray v = scope.eye(tokens).reshape(1, 1, tokens, tokens).broadcast(3, 4, tokens, tokens);
            NDArray mask = scope.arange(tokens).lt(20).reshape(1, 1, 1, tokens).broadcast(3, 1, tokens, tokens).duplicate();
            network.evaluate();
            float[] whole = attend(q, k, v, mask);
            network.train();
            float[] left = attend(q, k, v, mask);
            int others = 0;
            int dropped = 0;
            for (int i = 0; i < whole.length; i++) {
                others += left[i] != 0 && Math.abs(left[i] - whole[i] / 0.75) > 1e-5 ? 1 : 0;
                dropped += whole[i] > 0 && left[i] == 0 ? 1 : 0;
            }
            assertThat(others).isZero();
            assertThat(dropped / (whole.length * 20.0 / tokens)).isCloseTo(0.25, within(0.03));
            assertThat(IntStream.range(0, whole.length).filter(i -> i % tokens >= 20)).allMatch(i -> whole[i] == 0);
        }
    }

    private float[] attend(NDArray q, NDArray k, NDArray v, NDArray mask) {
        try (IValue a = IValue.from((PtNDArray) q);
                IValue b = IValue.from((PtNDArray) k);
                IValue c = IValue.from((PtNDArray) v);
                IValue m = IValue.from((PtNDArray) mask);
                IValue share = IValue.from(0.25);
                IValue least = IValue.from(Short.MIN_VALUE + (1L << 14));
                IValue scale = IValue.from(1 / 0.75);
                IValue by = IValue.from(0.3);
                IValue out = IValueUtils.runMethod(network.block(), "attend", a, b, c, m, share, least, scale, by)) {
            return out.toTensor((PtNDManager) network.manager()).toFloatArray();
        }
    }

    private float[] drop() {
        try (NDArray ones = network.manager().ones(new Shape(1003, 997));
                IValue x = IValue.from((PtNDArray) ones);
                IValue share = IValue.from(0.1);
                IValue least = IValue.from(Short.MIN_VALUE + Math.round(0.1 * (1 << 16)));
                IValue scale = IValue.from(1 / 0.9);
                IValue out = IValueUtils.runMethod(network.block(), "drop", x, share, least, scale)) {
            return out.toTensor((PtNDManager) network.manager()).toFloatArray();
        }
    }

    private double backward(List<Example> examples, double share) {
        try (NDManager scope = network.manager().newSubManager(); NDArray ones = scope.ones(new Shape(3))) {
            return network.backward(Batch.of(scope, examples.stream().map(Example::tokens).toList(), PADDING),
                    scope.create(examples.stream().mapToLong(Example::label).toArray(), new Shape(examples.size())), ones, share);
        }
    }

    /// Gives the gradients and clears them.
    private List<float[]> takeGradients() {
        List<float[]> out = new ArrayList<>();
        for (NDArray weight : network.weights()) {
            try (NDArray gradient = weight.getGradient()) {
                out.add(gradient.toFloatArray());
                gradient.subi(gradient.duplicate());
            }
        }
        return out;
    }

    private static List<Example> examples() {
        List<Example> out = new ArrayList<>();
        Random random = new Random(2);
        for (int r = 0; r < TEXTS; r++) {
            int[] ids = random.ints(60 - r * 5L, 1, 100).toArray();
            out.add(new Example(new Tokens(ids, new byte[0], false), r % 3));
        }
        return out;
    }
}
