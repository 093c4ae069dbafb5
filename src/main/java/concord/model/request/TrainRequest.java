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
/// @param epochs       upper limit; 0 takes the student's default
/// @param batch        units a step; 0 takes the default
/// @param learningRate 0 takes the default
/// @param maxLength    tokens a text is cut to; 0 takes the default
/// @param classWeights weigh each label by the inverse of its share
/// @param patience     epochs without a better validation F1 before stopping; 0 never stops early
/// @param device       auto, cpu, gpu0, gpu1, ...
/// @param consistencyAtLeast take only labels with at least this confidence or consistency; null takes all
public record TrainRequest(@Nullable String run, String variable, String student, String labelsFrom, @Nullable String sample,
        @Nullable String excluded, double validation, int epochs, int batch, double learningRate, int maxLength, boolean classWeights,
        int patience,
        long seed, String device, @Nullable Double consistencyAtLeast) {
    /// One click: the student with its defaults, a fifth held out, seed 1.
    public static TrainRequest oneClick(String variable, String student, String labelsFrom, @Nullable String sample,
            @Nullable String excluded) {
        return new TrainRequest(null, variable, student, labelsFrom, sample, excluded, 0.2, 0, 0, 0, 0, false, 3, 1, "auto", null);
    }
}
