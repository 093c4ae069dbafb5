package concord.student.worker;

import concord.student.StudentException;
import concord.student.format.FloatTensor;
import concord.student.format.ModelConfig;
import concord.student.format.OnnxWeights;
import concord.student.format.Tensors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a student starts from: a pretrained model with its tokenizer. Its weights are read when they are asked for.
final class StartingPoint implements AutoCloseable {
    private static final int SAMPLE = 4096;
    private static final String MINILM_WEIGHTS = "/all-minilm-l6-v2.onnx";
    private static final String MINILM_TOKENIZER = "/all-minilm-l6-v2-tokenizer.json";

    private final String name;
    private final String identity;
    private final ModelConfig config;
    private final Architecture architecture;
    private final TokenizerFiles tokenizer;
    private final Map<String, Values> weights;
    private final List<Tensors> files;
    private final @Nullable AdapterFolder adapter;

    private StartingPoint(String name, String identity, ModelConfig config, TokenizerFiles tokenizer, Map<String, Values> weights,
            List<Tensors> files, @Nullable AdapterFolder adapter) {
        this.name = name;
        this.identity = identity;
        this.config = config;
        this.architecture = Architectures.of(config);
        this.tokenizer = tokenizer;
        this.weights = weights;
        this.files = files;
        this.adapter = adapter;
    }

    /// @param student minilm (or linear, which stands on it) or a folder
    static StartingPoint of(String student) {
        return student.equals(TrainSettings.MINILM) || student.equals(TrainSettings.LINEAR) ? minilm() : folder(Path.of(student));
    }

    /// all-MiniLM-L6-v2 (Apache-2.0), out of the ONNX model in the LangChain4j artifact.
    static StartingPoint minilm() {
        Map<String, FloatTensor> found = OnnxWeights.read(resource(MINILM_WEIGHTS));
        Map<String, Values> weights = new LinkedHashMap<>();
        found.forEach((name, tensor) -> weights.put("bert." + name, Values.of(tensor)));
        ModelConfig config = ModelConfig.of("bert");
        config.json().put("vocab_size", found.get("embeddings.word_embeddings.weight").shape()[0])
                .put("hidden_size", found.get("embeddings.word_embeddings.weight").shape()[1]).put("num_hidden_layers", 6)
                .put("num_attention_heads", 12)
                .put("intermediate_size", found.get("encoder.layer.0.intermediate.dense.weight").shape()[0])
                .put("max_position_embeddings", 512).put("type_vocab_size", 2).put("layer_norm_eps", 1e-12).put("hidden_act", "gelu")
                .put("hidden_dropout_prob", 0.1).put("attention_probs_dropout_prob", 0.1).put("initializer_range", 0.02)
                .put("pad_token_id", 0);
        return new StartingPoint(TrainSettings.MINILM, TrainSettings.MINILM, config, TokenizerFiles.wordPiece(resource(MINILM_TOKENIZER)),
                weights, List.of(), null);
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

    /// A Hugging Face folder: a base model or a classifier fine-tuned before.
    static StartingPoint folder(Path folder) {
        if (AdapterFolder.is(folder))
            throw new StudentException("The folder " + folder + " holds an adapter, not a whole model: export that student and start from"
                    + " the folder this writes.");
        ModelConfig config = ModelConfig.read(folder);
        Architecture architecture = Architectures.of(config);
        TokenizerFiles tokenizer = TokenizerFiles.read(folder);
        Tensors tensors = Tensors.of(folder);
        try {
            Map<String, Values> weights = new LinkedHashMap<>();
            for (String name : tensors.names()) {
                if (tensors.type(name).contains("F"))
                    weights.put(architecture.canonical(name), values(tensors, name));
            }
            StartingPoint start = new StartingPoint(folder.toString(), folder.toAbsolutePath() + " " + tensors.identity(), config,
                    tokenizer, weights, List.of(tensors), null);
            start.check();
            return start;
        } catch (StudentException e) {
            tensors.close();
            throw e;
        }
    }

    private static Values values(Tensors tensors, String name) {
        return new Values(tensors.shape(name), tensors.type(name), () -> tensors.raw(name), () -> tensors.floats(name));
    }

    /// A student's folder: a whole model, or an adapter that is put on its base.
    ///
    /// @throws StudentException also when the base of an adapter is gone or another one
    static StartingPoint student(Path folder) {
        if (!AdapterFolder.is(folder))
            return folder(folder);
        AdapterFolder adapter = AdapterFolder.read(folder);
        StartingPoint base = adapter.base();
        try {
            Tensors own = Merging.weights(folder);
            Map<String, Values> weights = new LinkedHashMap<>(base.weights);
            own.names().forEach(name -> weights.put(AdapterFolder.canonical(name), values(own, name)));
            List<Tensors> files = new ArrayList<>(base.files);
            files.add(own);
            return new StartingPoint(folder.toString(), base.identity, ModelConfig.read(folder), TokenizerFiles.read(folder), weights,
                    files,
                    adapter);
        } catch (StudentException e) {
            base.close();
            throw e;
        }
    }

    /// SHA-256 over the names, types and shapes of all weights and 4 KiB from either end of each: tells one model from another without reading
    /// all of it.
    String fingerprint() {
        MessageDigest digest = Folders.sha256();
        new TreeMap<>(weights).forEach((weight, values) -> {
            digest.update((weight + ' ' + values.type() + ' ' + Arrays.toString(values.shape()) + '\n').getBytes(StandardCharsets.UTF_8));
            ByteBuffer bytes = values.raw().get();
            digest.update(bytes.slice(0, Math.min(SAMPLE, bytes.limit())));
            digest.update(bytes.slice(Math.max(0, bytes.limit() - SAMPLE), Math.min(SAMPLE, bytes.limit())));
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    /// The body must be whole; the head may be missing.
    private void check() {
        for (Weight spec : Plan.plain(this, 2).weights()) {
            if (spec.part() == Weight.Part.HEAD)
                continue;
            Values source = weights.get(spec.name());
            if (source == null)
                throw new StudentException("The model in " + name + " lacks the weights " + spec.name() + ".");
            if (!Arrays.equals(source.shape(), spec.shape()))
                throw new StudentException(
                        "The weights " + spec.name() + " in " + name + " have the shape " + Arrays.toString(source.shape())
                                + ", but its config.json asks for " + Arrays.toString(spec.shape()) + ".");
        }
    }

    /// The values of the weights of a classifier of these labels: what is there, and a seeded start for a head or adapter that is not.
    Function<Weight, Values> classifier(List<String> labels, long seed) {
        Random random = new Random(seed);
        boolean sameLabels = config.labels().equals(labels);
        String output = architecture.heads().getLast();
        return spec -> {
            Values given = weights.get(spec.name());
            boolean usable = given != null && Arrays.equals(given.shape(), spec.shape())
                    && (sameLabels || !spec.name().startsWith(output));
            return usable ? given : Values.of(new FloatTensor(spec.shape(), spec.fresh().values(spec.shape(), random)));
        };
    }

    /// A weight it has.
    Values values(String weight) {
        return Objects.requireNonNull(weights.get(weight), weight);
    }

    boolean has(String weight) {
        return weights.containsKey(weight);
    }

    String name() {
        return name;
    }

    /// Tells one start from another, to know whether a checkpoint belongs to it.
    String identity() {
        return identity;
    }

    ModelConfig config() {
        return config;
    }

    Architecture architecture() {
        return architecture;
    }

    TokenizerFiles tokenizer() {
        return tokenizer;
    }

    /// Writes the tokenizer's files into the folder of a student.
    void writeTokenizer(Path folder) throws IOException {
        tokenizer.cutting(architecture.longest(config)).write(folder);
    }

    Padding padding() {
        return new Padding(Math.max(0, config.number("pad_token_id", tokenizer.padding())),
                architecture.padsLeft());
    }

    /// Numbers of the body.
    long parameters() {
        return Plan.plain(this, 2).weights().stream().filter(w -> w.part() == Weight.Part.BODY).mapToLong(Weight::size).sum();
    }

    /// Set for a student that is an adapter on a base.
    Optional<AdapterFolder> adapter() {
        return Optional.ofNullable(adapter);
    }

    /// Whether it has an output layer.
    boolean trained() {
        return weights.keySet().stream().anyMatch(n -> n.startsWith(architecture.heads().getLast()));
    }

    @Override
    public void close() {
        files.forEach(Tensors::close);
    }
}
