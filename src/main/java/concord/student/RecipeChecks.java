package concord.student;

import concord.model.request.Recipe;
import java.util.List;

/// Refuses recipes whose values make no sense, whatever the student.
public final class RecipeChecks {
    private static final List<String> SCHEDULES = List.of(Recipe.AUTO, "linear", "cosine", "constant");
    private static final List<String> PRECISIONS = List.of(Recipe.AUTO, "fp32", "bf16");
    private static final List<String> SWITCHES = List.of(Recipe.AUTO, "on", "off");
    private static final List<String> ORDINALS = List.of(Recipe.AUTO, "coral", "score");
    private static final List<String> RANKINGS = List.of(Recipe.AUTO, Recipe.BI_ENCODER);

    private RecipeChecks() {
    }

    /// @throws StudentException with the first thing that is wrong
    public static void check(Recipe r) {
        if (!(r.learningRate() >= 0) || r.learningRate() > 1)
            throw new StudentException("The learning rate " + r.learningRate() + " is not between 0 and 1.");
        if (r.epochs() < 0 || r.batch() < 0 || r.patience() < 0)
            throw new StudentException("The number of epochs, the batch and the patience cannot be negative.");
        if (r.maxLength() != 0 && r.maxLength() < 8)
            throw new StudentException("The maximum length " + r.maxLength() + " leaves no room for a text; use at least 8 tokens.");
        if (Double.isNaN(r.warmUp()) || r.warmUp() > 1)
            throw new StudentException("The warm-up " + r.warmUp() + " is no share of the steps: it must lie between 0 and 1.");
        if (!(r.weightDecay() <= 10))
            throw new StudentException("The weight decay " + r.weightDecay() + " is out of reason: use 0 to 10, most often 0.01.");
        if (!(r.labelSmoothing() >= 0 && r.labelSmoothing() < 1))
            throw new StudentException("The label smoothing " + r.labelSmoothing() + " must be at least 0 and below 1.");
        if (r.frozenLayers() < 0)
            throw new StudentException("The number of frozen layers cannot be negative.");
        if (r.loraRank() < -1)
            throw new StudentException("The rank of the adapters, " + r.loraRank() + ", is negative: use 1 or more, or 0 for none.");
        if (!(r.loraAlpha() >= 0) || !(r.loraDropout() >= 0 && r.loraDropout() < 1))
            throw new StudentException("LoRA's alpha cannot be negative, and its dropout must be at least 0 and below 1.");
        known("schedule", r.schedule(), SCHEDULES);
        known("precision", r.precision(), PRECISIONS);
        known("checkpointing", r.checkpointing(), SWITCHES);
        known("way to learn ordered labels", r.ordinal(), ORDINALS);
        known("way to learn rankings", r.ranking(), RANKINGS);
    }

    private static void known(String what, String value, List<String> values) {
        if (!values.contains(value))
            throw new StudentException("There is no " + what + " \"" + value + "\": use " + String.join(", ", values) + ".");
    }
}
