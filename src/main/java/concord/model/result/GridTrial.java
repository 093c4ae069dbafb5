package concord.model.result;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One setting tried in a search.
///
/// @param number       from 1, in the order of trying
/// @param settings     the varied fields of the recipe and their values
/// @param validationF1 [TrainOutcome#merit] on the validation units; null where the trial failed or is still to come
/// @param error        why it failed, or null
public record GridTrial(int number, Map<String, String> settings, long seed, @Nullable Double validationF1, double seconds,
        @Nullable String error) {
    public boolean ended() {
        return validationF1 != null || error != null;
    }
}
