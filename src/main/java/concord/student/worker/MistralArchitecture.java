package concord.student.worker;

import concord.student.StudentException;
import concord.student.format.ModelConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Mistral (Jiang et al. 2023), and Llama and Qwen2, which differ from it by biases and by having no window: a decoder with rotary positions,
/// keys and values shared by groups of heads, a gated inner map. Its classifier is a linear map of the last token.
final class MistralArchitecture implements Architecture {
    private static final int USUAL_WINDOW = 4096;
    private static final List<String> ATTENTION = List.of("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj");
    private static final List<String> GATED = List.of("mlp.gate_proj", "mlp.up_proj");

    @Override
    public List<String> modelTypes() {
        return List.of("mistral", "llama", "qwen2");
    }

    @Override
    public String className(ModelConfig config) {
        return switch (config.modelType()) {
            case "llama" -> "LlamaForSequenceClassification";
            case "qwen2" -> "Qwen2ForSequenceClassification";
            default -> "MistralForSequenceClassification";
        };
    }

    @Override
    public String prefix() {
        return "model.";
    }

    @Override
    public List<String> heads() {
        return List.of("score.");
    }

    /// All maps of a layer: adapters on the attention alone stay behind full fine-tuning, adapters on all maps reach it (Dettmers et al. 2023).
    @Override
    public Set<String> adapted() {
        return Set.of("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj");
    }

    @Override
    public int loraRank() {
        return 16;
    }

    @Override
    public void check(ModelConfig config) {
        Rope.of(config);
        String activation = config.text("hidden_act", "silu");
        if (!activation.equals("silu"))
            throw new StudentException("The model's activation " + activation + " is not supported; use a model with silu.");
        if (config.says("use_sliding_window"))
            throw new StudentException("Qwen2 models with a sliding window are not supported; use one without.");
        if (config.number("num_attention_heads") % groups(config) != 0 || size(config) % 2 != 0)
            throw new StudentException("The config.json of the model is inconsistent: its heads do not divide evenly.");
    }

    @Override
    public int hidden(ModelConfig config) {
        return config.number("hidden_size");
    }

    @Override
    public int longest(ModelConfig config) {
        return config.number("max_position_embeddings");
    }

    /// Heads of keys and values.
    private static int groups(ModelConfig config) {
        return config.number("num_key_value_heads", config.number("num_attention_heads"));
    }

    /// Numbers of a head.
    private int size(ModelConfig config) {
        return config.number("head_dim", hidden(config) / config.number("num_attention_heads"));
    }

    /// Tokens a token sees, itself among them; 0 for all before it.
    private static int window(ModelConfig config) {
        if (!config.modelType().equals("mistral"))
            return 0;
        // a missing window is the usual one, null is none
        return config.json().has("sliding_window") ? config.number("sliding_window", 0) : USUAL_WINDOW;
    }

    @Override
    public List<Stage> stages(ModelConfig config, int outputs) {
        long h = hidden(config);
        long all = (long) size(config) * config.number("num_attention_heads");
        long shared = (long) size(config) * groups(config);
        long inner = config.number("intermediate_size");
        boolean qwen = config.modelType().equals("qwen2");
        boolean biased = config.modelType().equals("llama") && config.says("attention_bias");
        boolean innerBiased = config.modelType().equals("llama") && config.says("mlp_bias");
        List<Stage> out = new ArrayList<>();
        out.add(Stage.of(Stage.Kind.ENTER, "enter", "model.").given("embed_tokens.weight", config.number("vocab_size"), h).build());
        for (int i = 0; i < config.number("num_hidden_layers"); i++) {
            Stage.Builder layer = Stage.of(Stage.Kind.LAYER, "layer", "model.layers." + i + ".").given("input_layernorm.weight", h);
            for (String map : ATTENTION) {
                map(layer, map, map.endsWith("q_proj") ? all : shared, h, biased || qwen);
            }
            map(layer, "self_attn.o_proj", h, all, biased);
            layer.given("post_attention_layernorm.weight", h);
            for (String map : GATED) {
                map(layer, map, inner, h, innerBiased);
            }
            map(layer, "mlp.down_proj", h, inner, innerBiased);
            out.add(layer.build());
        }
        out.add(Stage.of(Stage.Kind.FINISH, "finish", "model.").given("norm.weight", h).build());
        out.add(Stage.of(Stage.Kind.HEAD, "head", "").add("score.weight", Weight.Fresh.NORMAL, outputs, h).build());
        return List.copyOf(out);
    }

    private static void map(Stage.Builder layer, String name, long to, long from, boolean biased) {
        layer.given(name + ".weight", to, from);
        if (biased)
            layer.given(name + ".bias", to);
    }

    @Override
    public void write(KernelText text, ModelConfig config, Stage stage) {
        int h = hidden(config);
        double eps = config.real("rms_norm_eps", 1e-6);
        switch (stage.kind()) {
            case ENTER -> enter(text, config);
            case LAYER -> layer(text, config, h, eps);
            case FINISH -> {
                text.rootMeanSquare("z", "x", "norm", h, eps);
                text.line("return z");
            }
            case HEAD -> {
                // the last real token, whichever side was filled up
                text.line("p = torch.mul(torch.arange(torch.size(mask, 1), device=ops.prim.device(mask)), mask)");
                text.line("r = torch.arange(torch.size(x, 0), device=ops.prim.device(x))");
                text.line("t = torch.index(x, [r, torch.argmax(p, 1)])");
                text.linear("z", "t", "score");
                text.line("return z");
            }
        }
    }

    /// transformers answers from the last token that is not the padding token of config.json, also where that token ends the text itself.
    @Override
    public String heard(ModelConfig config) {
        int padding = config.number("pad_token_id", -1);
        return padding < 0 ? "mask" : "torch.mul(mask, torch.to(torch.ne(ids, " + padding + "), 4))";
    }

    /// Gives the vectors, the cosines and sines of the positions, and which tokens each token may see, boolean [B, 1, S, S].
    private void enter(KernelText text, ModelConfig config) {
        text.embedding("x", "embed_tokens.weight", "ids");
        Rope.of(config).write(text, size(config));
        text.line("p = torch.arange(torch.size(ids, 1), device=ops.prim.device(ids))");
        text.line("d = torch.sub(torch.unsqueeze(p, 1), torch.unsqueeze(p, 0))");
        text.line("ok = torch.ge(d, 0)");
        if (window(config) > 0)
            text.line("ok = torch.logical_and(ok, torch.lt(d, " + window(config) + "))");
        text.line("ok = torch.logical_and(ok, torch.unsqueeze(torch.unsqueeze(torch.ne(mask, 0), 1), 1))");
        // padding at the left sees nothing but itself: a row without anything to see would not be a number
        text.line("ok = torch.logical_or(ok, torch.eq(d, 0))");
        text.line("return [x, cos_, sin_, ok]");
    }

    private void layer(KernelText text, ModelConfig config, int h, double eps) {
        int heads = config.number("num_attention_heads");
        text.rootMeanSquare("h", "x", "input_layernorm", h, eps);
        text.line("h = " + text.narrow("h"));
        text.linears(List.of("q_", "k_", "v_"), "h", ATTENTION);
        text.heads("q_", heads, size(config));
        text.heads("k_", groups(config), size(config));
        text.heads("v_", groups(config), size(config));
        for (String turned : List.of("q_", "k_")) {
            Rope.turn(text, turned, "c[1]", "c[2]");
            text.line(turned + " = " + text.narrow(turned));
        }
        // not the attention's own sharing of heads: with a mask, GPUs then have only its slow form, which keeps all the scores
        int sharers = heads / groups(config);
        if (sharers > 1) {
            text.line("k_ = torch.repeat_interleave(k_, " + sharers + ", 1)");
            text.line("v_ = torch.repeat_interleave(v_, " + sharers + ", 1)");
        }
        text.attention("o", "c[3]", config.real("attention_dropout", 0), "None", heads * size(config));
        text.linear("o", "o", "self_attn.o_proj");
        text.line("y = torch.add(x, o)");
        text.rootMeanSquare("h", "y", "post_attention_layernorm", h, eps);
        text.line("h = " + text.narrow("h"));
        text.linears(List.of("g", "u"), "h", GATED);
        text.line("f = torch.mul(torch.silu(g), u)");
        text.linear("f", "f", "mlp.down_proj");
        text.line("return torch.add(y, f)");
    }
}
