package concord.student.worker;

import java.util.List;

/// The layer of the first transformer encoders: attention, add, norm, two linear maps, add, norm. Only the names of its weights differ between
/// the models that have it.
record PostNorm(String query, String key, String value, String output, String attentionNorm, String inner, String outer, String norm) {
    static final PostNorm BERT = new PostNorm("attention.self.query", "attention.self.key", "attention.self.value",
            "attention.output.dense", "attention.output.LayerNorm", "intermediate.dense", "output.dense", "output.LayerNorm");
    static final PostNorm DISTILBERT = new PostNorm("attention.q_lin", "attention.k_lin", "attention.v_lin", "attention.out_lin",
            "sa_layer_norm", "ffn.lin1", "ffn.lin2", "output_layer_norm");

    /// Of `mask` [B, S]: which tokens may be seen, boolean [B, 1, S, S].
    static final String MASK = "torch.expand(torch.unsqueeze(torch.unsqueeze(torch.ne(mask, 0), 1), 1), "
            + "[torch.size(mask, 0), 1, torch.size(mask, 1), torch.size(mask, 1)])";

    Stage stage(String prefix, long h, long innerSize) {
        return Stage.of(Stage.Kind.LAYER, "layer", prefix).linear(query, h, h).linear(key, h, h).linear(value, h, h).linear(output, h, h)
                .norm(attentionNorm, h).linear(inner, innerSize, h).linear(outer, h, innerSize).norm(norm, h).build();
    }

    /// Expects [#MASK] as the second thing of c.
    void write(KernelText text, int h, int heads, double eps, double attentionDropout, double dropout, String activation) {
        text.linears(List.of("q_", "k_", "v_"), "x", List.of(query, key, value));
        for (String part : List.of("q_", "k_", "v_")) {
            text.heads(part, heads, h / heads);
        }
        text.attention("o", "c[1]", attentionDropout, "None", h);
        text.linear("o", "o", output);
        text.dropout("o", dropout);
        text.norm("y", "torch.add(x, o)", attentionNorm, h, eps);
        text.linear("f", "y", inner);
        text.line("f = " + Activations.of(activation, "f"));
        text.linear("f", "f", outer);
        text.dropout("f", dropout);
        text.norm("z", "torch.add(y, f)", norm, h, eps);
        text.line("return z");
    }
}
