package concord.student.worker;

import concord.student.StudentException;
import concord.student.format.ModelConfig;
import java.util.List;

/// The layer of the first transformer encoders: attention, add, norm, two linear maps, add, norm. Only the names of its weights differ between
/// the models that have it.
record PostNorm(String query, String key, String value, String output, String attentionNorm, String inner, String outer, String norm) {
    static final PostNorm BERT = new PostNorm("attention.self.query", "attention.self.key", "attention.self.value",
            "attention.output.dense", "attention.output.LayerNorm", "intermediate.dense", "output.dense", "output.LayerNorm");
    static final PostNorm DISTILBERT = new PostNorm("attention.q_lin", "attention.k_lin", "attention.v_lin", "attention.out_lin",
            "sa_layer_norm", "ffn.lin1", "ffn.lin2", "output_layer_norm");
    static final PostNorm DEBERTA = new PostNorm("attention.self.query_proj", "attention.self.key_proj", "attention.self.value_proj",
            "attention.output.dense", "attention.output.LayerNorm", "intermediate.dense", "output.dense", "output.LayerNorm");

    /// @throws StudentException when the heads do not share the hidden numbers evenly, or the activation is not known
    static void check(int hidden, int heads, String activation) {
        Activations.check(activation);
        if (heads < 1 || hidden % heads != 0)
            throw new StudentException("The config.json of the model is inconsistent: its " + hidden
                    + " hidden numbers cannot be shared evenly by " + heads + " heads.");
    }

    /// The same for a config that spells its sizes as BERT's does.
    static void check(ModelConfig config, String family) {
        String positions = config.text("position_embedding_type", "absolute");
        if (!positions.equals("absolute"))
            throw new StudentException(
                    family + " models with " + positions + " positions are not supported; use one with absolute positions.");
        if (config.says("is_decoder"))
            throw new StudentException("This " + family + " model is a decoder; only encoders can be students.");
        check(config.number("hidden_size"), config.number("num_attention_heads"), config.text("hidden_act", "gelu"));
    }

    Stage stage(String prefix, long h, long innerSize) {
        return weights(Stage.of(Stage.Kind.LAYER, "layer", prefix), "", h, innerSize).build();
    }

    /// @param under what the names begin with behind the prefix of the stage
    Stage.Builder weights(Stage.Builder stage, String under, long h, long innerSize) {
        return stage.linear(under + query, h, h).linear(under + key, h, h).linear(under + value, h, h).linear(under + output, h, h)
                .norm(under + attentionNorm, h).linear(under + inner, innerSize, h).linear(under + outer, h, innerSize)
                .norm(under + norm, h);
    }

    /// Of `mask` [B, S]: which tokens may be seen, boolean [B, 1, S, S].
    static final String MASK = "torch.expand(torch.unsqueeze(torch.unsqueeze(torch.ne(mask, 0), 1), 1), "
            + "[torch.size(mask, 0), 1, torch.size(mask, 1), torch.size(mask, 1)])";
    /// The end of a method that enters the layers: with x [B, S, H] and the mask.
    static final String ENTERED = "return (self).pack(x, mask, )";
    /// The body of a method that leaves the layers.
    static final String LEFT = "return (self).unpack(x, c, )";

    /// Between [#ENTERED] and [#LEFT].
    void write(KernelText text, int h, int heads, double eps, double attentionDropout, double dropout, String activation) {
        text.linears(List.of("q_", "k_", "v_"), "x", List.of(query, key, value));
        for (String part : List.of("q_", "k_", "v_")) {
            text.line(part + " = (self).spread(" + part + ", c, " + heads + ", )");
        }
        text.attend("((c[1]) if torch.gt(torch.numel(c[1]), 0) else (None))", attentionDropout, "None");
        text.line("o = (self).collect(o_, c, )");
        afterAttention(text, "", h, eps, dropout, activation);
        text.line("return z");
    }

    /// From x and the attention `o` over it to the layer's result `z`.
    void afterAttention(KernelText text, String under, int h, double eps, double dropout, String activation) {
        text.linear("o", "o", under + output);
        text.residual("s", "x", "o", dropout);
        text.norm("y", "s", under + attentionNorm, h, eps);
        text.activated("f", "y", under + inner, activation);
        text.linear("f", "f", under + outer);
        text.residual("s", "y", "f", dropout);
        text.norm("z", "s", under + norm, h, eps);
    }
}
