package concord.cli;

import concord.model.request.Recipe;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How a student is fine-tuned. What is not typed is the student's own; the values that stand for that in a request cannot be typed.
final class RecipeOptions {
    @Option(names = "--epochs", description = "upper limit (default: the student's own)")
    @Nullable
    Integer epochs;

    @Option(names = "--batch", description = "default: the student's own")
    @Nullable
    Integer batch;

    @Option(names = "--learning-rate", description = "default: the student's own")
    @Nullable
    Double learningRate;

    @Option(names = "--max-length", paramLabel = "TOKENS", description = "default: the student's own")
    @Nullable
    Integer maxLength;

    @Option(names = "--class-weights", description = "weigh each label by the inverse of its share")
    boolean classWeights;

    @Option(names = "--patience", defaultValue = "3", description = "epochs without a better validation F1 before stopping; 0 never stops early")
    int patience;

    @Option(names = "--schedule", defaultValue = "auto", description = "linear, cosine or constant learning rate after the warm-up")
    String schedule;

    @Option(names = "--warm-up", paramLabel = "SHARE", description = "share of the steps over which the rate rises (default: 0.1)")
    @Nullable
    Double warmUp;

    @Option(names = "--weight-decay", description = "default: 0.01")
    @Nullable
    Double weightDecay;

    @Option(names = "--label-smoothing", defaultValue = "0", paramLabel = "SHARE", description = "share of each target spread over all labels")
    double labelSmoothing;

    @Option(names = "--soft-labels", description = "learn shares of votes: of A+B, or the probabilities of one annotator that gave them")
    boolean softLabels;

    @Option(names = "--freeze", defaultValue = "0", paramLabel = "LAYERS", description = "lowest layers that are not learnt, the embeddings with them")
    int freeze;

    @Option(names = "--precision", defaultValue = "auto", description = "auto, fp32 or bf16")
    String precision;

    @Option(names = "--checkpointing", defaultValue = "auto", description = "auto, on or off: compute layers twice to save memory")
    String checkpointing;

    @Option(names = "--lora", paramLabel = "RANK", description = "low-rank adapters in place of full fine-tuning; 0 for full (default: the student's own)")
    @Nullable
    Integer lora;

    @Option(names = "--lora-alpha", description = "scale of the adapters over their rank (default: twice the rank)")
    @Nullable
    Double loraAlpha;

    @Option(names = "--lora-dropout", description = "before the adapters; needs a rank, as the other two do")
    @Nullable
    Double loraDropout;

    @Option(names = "--lora-targets", paramLabel = "NAMES", description = "last parts of the names of the adapted maps, joined by commas")
    @Nullable
    String loraTargets;

    @Option(names = "--ordinal", defaultValue = "auto", description = "ordered labels as choices (auto), coral (thresholds) or score (a number)")
    String ordinal;

    @Option(names = "--ranking", defaultValue = "auto", description = "rankings from query and document read together (auto), or bi-encoder: each embedded by itself")
    String ranking;

    /// @param searched fields of a grid, whose ranks count as ranks given
    Recipe recipe(Verb verb, Set<String> searched) {
        if (patience < 0)
            throw verb.usage("--patience must be at least 0, which never stops early.");
        adapters(verb, searched);
        return new Recipe(count(verb, "--epochs", epochs), count(verb, "--batch", batch), above(verb, "--learning-rate", learningRate),
                count(verb, "--max-length", maxLength), classWeights, patience, schedule, least(verb, "--warm-up", warmUp),
                least(verb, "--weight-decay", weightDecay), labelSmoothing, softLabels, freeze, precision, checkpointing,
                lora == null ? -1 : lora, above(verb, "--lora-alpha", loraAlpha), loraDropout == null ? 0 : loraDropout,
                loraTargets == null ? Recipe.AUTO : loraTargets, ordinal, ranking);
    }

    private void adapters(Verb verb, Set<String> searched) {
        if (lora != null && lora < 0)
            throw verb.usage("--lora is a rank of at least 1, or 0 for full fine-tuning; leave it out for the student's own.");
        String alone = loraAlpha != null
                ? "--lora-alpha"
                : loraDropout != null ? "--lora-dropout" : loraTargets != null ? "--lora-targets" : null;
        if (alone != null && (lora == null || lora == 0) && !searched.contains("lora_rank"))
            throw verb.usage(alone + " belongs to adapters: give their rank with --lora.");
    }

    private static int count(Verb verb, String option, @Nullable Integer typed) {
        if (typed != null && typed < 1)
            throw verb.usage(option + " must be at least 1; leave it out for the student's own.");
        return typed == null ? 0 : typed;
    }

    private static double above(Verb verb, String option, @Nullable Double typed) {
        if (typed != null && !(typed > 0))
            throw verb.usage(option + " must be above 0; leave it out for the student's own.");
        return typed == null ? 0 : typed;
    }

    private static double least(Verb verb, String option, @Nullable Double typed) {
        if (typed != null && !(typed >= 0))
            throw verb.usage(option + " must be at least 0; leave it out for the student's own.");
        return typed == null ? -1 : typed;
    }
}
