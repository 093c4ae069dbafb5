package concord.student;

import concord.job.JobContext;
import concord.model.request.TrainRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Refuses what cannot be learnt from, before a worker is started.
final class TrainingChecks {
    private TrainingChecks() {
    }

    /// The data without units that have no text.
    ///
    /// @throws StudentException with the reason when the rest cannot be learnt from
    static TrainingData usable(TrainRequest request, TrainingData data, JobContext context) {
        RecipeChecks.check(request.recipe());
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
        if (data.task() == Task.MULTI)
            checkSets(data.labels(), train);
        else
            checkLabels(data.labels(), train);
        if (data.task() == Task.PAIRING)
            checkPairs(train, validation);
        return new TrainingData(data.task(), data.labels(), train, validation);
    }

    private static void checkLabels(List<String> labels, List<TrainingData.Item> train) {
        Set<Integer> present = train.stream().map(TrainingData.Item::label).collect(Collectors.toSet());
        if (present.size() < 2)
            throw new StudentException("All units to train on have the same label, \"" + labels.get(present.iterator().next())
                    + "\"; at least two labels are needed.");
    }

    private static void checkPairs(List<TrainingData.Item> train, List<TrainingData.Item> validation) {
        if (Stream.concat(train.stream(), validation.stream()).anyMatch(i -> i.textB() == null || i.textB().isBlank()))
            throw new StudentException("A bi-encoder compares queries with documents, but some units have only one text; choose the query"
                    + " column, or leave the way to learn rankings at auto.");
        if (train.stream().noneMatch(i -> i.label() > 0))
            throw new StudentException("No document to train on is relevant: all have the lowest label.");
        Map<String, Set<Integer>> labels = validation.stream().collect(Collectors.groupingBy(TrainingData.Item::text,
                Collectors.mapping(TrainingData.Item::label, Collectors.toSet())));
        if (labels.values().stream().noneMatch(l -> l.size() > 1))
            throw new StudentException(
                    "No query to validate on has documents with different labels, so that no order of them is better than"
                            + " another; label more units or hold out a larger share.");
    }

    private static void checkSets(List<String> labels, List<TrainingData.Item> train) {
        for (int k = 0; k < labels.size(); k++) {
            int label = k;
            long given = train.stream().filter(i -> Objects.requireNonNull(i.shares())[label] > 0).count();
            if (given > 0 && given < train.size())
                return;
        }
        throw new StudentException("No label tells the units to train on apart: each stands at all of them or at none.");
    }

    private static List<TrainingData.Item> withText(List<TrainingData.Item> items) {
        return items.stream().filter(i -> !i.text().isBlank()).toList();
    }
}
