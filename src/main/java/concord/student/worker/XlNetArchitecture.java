package concord.student.worker;

import concord.student.StudentException;
import concord.student.format.ModelConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// XLNet (Yang et al. 2019) as a classifier: attention to content, to distance (Transformer-XL) and to whether two tokens are of the same text,
/// seen in both directions and without a memory; the summary of XLNetForSequenceClassification. Filled up at the left, the token that sums up
/// the text is the last.
final class XlNetArchitecture implements Architecture {
    /// The model sets no limit; this one keeps the scores of all pairs of tokens in memory.
    private static final int LONGEST = 4096;
    private static final double EPS = 1e-12;
    private static final Set<String> SUMMARIES = Set.of("last", "cls_index", "first", "mean");

    @Override
    public List<String> modelTypes() {
        return List.of("xlnet");
    }

    @Override
    public String className(ModelConfig config) {
        return "XLNetForSequenceClassification";
    }

    @Override
    public String prefix() {
        return "transformer.";
    }

    @Override
    public List<String> heads() {
        return List.of("sequence_summary.summary.", "logits_proj.");
    }

    @Override
    public Set<String> adapted() {
        return Set.of("layer_1", "layer_2");
    }

    @Override
    public boolean padsLeft() {
        return true;
    }

    @Override
    public void check(ModelConfig config) {
        PostNorm.check(hidden(config), config.number("n_head"), activation(config));
        if (config.number("d_head", size(config)) != size(config))
            throw new StudentException("XLNet models whose d_head is not d_model / n_head are not supported.");
        if (!config.text("attn_type", "bi").equals("bi"))
            throw new StudentException("XLNet models that read in one direction only are not supported; use one with the attn_type bi.");
        if (config.says("bi_data"))
            throw new StudentException("XLNet models that read half of a batch backwards (bi_data) are not supported.");
        if (!SUMMARIES.contains(summary(config)))
            throw new StudentException("XLNet models with the summary_type " + summary(config) + " are not supported.");
        if (config.says("summary_proj_to_labels"))
            throw new StudentException("XLNet models with summary_proj_to_labels are not supported.");
        Activations.check(summaryActivation(config));
    }

    private static String activation(ModelConfig config) {
        return config.text("ff_activation", "gelu");
    }

    private static String summary(ModelConfig config) {
        return config.text("summary_type", "last");
    }

    private static boolean projects(ModelConfig config) {
        return !config.denies("summary_use_proj");
    }

    private static String summaryActivation(ModelConfig config) {
        return config.json().path("summary_activation").isNull() ? "linear" : config.text("summary_activation", "tanh");
    }

    @Override
    public int hidden(ModelConfig config) {
        return config.number("d_model");
    }

    private int size(ModelConfig config) {
        return hidden(config) / config.number("n_head");
    }

    @Override
    public int longest(ModelConfig config) {
        return LONGEST;
    }

    @Override
    public List<Stage> stages(ModelConfig config, int outputs) {
        long h = hidden(config);
        long heads = config.number("n_head");
        long size = size(config);
        long inner = config.number("d_inner");
        List<Stage> out = new ArrayList<>();
        // the embedding of masked words belongs to the files and is of no use to a classifier
        out.add(Stage.of(Stage.Kind.ENTER, "enter", "transformer.").given("word_embedding.weight", config.number("vocab_size"), h)
                .unused("mask_emb", 1, 1, h).build());
        for (int i = 0; i < config.number("n_layer"); i++) {
            Stage.Builder layer = Stage.of(Stage.Kind.LAYER, "layer", "transformer.layer." + i + ".");
            for (String map : List.of("q", "k", "v", "o", "r")) {
                layer.given("rel_attn." + map, h, heads, size);
            }
            for (String bias : List.of("r_r_bias", "r_s_bias", "r_w_bias")) {
                layer.given("rel_attn." + bias, heads, size);
            }
            out.add(layer.given("rel_attn.seg_embed", 2, heads, size).norm("rel_attn.layer_norm", h).norm("ff.layer_norm", h)
                    .linear("ff.layer_1", inner, h).linear("ff.layer_2", h, inner).build());
        }
        out.add(Stage.of(Stage.Kind.FINISH, "finish", "").build());
        Stage.Builder head = Stage.of(Stage.Kind.HEAD, "head", "");
        if (projects(config))
            head.fresh("sequence_summary.summary", Weight.Fresh.IDENTITY, h, h);
        out.add(head.fresh("logits_proj", Weight.Fresh.NORMAL, outputs, h).build());
        return List.copyOf(out);
    }

    @Override
    public void write(KernelText text, ModelConfig config, Stage stage) {
        double dropout = config.real("dropout", 0.1);
        switch (stage.kind()) {
            case ENTER -> enter(text, config, dropout);
            case LAYER -> layer(text, config, dropout);
            case FINISH -> {
                text.dropout("x", dropout);
                text.line("return x");
            }
            case HEAD -> head(text, config);
        }
    }

    private void enter(KernelText text, ModelConfig config, double dropout) {
        int h = hidden(config);
        text.line("x = torch.embedding(" + text.weight("word_embedding.weight") + ", ids)");
        text.dropout("x", dropout);
        text.line("S = torch.size(ids, 1)");
        text.line("d = " + Distances.all("ids"));
        int clamp = config.number("clamp_len", -1);
        if (clamp > 0)
            text.line("d = torch.clamp(d, " + -clamp + ", " + clamp + ")");
        text.line("f = torch.arange(0, " + h + ", 2, dtype=" + Precision.FLOAT_CODE
                + ", layout=None, device=ops.prim.device(ids), pin_memory=None)");
        text.line("f = torch.reciprocal(torch.pow(10000, torch.div(f, " + h + ")))");
        text.line("a = torch.mul(torch.unsqueeze(d, 1), f)");
        // dropped out alike for all texts of a batch, so that the distances are mapped once and not once a text
        text.line("r = torch.cat([torch.sin(a), torch.cos(a)], 1)");
        text.dropout("r", dropout);
        text.line("s = torch.unsqueeze(torch.ne(torch.unsqueeze(types, 2), torch.unsqueeze(types, 1)), 0)");
        text.line("return [x, " + Distances.unseen(text) + ", " + text.narrow("r") + ", torch.to(s, "
                + text.narrowCode() + ")]");
    }

    private void layer(KernelText text, ModelConfig config, double dropout) {
        int h = hidden(config);
        int heads = config.number("n_head");
        int size = size(config);
        double scale = 1 / Math.sqrt(size);
        double eps = config.real("layer_norm_eps", EPS);
        Distances.sizes(text);
        text.line("n = " + text.narrow("x"));
        for (String part : List.of("q", "k", "v")) {
            text.line(part + "_ = torch.matmul(n, " + map(text, part, h) + ")");
            Distances.heads(text, part + "_", heads, size);
        }
        text.line("r = torch.matmul(c[2], " + map(text, "r", h) + ")");
        Distances.table(text, "r", heads, size, scale);
        text.line("p = torch.add(q_, " + bias(text, "r_r_bias") + ")");
        Distances.fromQueries(text, "b", "p", "r", heads);
        // only the difference of the two counts: what all keys share falls out of the softmax
        text.line("e = torch.sub(torch.select(" + text.weight("rel_attn.seg_embed") + ", 0, 1), torch.select("
                + text.weight("rel_attn.seg_embed") + ", 0, 0))");
        text.line("e = " + text.narrow("torch.mul(torch.unsqueeze(e, 2), " + scale + ")"));
        text.line("e = torch.bmm(torch.add(q_, " + bias(text, "r_s_bias") + "), e)");
        text.line("b = torch.addcmul(torch.add(b, c[1]), torch.reshape(e, [" + heads + ", B, S, 1]), c[3])");
        text.line("q_ = torch.add(q_, " + bias(text, "r_w_bias") + ")");
        Distances.attention(text, "o", "b", heads, size, dropout, scale);
        text.line("o = torch.linear(o, " + map(text, "o", h) + ")");
        text.dropout("o", dropout);
        text.norm("y", "torch.add(x, o)", "rel_attn.layer_norm", h, eps);
        text.linear("f", "y", "ff.layer_1");
        text.line("f = " + Activations.of(activation(config), "f"));
        text.dropout("f", dropout);
        text.linear("f", "f", "ff.layer_2");
        text.dropout("f", dropout);
        text.norm("z", "torch.add(y, f)", "ff.layer_norm", h, eps);
        text.line("return z");
    }

    /// The matrix [H, heads * size] of a map.
    private static String map(KernelText text, String name, int h) {
        return text.narrow("torch.reshape(" + text.weight("rel_attn." + name) + ", [" + h + ", -1])");
    }

    private static String bias(KernelText text, String name) {
        return text.narrow("torch.unsqueeze(" + text.weight("rel_attn." + name) + ", 1)");
    }

    private static void head(KernelText text, ModelConfig config) {
        switch (summary(config)) {
            case "first" -> {
                text.line("i = torch.reshape(torch.argmax(mask, 1), [-1, 1, 1])");
                text.line("i = torch.expand(i, [-1, 1, torch.size(x, 2)])");
                text.line("z = torch.squeeze(torch.gather(x, 1, i), 1)");
            }
            case "mean" -> text.mean("z", "x", "mask");
            default -> text.line("z = torch.select(x, 1, -1)");
        }
        text.dropout("z", config.real("summary_first_dropout", 0));
        if (projects(config))
            text.linear("z", "z", "sequence_summary.summary");
        text.line("z = " + Activations.of(summaryActivation(config), "z"));
        text.dropout("z", config.real("summary_last_dropout", 0.1));
        text.linear("z", "z", "logits_proj");
        text.line("return z");
    }
}
