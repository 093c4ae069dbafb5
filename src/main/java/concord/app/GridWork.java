package concord.app;

import concord.app.StudentService.Searched;
import concord.app.StudentService.Trained;
import concord.job.JobContext;
import concord.model.request.GridRequest;
import concord.model.request.Recipe;
import concord.model.request.TrainRequest;
import concord.model.result.GridTrial;
import concord.model.result.TrainOutcome;
import concord.student.StudentException;
import concord.student.Students;
import concord.student.TrainingSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The body of a search: trials in one worker, then the runs with the best settings.
///
/// The figures of ended trials stand in a file beside the students' folders, so that a search goes on at its first unfinished trial (and that
/// one after its last finished epoch).
final class GridWork {
    /// Between the name of a search and the seed of one of its runs.
    static final String SEED = "-s";
    private final Repositories store;
    private final UnitIndex index;
    private final CodebookService codebook;
    private final Supplier<Students> students;
    private final Runs runs;
    private final StudentWork work;

    GridWork(Repositories store, UnitIndex index, CodebookService codebook, Supplier<Students> students, Runs runs, StudentWork work) {
        this.store = store;
        this.index = index;
        this.codebook = codebook;
        this.students = students;
        this.runs = runs;
        this.work = work;
    }

    record Table(List<GridTrial> trials) {}

    Searched run(GridRequest request, JobContext context) {
        Grid grid = Grid.of(request);
        Path file = runs.grid(Objects.requireNonNull(request.base().run()));
        Folders.make(file.getParent());
        List<GridTrial> trials = request.grid().isEmpty() ? List.of() : search(request, grid, file, context);
        Recipe best = request.base().recipe();
        if (!trials.isEmpty()) {
            GridTrial first = best(trials);
            best = grid.recipes().get(first.number() - 1);
            context.log("The best of " + trials.size() + " settings is trial " + first.number() + ", " + words(first)
                    + ", with a validation F1 of " + Math.round(1000 * Objects.requireNonNull(first.validationF1())) / 1000.0 + ".");
        }
        List<Trained> trained = new ArrayList<>();
        for (TrainRequest one : finals(request.withBase(request.base().withRecipe(best)))) {
            context.checkCancelled();
            trained.add(work.train(one, context));
        }
        return new Searched(trials, trained);
    }

    /// The trainings at the end of a search, named.
    static List<TrainRequest> finals(GridRequest request) {
        TrainRequest base = request.base();
        if (request.seeds().size() == 1)
            return List.of(base.withSeed(request.seeds().getFirst()));
        return request.seeds().stream().map(seed -> base.withSeed(seed).withRun(base.run() + SEED + seed)).toList();
    }

    /// The trial with the highest figure; of equal ones the first.
    static GridTrial best(List<GridTrial> trials) {
        GridTrial best = null;
        for (GridTrial trial : trials) {
            Double f1 = trial.validationF1();
            if (f1 != null && (best == null || f1 > Objects.requireNonNull(best.validationF1())))
                best = trial;
        }
        if (best == null)
            throw new AppException("None of the " + trials.size() + " trainings of the search could be finished: "
                    + trials.getFirst().error());
        return best;
    }

    private List<GridTrial> search(GridRequest request, Grid grid, Path file, JobContext context) {
        List<GridTrial> trials = new ArrayList<>(trials(request));
        if (trials.stream().allMatch(GridTrial::ended))
            return trials;
        context.progress(0, 0, "reading the labelled units");
        TrainingUnits units = TrainingUnits.of(request.base(), codebook.variable(request.base().variable()), index, store);
        context.log("Trying " + trials.size() + " settings on " + units.count(false) + " units, validating on " + units.count(true) + ".");
        Path folder = runs.trials(Objects.requireNonNull(request.base().run()));
        Folders.make(folder);
        TrialContext named = new TrialContext(context, trials.size());
        try (TrainingSession session = students.get().session(request.base(), units.data(), named)) {
            for (int i = 0; i < trials.size(); i++) {
                GridTrial before = trials.get(i);
                if (before.ended()) {
                    tell(before, context);
                    continue;
                }
                context.checkCancelled();
                named.trial = before.number();
                GridTrial ended = trial(before, request.base().withRecipe(grid.recipes().get(i)), folder, session);
                context.log("Trial " + ended.number() + " of " + trials.size() + ", " + words(ended) + ": "
                        + (ended.error() == null ? "validation F1 " + ended.validationF1() : ended.error()));
                tell(ended, context);
                trials.set(i, ended);
                write(file, new Table(trials));
            }
        }
        Folders.delete(folder);
        return trials;
    }

    private static void tell(GridTrial trial, JobContext context) {
        if (trial.validationF1() != null)
            context.metric("trial_f1", trial.number(), trial.validationF1());
    }

    private static GridTrial trial(GridTrial trial, TrainRequest request, Path folder, TrainingSession session) {
        Path own = folder.resolve("trial-" + trial.number());
        Folders.delete(own);
        long start = System.nanoTime();
        try {
            TrainOutcome outcome = session.train(request, own);
            Folders.delete(own);
            return new GridTrial(trial.number(), trial.settings(), trial.seed(), outcome.merit(), outcome.seconds(),
                    null);
        } catch (StudentException e) {
            return new GridTrial(trial.number(), trial.settings(), trial.seed(), null, (System.nanoTime() - start) / 1e9, e.getMessage());
        }
    }

    private static String words(GridTrial trial) {
        return String.join(", ", trial.settings().entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList());
    }

    /// All trials of a search, those that ended with their figures.
    List<GridTrial> trials(GridRequest request) {
        Path file = runs.grid(Objects.requireNonNull(request.base().run()));
        List<GridTrial> out = new ArrayList<>();
        List<GridTrial> known = Files.isRegularFile(file) ? read(file) : List.of();
        for (var setting : Grid.of(request).settings()) {
            GridTrial fresh = new GridTrial(out.size() + 1, setting, request.base().seed(), null, 0, null);
            out.add(known.stream().filter(t -> t.settings().equals(setting) && t.seed() == fresh.seed() && t.ended()).findFirst()
                    .map(t -> new GridTrial(fresh.number(), setting, t.seed(), t.validationF1(), t.seconds(), t.error())).orElse(fresh));
        }
        return request.grid().isEmpty() ? List.of() : out;
    }

    /// The trials from which a run took its settings; none when it had them from its request.
    List<GridTrial> trials(String run) {
        return Stream.of(run, run.replaceFirst(SEED + "-?\\d+$", "")).map(runs::grid).filter(Files::isRegularFile).findFirst()
                .map(GridWork::read).orElse(List.of());
    }

    private static List<GridTrial> read(Path file) {
        try {
            return Json.read(Files.readString(file), Table.class, "The file " + file).trials();
        } catch (IOException e) {
            throw new AppException("The file " + file + " cannot be read: " + Folders.reason(e) + ".", e);
        }
    }

    private static void write(Path file, Table table) {
        try {
            Path part = file.resolveSibling(file.getFileName() + ".tmp");
            Files.writeString(part, Json.write(table));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new AppException("The file " + file + " cannot be written: " + Folders.reason(e) + ".", e);
        }
    }

    /// Says of everything which trial it is about.
    private static final class TrialContext implements JobContext {
        private final JobContext context;
        private final int trials;
        private int trial = 1;

        TrialContext(JobContext context, int trials) {
            this.context = context;
            this.trials = trials;
        }

        @Override
        public void checkCancelled() {
            context.checkCancelled();
        }

        @Override
        public boolean cancelled() {
            return context.cancelled();
        }

        @Override
        public void onCancel(Runnable action) {
            context.onCancel(action);
        }

        @Override
        public void progress(long done, long total, String phase) {
            // whole trials and the share of the present one, in thousandths
            long share = total == 0 ? 0 : 1000 * done / total;
            context.progress(1000L * (trial - 1) + share, 1000L * trials, "trial " + trial + " of " + trials + ", " + phase);
        }

        @Override
        public void metric(String series, double step, double value) {
            context.metric("trial " + trial + " " + series, step, value);
        }

        @Override
        public void log(String message) {
            context.log("Trial " + trial + ": " + message);
        }
    }
}
