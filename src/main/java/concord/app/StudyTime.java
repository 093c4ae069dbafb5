package concord.app;

import concord.model.Run;
import concord.model.request.Recipe;
import concord.model.request.StudyRequest;
import concord.study.Cell;
import java.util.List;

/// How long the trainings of a study should take.
final class StudyTime {
    /// For a student of which nothing is known, a unit and epoch; only to weigh trainings of one study against each other.
    private static final double UNKNOWN = 0.2;
    private static final int EPOCHS = 5;
    private final StudySetup setup;
    private final List<Run> runs;

    /// @param runs earlier ones
    StudyTime(StudySetup setup, List<Run> runs) {
        this.setup = setup;
        this.runs = List.copyOf(runs);
    }

    private double known(Cell cell, Recipe recipe) {
        return TrainingTime.guess(setup.base(cell).withRecipe(recipe), learnt(cell), runs);
    }

    private int learnt(Cell cell) {
        return (int) Math.round(setup.units(cell).units().size() * (1 - setup.request().validation()));
    }

    /// Of one training; always positive.
    double seconds(Cell cell, Recipe recipe) {
        double known = known(cell, recipe);
        return known > 0 ? known : Math.max(1, UNKNOWN * learnt(cell) * (recipe.epochs() > 0 ? recipe.epochs() : EPOCHS));
    }

    /// Of all trainings.
    ///
    /// @return 0 when unknown
    double whole() {
        boolean known = setup.cells().stream().filter(StudySetup::trained)
                .allMatch(cell -> known(cell, setup.grid(cell).recipes().getFirst()) > 0);
        return known ? left(StudyParts.All.NONE) / Math.max(1, setup.request().parallel()) : 0;
    }

    /// Seconds of all trainings that have not ended, one after the other.
    double left(StudyParts.All done) {
        double sum = 0;
        for (Cell cell : setup.cells()) {
            if (StudySetup.trained(cell))
                sum += left(cell, done);
        }
        return sum;
    }

    private double left(Cell cell, StudyParts.All done) {
        StudyRequest request = setup.request();
        long open = request.seeds().stream().filter(seed -> done.answers(cell, seed) == null).count();
        if (open == 0)
            return 0;
        List<Recipe> recipes = setup.grid(cell).recipes();
        double trials = 0;
        double all = 0;
        for (int i = 0; i < recipes.size(); i++) {
            double seconds = seconds(cell, recipes.get(i));
            all += seconds;
            boolean ended = done.trial(cell, i + 1) != null || setup.trials(cell) == 0;
            trials += ended ? 0 : seconds;
        }
        return trials + open * all / recipes.size();
    }
}
