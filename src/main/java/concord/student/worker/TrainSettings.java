package concord.student.worker;

import concord.model.request.TrainRequest;
import concord.student.StudentException;
import java.util.LinkedHashMap;
import java.util.Map;

/// A request after the student's defaults are filled in.
///
/// @param headFactor the head's learning rate over the encoder's
/// @param warmUp     share of the steps over which the learning rate rises
/// @param clip       largest global norm of the gradients
record TrainSettings(String student, int epochs, int batch, double learningRate, double headFactor, int maxLength, double warmUp,
        double weightDecay, double clip, boolean classWeights, int patience, long seed) {
    static final String MINILM = "minilm";
    static final String LINEAR = "linear";

    /// @param longest tokens the encoder can take
    static TrainSettings of(TrainRequest request, int longest) {
        // MiniLM is small and starts from a sentence encoder: it wants a higher rate than BERT-size models, and its new head a higher one still
        boolean small = request.student().equals(MINILM);
        int maxLength = request.maxLength() > 0 ? request.maxLength() : Math.min(longest, 256);
        if (maxLength > longest)
            throw new StudentException(
                    "The maximum length " + maxLength + " is more than the " + longest + " tokens this student can read.");
        if (maxLength < 8)
            throw new StudentException("The maximum length " + maxLength + " leaves no room for a text; use at least 8 tokens.");
        if (!(request.learningRate() >= 0) || request.learningRate() > 1)
            throw new StudentException("The learning rate " + request.learningRate() + " is not between 0 and 1.");
        if (request.epochs() < 0 || request.batch() < 0 || request.patience() < 0)
            throw new StudentException("The number of epochs, the batch and the patience cannot be negative.");
        return new TrainSettings(request.student(), request.epochs() > 0 ? request.epochs() : 6,
                request.batch() > 0 ? request.batch() : 16,
                request.learningRate() > 0 ? request.learningRate() : small ? 1e-4 : 3e-5, 10, maxLength, 0.1, 0.01, 1.0,
                request.classWeights(), request.patience(), request.seed());
    }

    Map<String, Object> words() {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("student", student);
        out.put("epochs", epochs);
        out.put("batch", batch);
        out.put("learning_rate", learningRate);
        out.put("head_factor", headFactor);
        out.put("max_length", maxLength);
        out.put("warm_up", warmUp);
        out.put("weight_decay", weightDecay);
        out.put("clip", clip);
        out.put("class_weights", classWeights);
        out.put("patience", patience);
        out.put("seed", seed);
        return out;
    }
}
