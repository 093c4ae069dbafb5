package concord.student.worker;

import concord.student.format.ModelConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// BERT (Devlin et al. 2019) with the head of BertForSequenceClassification: first token, dense, tanh, dropout, linear.
final class BertArchitecture implements Architecture {
    @Override
    public List<String> modelTypes() {
        return List.of("bert");
    }

    @Override
    public String className(ModelConfig config) {
        return "BertForSequenceClassification";
    }

    @Override
    public String prefix() {
        return "bert.";
    }

    @Override
    public List<String> heads() {
        return List.of("classifier.");
    }

    @Override
    public Set<String> adapted() {
        return Set.of("query", "value");
    }

    @Override
    public void check(ModelConfig config) {
        PostNorm.check(config, "BERT");
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
        out.add(Stage.of(Stage.Kind.ENTER, "enter", "bert.embeddings.").given("word_embeddings.weight", config.number("vocab_size"), h)
                .given("position_embeddings.weight", longest(config), h)
                .given("token_type_embeddings.weight", config.number("type_vocab_size", 2), h).norm("LayerNorm", h).build());
        for (int i = 0; i < config.number("num_hidden_layers"); i++) {
            out.add(PostNorm.BERT.stage("bert.encoder.layer." + i + ".", h, config.number("intermediate_size")));
        }
        out.add(Stage.of(Stage.Kind.FINISH, "finish", "").build());
        out.add(Stage.of(Stage.Kind.HEAD, "head", "").fresh("bert.pooler.dense", Weight.Fresh.IDENTITY, h, h)
                .fresh("classifier", Weight.Fresh.NORMAL, outputs, h).build());
        return List.copyOf(out);
    }

    @Override
    public void write(KernelText text, ModelConfig config, Stage stage) {
        double dropout = config.real("hidden_dropout_prob", 0.1);
        int h = hidden(config);
        double eps = config.real("layer_norm_eps", 1e-12);
        switch (stage.kind()) {
            case ENTER -> {
                text.line("p = torch.slice(" + text.weight("position_embeddings.weight") + ", 0, 0, torch.size(ids, 1), 1)");
                text.line("t = " + text.types("token_type_embeddings.weight", config.number("type_vocab_size", 2)));
                text.line("x = torch.add(torch.add(torch.embedding(" + text.weight("word_embeddings.weight") + ", ids), t), p)");
                text.norm("x", "x", "LayerNorm", h, eps);
                text.dropout("x", dropout);
                text.line(PostNorm.ENTERED);
            }
            case LAYER -> PostNorm.BERT.write(text, h, config.number("num_attention_heads"), eps,
                    config.real("attention_probs_dropout_prob", 0.1), dropout, config.text("hidden_act", "gelu"));
            case FINISH -> text.line(PostNorm.LEFT);
            case HEAD -> {
                text.linear("z", "torch.select(x, 1, 0)", "bert.pooler.dense");
                text.line("z = torch.tanh(z)");
                text.dropout("z", config.real("classifier_dropout", dropout));
                text.linear("z", "z", "classifier");
                text.line("return z");
            }
        }
    }
}
