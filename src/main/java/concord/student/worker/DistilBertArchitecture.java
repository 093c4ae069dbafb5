package concord.student.worker;

import concord.student.format.ModelConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// DistilBERT (Sanh et al. 2019): BERT's layers under other names, no segments, and a head of two linear maps with a rectifier between.
final class DistilBertArchitecture implements Architecture {
    private static final double EPS = 1e-12;

    @Override
    public List<String> modelTypes() {
        return List.of("distilbert");
    }

    @Override
    public String className(ModelConfig config) {
        return "DistilBertForSequenceClassification";
    }

    @Override
    public String prefix() {
        return "distilbert.";
    }

    @Override
    public List<String> heads() {
        return List.of("pre_classifier.", "classifier.");
    }

    @Override
    public Set<String> adapted() {
        return Set.of("q_lin", "v_lin");
    }

    @Override
    public void check(ModelConfig config) {
        PostNorm.check(hidden(config), config.number("n_heads"), config.text("activation", "gelu"));
    }

    @Override
    public int hidden(ModelConfig config) {
        return config.number("dim");
    }

    @Override
    public int longest(ModelConfig config) {
        return config.number("max_position_embeddings");
    }

    @Override
    public List<Stage> stages(ModelConfig config, int outputs) {
        long h = hidden(config);
        List<Stage> out = new ArrayList<>();
        // sinusoidal positions are stored like learnt ones, and transformers goes on learning them
        out.add(Stage.of(Stage.Kind.ENTER, "enter", "distilbert.embeddings.")
                .given("word_embeddings.weight", config.number("vocab_size"), h)
                .given("position_embeddings.weight", longest(config), h).norm("LayerNorm", h).build());
        for (int i = 0; i < config.number("n_layers"); i++) {
            out.add(PostNorm.DISTILBERT.stage("distilbert.transformer.layer." + i + ".", h, config.number("hidden_dim")));
        }
        out.add(Stage.of(Stage.Kind.FINISH, "finish", "").build());
        out.add(Stage.of(Stage.Kind.HEAD, "head", "").fresh("pre_classifier", Weight.Fresh.NORMAL, h, h)
                .fresh("classifier", Weight.Fresh.NORMAL, outputs, h).build());
        return List.copyOf(out);
    }

    @Override
    public void write(KernelText text, ModelConfig config, Stage stage) {
        double dropout = config.real("dropout", 0.1);
        int h = hidden(config);
        switch (stage.kind()) {
            case ENTER -> {
                text.line("p = torch.slice(" + text.weight("position_embeddings.weight") + ", 0, 0, torch.size(ids, 1), 1)");
                text.line("x = torch.add(torch.embedding(" + text.weight("word_embeddings.weight") + ", ids), p)");
                text.norm("x", "x", "LayerNorm", h, EPS);
                text.dropout("x", dropout);
                text.line(PostNorm.ENTERED);
            }
            case LAYER -> {
                PostNorm.DISTILBERT.write(text, h, config.number("n_heads"), EPS, config.real("attention_dropout", 0.1), dropout,
                        config.text("activation", "gelu"));
            }
            case FINISH -> text.line(PostNorm.LEFT);
            case HEAD -> {
                text.linear("z", "torch.select(x, 1, 0)", "pre_classifier");
                text.line("z = torch.relu(z)");
                text.dropout("z", config.real("seq_classif_dropout", 0.2));
                text.linear("z", "z", "classifier");
                text.line("return z");
            }
        }
    }
}
