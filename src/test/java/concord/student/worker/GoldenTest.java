package concord.student.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import concord.student.format.Safetensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The kernels and the training step against transformers, the regression against scikit-learn (golden values by reference/students.py).
class GoldenTest {
    private static final List<String> LABELS = List.of("down", "same", "up");
    private static final int STEPS = 20;

    @Test
    void logitsAreThoseOfTransformers() {
        StartingPoint start = StartingPoint.folder(Tiny.folder());
        try (Torch torch = Tiny.torch(); Safetensors golden = Tiny.golden(); Network network = network(torch, start)) {
            List<float[]> rows = new Classifier(network, new Padding(0, false))
                    .logits(examples(golden, "").stream().map(Example::tokens).toList(), _ -> {
                    });
            float[] expected = golden.floats("logits").values();
            for (int i = 0; i < expected.length; i++) {
                assertThat(rows.get(i / 3)[i % 3]).isCloseTo(expected[i], within(1e-5f));
            }
        }
    }

    @Test
    void everyGradientIsThatOfTransformers() {
        StartingPoint start = StartingPoint.folder(Tiny.folder());
        try (Torch torch = Tiny.torch();
                Safetensors golden = Tiny.golden();
                Network network = network(torch, start);
                NDScope _ = new NDScope();
                NDManager scope = network.manager().newSubManager()) {
            List<Example> examples = examples(golden, "");
            network.train();
            network.backward(Batch.of(scope, examples.stream().map(Example::tokens).toList(), new Padding(0, false)),
                    scope.create(examples.stream().mapToLong(Example::label).toArray(), new Shape(examples.size())),
                    scope.ones(new Shape(3)), 1);
            for (int i = 0; i < network.specs().size(); i++) {
                String name = network.specs().get(i).name();
                float[] ours = network.weights().get(i).getGradient().toFloatArray();
                assertThat(ours).as(name).containsExactly(golden.floats("grad." + name).values(), within(1e-5f));
            }
        }
    }

    @Test
    void lossCurveOfTwentyStepsIsThatOfTransformers() {
        StartingPoint start = StartingPoint.folder(Tiny.folder());
        TrainSettings settings = new TrainSettings("tiny", Tiny.recipe(1, 4, 5e-3, 16), 1, 1.0, 1);
        try (Torch torch = Tiny.torch(); Safetensors golden = Tiny.golden(); Network network = network(torch, start)) {
            Trainer trainer = new Trainer(torch, network, new Padding(0, false), LABELS, settings, new Checkpoints(Tiny.cache(), ""),
                    new Tiny.Memory(List.of(),
                            _ -> false));
            network.train();
            float[] expected = golden.floats("losses").values();
            try (NDArray ones = network.manager().ones(new Shape(3))) {
                for (int step = 0; step < STEPS; step++) {
                    double loss = trainer.step(examples(golden, "step" + step + "."), ones, Schedule.at(step, STEPS, settings));
                    assertThat(loss).as("step " + step).isCloseTo(expected[step], within(1e-5));
                }
            }
        }
    }

    @Test
    void logisticRegressionIsThatOfScikitLearn() {
        try (Safetensors golden = Tiny.golden()) {
            float[] x = golden.floats("regression.x").values();
            List<float[]> rows = new ArrayList<>();
            for (int i = 0; i < x.length; i += 6) {
                rows.add(Arrays.copyOfRange(x, i, i + 6));
            }
            int[] truth = Arrays.stream(golden.longs("regression.y")).mapToInt(v -> (int) v).toArray();
            double[] ones = new double[rows.size()];
            Arrays.fill(ones, 1);
            LinearModel model = new LogisticRegression(rows, truth, ones, 3, 0.3).fit().model();
            assertThat(model.weights()).containsExactly(golden.floats("regression.weight").values(), within(1e-4f));
            // only differences of biases matter to the probabilities
            float[] biases = golden.floats("regression.bias").values();
            assertThat(model.biases()[1] - model.biases()[0]).isCloseTo(biases[1] - biases[0], within(1e-4f));
            assertThat(model.biases()[2] - model.biases()[0]).isCloseTo(biases[2] - biases[0], within(1e-4f));
        }
    }

    private static Network network(Torch torch, StartingPoint start) {
        return Network.load(torch, Plan.plain(start, 3), start.classifier(LABELS, 0));
    }

    private static List<Example> examples(Safetensors golden, String prefix) {
        int width = (int) golden.entries().get(prefix + "ids").shape()[1];
        long[] ids = golden.longs(prefix + "ids");
        long[] types = golden.longs(prefix + "types");
        long[] mask = golden.longs(prefix + "mask");
        long[] y = golden.longs(prefix + "y");
        List<Example> out = new ArrayList<>();
        for (int r = 0; r < y.length; r++) {
            int length = 0;
            int second = 0;
            while (length < width && mask[r * width + length] == 1) {
                if (types[r * width + length] == 0)
                    second = length + 1;
                length++;
            }
            int[] own = new int[length];
            for (int i = 0; i < length; i++) {
                own[i] = (int) ids[r * width + i];
            }
            out.add(new Example(new Tokens(own, second, false), (int) y[r]));
        }
        return out;
    }
}
