package concord.student.worker;

import concord.student.Task;
import concord.student.format.FloatTensor;
import concord.student.format.ModelConfig;
import concord.student.format.Safetensors;
import concord.student.format.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The head of a linear student: labels times embedding width weights, and a bias per label.
record LinearModel(int labels, int width, float[] weights, float[] biases) {
    /// model_type of its config.json; not a type transformers knows.
    static final String TYPE = "concord-linear";

    float[] logits(float[] embedding) {
        float[] out = new float[labels];
        for (int k = 0; k < labels; k++) {
            double z = biases[k];
            for (int j = 0; j < width; j++) {
                z += (double) weights[k * width + j] * embedding[j];
            }
            out[k] = (float) z;
        }
        return out;
    }

    void write(Path folder, Task task, List<String> names) throws IOException {
        ModelConfig config = ModelConfig.of(TYPE).classifying("ConcordLinear", task, names);
        config.json().put("hidden_size", width).put("encoder", "all-MiniLM-L6-v2");
        config.write(folder);
        Map<String, SafetensorsWriter.Source> tensors = new LinkedHashMap<>();
        tensors.put("linear.weight", SafetensorsWriter.Source.of(FloatTensor.of(weights, labels, width)));
        tensors.put("linear.bias", SafetensorsWriter.Source.of(FloatTensor.of(biases, labels)));
        SafetensorsWriter.write(folder.resolve("model.safetensors"), tensors);
    }

    static LinearModel read(Path folder) {
        try (Safetensors file = Safetensors.open(folder.resolve("model.safetensors"))) {
            FloatTensor weights = file.floats("linear.weight");
            FloatTensor biases = file.floats("linear.bias");
            return new LinearModel((int) weights.shape()[0], (int) weights.shape()[1], weights.values(), biases.values());
        }
    }
}
