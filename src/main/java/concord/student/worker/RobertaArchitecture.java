package concord.student.worker;

import concord.student.format.ModelConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// RoBERTa (Liu et al. 2019), and XLM-R and CamemBERT, which are computed alike: BERT's layers, positions counted from behind the padding
/// token's id, and a head of two linear maps over the first token.
final class RobertaArchitecture implements Architecture {
    private static final int USUAL_PADDING = 1;

    @Override
    public List<String> modelTypes() {
        return List.of("roberta", "xlm-roberta", "camembert");
    }

    @Override
    public String className(ModelConfig config) {
        return switch (config.modelType()) {
            case "xlm-roberta" -> "XLMRobertaForSequenceClassification";
            case "camembert" -> "CamembertForSequenceClassification";
            default -> "RobertaForSequenceClassification";
        };
    }

    @Override
    public String prefix() {
        return "roberta.";
    }

    @Override
    public List<String> heads() {
        return List.of("classifier.dense.", "classifier.out_proj.");
    }

    @Override
    public Set<String> adapted() {
        return Set.of("query", "value");
    }

    @Override
    public void check(ModelConfig config) {
        PostNorm.check(config, "RoBERTa");
    }

    @Override
    public int hidden(ModelConfig config) {
        return config.number("hidden_size");
    }

    @Override
    public int longest(ModelConfig config) {
        return config.number("max_position_embeddings") - padding(config) - 1;
    }

    private static int padding(ModelConfig config) {
        return config.number("pad_token_id", USUAL_PADDING);
    }

    @Override
    public List<Stage> stages(ModelConfig config, int outputs) {
        long h = hidden(config);
        List<Stage> out = new ArrayList<>();
        out.add(Stage.of(Stage.Kind.ENTER, "enter", "roberta.embeddings.").given("word_embeddings.weight", config.number("vocab_size"), h)
                .given("position_embeddings.weight", config.number("max_position_embeddings"), h)
                .given("token_type_embeddings.weight", config.number("type_vocab_size", 2), h).norm("LayerNorm", h).build());
        for (int i = 0; i < config.number("num_hidden_layers"); i++) {
            out.add(PostNorm.BERT.stage("roberta.encoder.layer." + i + ".", h, config.number("intermediate_size")));
        }
        out.add(Stage.of(Stage.Kind.FINISH, "finish", "").build());
        out.add(Stage.of(Stage.Kind.HEAD, "head", "classifier.").fresh("dense", Weight.Fresh.IDENTITY, h, h)
                .fresh("out_proj", Weight.Fresh.NORMAL, outputs, h).build());
        return List.copyOf(out);
    }

    @Override
    public void write(KernelText text, ModelConfig config, Stage stage) {
        double dropout = config.real("hidden_dropout_prob", 0.1);
        int h = hidden(config);
        double eps = config.real("layer_norm_eps", 1e-12);
        switch (stage.kind()) {
            case ENTER -> {
                int padding = padding(config);
                text.line("n = torch.to(torch.ne(ids, " + padding + "), " + KernelText.LONG_CODE + ")");
                text.line("p = torch.add(torch.mul(torch.cumsum(n, 1), n), " + padding + ")");
                text.line("x = torch.add(torch.embedding(" + text.weight("word_embeddings.weight") + ", ids), "
                        + text.types("token_type_embeddings.weight", config.number("type_vocab_size", 2)) + ")");
                text.line("x = torch.add(x, torch.embedding(" + text.weight("position_embeddings.weight") + ", p))");
                text.norm("x", "x", "LayerNorm", h, eps);
                text.dropout("x", dropout);
                text.line(PostNorm.ENTERED);
            }
            case LAYER -> PostNorm.BERT.write(text, h, config.number("num_attention_heads"), eps,
                    config.real("attention_probs_dropout_prob", 0.1), dropout, config.text("hidden_act", "gelu"));
            case FINISH -> text.line(PostNorm.LEFT);
            case HEAD -> {
                double own = config.real("classifier_dropout", dropout);
                text.line("z = torch.select(x, 1, 0)");
                text.dropout("z", own);
                text.linear("z", "z", "dense");
                text.line("z = torch.tanh(z)");
                text.dropout("z", own);
                text.linear("z", "z", "out_proj");
                text.line("return z");
            }
        }
    }
}
