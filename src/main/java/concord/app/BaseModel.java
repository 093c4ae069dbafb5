package concord.app;

import concord.job.JobContext;
import concord.model.Unit;
import concord.model.VariableKind;
import concord.model.request.TrainRequest;
import concord.student.StudentInfo;
import concord.student.Students;
import concord.student.Task;
import concord.student.TrainingData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a student would say that had not been fine-tuned, and the student's own answers on a scale that can be compared with it: of single texts a
/// logistic regression on frozen embeddings that learnt from the same units (the embedded linear student), of two texts, a query and a document
/// among them, the cosine of their frozen embeddings.
final class BaseModel {
    /// Pairs from which the cosine that goes with each label is learnt, at most; taken evenly, since files are often sorted by label.
    private static final int PAIRS = 1_000;
    private static final String LINEAR = "linear";
    private final Students students;
    private final UnitVectors vectors;
    private final UnitChooser.Order order;
    private final StudentInfo info;
    private final JobContext context;

    BaseModel(Students students, UnitVectors vectors, UnitChooser.Order order, StudentInfo info, JobContext context) {
        this.students = students;
        this.vectors = vectors;
        this.order = order;
        this.info = info;
        this.context = context;
    }

    /// Of single texts, aligned with the student's labels.
    double[][] probabilities(List<Unit> units) {
        if (info.architecture().equals(LINEAR))
            throw new AppException("The student is a linear model on frozen embeddings and has no base model to differ from: choose by a"
                    + " fine-tuned student, or by another strategy.");
        TrainingData data = probed();
        Path folder = temporary();
        try {
            context.log("Learning the base model, a linear one on frozen embeddings, from " + data.train().size() + " units.");
            students.train(TrainRequest.oneClick(order.variable().name(), LINEAR, "", null, null).withSeed(order.seed())
                    .withDevice(order.device()), data, folder.resolve(LINEAR), context);
            double[][] answers = Scoring.of(students, folder.resolve(LINEAR), order.device(), order.variable().kind(), units, context);
            int[] from = info.labels().stream().mapToInt(data.labels()::indexOf).toArray();
            return Arrays.stream(answers).map(a -> Arrays.stream(from).mapToDouble(k -> k < 0 ? 0 : a[k]).toArray())
                    .toArray(double[][]::new);
        } finally {
            Folders.delete(folder);
        }
    }

    /// Of single texts with ordered labels: the expected place of the label.
    double[] places(List<Unit> units) {
        return Arrays.stream(probabilities(units)).mapToDouble(BaseModel::place).toArray();
    }

    /// Of units with two texts.
    double[] cosines(List<Unit> units) {
        VariableKind kind = order.variable().kind();
        return vectors.cosines(units.stream().map(u -> TrainingUnits.first(kind, u)).toList(),
                units.stream().map(u -> Objects.requireNonNullElse(TrainingUnits.second(kind, u), "")).toList());
    }

    /// The student's answers as one number each: the number it gives; of ordered labels the expected place; of other labels of pairs the cosine
    /// that its answer lets expect, where the cosine of a label is the mean over the pairs it learnt with this label.
    double[] numbers(double[][] answers) {
        if (info.task().number())
            return Arrays.stream(answers).mapToDouble(a -> a[0]).toArray();
        if (order.variable().kind().ordered())
            return Arrays.stream(answers).mapToDouble(BaseModel::place).toArray();
        double[] cosines = ofLabels();
        return Arrays.stream(answers)
                .mapToDouble(a -> IntStream.range(0, a.length).mapToDouble(k -> a[k] * cosines[k]).sum()).toArray();
    }

    private static double place(double[] probabilities) {
        return IntStream.range(0, probabilities.length).mapToDouble(k -> k * probabilities[k]).sum();
    }

    private double[] ofLabels() {
        List<TrainingData.Item> all = items().toList();
        int taken = Math.min(PAIRS, all.size());
        List<TrainingData.Item> pairs = IntStream.range(0, taken).mapToObj(i -> all.get((int) ((long) i * all.size() / taken))).toList();
        if (pairs.isEmpty())
            throw new AppException("The labels that the student learnt from are gone, and without them its answers cannot be compared with"
                    + " its base model: choose by another strategy, or train a student again.");
        double[] cosines = vectors.cosines(pairs.stream().map(TrainingData.Item::text).toList(),
                pairs.stream().map(p -> Objects.requireNonNullElse(p.textB(), "")).toList());
        double overall = Arrays.stream(cosines).average().orElse(0);
        return info.labels().stream().mapToDouble(label -> IntStream.range(0, cosines.length)
                .filter(i -> order.learnt().labels().get(pairs.get(i).label()).equals(label)).mapToDouble(i -> cosines[i]).average()
                .orElse(overall)).toArray();
    }

    private Stream<TrainingData.Item> items() {
        return Stream.concat(order.learnt().train().stream(), order.learnt().validation().stream());
    }

    /// What the student learnt as the linear student can learn it: ordered labels as choices, without those that never came up.
    private TrainingData probed() {
        TrainingData learnt = order.learnt();
        if (learnt.train().size() < Students.FEWEST_TRAINING || learnt.validation().size() < Students.FEWEST_VALIDATION)
            throw new AppException("Too few of the labels that the student learnt from are left to make its base model: choose by another"
                    + " strategy, or train a student again.");
        if (learnt.task() == Task.MULTI)
            return learnt;
        List<Integer> met = items().map(TrainingData.Item::label).distinct().sorted().toList();
        List<String> labels = met.stream().map(learnt.labels()::get).toList();
        return new TrainingData(labels, choices(learnt.train(), met), choices(learnt.validation(), met));
    }

    private static List<TrainingData.Item> choices(List<TrainingData.Item> items, List<Integer> met) {
        List<TrainingData.Item> out = new ArrayList<>();
        items.forEach(i -> out.add(new TrainingData.Item(i.text(), i.textB(), met.indexOf(i.label()))));
        return out;
    }

    /// @throws AppException when the unit has none
    static String query(Unit unit) {
        if (unit.query() == null)
            throw new AppException("The unit \"" + unit.key() + "\" has no query: leave it out, or choose by another strategy.");
        return unit.query();
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("concord-base");
        } catch (IOException e) {
            throw new AppException("The temporary folder cannot be written: " + Folders.reason(e) + ".", e);
        }
    }
}
