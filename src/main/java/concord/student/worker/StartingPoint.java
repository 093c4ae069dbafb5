package concord.student.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import concord.student.StudentException;
import concord.student.format.FloatTensor;
import concord.student.format.ModelConfig;
import concord.student.format.OnnxWeights;
import concord.student.format.Safetensors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// What a student starts from: a pretrained encoder with its tokenizer.
///
/// @param weights  by their names in a classifier
/// @param identity tells one start from another, to know whether a checkpoint belongs to it
record StartingPoint(String name, String identity, ModelConfig config, Architecture architecture, Map<String, FloatTensor> weights,
        TokenizerFiles tokenizer) {
    private static final String MINILM_WEIGHTS = "/all-minilm-l6-v2.onnx";
    private static final String MINILM_TOKENIZER = "/all-minilm-l6-v2-tokenizer.json";

    /// @param student minilm (or linear, which stands on it) or a folder
    static StartingPoint of(String student) {
        return student.equals(TrainSettings.MINILM) || student.equals(TrainSettings.LINEAR) ? minilm() : folder(Path.of(student));
    }

    /// all-MiniLM-L6-v2 (Apache-2.0), out of the ONNX model in the LangChain4j artifact.
    static StartingPoint minilm() {
        Map<String, FloatTensor> found = OnnxWeights.read(resource(MINILM_WEIGHTS));
        Map<String, FloatTensor> weights = new LinkedHashMap<>();
        found.forEach((name, tensor) -> weights.put("bert." + name, tensor));
        FloatTensor words = weights.get("bert.embeddings.word_embeddings.weight");
        FloatTensor inner = weights.get("bert.encoder.layer.0.intermediate.dense.weight");
        ModelConfig config = ModelConfig.of("bert");
        config.json().put("vocab_size", words.shape()[0]).put("hidden_size", words.shape()[1]).put("num_hidden_layers", 6)
                .put("num_attention_heads", 12).put("intermediate_size", inner.shape()[0]).put("max_position_embeddings", 512)
                .put("type_vocab_size", 2).put("layer_norm_eps", 1e-12).put("hidden_act", "gelu").put("hidden_dropout_prob", 0.1)
                .put("attention_probs_dropout_prob", 0.1).put("initializer_range", 0.02).put("pad_token_id", 0);
        return new StartingPoint(TrainSettings.MINILM, TrainSettings.MINILM, config, Architectures.of(config), weights,
                TokenizerFiles.wordPiece(resource(MINILM_TOKENIZER)));
    }

    private static byte[] resource(String name) {
        try (InputStream in = StartingPoint.class.getResourceAsStream(name)) {
            if (in == null)
                throw new StudentException("The built-in MiniLM model is missing from this installation; install Concord again.");
            return in.readAllBytes();
        } catch (IOException e) {
            throw new StudentException("The built-in MiniLM model could not be read: " + e.getMessage() + ".", e);
        }
    }

    /// A Hugging Face folder: a bare encoder or a classifier fine-tuned before.
    static StartingPoint folder(Path folder) {
        ModelConfig config = ModelConfig.read(folder);
        Architecture architecture = Architectures.of(config);
        TokenizerFiles tokenizer = TokenizerFiles.read(folder);
        Map<String, FloatTensor> weights = new LinkedHashMap<>();
        StringBuilder identity = new StringBuilder(folder.toAbsolutePath().toString());
        for (Path file : weightFiles(folder)) {
            try (Safetensors tensors = Safetensors.open(file)) {
                for (String name : tensors.entries().keySet()) {
                    if (tensors.entries().get(name).type().startsWith("I"))
                        continue;
                    weights.put(classifierName(name, architecture), tensors.floats(name));
                }
                identity.append(' ').append(Files.size(file)).append(' ').append(Files.getLastModifiedTime(file));
            } catch (IOException e) {
                throw new StudentException("The file " + file + " could not be read: " + e.getMessage() + ".", e);
            }
        }
        StartingPoint start = new StartingPoint(folder.toString(), identity.toString(), config, architecture, weights, tokenizer);
        start.check();
        return start;
    }

    private static List<Path> weightFiles(Path folder) {
        Path index = folder.resolve("model.safetensors.index.json");
        if (Files.isRegularFile(folder.resolve("model.safetensors")))
            return List.of(folder.resolve("model.safetensors"));
        if (Files.isRegularFile(index)) {
            try {
                JsonNode map = new ObjectMapper().readTree(index.toFile()).path("weight_map");
                Map<String, Path> files = new TreeMap<>();
                map.forEach(name -> files.put(name.asText(), folder.resolve(name.asText()).normalize()));
                if (files.values().stream().anyMatch(f -> !f.startsWith(folder.normalize())))
                    throw new StudentException("The file " + index + " names weights outside its folder.");
                return List.copyOf(files.values());
            } catch (IOException e) {
                throw new StudentException("The file " + index + " is not valid JSON.", e);
            }
        }
        if (Files.isRegularFile(folder.resolve("pytorch_model.bin")))
            throw new StudentException(
                    "The folder " + folder + " has its weights as pytorch_model.bin only; get the model in the safetensors"
                            + " format (most models offer both).");
        throw new StudentException("The folder " + folder + " has no model.safetensors.");
    }

    private static String classifierName(String name, Architecture architecture) {
        String modern = name.replaceAll("\\.gamma$", ".weight").replaceAll("\\.beta$", ".bias");
        boolean full = modern.startsWith(architecture.prefix()) || modern.startsWith("classifier.");
        return full ? modern : architecture.prefix() + modern;
    }

    /// The encoder must be whole; the head may be missing.
    private void check() {
        for (Architecture.Weight spec : architecture.weights(config, 2)) {
            FloatTensor tensor = weights.get(spec.name());
            if (spec.head())
                continue;
            if (tensor == null)
                throw new StudentException("The model in " + name + " lacks the weights " + spec.name() + ".");
            if (!Arrays.equals(tensor.shape(), spec.shape()))
                throw new StudentException(
                        "The weights " + spec.name() + " in " + name + " have the shape " + Arrays.toString(tensor.shape())
                                + ", but its config.json asks for " + Arrays.toString(spec.shape()) + ".");
        }
    }

    /// The values of all weights of a classifier of these labels: what is there, and a seeded start for a head that is not.
    Map<String, FloatTensor> classifier(List<String> labels, long seed) {
        Random random = new Random(seed);
        boolean sameLabels = config.labels().equals(labels);
        Map<String, FloatTensor> out = new LinkedHashMap<>();
        for (Architecture.Weight spec : architecture.weights(config, labels.size())) {
            FloatTensor given = weights.get(spec.name());
            boolean usable = given != null && Arrays.equals(given.shape(), spec.shape())
                    && (sameLabels || !spec.name().startsWith("classifier."));
            out.put(spec.name(), usable ? given : new FloatTensor(spec.shape(), spec.fresh().values(spec.shape(), random)));
        }
        return out;
    }

    int padding() {
        return config.number("pad_token_id", 0);
    }
}
