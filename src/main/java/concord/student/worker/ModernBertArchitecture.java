package concord.student.worker;

import com.fasterxml.jackson.databind.JsonNode;
import concord.student.StudentException;
import concord.student.format.ModelConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// ModernBERT (Warner et al. 2024): norms before each part, rotary positions, gated linear units, and attention to the whole text in every few
/// layers, to the neighbourhood in the others; the head of ModernBertForSequenceClassification.
final class ModernBertArchitecture implements Architecture {
    private static final String FULL = "full_attention";
    private static final String SLIDING = "sliding_attention";
    private static final String ON_DEVICE = ", layout=None, device=ops.prim.device(ids), pin_memory=None)";

    @Override
    public List<String> modelTypes() {
        return List.of("modernbert");
    }

    @Override
    public String className(ModelConfig config) {
        return "ModernBertForSequenceClassification";
    }

    @Override
    public String prefix() {
        return "model.";
    }

    @Override
    public List<String> heads() {
        return List.of("head.dense.", "head.norm.", "classifier.");
    }

    @Override
    public Set<String> adapted() {
        return Set.of("Wqkv", "Wo");
    }

    @Override
    public void check(ModelConfig config) {
        PostNorm.check(hidden(config), heads(config), config.text("hidden_activation", "gelu"));
        Activations.check(config.text("classifier_activation", "gelu"));
        if (size(config) % 2 != 0)
            throw new StudentException("ModernBERT models whose heads have an odd size are not supported.");
        if (!pooling(config).equals("cls") && !pooling(config).equals("mean"))
            throw new StudentException("ModernBERT models with the classifier_pooling " + pooling(config) + " are not supported.");
        boolean scaled = Stream.of(FULL, SLIDING)
                .anyMatch(kind -> !config.json().path("rope_parameters").path(kind).path("rope_type").asText("default").equals("default"));
        if (scaled || config.json().path("rope_scaling").isObject())
            throw new StudentException("ModernBERT models with scaled positions (rope_scaling) are not supported.");
        if (config.number("global_attn_every_n_layers", 3) < 1)
            throw new StudentException("The config.json of the model is inconsistent: global_attn_every_n_layers must be at least 1.");
        JsonNode kinds = config.json().path("layer_types");
        if (kinds.isArray() && kinds.size() < config.number("num_hidden_layers"))
            throw new StudentException("The config.json of the model is inconsistent: its layer_types are fewer than its layers.");
    }

    /// Whether a layer sees the neighbourhood only: told layer by layer since transformers 5, by a step before.
    private static boolean near(ModelConfig config, int layer) {
        JsonNode kinds = config.json().path("layer_types");
        return kinds.isArray() ? kinds.path(layer).asText().equals(SLIDING) : layer % config.number("global_attn_every_n_layers", 3) != 0;
    }

    /// The base of the rotary positions of a kind of layer.
    private static double theta(ModelConfig config, String kind, String older, double otherwise) {
        JsonNode own = config.json().path("rope_parameters").path(kind).path("rope_theta");
        return own.isNumber() ? own.asDouble() : config.real(older, otherwise);
    }

    private static int heads(ModelConfig config) {
        return config.number("num_attention_heads");
    }

    private int size(ModelConfig config) {
        return hidden(config) / heads(config);
    }

    private static String pooling(ModelConfig config) {
        return config.text("classifier_pooling", "cls");
    }

    @Override
    public int hidden(ModelConfig config) {
        return config.number("hidden_size");
    }

    @Override
    public int longest(ModelConfig config) {
        return config.number("max_position_embeddings");
    }

    @Override
    public List<Stage> stages(ModelConfig config, int outputs) {
        long h = hidden(config);
        List<Stage> out = new ArrayList<>();
        Stage.Builder enter = Stage.of(Stage.Kind.ENTER, "enter", "model.embeddings.").given("tok_embeddings.weight",
                config.number("vocab_size"), h);
        out.add(norm(enter, config, "norm").build());
        for (int i = 0; i < config.number("num_hidden_layers"); i++) {
            out.add(layer(config, i));
        }
        out.add(norm(Stage.of(Stage.Kind.FINISH, "finish", "model."), config, "final_norm").build());
        Stage.Builder head = Stage.of(Stage.Kind.HEAD, "head", "").add("head.dense.weight", Weight.Fresh.NORMAL, h, h);
        if (flag(config, "classifier_bias"))
            head.add("head.dense.bias", Weight.Fresh.ZERO, h);
        head.add("head.norm.weight", Weight.Fresh.ONE, h);
        if (flag(config, "norm_bias"))
            head.add("head.norm.bias", Weight.Fresh.ZERO, h);
        out.add(head.fresh("classifier", Weight.Fresh.NORMAL, outputs, h).build());
        return List.copyOf(out);
    }

    private Stage layer(ModelConfig config, int i) {
        long h = hidden(config);
        long inner = config.number("intermediate_size");
        String method = (i == 0 ? "first_" : "") + (near(config, i) ? "near" : "whole");
        Stage.Builder layer = Stage.of(Stage.Kind.LAYER, method, "model.layers." + i + ".");
        // the first layer comes right behind the norm of the embeddings
        if (i > 0)
            norm(layer, config, "attn_norm");
        map(layer, flag(config, "attention_bias"), "attn.Wqkv", 3 * h, h);
        map(layer, flag(config, "attention_bias"), "attn.Wo", h, h);
        norm(layer, config, "mlp_norm");
        map(layer, flag(config, "mlp_bias"), "mlp.Wi", 2 * inner, h);
        return map(layer, flag(config, "mlp_bias"), "mlp.Wo", h, inner).build();
    }

    private static boolean flag(ModelConfig config, String key) {
        return config.says(key);
    }

    private Stage.Builder norm(Stage.Builder stage, ModelConfig config, String name) {
        stage.given(name + ".weight", hidden(config));
        return flag(config, "norm_bias") ? stage.given(name + ".bias", hidden(config)) : stage;
    }

    private static Stage.Builder map(Stage.Builder stage, boolean bias, String name, long to, long from) {
        stage.given(name + ".weight", to, from);
        return bias ? stage.given(name + ".bias", to) : stage;
    }

    @Override
    public void write(KernelText text, ModelConfig config, Stage stage) {
        int h = hidden(config);
        double eps = config.real("norm_eps", 1e-5);
        switch (stage.kind()) {
            case ENTER -> enter(text, config, h, eps);
            case LAYER -> layer(text, config, stage.method(), h, eps);
            case FINISH -> {
                text.norm("x", "x", "final_norm", h, eps);
                text.line("return x");
            }
            case HEAD -> {
                if (pooling(config).equals("mean"))
                    text.mean("z", "x", "mask");
                else
                    text.line("z = torch.select(x, 1, 0)");
                text.linear("z", "z", "head.dense");
                text.line("z = " + Activations.of(config.text("classifier_activation", "gelu"), "z"));
                text.norm("z", "z", "head.norm", h, eps);
                text.dropout("z", config.real("classifier_dropout", 0));
                text.linear("z", "z", "classifier");
                text.line("return z");
            }
        }
    }

    /// Gives x; which tokens may be seen, and the cosines and sines of the positions [1, S, 1, 1, size / 2], each for layers that see the whole
    /// text and for those that see the neighbourhood.
    private void enter(KernelText text, ModelConfig config, int h, double eps) {
        text.line("x = torch.embedding(" + text.weight("tok_embeddings.weight") + ", ids)");
        text.norm("x", "x", "norm", h, eps);
        text.dropout("x", config.real("embedding_dropout", 0));
        text.line("p = torch.arange(torch.size(ids, 1), dtype=" + Precision.FLOAT_CODE + ON_DEVICE);
        text.line("d = torch.abs(torch.sub(torch.unsqueeze(p, 1), p))");
        text.line("m = " + PostNorm.MASK);
        // what fills up may see itself, for a row without anything to see has no softmax
        text.line("l = torch.logical_and(torch.logical_or(m, torch.eq(d, 0)), torch.le(d, " + config.number("local_attention", 128) / 2
                + "))");
        double whole = theta(config, FULL, "global_rope_theta", 160000);
        angles(text, "f", whole, size(config));
        angles(text, "n", theta(config, SLIDING, "local_rope_theta", config.json().path("local_rope_theta").isNull() ? whole : 10000),
                size(config));
        text.line("return [x, m, " + text.narrow("torch.cos(f)") + ", " + text.narrow("torch.sin(f)") + ", l, "
                + text.narrow("torch.cos(n)") + ", " + text.narrow("torch.sin(n)") + "]");
    }

    /// `to` = the angle by which each pair of numbers is turned at the positions `p`.
    private static void angles(KernelText text, String to, double theta, int size) {
        text.line(to + " = torch.div(torch.arange(0, " + size + ", 2, dtype=" + Precision.FLOAT_CODE + ON_DEVICE + ", " + size + ")");
        text.line(to + " = torch.mul(torch.unsqueeze(p, 1), torch.reciprocal(torch.pow(" + theta + ", " + to + ")))");
        text.line(to + " = torch.reshape(" + to + ", [1, -1, 1, 1, " + size / 2 + "])");
    }

    private void layer(KernelText text, ModelConfig config, String method, int h, double eps) {
        int heads = heads(config);
        int size = size(config);
        int inner = config.number("intermediate_size");
        double dropout = config.real("attention_dropout", 0);
        int near = method.endsWith("near") ? 3 : 0;
        if (text.has("attn_norm.weight"))
            text.norm("n", "x", "attn_norm", h, eps);
        text.linear("m", text.has("attn_norm.weight") ? "n" : "x", "attn.Wqkv");
        text.line("m = torch.reshape(m, [torch.size(x, 0), torch.size(x, 1), 3, " + heads + ", " + size + "])");
        text.line("a = torch.slice(torch.slice(m, 2, 0, 2, 1), 4, 0, " + size / 2 + ", 1)");
        text.line("b = torch.slice(torch.slice(m, 2, 0, 2, 1), 4, " + size / 2 + ", " + size + ", 1)");
        String cosine = "c[" + (2 + near) + "]";
        String sine = "c[" + (3 + near) + "]";
        text.line("u = torch.cat([torch.sub(torch.mul(a, " + cosine + "), torch.mul(b, " + sine + ")), torch.add(torch.mul(b, " + cosine
                + "), torch.mul(a, " + sine + "))], 4)");
        text.line("q_ = torch.transpose(torch.select(u, 2, 0), 1, 2)");
        text.line("k_ = torch.transpose(torch.select(u, 2, 1), 1, 2)");
        text.line("v_ = torch.transpose(torch.select(m, 2, 2), 1, 2)");
        text.attention("o", "c[" + (1 + near) + "]", dropout, "None", h);
        text.linear("o", "o", "attn.Wo");
        text.dropout("o", dropout);
        text.line("y = torch.add(x, o)");
        text.norm("n", "y", "mlp_norm", h, eps);
        text.linear("f", "n", "mlp.Wi");
        text.line("f = torch.mul(" + Activations.of(config.text("hidden_activation", "gelu"), "torch.slice(f, 2, 0, " + inner + ", 1)")
                + ", torch.slice(f, 2, " + inner + ", " + 2 * inner + ", 1))");
        text.dropout("f", config.real("mlp_dropout", 0));
        text.linear("f", "f", "mlp.Wo");
        text.line("return torch.add(y, f)");
    }
}
