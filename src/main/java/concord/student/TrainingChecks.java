package concord.student;

import concord.job.JobContext;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Refuses what cannot be learnt from, before a worker is started.
final class TrainingChecks {
    private TrainingChecks() {
    }

    /// The data without units that have no text.
    ///
    /// @throws StudentException with the reason when the rest cannot be learnt from
    static TrainingData usable(TrainingData data, JobContext context) {
        List<TrainingData.Item> train = withText(data.train());
        List<TrainingData.Item> validation = withText(data.validation());
        int all = data.train().size() + data.validation().size();
        int blank = all - train.size() - validation.size();
        if (all > 0 && blank == all)
            throw new StudentException("None of the " + all + " labelled units has any text to learn from; choose the text column again.");
        if (blank > 0)
            context.log(blank + " of " + all + " labelled units have no text and are left out.");
        if (train.size() < Students.FEWEST_TRAINING)
            throw new StudentException("There are only " + train.size() + " labelled units to train on; at least "
                    + Students.FEWEST_TRAINING + " are needed. Label more units or choose a larger sample.");
        if (validation.size() < Students.FEWEST_VALIDATION)
            throw new StudentException("There are only " + validation.size() + " labelled units to validate on; at least "
                    + Students.FEWEST_VALIDATION + " are needed. Label more units or hold out a larger share.");
        Set<Integer> present = train.stream().map(TrainingData.Item::label).collect(Collectors.toSet());
        if (present.size() < 2)
            throw new StudentException("All units to train on have the same label, \"" + data.labels().get(present.iterator().next())
                    + "\"; at least two labels are needed.");
        return new TrainingData(data.labels(), train, validation);
    }

    private static List<TrainingData.Item> withText(List<TrainingData.Item> items) {
        return items.stream().filter(i -> !i.text().isBlank()).toList();
    }
}
