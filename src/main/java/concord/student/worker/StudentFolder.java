package concord.student.worker;

import concord.student.Task;
import concord.student.format.ModelConfig;
import concord.student.format.Safetensors;
import concord.student.format.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The folder of a trained student.
final class StudentFolder {
    private static final String WEIGHTS = "model.safetensors";
    private static final int SHORT = 16;

    private StudentFolder() {
    }

    /// Weights, config and tokenizer: a whole Hugging Face model, or for LoRA an adapter; of [Task#PAIRING] the model without an output
    /// layer.
    ///
    /// @param learnt file with the weights that were learnt
    /// @param base   as the request names it
    /// @return the weights file
    static Path write(Path folder, Plan plan, StartingPoint start, String base, Goal goal, Path learnt) throws IOException {
        if (goal.task() == Task.PAIRING)
            return encoder(folder, plan, start, learnt);
        typed(start.config().classifying(start.architecture().className(start.config()), goal.task(), goal.outputNames()), "float32",
                start.tokenizer())
                .write(folder);
        start.writeTokenizer(folder);
        if (plan.lora() != null) {
            String precision = plan.precision() == Precision.BFLOAT16 ? "bf16" : "fp32";
            String where = base.equals(TrainSettings.MINILM) ? base : Path.of(base).toAbsolutePath().toString();
            try (Safetensors file = Safetensors.open(learnt)) {
                AdapterFolder.write(folder, plan, plan.lora(), new AdapterFolder.Reference(where, start.fingerprint(), precision),
                        file::floats);
            }
            return folder.resolve(AdapterFolder.WEIGHTS);
        }
        Path weights = folder.resolve(WEIGHTS);
        if (plan.learnt().contains(false))
            complete(weights, plan, start, learnt);
        else
            Files.copy(learnt, weights);
        return weights;
    }

    /// The model without an output layer, under the names it has by itself; a pooler it came with is passed on as it was.
    private static Path encoder(Path folder, Plan plan, StartingPoint start, Path learnt) throws IOException {
        Architecture architecture = start.architecture();
        String name = architecture.className(start.config()).replace("ForSequenceClassification", "Model");
        typed(start.config().encoding(name), "float32", start.tokenizer()).write(folder);
        start.writeTokenizer(folder);
        Map<String, SafetensorsWriter.Source> tensors = new LinkedHashMap<>();
        Path weights = folder.resolve(WEIGHTS);
        try (Safetensors file = Safetensors.open(learnt)) {
            for (Weight weight : plan.weights()) {
                boolean own = file.entries().containsKey(weight.name());
                if (weight.name().startsWith(architecture.prefix()) && (own || start.has(weight.name())))
                    tensors.put(weight.name().substring(architecture.prefix().length()), SafetensorsWriter.Source.of(weight.shape(),
                            () -> own ? file.floats(weight.name()) : start.values(weight.name()).floats().get()));
            }
            SafetensorsWriter.write(weights, tensors);
        }
        return weights;
    }

    /// What was frozen comes from the start.
    private static void complete(Path weights, Plan plan, StartingPoint start, Path learnt) throws IOException {
        Map<String, SafetensorsWriter.Source> tensors = new LinkedHashMap<>();
        try (Safetensors file = Safetensors.open(learnt)) {
            for (Weight weight : plan.weights()) {
                boolean own = file.entries().containsKey(weight.name());
                tensors.put(weight.name(), SafetensorsWriter.Source.of(weight.shape(),
                        () -> own ? file.floats(weight.name()) : start.values(weight.name()).floats().get()));
            }
            SafetensorsWriter.write(weights, tensors);
        }
    }

    /// The config of a classifier whose weights are of this type, as config.json spells it.
    static ModelConfig typed(ModelConfig classifier, String type, TokenizerFiles tokenizer) {
        ModelConfig config = new ModelConfig(classifier.json().deepCopy());
        config.json().put("torch_dtype", type).remove("dtype");
        // without one, transformers takes the last place of a row for the last token of its text
        if (!config.json().path("pad_token_id").isNumber())
            config.json().put("pad_token_id", Math.max(0, config.first("eos_token_id", 0)));
        if (Architectures.of(config) instanceof MistralArchitecture)
            keepEnd(config, tokenizer);
        return config;
    }

    /// transformers takes for the last token the last one that is not padding: a token that ends every text must not be the padding too.
    private static void keepEnd(ModelConfig config, TokenizerFiles tokenizer) {
        try (TextEncoder encoder = TextEncoder.of(tokenizer.main(), SHORT)) {
            int[] ids = encoder.encode(List.of(new TextEncoder.Source("a", null))).getFirst().ids();
            int end = ids[ids.length - 1];
            if (config.number("pad_token_id") != end)
                return;
            int padding = tokenizer.padding();
            config.json().put("pad_token_id", padding != end ? padding : end == 0 ? 1 : 0);
        }
    }
}
