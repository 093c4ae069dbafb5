package concord.app;

import concord.app.StudyTask.Setting;
import concord.job.Parallel;
import concord.study.Cell;
import concord.study.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Gives the trainings of a study to those that do them: who has begun a cell goes on with it, then cells are taken in order, and who finds none
/// left helps with one that others are at. Nothing that is trained hangs on who does it or when. Thread-safe.
final class StudyQueue {
    private static final long LOOK_MILLIS = 100;
    private final Map<Cell, CellState> states = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();

    StudyQueue(StudySetup setup, StudyParts.All before) {
        setup.cells().stream().filter(StudySetup::trained).forEach(cell -> states.put(cell, new CellState(setup, cell, before)));
    }

    /// Waits where there may be more when another training has ended.
    ///
    /// @param current the cell last worked on, or null
    /// @return null when there is nothing left to begin
    @Nullable
    StudyTask next(@Nullable Cell current, StudyProgress.Lane lane) {
        while (true) {
            lane.checkCancelled();
            synchronized (this) {
                StudyTask task = take(current);
                if (task != null)
                    return task;
                if (states.values().stream().noneMatch(CellState::atWork))
                    return null;
            }
            Parallel.pause(LOOK_MILLIS);
        }
    }

    private @Nullable StudyTask take(@Nullable Cell current) {
        StudyTask task = current == null ? null : state(current).take();
        if (task != null)
            return task;
        return states.values().stream().filter(CellState::fresh).map(CellState::take).filter(Objects::nonNull).findFirst()
                .orElseGet(() -> states.values().stream().map(CellState::take).filter(Objects::nonNull).findFirst().orElse(null));
    }

    private CellState state(Cell cell) {
        return Objects.requireNonNull(states.get(cell));
    }

    /// @param curve as [CellState#ended]
    /// @return the settings chosen, where this was the last trial of its cell
    synchronized Optional<Setting> ended(StudyTask.Try task, Trial trial, List<Double> curve) {
        CellState state = state(task.cell());
        state.ended(task, trial, curve);
        if (!state.failure().isEmpty())
            failures.add(task.cell().title() + ": " + state.failure());
        return Optional.ofNullable(state.chosen());
    }

    /// @param failure a sentence, or null
    synchronized void ended(StudyTask.Last task, @Nullable String failure) {
        state(task.cell()).ended(task);
        if (failure != null)
            failures.add(task.cell().title() + ", seed " + task.seed() + ": " + failure);
    }

    /// What could not be trained, a sentence each.
    synchronized List<String> failures() {
        return List.copyOf(failures);
    }
}
