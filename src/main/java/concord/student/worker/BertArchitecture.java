package concord.student.worker;

import concord.student.StudentException;
import concord.student.format.ModelConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// BERT (Devlin et al. 2019) with the head of BertForSequenceClassification: first token, dense, tanh, dropout, linear.
final class BertArchitecture implements Architecture {
    private static final Map<String, String> ACTIVATIONS = Map.of("gelu", "torch.gelu(f)", "gelu_new",
            "torch.gelu(f, approximate=\"tanh\")",
            "gelu_pytorch_tanh", "torch.gelu(f, approximate=\"tanh\")", "relu", "torch.relu(f)");

    @Override
    public String modelType() {
        return "bert";
    }

    @Override
    public String className() {
        return "BertForSequenceClassification";
    }

    @Override
    public String prefix() {
        return "bert.";
    }

    @Override
    public void check(ModelConfig config) {
        String positions = config.text("position_embedding_type", "absolute");
        if (!positions.equals("absolute"))
            throw new StudentException("BERT models with " + positions + " positions are not supported; use one with absolute positions.");
        String activation = config.text("hidden_act", "gelu");
        if (!ACTIVATIONS.containsKey(activation))
            throw new StudentException("BERT models with the activation " + activation + " are not supported.");
        if (config.json().path("is_decoder").asBoolean(false))
            throw new StudentException("This BERT model is a decoder; only encoders can be students.");
        if (hidden(config) % config.number("num_attention_heads") != 0)
            throw new StudentException(
                    "The config.json of the model is inconsistent: its hidden_size is no multiple of num_attention_heads.");
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
    public List<Weight> weights(ModelConfig config, int labels) {
        long h = hidden(config);
        long inner = config.number("intermediate_size");
        List<Weight> out = new ArrayList<>();
        String e = "bert.embeddings.";
        out.add(given(e + "word_embeddings.weight", config.number("vocab_size"), h));
        out.add(given(e + "position_embeddings.weight", longest(config), h));
        out.add(given(e + "token_type_embeddings.weight", config.number("type_vocab_size", 2), h));
        norm(out, e + "LayerNorm", h);
        for (int i = 0; i < config.number("num_hidden_layers"); i++) {
            String layer = layer(i);
            linear(out, layer + "attention.self.query", h, h);
            linear(out, layer + "attention.self.key", h, h);
            linear(out, layer + "attention.self.value", h, h);
            linear(out, layer + "attention.output.dense", h, h);
            norm(out, layer + "attention.output.LayerNorm", h);
            linear(out, layer + "intermediate.dense", inner, h);
            linear(out, layer + "output.dense", h, inner);
            norm(out, layer + "output.LayerNorm", h);
        }
        out.add(new Weight("bert.pooler.dense.weight", new long[]{h, h}, Fresh.IDENTITY));
        out.add(new Weight("bert.pooler.dense.bias", new long[]{h}, Fresh.ZERO));
        out.add(new Weight("classifier.weight", new long[]{labels, h}, Fresh.NORMAL));
        out.add(new Weight("classifier.bias", new long[]{labels}, Fresh.ZERO));
        return List.copyOf(out);
    }

    private static Weight given(String name, long... shape) {
        return new Weight(name, shape, Fresh.NONE);
    }

    private static void linear(List<Weight> out, String name, long to, long from) {
        out.add(given(name + ".weight", to, from));
        out.add(given(name + ".bias", to));
    }

    private static void norm(List<Weight> out, String name, long size) {
        out.add(given(name + ".weight", size));
        out.add(given(name + ".bias", size));
    }

    private static String layer(int i) {
        return "bert.encoder.layer." + i + ".";
    }

    @Override
    public String kernels(ModelConfig config, List<String> names) {
        double dropout = config.real("hidden_dropout_prob", 0.1);
        double head = config.real("classifier_dropout", dropout);
        KernelText text = new KernelText(names);
        encoder(text, config, dropout);
        text.method("logits", "ids: Tensor, types: Tensor, mask: Tensor, w: List[Tensor]");
        text.line("x = (self).encode(ids, types, mask, w, )");
        text.line("c = torch.select(x, 1, 0)");
        text.linear("c", "c", "bert.pooler.dense");
        text.line("c = torch.tanh(c)");
        text.dropout("c", head);
        text.linear("z", "c", "classifier");
        text.line("return z");
        text.method("loss", "ids: Tensor, types: Tensor, mask: Tensor, y: Tensor, cw: Tensor, w: List[Tensor]");
        text.line("z = (self).logits(ids, types, mask, w, )");
        text.line("return torch.cross_entropy_loss(z, y, cw)");
        text.method("embed", "ids: Tensor, types: Tensor, mask: Tensor, w: List[Tensor]");
        text.line("x = (self).encode(ids, types, mask, w, )");
        text.line("k = torch.to(torch.unsqueeze(mask, -1), 6)");
        text.line("s = torch.div(torch.sum(torch.mul(x, k), [1]), torch.sum(k, [1]))");
        text.line("n = torch.clamp_min(torch.linalg_vector_norm(s, 2, [1], True), 1e-12)");
        text.line("return torch.div(s, n)");
        return text.toString();
    }

    private void encoder(KernelText text, ModelConfig config, double dropout) {
        int h = hidden(config);
        int heads = config.number("num_attention_heads");
        double eps = config.real("layer_norm_eps", 1e-12);
        double attention = config.real("attention_probs_dropout_prob", 0.1);
        String activation = ACTIVATIONS.get(config.text("hidden_act", "gelu"));
        String e = "bert.embeddings.";
        text.method("encode", "ids: Tensor, types: Tensor, mask: Tensor, w: List[Tensor]");
        text.line("B = torch.size(ids, 0)");
        text.line("S = torch.size(ids, 1)");
        text.line("p = torch.slice(" + text.weight(e + "position_embeddings.weight") + ", 0, 0, S, 1)");
        text.line("t = torch.embedding(" + text.weight(e + "token_type_embeddings.weight") + ", types)");
        text.line("x = torch.add(torch.add(torch.embedding(" + text.weight(e + "word_embeddings.weight") + ", ids), t), p)");
        text.norm("x", "x", e + "LayerNorm", h, eps);
        text.dropout("x", dropout);
        text.line("am = torch.expand(torch.reshape(torch.ne(mask, 0), [B, 1, 1, S]), [B, 1, S, S])");
        for (int i = 0; i < config.number("num_hidden_layers"); i++) {
            String layer = layer(i);
            for (String part : List.of("query", "key", "value")) {
                String v = part.charAt(0) + "_";
                text.linear(v, "x", layer + "attention.self." + part);
                text.line(v + " = torch.transpose(torch.reshape(" + v + ", [B, S, " + heads + ", " + h / heads + "]), 1, 2)");
            }
            text.line("c = torch.scaled_dot_product_attention(q_, k_, v_, am, "
                    + (attention > 0 ? "((" + attention + ") if self.training else (0.0))" : "0.0") + ")");
            text.line("c = torch.reshape(torch.transpose(c, 1, 2), [B, S, " + h + "])");
            text.linear("c", "c", layer + "attention.output.dense");
            text.dropout("c", dropout);
            text.line("x = torch.add(x, c)");
            text.norm("x", "x", layer + "attention.output.LayerNorm", h, eps);
            text.linear("f", "x", layer + "intermediate.dense");
            text.line("f = " + activation);
            text.linear("f", "f", layer + "output.dense");
            text.dropout("f", dropout);
            text.line("x = torch.add(x, f)");
            text.norm("x", "x", layer + "output.LayerNorm", h, eps);
        }
        text.line("return x");
    }
}
