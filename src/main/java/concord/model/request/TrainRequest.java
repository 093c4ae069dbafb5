package concord.model.request;

import org.jspecify.annotations.Nullable;

/// Fine-tune a student on the labels of one annotator.
///
/// @param run          name of the run to make, unique in the project; null takes the next free one
/// @param student      minilm, linear, a folder in Hugging Face format, or hub:NAME
/// @param labelsFrom   the annotator to learn from; several people joined as "A+B" give the majority label, ties left out
/// @param sample       train on the labelled units of this sample only; null takes all labelled units
/// @param excluded     a sample whose units (and texts equal to them) are never trained on; null for none
/// @param validation   share of the training units held out to choose the epoch, in (0, 0.5]
/// @param seed         of the split, the order of the units, the head's start and dropout
/// @param device       auto, cpu, gpu0, gpu1, ...
/// @param consistencyAtLeast take only labels with at least this confidence or consistency; null takes all
public record TrainRequest(@Nullable String run, String variable, String student, String labelsFrom, @Nullable String sample,
        @Nullable String excluded, double validation, long seed, String device, @Nullable Double consistencyAtLeast, Recipe recipe) {
    /// One click: the student with its defaults, a fifth held out, seed 1.
    public static TrainRequest oneClick(String variable, String student, String labelsFrom, @Nullable String sample,
            @Nullable String excluded) {
        return new TrainRequest(null, variable, student, labelsFrom, sample, excluded, 0.2, 1, "auto", null, Recipe.DEFAULT);
    }

    public TrainRequest withRun(String value) {
        return new TrainRequest(value, variable, student, labelsFrom, sample, excluded, validation, seed, device, consistencyAtLeast,
                recipe);
    }

    public TrainRequest withStudent(String value) {
        return new TrainRequest(run, variable, value, labelsFrom, sample, excluded, validation, seed, device, consistencyAtLeast, recipe);
    }

    public TrainRequest withSeed(long value) {
        return new TrainRequest(run, variable, student, labelsFrom, sample, excluded, validation, value, device, consistencyAtLeast,
                recipe);
    }

    public TrainRequest withDevice(String value) {
        return new TrainRequest(run, variable, student, labelsFrom, sample, excluded, validation, seed, value, consistencyAtLeast, recipe);
    }

    public TrainRequest withRecipe(Recipe value) {
        return new TrainRequest(run, variable, student, labelsFrom, sample, excluded, validation, seed, device, consistencyAtLeast, value);
    }
}
