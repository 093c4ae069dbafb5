package concord.app;

import concord.job.JobContext;
import concord.model.Unit;
import concord.model.VariableKind;
import concord.student.Prediction;
import concord.student.Students;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// What a student says of some units, kept in memory and nowhere else.
final class Scoring {
    private Scoring() {
    }

    /// What has texts answered, such as a worker that has the student already.
    interface Scorer {
        void score(Iterator<Students.Item> items, Consumer<Prediction> sink);
    }

    /// @return as in [concord.student.Prediction], aligned with the units
    static double[][] of(Students students, Path student, String device, VariableKind kind, List<Unit> units, JobContext context) {
        double[][] answers = of((items, sink) -> students.score(student, device, items, units.size(), sink, context), kind, units);
        context.checkCancelled();
        return answers;
    }

    /// @return as in [concord.student.Prediction], aligned with the units
    static double[][] of(Scorer scorer, VariableKind kind, List<Unit> units) {
        Map<Long, Integer> positions = new HashMap<>();
        for (int i = 0; i < units.size(); i++) {
            positions.put(units.get(i).id(), i);
        }
        double[][] answers = new double[units.size()][];
        Iterator<Students.Item> items = units.stream()
                .map(u -> new Students.Item(u.id(), TrainingUnits.first(kind, u), TrainingUnits.second(kind, u))).iterator();
        scorer.score(items, p -> answers[positions.get(p.unit())] = p.values());
        if (IntStream.range(0, answers.length).anyMatch(i -> answers[i] == null))
            throw new AppException("The student did not answer every unit: try again.");
        return answers;
    }
}
