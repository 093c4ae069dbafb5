package concord.student.worker;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import concord.model.request.Recipe;
import concord.model.request.TrainRequest;
import concord.student.RecipeChecks;
import concord.student.StudentException;
import java.util.LinkedHashMap;
import java.util.Map;

/// A request after the student's defaults are filled in.
///
/// @param recipe     without anything left to a default
/// @param headFactor the head's learning rate over the body's
/// @param clip       largest global norm of the gradients
record TrainSettings(String student, Recipe recipe, double headFactor, double clip, long seed) {
    static final String MINILM = "minilm";
    static final String LINEAR = "linear";
    private static final int USUAL_LENGTH = 256;
    private static final ObjectMapper SNAKE = new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

    /// @param longest tokens the encoder can take
    /// @throws StudentException when the recipe makes no sense, or none for this student
    static TrainSettings of(TrainRequest request, int longest) {
        Recipe r = request.recipe();
        RecipeChecks.check(r);
        // MiniLM is small and starts from a sentence encoder: it wants a higher rate than BERT-size models, and its new head a higher one still
        boolean small = request.student().equals(MINILM);
        int maxLength = r.maxLength() > 0 ? r.maxLength() : Math.min(longest, USUAL_LENGTH);
        if (maxLength > longest)
            throw new StudentException(
                    "The maximum length " + maxLength + " is more than the " + longest + " tokens this student can read.");
        double rate = r.learningRate() > 0 ? r.learningRate() : r.loraRank() > 0 ? 2e-4 : small ? 1e-4 : 3e-5;
        Recipe recipe = new Recipe(r.epochs() > 0 ? r.epochs() : 6, r.batch() > 0 ? r.batch() : 16, rate, maxLength, r.classWeights(),
                r.patience(), r.schedule().equals(Recipe.AUTO) ? "linear" : r.schedule(), r.warmUp() >= 0 ? r.warmUp() : 0.1,
                r.weightDecay() >= 0 ? r.weightDecay() : 0.01, r.labelSmoothing(), r.softLabels(), r.frozenLayers(), r.precision(),
                r.checkpointing(), r.loraRank(), r.loraAlpha(), r.loraDropout(), r.loraTargets(), r.ordinal(), r.ranking());
        // adapters learn as fast as a head does
        return new TrainSettings(request.student(), recipe, r.loraRank() > 0 ? 1 : 10, 1.0, request.seed());
    }

    /// For the record of the run.
    Map<String, Object> words() {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("student", student);
        out.putAll(SNAKE.convertValue(recipe, new TypeReference<Map<String, Object>>() {
        }));
        out.put("head_factor", headFactor);
        out.put("clip", clip);
        out.put("seed", seed);
        return out;
    }
}
