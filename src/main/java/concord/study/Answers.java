package concord.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one cell of a study answered on the test units.
///
/// @param seed   of the training; null where there is none, as for a teacher
/// @param run    name of the run, or of the teacher
/// @param labels one a test unit, in the order of the test units; null where there is no answer; several labels joined as
///               [concord.model.LabelSet] does
/// @param settings chosen for the cell
public record Answers(Cell cell, @Nullable Long seed, String run, List<@Nullable String> labels, java.util.Map<String, String> settings) {
    public Answers {
        labels = Collections.unmodifiableList(new ArrayList<>(labels));
        settings = java.util.Map.copyOf(settings);
    }
}
