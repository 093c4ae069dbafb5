package concord.app;

import concord.job.JobContext;
import concord.model.SampleMember;
import concord.model.SampleStrategy;
import concord.model.Unit;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.sampling.Badge;
import concord.sampling.Coreset;
import concord.sampling.Deviation;
import concord.sampling.Draw;
import concord.sampling.Highest;
import concord.sampling.Uncertainty;
import concord.student.StudentInfo;
import concord.student.Students;
import concord.student.Task;
import concord.student.TrainingData;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// Chooses what to label next by what a student makes of it. Its worker scores the frame anew each time; the same order gives the same units.
final class UnitChooser {
    /// Places of a ranking that count when whole queries are chosen.
    static final int DEPTH = 10;
    private final Repositories store;
    private final Supplier<Students> students;
    private final TextEmbeddings embeddings;

    UnitChooser(Repositories store, Supplier<Students> students, TextEmbeddings embeddings) {
        this.store = store;
        this.students = students;
        this.embeddings = embeddings;
    }

    /// @param student      its folder; not read by a random choice
    /// @param learnt       what the student learnt from: of it the base model of single texts is made, and from it the core-set keeps away
    /// @param frame        units to choose from; those without a text are never chosen
    /// @param device       auto, cpu, gpu0, ...
    /// @param diverse      take the best of each cluster of texts; without effect where the strategy spreads its choice by itself
    /// @param wholeQueries of a ranking chosen by its deviation, take the first documents of the queries whose order changed most in place of the
    ///                     documents that moved most
    record Order(SampleStrategy strategy, Variable variable, Path student, TrainingData learnt, long[] frame, int size, long seed,
            String device, boolean diverse, boolean wholeQueries) {}

    /// @return in the order chosen; with the probability 0, but for a random choice
    /// @throws AppException when the frame is too small, the student answers something else, or the strategy does not suit it
    List<SampleMember> choose(Order order, JobContext context) {
        if (order.frame().length == 0)
            throw new AppException("There is no unit to choose from.");
        if (order.size() < 1)
            throw new AppException("Choose at least 1 unit, not " + order.size() + ".");
        List<Unit> units = store.units().byIds(order.frame()).stream().filter(u -> !TrainingUnits.blank(u)).toList();
        if (order.size() > units.size())
            throw new AppException(order.size() + " units cannot be chosen from the " + units.size() + " that have a text: ask for "
                    + units.size() + " or fewer.");
        return switch (order.strategy()) {
            case RANDOM -> Draw.random(units.stream().mapToLong(Unit::id).toArray(), order.size(), order.seed());
            case UNCERTAINTY, MARGIN, LEAST_CONFIDENCE, CORESET, BADGE, BASE_VS_TUNED -> {
                StudentInfo info = Sentences.keep(() -> students.get().info(order.student()));
                check(order, info);
                Choice choice = new Choice(order, info, units, context);
                yield Arrays.stream(choice.positions()).mapToObj(i -> new SampleMember(units.get(i).id(), 0)).toList();
            }
            case ALL, STRATIFIED, IMPORT -> throw new IllegalArgumentException(order.strategy().key() + " chooses by no student");
        };
    }

    private static void check(Order order, StudentInfo info) {
        Variable variable = order.variable();
        boolean several = variable.kind() == VariableKind.MULTI;
        if (several != (info.task() == Task.MULTI))
            throw new AppException("The student gives " + (several ? "one label a unit, \"" : "several labels a unit, \"") + variable.name()
                    + "\" asks for " + (several ? "several" : "one") + ": choose by a student of this variable.");
        List<String> foreign = info.labels().stream().filter(l -> variable.label(l).isEmpty()).toList();
        if (!foreign.isEmpty())
            throw new AppException("The student answers " + Names.list(foreign) + ", which \"" + variable.name()
                    + "\" does not have: choose by a student of this variable.");
    }

    /// One choice under way.
    private final class Choice {
        private final Order order;
        private final StudentInfo info;
        private final List<Unit> units;
        private final JobContext context;
        private final UnitVectors vectors;

        Choice(Order order, StudentInfo info, List<Unit> units, JobContext context) {
            this.order = order;
            this.info = info;
            this.units = units;
            this.context = context;
            this.vectors = new UnitVectors(embeddings, order.variable().kind(), context);
        }

        int[] positions() {
            return switch (order.strategy()) {
                case UNCERTAINTY -> highest(unsure(Uncertainty.ENTROPY));
                case MARGIN -> highest(unsure(Uncertainty.MARGIN));
                case LEAST_CONFIDENCE -> highest(unsure(Uncertainty.LEAST_CONFIDENCE));
                case CORESET -> Coreset.choose(vectors.of(units), vectors.of(order.learnt()), order.size(), order.seed());
                case BADGE -> badge();
                case BASE_VS_TUNED -> deviating();
                case ALL, RANDOM, STRATIFIED, IMPORT -> throw new IllegalStateException();
            };
        }

        private int[] highest(double[] scores) {
            return order.diverse()
                    ? Highest.spread(scores, vectors.of(units), order.size(), order.seed())
                    : Highest.of(scores, order.size(), order.seed());
        }

        private double[][] answers() {
            return Scoring.of(students.get(), order.student(), order.device(), order.variable().kind(), units, context);
        }

        private double[] unsure(Uncertainty measure) {
            ToDoubleFunction<double[]> of = switch (info.task()) {
                case SINGLE, CORAL -> measure::of;
                case MULTI -> measure::ofSeveral;
                case SCORE, PAIRING -> {
                    double[] bounds = bounds();
                    yield answer -> Uncertainty.ofNumber(answer[0], bounds);
                }
            };
            return Arrays.stream(answers()).mapToDouble(of).toArray();
        }

        /// Where one label of a student that gives a number ends and the next begins.
        private double[] bounds() {
            if (info.task() == Task.SCORE)
                return IntStream.range(1, info.labels().size()).mapToDouble(k -> k - 0.5).toArray();
            if (info.thresholds().isEmpty())
                throw new AppException("The student keeps no thresholds between its labels, so nothing says where it is unsure: train it"
                        + " again, or choose by " + SampleStrategy.BASE_VS_TUNED.key() + ".");
            return info.thresholds().stream().mapToDouble(Double::doubleValue).toArray();
        }

        private int[] badge() {
            if (info.task().number())
                throw new AppException("The strategy badge needs probabilities of labels, and this student gives a number: choose another"
                        + " strategy.");
            boolean several = info.task() == Task.MULTI;
            double[][] residuals = Arrays.stream(answers()).map(several ? Badge::residualOfSeveral : Badge::residual)
                    .toArray(double[][]::new);
            return Badge.choose(residuals, vectors.of(units), order.size(), order.seed());
        }

        private int[] deviating() {
            BaseModel base = new BaseModel(students.get(), vectors, order, info, context);
            List<String> queries = order.variable().kind() == VariableKind.RANKING
                    ? units.stream().map(BaseModel::query).toList()
                    : List.of();
            boolean pairs = units.stream().anyMatch(u -> u.textB() != null) && info.task() != Task.MULTI;
            if (queries.isEmpty() && !pairs && !info.task().number()) {
                double[][] before = base.probabilities(units);
                double[][] after = answers();
                boolean several = info.task() == Task.MULTI;
                return highest(IntStream.range(0, after.length)
                        .mapToDouble(i -> several ? Deviation.ofSeveral(before[i], after[i]) : Deviation.of(before[i], after[i]))
                        .toArray());
            }
            double[] before = queries.isEmpty() && !pairs ? base.places(units) : base.cosines(units);
            double[] after = base.numbers(answers());
            if (queries.isEmpty())
                return highest(Deviation.ofRanks(before, after));
            return order.wholeQueries()
                    ? Deviation.queries(before, after, queries, DEPTH, order.size(), order.seed())
                    : highest(Deviation.ofRanks(before, after, queries));
        }
    }
}
