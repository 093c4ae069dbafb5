package concord.model.request;

/// How a student is fine-tuned. What is 0 where it must be positive, negative where it may be 0, or "auto" takes the student's default.
///
/// @param epochs         upper limit
/// @param batch          units a step
/// @param learningRate   highest rate of the schedule
/// @param maxLength      tokens a text is cut to
/// @param classWeights   weigh each label by the inverse of its share
/// @param patience       epochs without a better validation F1 before stopping; 0 never stops early
/// @param schedule       linear, cosine or constant, each after the warm-up
/// @param warmUp         share of the steps over which the learning rate rises; negative for the default
/// @param weightDecay    of weights that are neither biases nor norms; negative for the default
/// @param labelSmoothing share of each target spread over all labels
/// @param softLabels     learn the shares of votes of several annotators in place of their majority
/// @param frozenLayers   layers from the bottom that are not learnt, the embeddings with them; 0 learns all
/// @param precision      auto, fp32 or bf16
/// @param checkpointing  auto, on or off: layers computed a second time on the way back, which takes a third more time and far less memory
/// @param loraRank       rank of low-rank adapters in place of full fine-tuning; 0 for full, negative for the default
/// @param loraAlpha      scale of the adapters over their rank; 0 for twice the rank
/// @param loraDropout    dropout before the adapters
/// @param loraTargets    last parts of the names of the adapted maps, joined by commas; auto for those usual with the architecture
/// @param ordinal        how ordered labels are learnt: auto (as unordered choices), coral (cumulative, one direction) or score (a number)
/// @param ranking        how documents under queries are learnt: auto (read together with the query) or bi-encoder (each embedded by itself)
public record Recipe(int epochs, int batch, double learningRate, int maxLength, boolean classWeights, int patience, String schedule,
        double warmUp, double weightDecay, double labelSmoothing, boolean softLabels, int frozenLayers, String precision,
        String checkpointing, int loraRank, double loraAlpha, double loraDropout, String loraTargets, String ordinal, String ranking) {
    public static final String AUTO = "auto";
    public static final String BI_ENCODER = "bi-encoder";
    /// Everything as the student has it, stopping after three epochs without a gain.
    public static final Recipe DEFAULT = new Recipe(0, 0, 0, 0, false, 3, AUTO, -1, -1, 0, false, 0, AUTO, AUTO, -1, 0, 0, AUTO, AUTO,
            AUTO);

    public Recipe {
        // requests of projects from before there was a choice have none
        ranking = ranking == null ? AUTO : ranking;
    }

    public Recipe withEpochs(int value) {
        return pace(value, batch, learningRate, maxLength, classWeights, patience);
    }

    public Recipe withBatch(int value) {
        return pace(epochs, value, learningRate, maxLength, classWeights, patience);
    }

    public Recipe withLearningRate(double value) {
        return pace(epochs, batch, value, maxLength, classWeights, patience);
    }

    public Recipe withMaxLength(int value) {
        return pace(epochs, batch, learningRate, value, classWeights, patience);
    }

    public Recipe withClassWeights(boolean value) {
        return pace(epochs, batch, learningRate, maxLength, value, patience);
    }

    public Recipe withPatience(int value) {
        return pace(epochs, batch, learningRate, maxLength, classWeights, value);
    }

    public Recipe withFrozenLayers(int value) {
        return room(value, precision, checkpointing);
    }

    public Recipe withPrecision(String value) {
        return room(frozenLayers, value, checkpointing);
    }

    public Recipe withCheckpointing(String value) {
        return room(frozenLayers, precision, value);
    }

    public Recipe withLora(int rank, double alpha, double adapterDropout, String targets) {
        return shape(rank, alpha, adapterDropout, targets, ranking);
    }

    public Recipe withRanking(String value) {
        return shape(loraRank, loraAlpha, loraDropout, loraTargets, value);
    }

    /// The same with another way through the texts.
    private Recipe pace(int newEpochs, int newBatch, double newRate, int newLength, boolean newWeights, int newPatience) {
        return new Recipe(newEpochs, newBatch, newRate, newLength, newWeights, newPatience, schedule, warmUp, weightDecay, labelSmoothing,
                softLabels, frozenLayers, precision, checkpointing, loraRank, loraAlpha, loraDropout, loraTargets, ordinal, ranking);
    }

    /// The same with another need of memory.
    private Recipe room(int newFrozen, String newPrecision, String newCheckpointing) {
        return new Recipe(epochs, batch, learningRate, maxLength, classWeights, patience, schedule, warmUp, weightDecay, labelSmoothing,
                softLabels, newFrozen, newPrecision, newCheckpointing, loraRank, loraAlpha, loraDropout, loraTargets, ordinal, ranking);
    }

    /// The same with other adapters or another way to rank.
    private Recipe shape(int newRank, double newAlpha, double newDropout, String newTargets, String newRanking) {
        return new Recipe(epochs, batch, learningRate, maxLength, classWeights, patience, schedule, warmUp, weightDecay, labelSmoothing,
                softLabels, frozenLayers, precision, checkpointing, newRank, newAlpha, newDropout, newTargets, ordinal, newRanking);
    }
}
