package concord.student.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import concord.student.format.Safetensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The regression against scikit-learn (golden values by reference/students.py).
class GoldenTest {
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
}
