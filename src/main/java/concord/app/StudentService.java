package concord.app;

import concord.app.ProjectJobs.Order;
import concord.job.JobHandle;
import concord.job.JobRunner.Weight;
import concord.model.JobRecord;
import concord.model.LabelSet;
import concord.model.Run;
import concord.model.Unit;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.model.request.GridRequest;
import concord.model.request.ScoreRequest;
import concord.model.request.TrainRequest;
import concord.model.result.DeviceReport;
import concord.model.result.GridTrial;
import concord.model.result.StudentKind;
import concord.model.result.TrainOutcome;
import concord.stats.AveragePrecision;
import concord.stats.BootstrapOptions;
import concord.stats.Calibration;
import concord.stats.MultiLabel;
import concord.stats.MultiLabelFigures;
import concord.stats.Pairwise;
import concord.stats.PairwiseFigures;
import concord.stats.RankingFigures;
import concord.stats.Value;
import concord.student.Students;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Local students: train, evaluate, score, export.
public final class StudentService {
    static final String TRAIN = "train";
    static final String SCORE = "score";
    static final String GRID = "grid";
    private static final int CALIBRATION_BINS = 10;
    private static final String NDCG = "ndcg_at_10";
    private static final String MACRO_F1 = "macro.f1";
    private final Repositories store;
    private final UnitIndex index;
    private final CodebookService codebook;
    private final Supplier<Students> students;
    private final Runs runs;
    private final StudentWork work;
    private final GridWork search;
    private final ProjectJobs jobs;
    private final Changes changes;
    private final Consumer<String> backup;

    /// @param backup keeps a dated copy of the project before something is lost; given the occasion
    StudentService(Repositories store, UnitIndex index, CodebookService codebook, Supplier<Students> students, Runs runs, ProjectJobs jobs,
            Changes changes, Consumer<String> backup) {
        this.store = store;
        this.index = index;
        this.codebook = codebook;
        this.students = students;
        this.runs = runs;
        this.work = new StudentWork(store, index, codebook, students, runs, changes);
        this.search = new GridWork(store, index, codebook, students, runs, work);
        this.jobs = jobs;
        this.changes = changes;
        this.backup = backup;
    }

    /// Students that can be trained without naming a folder.
    public List<StudentKind> kinds() {
        return students.get().kinds();
    }

    public DeviceReport devices() {
        return Sentences.keep(() -> students.get().devices());
    }

    /// Whether a request can run, and what it would use.
    ///
    /// @throws AppException with the reason: one label only, too few units, no text, unknown names
    public Plan plan(TrainRequest request) {
        TrainRequest named = runs.named(request, null);
        TrainingUnits units = TrainingUnits.of(named, codebook.variable(named.variable()), index, store);
        return new Plan(Objects.requireNonNull(named.run()), units.count(false), units.count(true), units.labels(), units.perLabel(),
                TrainingTime.guess(named, units.count(false), runs()));
    }

    /// As for one training; the time is that of all trials and of the trainings after them.
    ///
    /// @throws AppException as for one training, and for a field or value that a recipe does not have
    public Plan plan(GridRequest request) {
        GridRequest named = runs.named(request, null);
        TrainRequest base = named.base();
        TrainingUnits units = TrainingUnits.of(base, codebook.variable(base.variable()), index, store);
        return new Plan(Objects.requireNonNull(base.run()), units.count(false), units.count(true), units.labels(), units.perLabel(),
                TrainingTime.guess(named, units.count(false), runs()));
    }

    /// @param seconds rough guess of the training time on this machine; 0 when unknown
    public record Plan(String run, int trainUnits, int validationUnits, List<String> labels, List<Integer> perLabel, double seconds) {}

    /// Trains in the background; afterwards scores every unit, so that the student is an annotator of the whole project.
    ///
    /// @throws AppException as [#plan]
    public JobHandle<Trained> submitTrain(TrainRequest request) {
        TrainRequest named = runs.named(request, null);
        TrainingUnits.of(named, codebook.variable(named.variable()), index, store);
        return jobs.submit(order(named), context -> work.train(named, context));
    }

    JobHandle<Trained> resumeTrain(long job, TrainRequest request) {
        TrainRequest named = runs.named(request, request.run());
        return jobs.resume(job, order(named), context -> work.train(named, context));
    }

    private static Order order(TrainRequest request) {
        return new Order(TRAIN, "Train " + request.run() + " on the labels of " + request.labelsFrom(), request, true, Weight.HEAVY);
    }

    public record Trained(Run run, TrainOutcome outcome, Path folder) {}

    /// Tries all settings of a grid on one split, then trains with those of the highest validation F1 (of equal ones the first), once for each
    /// seed; each of these is a run. Goes on at the first unfinished trial when it is resumed.
    ///
    /// @throws AppException as [#plan], and for a field or value that a recipe does not have
    public JobHandle<Searched> submitGrid(GridRequest request) {
        GridRequest named = runs.named(request, null);
        TrainingUnits.of(named.base(), codebook.variable(named.base().variable()), index, store);
        return jobs.submit(order(named), context -> search.run(named, context));
    }

    JobHandle<Searched> resumeGrid(long job, GridRequest request) {
        GridRequest named = runs.named(request, request.base().run());
        return jobs.resume(job, order(named), context -> search.run(named, context));
    }

    private static Order order(GridRequest request) {
        String what = request.grid().isEmpty() ? "Train " : "Search settings for ";
        return new Order(GRID, what + request.base().run() + " on the labels of " + request.base().labelsFrom(), request, true,
                Weight.HEAVY);
    }

    /// @param trials in the order of trying
    /// @param runs   one a seed, with the best settings
    public record Searched(List<GridTrial> trials, List<Trained> runs) {}

    /// The trials of a search as they stand, also while it runs.
    ///
    /// @throws AppException when there is no such job, or it is no search
    public List<GridTrial> grid(long job) {
        JobRecord record = store.jobs().byId(job).filter(j -> j.kind().equals(GRID))
                .orElseThrow(() -> new AppException("Job " + job + " of this project is no search over settings."));
        return search.trials(Json.read(record.request(), GridRequest.class, "The request of job " + job));
    }

    /// The trials by which the settings of a run were found; none when they were given.
    public List<GridTrial> trials(String run) {
        return search.trials(run);
    }

    /// What a training, or each trial of a search, was asked to do.
    ///
    /// @throws AppException when there is no such job, or it is neither
    public TrainRequest asked(long job) {
        JobRecord record = store.jobs().byId(job).orElseThrow(() -> new AppException("There is no job " + job + " in this project."));
        String what = "The request of job " + job;
        return switch (record.kind()) {
            case TRAIN -> Json.read(record.request(), TrainRequest.class, what);
            case GRID -> Json.read(record.request(), GridRequest.class, what).base();
            default -> throw new AppException("Job " + job + " of this project trains no student.");
        };
    }

    /// The trial whose settings a search takes: the highest validation F1, of equal ones the first.
    public static GridTrial best(List<GridTrial> trials) {
        return GridWork.best(trials);
    }

    /// The grid for a student when nobody says which.
    public static Map<String, List<String>> usualGrid(TrainRequest request) {
        return Grid.usual(request.student(), request.recipe());
    }

    /// Reads a grid as `learning_rate=1e-5,5e-5;batch=8,16`, or a JSON object of arrays.
    ///
    /// @throws AppException when it is neither
    public static Map<String, List<String>> parseGrid(String text) {
        return Grid.parse(text);
    }

    /// @return the number of units scored
    /// @throws AppException when there is no such run or sample, or the run's folder is gone
    public JobHandle<Long> submitScore(ScoreRequest request) {
        check(request);
        return jobs.submit(order(request), context -> work.score(request, context));
    }

    JobHandle<Long> resumeScore(long job, ScoreRequest request) {
        check(request);
        return jobs.resume(job, order(request), context -> work.score(request, context));
    }

    private void check(ScoreRequest request) {
        runs.present(runs.named(request.run()));
        if (request.sample() != null)
            index.members(request.sample());
    }

    private static Order order(ScoreRequest request) {
        return new Order(SCORE, "Score with " + request.run(), request, false, Weight.HEAVY);
    }

    public List<Run> runs() {
        return store.runs().all();
    }

    public TrainOutcome outcome(Run run) {
        return StudentWork.outcome(run);
    }

    public Path folder(Run run) {
        return runs.folder(run.folder());
    }

    /// The student against an annotator, on units the student was not trained on: neither its training and validation units count nor units
    /// with the same text as one of them.
    ///
    /// @param sample only its units; null takes all units with a reference label outside the training and validation units
    /// @throws AppException when the run, the annotator or the sample does not exist, or no unit is left
    public PairwiseFigures evaluate(String run, String reference, @Nullable String sample, BootstrapOptions bootstrap) {
        Run of = runs.named(run);
        if (codebook.variable(of.variable()).kind() == VariableKind.MULTI)
            throw new AppException("\"" + of.variable() + "\" is a multi-label variable, for which there are multi-label figures only.");
        return Pairwise.of(unseen(of, reference, sample).paired(reference, run), bootstrap);
    }

    /// As [#evaluate], for a multi-label variable.
    public MultiLabelFigures evaluateSets(String run, String reference, @Nullable String sample, BootstrapOptions bootstrap) {
        Run of = runs.named(run);
        if (codebook.variable(of.variable()).kind() != VariableKind.MULTI)
            throw new AppException("\"" + of.variable() + "\" has one label a unit: ask for the pairwise figures.");
        return MultiLabel.of(unseen(of, reference, sample).pairedSets(reference, run), bootstrap);
    }

    /// As [#evaluate], how well the student orders the documents of each query.
    ///
    /// @param relevant as in [ResultsService#ranking]
    public RankingFigures evaluateRanking(String run, String reference, @Nullable String sample, @Nullable String relevant,
            BootstrapOptions bootstrap) {
        Run of = runs.named(run);
        Variable variable = codebook.variable(of.variable());
        return new RankedDocuments(index, variable, tested(of, reference, sample)).figures(reference, run,
                RankedDocuments.relevant(variable, relevant), bootstrap);
    }

    /// Macro F1, of a ranking nDCG@10, of another annotator, such as a teacher, on the units of [#evaluate]: what the student is measured beside. Empty where the
    /// annotator labelled none of them, or it is not defined.
    ///
    /// @throws AppException as [#evaluate]
    public OptionalDouble beside(String run, String annotator, String reference, @Nullable String sample) {
        Run of = runs.named(run);
        Figures.checkAnnotator(annotator, index);
        Figures figures = unseen(of, reference, sample);
        Value f1;
        Variable variable = codebook.variable(of.variable());
        if (variable.kind() == VariableKind.RANKING) {
            f1 = new RankedDocuments(index, variable, tested(of, reference, sample))
                    .figures(reference, annotator, RankedDocuments.usualRelevant(variable), BootstrapOptions.NONE).value(NDCG);
        } else if (variable.kind() == VariableKind.MULTI) {
            f1 = MultiLabel.of(figures.pairedSets(reference, annotator), BootstrapOptions.NONE).value(MACRO_F1);
        } else {
            f1 = Pairwise.of(figures.paired(reference, annotator), BootstrapOptions.NONE).value(MACRO_F1);
        }
        return f1.defined() ? OptionalDouble.of(f1.orNaN()) : OptionalDouble.empty();
    }

    private Figures unseen(Run run, String reference, @Nullable String sample) {
        return new Figures(index, codebook.variable(run.variable()), tested(run, reference, sample));
    }

    /// The positions that count; some carry both a label of the reference and one of the student.
    private BitSet tested(Run run, String reference, @Nullable String sample) {
        Variable variable = codebook.variable(run.variable());
        Figures.checkAnnotator(reference, index);
        BitSet within = unseen(run, reference, sample, variable);
        Figures figures = new Figures(index, variable, within);
        IntFunction<@Nullable String> truth = figures.labels(reference);
        IntFunction<@Nullable String> answer = figures.labels(run.name());
        if (within.stream().noneMatch(p -> truth.apply(p) != null))
            throw new AppException("\"" + reference + "\" labelled no unit" + (sample == null ? "" : " of the sample \"" + sample + "\"")
                    + " that \"" + run.name() + "\" was not trained on: label some more, or draw another sample.");
        if (within.stream().noneMatch(p -> answer.apply(p) != null))
            throw new AppException("\"" + run.name() + "\" has not scored these units yet: score them first.");
        return within;
    }

    private BitSet unseen(Run run, String reference, @Nullable String sample, Variable variable) {
        BitSet within = new BitSet();
        within.set(0, index.size());
        if (sample != null)
            within.and(index.members(sample));
        BitSet seen = new BitSet();
        for (String split : List.of(Runs.train(run.name()), Runs.validation(run.name()))) {
            if (store.samples().byName(split).isPresent())
                seen.or(index.members(split));
        }
        within.andNot(seen);
        IntFunction<@Nullable String> truth = new Figures(index, variable, within).labels(reference);
        Set<String> texts = TrainingUnits.texts(index, store, seen);
        long[] ids = index.ids();
        long[] labelled = within.stream().filter(p -> truth.apply(p) != null).mapToLong(p -> ids[p]).toArray();
        for (Unit unit : store.units().byIds(labelled)) {
            if (texts.contains(TrainingUnits.text(unit)))
                within.clear(index.position(unit.id()));
        }
        return within;
    }

    /// Precision and recall of one label at every threshold of the student's probability, highest threshold first; on the units of [#evaluate].
    ///
    /// @throws AppException as [#evaluate], and when the reference never gave the label
    public List<PrPoint> precisionRecall(String run, String reference, @Nullable String sample, String label) {
        Run of = runs.named(run);
        Figures figures = unseen(of, reference, sample);
        IntFunction<@Nullable String> truth = figures.labels(reference);
        boolean several = codebook.variable(of.variable()).kind() == VariableKind.MULTI;
        List<Scored> scored = new ArrayList<>();
        store.annotations().forEach(of.variable(), run, annotation -> {
            int position = index.position(annotation.unit());
            String right = position < 0 ? null : truth.apply(position);
            boolean ofLabels = !annotation.probabilities().isEmpty()
                    && (several || annotation.probabilities().containsKey(annotation.label()));
            if (right != null && ofLabels)
                scored.add(new Scored(annotation.probabilities().getOrDefault(label, 0.0),
                        several ? LabelSet.parse(right).names().contains(label) : right.equals(label)));
        });
        if (scored.isEmpty())
            throw new AppException("\"" + run + "\" gives numbers, not probabilities of labels: there is no threshold to choose.");
        long positives = scored.stream().filter(Scored::positive).count();
        if (positives == 0)
            throw new AppException("\"" + reference + "\" gave the label \"" + label + "\" to none of these units: recall has no meaning.");
        scored.sort(Comparator.comparingDouble(Scored::probability).reversed());
        List<PrPoint> points = new ArrayList<>();
        int right = 0;
        for (int i = 0; i < scored.size(); i++) {
            if (scored.get(i).positive())
                right++;
            boolean last = i + 1 == scored.size() || scored.get(i + 1).probability() < scored.get(i).probability();
            if (last)
                points.add(new PrPoint(scored.get(i).probability(), right / (i + 1.0), (double) right / positives));
        }
        return List.copyOf(points);
    }

    /// Average precision of each label by the student's probabilities of it, on the units of [#evaluate]; empty where the student gives none.
    ///
    /// @throws AppException as [#evaluate]
    public Optional<AveragePrecision> averagePrecision(String run, String reference, @Nullable String sample, BootstrapOptions bootstrap) {
        Run of = runs.named(run);
        return LabelPrecision.of(codebook.variable(of.variable()), run, unseen(of, reference, sample).labels(reference), index, store,
                bootstrap);
    }

    /// How well the student's probabilities of its labels say how often they are right, in ten bins; on the units of [#evaluate].
    ///
    /// @throws AppException as [#evaluate], and when the student gave no probabilities
    public Calibration calibration(String run, String reference, @Nullable String sample) {
        Run of = runs.named(run);
        Figures figures = unseen(of, reference, sample);
        IntFunction<@Nullable String> truth = figures.labels(reference);
        List<Scored> scored = new ArrayList<>();
        store.annotations().forEach(of.variable(), run, annotation -> {
            int position = index.position(annotation.unit());
            String right = position < 0 || annotation.label() == null ? null : truth.apply(position);
            if (right != null && annotation.confidence() != null)
                scored.add(new Scored(annotation.confidence(), right.equals(annotation.label())));
        });
        if (scored.isEmpty())
            throw new AppException("\"" + run + "\" gives labels without probabilities: there is nothing to calibrate.");
        boolean[] right = new boolean[scored.size()];
        for (int i = 0; i < right.length; i++) {
            right[i] = scored.get(i).positive();
        }
        return Calibration.of(scored.stream().mapToDouble(Scored::probability).toArray(), right, CALIBRATION_BINS);
    }

    private record Scored(double probability, boolean positive) {}

    public record PrPoint(double threshold, double precision, double recall) {}

    /// Copies the student's Hugging Face folder; a student that is an adapter is merged with its model.
    ///
    /// @throws AppException when the target exists and is not empty, or the student's folder or its model is gone
    public void export(String run, Path folder) {
        Path from = runs.present(runs.named(run));
        if (!students.get().adapter(from)) {
            Folders.copy(from, folder);
            return;
        }
        Folders.checkEmpty(folder);
        Sentences.keep(() -> students.get().merge(from, folder));
    }

    /// Whether a student is an adapter beside the model it was trained on.
    public boolean adapter(String run) {
        return students.get().adapter(runs.folder(runs.named(run).folder()));
    }

    /// Copies the adapter a student is, for peft.
    ///
    /// @throws AppException as [#export], and when the student is a whole model
    public void exportAdapter(String run, Path folder) {
        Path from = runs.present(runs.named(run));
        if (!students.get().adapter(from))
            throw new AppException("\"" + run + "\" was fine-tuned as a whole and has no adapter: export it without asking for one.");
        Folders.copy(from, folder);
    }

    /// Takes a student away with its predictions and folder; a dated backup of the project file is kept before.
    public void delete(String run) {
        Run of = runs.named(run);
        backup.accept("before deleting " + run);
        store.runs().delete(run);
        Folders.delete(runs.folder(of.folder()));
        Folders.delete(runs.grid(run));
        index.dropLabels(run);
        changes.tell(Change.RUNS, Change.ANNOTATIONS);
    }
}
