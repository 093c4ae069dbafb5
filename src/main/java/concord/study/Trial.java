package concord.study;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One training of a study that has ended.
///
/// @param settings     the fields of the recipe that the grid varied, as strings
/// @param trainUnits   units learnt from, validation units among them
/// @param validationF1 macro F1 (of a bi-encoder nDCG@10) on the validation units; null where it failed, and for a baseline
/// @param seconds      of training
/// @param run          name of the run of a training with the chosen settings; null for one that tried settings
/// @param error        why it failed or was ended early, or null
public record Trial(Cell cell, long seed, Map<String, String> settings, int trainUnits, @Nullable Double validationF1, double seconds,
        @Nullable String run, @Nullable String error) {
    public Trial {
        settings = Map.copyOf(settings);
    }
}
