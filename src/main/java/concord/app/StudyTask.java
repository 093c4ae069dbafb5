package concord.app;

import concord.model.request.Recipe;
import concord.study.Cell;
import concord.study.MedianRule;
import java.util.Map;

/// One training of a study that is to be done.
sealed interface StudyTask {
    Cell cell();

    /// Whose split of the arm's units it takes.
    long seed();

    /// Settings are tried.
    ///
    /// @param number of the trial in the cell, from 1
    /// @param rule   of the trials before, where hopeless ones are ended early
    record Try(Cell cell, long seed, int number, Setting setting, MedianRule rule) implements StudyTask {}

    /// The chosen settings make a run.
    record Last(Cell cell, long seed, Setting setting) implements StudyTask {}

    /// @param fields of the grid, with their values
    record Setting(Map<String, String> fields, Recipe recipe) {
        String words() {
            return String.join(", ", fields.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList());
        }
    }
}
