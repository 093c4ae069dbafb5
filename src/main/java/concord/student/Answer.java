package concord.student;

import concord.model.Annotation;
import concord.model.LabelSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A prediction in words.
///
/// @param label         the label given; several joined as [LabelSet] does
/// @param confidence    the probability of the label; of several labels that of the least certain of all decisions; NaN where the student gives
///                      no probabilities
/// @param probabilities by label; for a student that gives a number only that number, under [Annotation#SCORE]
public record Answer(String label, double confidence, Map<String, Double> probabilities) {
    private static final double GIVEN = 0.5;

    /// @param values aligned with the labels, or the number alone, as a [Prediction] has them
    public static Answer of(StudentInfo student, double[] values) {
        Task task = student.task();
        List<String> labels = student.labels();
        if (task.number()) {
            int place = task == Task.PAIRING
                    ? (int) student.thresholds().stream().filter(t -> values[0] > t).count()
                    : (int) Math.clamp(Math.rint(values[0]), 0, labels.size() - 1);
            return new Answer(labels.get(place), Double.NaN, Map.of(Annotation.SCORE, values[0]));
        }
        Map<String, Double> probabilities = new LinkedHashMap<>();
        List<String> given = new ArrayList<>();
        double leastSure = 1;
        int best = 0;
        for (int k = 0; k < values.length; k++) {
            probabilities.put(labels.get(k), values[k]);
            if (values[k] >= GIVEN)
                given.add(labels.get(k));
            leastSure = Math.min(leastSure, Math.max(values[k], 1 - values[k]));
            if (values[k] > values[best])
                best = k;
        }
        return task == Task.MULTI
                ? new Answer(LabelSet.of(given).joined(), leastSure, probabilities)
                : new Answer(labels.get(best), values[best], probabilities);
    }
}
