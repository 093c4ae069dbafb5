package concord.app;

import concord.app.StudyTask.Setting;
import concord.study.Cell;
import concord.study.MedianRule;
import concord.study.Trial;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far a cell with trainings is: settings are tried first, all on the first seed's split; those chosen are then trained with for each seed. Used
/// under the lock of its [StudyQueue].
final class CellState {
    private final Cell cell;
    private final Grid grid;
    private final long firstSeed;
    private final boolean inOrder;
    private final @Nullable Trial[] trials;
    private final List<List<Double>> curves = new ArrayList<>();
    private final Deque<Integer> openTrials = new ArrayDeque<>();
    private final Deque<Long> openSeeds = new ArrayDeque<>();
    private @Nullable Setting chosen;
    private String failure = "";
    private int atWork;
    private boolean begun;

    CellState(StudySetup setup, Cell cell, StudyParts.All before) {
        this.cell = cell;
        this.grid = setup.grid(cell);
        this.firstSeed = setup.request().seeds().getFirst();
        // what is hopeless hangs on the trials before, which must not hang on the number of trainings at once
        this.inOrder = setup.request().stopHopeless();
        this.trials = new Trial[setup.trials(cell)];
        setup.request().seeds().stream().filter(seed -> before.answers(cell, seed) == null).forEach(openSeeds::add);
        for (int i = 0; i < trials.length; i++) {
            trials[i] = before.trial(cell, i + 1);
            curves.add(before.curve(cell, i + 1));
        }
        if (Arrays.stream(trials).allMatch(trial -> trial != null && trial.error() != null))
            Arrays.fill(trials, null);
        for (int i = 0; i < trials.length && !openSeeds.isEmpty(); i++) {
            if (trials[i] == null)
                openTrials.add(i);
        }
        choose();
    }

    Cell cell() {
        return cell;
    }

    boolean fresh() {
        return !begun;
    }

    boolean atWork() {
        return atWork > 0;
    }

    /// A sentence when no setting could be trained with, else empty.
    String failure() {
        return failure;
    }

    /// What can be trained now; null when there is nothing, or nothing yet.
    @Nullable
    StudyTask take() {
        StudyTask task = null;
        Setting best = chosen;
        if (!openTrials.isEmpty() && !(inOrder && atWork > 0)) {
            int place = openTrials.remove();
            task = new StudyTask.Try(cell, firstSeed, place + 1, setting(place), rule(place));
        } else if (best != null && !openSeeds.isEmpty()) {
            task = new StudyTask.Last(cell, openSeeds.remove(), best);
        }
        if (task != null) {
            begun = true;
            atWork++;
        }
        return task;
    }

    private Setting setting(int place) {
        return new Setting(grid.settings().get(place), grid.recipes().get(place));
    }

    private MedianRule rule(int place) {
        MedianRule rule = new MedianRule();
        for (int i = 0; i < place; i++) {
            Trial trial = trials[i];
            if (trial != null && trial.error() == null)
                rule.finished(curves.get(i));
        }
        return rule;
    }

    /// @param curve validation F1 by epoch, where hopeless trials are ended early
    void ended(StudyTask.Try task, Trial trial, List<Double> curve) {
        atWork--;
        trials[task.number() - 1] = trial;
        curves.set(task.number() - 1, List.copyOf(curve));
        choose();
    }

    void ended(StudyTask.Last task) {
        if (!task.cell().equals(cell))
            throw new IllegalArgumentException(task.toString());
        atWork--;
    }

    /// The highest validation F1 when all trials have ended; of equal ones the first.
    private void choose() {
        if (Arrays.stream(trials).anyMatch(trial -> trial == null))
            return;
        int best = -1;
        double highest = Double.NEGATIVE_INFINITY;
        String error = "";
        for (int i = 0; i < trials.length; i++) {
            Trial trial = trials[i];
            Double f1 = trial == null ? null : trial.validationF1();
            if (f1 != null && f1 > highest) {
                best = i;
                highest = f1;
            }
            if (trial != null && trial.error() != null)
                error = trial.error();
        }
        if (trials.length == 0)
            chosen = setting(0);
        else if (best >= 0)
            chosen = setting(best);
        else
            failure = "None of the " + trials.length + " settings could be trained with: " + error;
    }

    @Nullable
    Setting chosen() {
        return chosen;
    }
}
