package concord.student.worker;

import concord.student.StudentException;
import concord.student.format.ModelConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.StreamSupport;

/// DeBERTa version 2 and 3 (He et al. 2021): BERT's layers with scores of content to position and position to content, by distances that grow
/// coarse with their size; version 2 has a convolution beside the first layer.
final class DebertaArchitecture implements Architecture {
    private static final String LAYERS = "deberta.encoder.layer.";
    private static final String CONTENT_TO_POSITION = "c2p";
    private static final String POSITION_TO_CONTENT = "p2c";

    @Override
    public List<String> modelTypes() {
        return List.of("deberta-v2");
    }

    @Override
    public String className(ModelConfig config) {
        return "DebertaV2ForSequenceClassification";
    }

    @Override
    public String prefix() {
        return "deberta.";
    }

    @Override
    public List<String> heads() {
        return List.of("pooler.dense.", "classifier.");
    }

    @Override
    public Set<String> adapted() {
        return Set.of("query_proj", "value_proj");
    }

    @Override
    public void check(ModelConfig config) {
        int hidden = hidden(config);
        PostNorm.check(hidden, heads(config), activation(config));
        Activations.check(poolerActivation(config));
        if (config.number("attention_head_size", hidden / heads(config)) != hidden / heads(config))
            throw new StudentException(
                    "DeBERTa models whose attention_head_size is not hidden_size / num_attention_heads are not supported.");
        if (config.number("pooler_hidden_size", hidden) != hidden)
            throw new StudentException("DeBERTa models whose pooler_hidden_size is not their hidden_size are not supported.");
        if (convolves(config)) {
            Activations.check(convolutionActivation(config));
            if (config.number("conv_kernel_size") % 2 == 0)
                throw new StudentException("DeBERTa models with an even conv_kernel_size are not supported.");
        }
    }

    private static int heads(ModelConfig config) {
        return config.number("num_attention_heads");
    }

    private static String activation(ModelConfig config) {
        return config.text("hidden_act", "gelu");
    }

    private static String poolerActivation(ModelConfig config) {
        return config.text("pooler_hidden_act", "gelu");
    }

    private static boolean convolves(ModelConfig config) {
        return config.number("conv_kernel_size", 0) > 0;
    }

    private static String convolutionActivation(ModelConfig config) {
        return config.text("conv_act", "tanh");
    }

    /// Which kinds of scores by position there are; a list, or words with bars between as in older files.
    private static List<String> scores(ModelConfig config) {
        var kinds = config.json().path("pos_att_type");
        return kinds.isArray()
                ? StreamSupport.stream(kinds.spliterator(), false).map(k -> k.asText()).toList()
                : List.of(kinds.asText("").toLowerCase(Locale.ROOT).split("\\s*\\|\\s*"));
    }

    private static boolean relative(ModelConfig config) {
        return config.says("relative_attention");
    }

    private static boolean shares(ModelConfig config) {
        return config.says("share_att_key");
    }

    private static boolean normsTable(ModelConfig config) {
        return relative(config) && List.of(config.text("norm_rel_ebd", "none").toLowerCase(Locale.ROOT).split("\\s*\\|\\s*"))
                .contains("layer_norm");
    }

    /// The largest distance told apart.
    private static int farthest(ModelConfig config) {
        int most = config.number("max_relative_positions", -1);
        return most < 1 ? config.number("max_position_embeddings") : most;
    }

    /// Half the rows of the table of distances.
    private static int span(ModelConfig config) {
        int buckets = config.number("position_buckets", -1);
        return buckets > 0 ? buckets : farthest(config);
    }

    @Override
    public int hidden(ModelConfig config) {
        return config.number("hidden_size");
    }

    @Override
    public int longest(ModelConfig config) {
        return config.number("max_position_embeddings");
    }

    private int embedding(ModelConfig config) {
        return config.number("embedding_size", hidden(config));
    }

    @Override
    public List<Stage> stages(ModelConfig config, int outputs) {
        long h = hidden(config);
        List<Stage> out = new ArrayList<>();
        out.add(enter(config, h));
        for (int i = 0; i < config.number("num_hidden_layers"); i++) {
            out.add(layer(config, h, i));
        }
        out.add(Stage.of(Stage.Kind.FINISH, "finish", "").build());
        out.add(Stage.of(Stage.Kind.HEAD, "head", "").fresh("pooler.dense", Weight.Fresh.NORMAL, h, h)
                .fresh("classifier", Weight.Fresh.NORMAL, outputs, h).build());
        return List.copyOf(out);
    }

    private Stage enter(ModelConfig config, long h) {
        long e = embedding(config);
        Stage.Builder enter = Stage.of(Stage.Kind.ENTER, "enter", "deberta.").given("embeddings.word_embeddings.weight",
                config.number("vocab_size"), e);
        if (!config.denies("position_biased_input"))
            enter.given("embeddings.position_embeddings.weight", longest(config), e);
        if (config.number("type_vocab_size", 0) > 0)
            enter.given("embeddings.token_type_embeddings.weight", config.number("type_vocab_size"), e);
        if (e != h)
            enter.given("embeddings.embed_proj.weight", h, e);
        enter.norm("embeddings.LayerNorm", h);
        if (relative(config))
            enter.given("encoder.rel_embeddings.weight", 2L * span(config), h);
        if (normsTable(config))
            enter.norm("encoder.LayerNorm", h);
        return enter.build();
    }

    private static Stage layer(ModelConfig config, long h, int i) {
        boolean convolution = i == 0 && convolves(config);
        Stage.Builder layer = convolution
                ? Stage.of(Stage.Kind.LAYER, "first", "deberta.encoder.")
                : Stage.of(Stage.Kind.LAYER, "layer", LAYERS + i + ".");
        String under = convolution ? "layer.0." : "";
        PostNorm.DEBERTA.weights(layer, under, h, config.number("intermediate_size"));
        if (relative(config) && !shares(config)) {
            if (scores(config).contains(CONTENT_TO_POSITION))
                layer.linear(under + "attention.self.pos_key_proj", h, h);
            if (scores(config).contains(POSITION_TO_CONTENT))
                layer.linear(under + "attention.self.pos_query_proj", h, h);
        }
        if (convolution)
            layer.given("conv.conv.weight", h, h / config.number("conv_groups", 1), config.number("conv_kernel_size"))
                    .given("conv.conv.bias", h).norm("conv.LayerNorm", h);
        return layer.build();
    }

    @Override
    public void write(KernelText text, ModelConfig config, Stage stage) {
        double dropout = config.real("hidden_dropout_prob", 0.1);
        int h = hidden(config);
        double eps = config.real("layer_norm_eps", 1e-7);
        switch (stage.kind()) {
            case ENTER -> enter(text, config, h, eps, dropout);
            case LAYER -> {
                boolean convolution = stage.method().equals("first");
                String under = convolution ? "layer.0." : "";
                attention(text, config, under, h, dropout);
                PostNorm.DEBERTA.afterAttention(text, under, h, eps, dropout, activation(config));
                if (convolution)
                    convolution(text, config, h, eps, dropout);
                text.line("return z");
            }
            case FINISH -> text.line("return x");
            case HEAD -> {
                text.line("z = torch.select(x, 1, 0)");
                text.dropout("z", config.real("pooler_dropout", 0));
                text.linear("z", "z", "pooler.dense");
                text.line("z = " + Activations.of(poolerActivation(config), "z"));
                text.dropout("z", config.real("cls_dropout", dropout));
                text.linear("z", "z", "classifier");
                text.line("return z");
            }
        }
    }

    /// Gives x, what may not be seen, which tokens are texts' own [B, S, 1], and for relative attention the table of distances [rows, H] and its
    /// row for each distance [W].
    private static void enter(KernelText text, ModelConfig config, int h, double eps, double dropout) {
        text.line("x = torch.embedding(" + text.weight("embeddings.word_embeddings.weight") + ", ids)");
        if (text.has("embeddings.position_embeddings.weight"))
            text.line("x = torch.add(x, torch.slice(" + text.weight("embeddings.position_embeddings.weight")
                    + ", 0, 0, torch.size(ids, 1), 1))");
        if (text.has("embeddings.token_type_embeddings.weight"))
            text.line("x = torch.add(x, " + text.types("embeddings.token_type_embeddings.weight", config.number("type_vocab_size")) + ")");
        if (text.has("embeddings.embed_proj.weight"))
            text.linear("x", "x", "embeddings.embed_proj");
        text.norm("x", "x", "embeddings.LayerNorm", h, eps);
        text.line("k = torch.to(torch.unsqueeze(mask, 2), " + Precision.FLOAT_CODE + ")");
        text.line("x = torch.mul(x, k)");
        text.dropout("x", dropout);
        if (!relative(config)) {
            text.line("return [x, " + Distances.unseen(text) + ", k]");
            return;
        }
        if (normsTable(config))
            text.norm("e", text.weight("encoder.rel_embeddings.weight"), "encoder.LayerNorm", h, eps);
        else
            text.line("e = " + text.weight("encoder.rel_embeddings.weight"));
        text.line("S = torch.size(ids, 1)");
        text.line("d = " + Distances.all("ids"));
        if (config.number("position_buckets", -1) > 0)
            buckets(text, config);
        int span = span(config);
        text.line("i = torch.to(torch.clamp(torch.add(d, " + span + "), 0, " + (2 * span - 1) + "), " + KernelText.LONG_CODE + ")");
        text.line("return [x, " + Distances.unseen(text) + ", k, e, i]");
    }

    /// Distances of more than half the buckets fall into the rest of them by their logarithm.
    private static void buckets(KernelText text, ModelConfig config) {
        int middle = config.number("position_buckets") / 2;
        // the same single-precision steps as in transformers: a distance at the edge of a bucket must fall on the same side
        text.line("l = torch.log(torch.full_like(torch.slice(d, 0, 0, 1, 1), " + (farthest(config) - 1) / (double) middle + "))");
        text.line("l = torch.mul(torch.div(torch.log(torch.div(torch.abs(d), " + middle + ")), l), " + (middle - 1) + ")");
        text.line("l = torch.mul(torch.add(torch.ceil(l), " + middle + "), torch.sign(d))");
        text.line("d = torch.where(torch.le(torch.abs(d), " + middle + "), d, l)");
    }

    private static void attention(KernelText text, ModelConfig config, String under, int h, double dropout) {
        int heads = heads(config);
        int size = h / heads;
        List<String> scores = scores(config);
        boolean toPosition = scores.contains(CONTENT_TO_POSITION);
        boolean toContent = scores.contains(POSITION_TO_CONTENT);
        double scale = 1 / Math.sqrt(size * (1 + (toPosition ? 1 : 0) + (toContent ? 1 : 0)));
        String self = under + "attention.self.";
        Distances.sizes(text);
        text.linears(List.of("q_", "k_", "v_"), "x", List.of(self + "query_proj", self + "key_proj", self + "value_proj"));
        for (String part : List.of("q_", "k_", "v_")) {
            Distances.heads(text, part, heads, size);
        }
        text.line("b = c[1]");
        if (relative(config)) {
            text.line("e = c[3]");
            text.dropout("e", dropout);
            text.line("e = torch.index_select(e, 0, c[4])");
            if (toPosition) {
                text.linear("p", "e", self + (shares(config) ? "key_proj" : "pos_key_proj"));
                Distances.table(text, "p", heads, size, scale);
                Distances.fromQueries(text, "a", "q_", "p", heads);
                text.line("b = torch.add(a, b)");
            }
            if (toContent) {
                text.linear("p", "torch.flip(e, [0])", self + (shares(config) ? "query_proj" : "pos_query_proj"));
                Distances.table(text, "p", heads, size, scale);
                Distances.fromKeys(text, "a", "k_", "p", heads);
                text.line("b = torch.add(b, a)");
            }
        }
        Distances.attention(text, "o", "b", heads, size, config.real("attention_probs_dropout_prob", 0.1), scale);
    }

    /// Adds to `z` what neighbouring tokens of the layer's input say.
    private static void convolution(KernelText text, ModelConfig config, int h, double eps, double dropout) {
        int kernel = config.number("conv_kernel_size");
        text.line("f = torch.conv1d(" + text.narrow("torch.transpose(x, 1, 2)") + ", " + text.narrow(text.weight("conv.conv.weight")) + ", "
                + text.narrow(text.weight("conv.conv.bias")) + ", [1], [" + (kernel - 1) / 2 + "], [1], " + config.number("conv_groups", 1)
                + ")");
        text.line("f = torch.mul(torch.transpose(f, 1, 2), c[2])");
        text.dropout("f", dropout);
        text.line("f = " + Activations.of(convolutionActivation(config), "f"));
        text.norm("z", "torch.add(z, f)", "conv.LayerNorm", h, eps);
        text.line("z = torch.mul(z, c[2])");
    }
}
