package concord.app;

import concord.model.Run;
import concord.model.request.GridRequest;
import concord.model.request.TrainRequest;
import concord.model.result.TrainOutcome;
import java.util.Comparator;
import java.util.List;

/// How long a training will take: as long a unit and epoch as the latest run of the same student, else as measured on two CPU cores.
final class TrainingTime {
    /// Seconds a unit and epoch for texts of some 40 words, forward and backward.
    private static final double MINILM = 0.05;
    /// Seconds a unit: one forward pass each; the regression on top is quick.
    private static final double LINEAR = 0.015;
    private static final double START = 4;
    private static final int EPOCHS = 5;

    private TrainingTime() {
    }

    /// Of a search: its trials, and the trainings after them as long as the middle of these.
    ///
    /// @return 0 when unknown
    static double guess(GridRequest request, int units, List<Run> runs) {
        double trials = Grid.of(request).recipes().stream()
                .mapToDouble(recipe -> guess(request.base().withRecipe(recipe), units, runs)).sum();
        int tried = request.grid().isEmpty() ? 0 : Grid.of(request).recipes().size();
        return tried == 0 ? request.seeds().size() * trials : trials + request.seeds().size() * trials / tried;
    }

    /// @return 0 when unknown
    static double guess(TrainRequest request, int units, List<Run> runs) {
        boolean linear = request.student().equals("linear");
        TrainOutcome last = runs.stream().filter(r -> r.student().equals(request.student())).max(Comparator.comparing(Run::at))
                .map(StudentWork::outcome).orElse(null);
        int epochs = linear
                ? 1
                : request.recipe().epochs() > 0 ? request.recipe().epochs() : last == null ? EPOCHS : Math.max(1, last.history().size());
        if (last != null && last.trainUnits() > 0) {
            int done = linear ? 1 : Math.max(1, last.history().size());
            return last.seconds() / last.trainUnits() / done * units * epochs;
        }
        return switch (request.student()) {
            case "minilm" -> START + MINILM * units * epochs;
            case "linear" -> START + LINEAR * units;
            default -> 0;
        };
    }
}
