package concord.app;

import concord.job.JobContext;
import concord.model.LabelSet;
import concord.model.Run;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.model.request.Recipe;
import concord.model.request.StudyRequest;
import concord.model.request.TrainRequest;
import concord.model.result.TrainOutcome;
import concord.student.StudentException;
import concord.student.Students;
import concord.student.TrainingSession;
import concord.study.Answers;
import concord.study.Cell;
import concord.study.TestUnits;
import concord.study.Trial;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// The cells of a study, each worked on by itself: settings tried on one split, then a training for each seed with the best of them, each
/// scored on the test units. What had ended before is not done again. Safe to use from several threads, each on a cell of its own.
final class CellWork {
    private final StudySetup setup;
    private final StudyParts parts;
    private final StudyParts.All before;
    private final StudyTime time;
    private final Repositories store;
    private final UnitIndex index;
    private final CodebookService codebook;
    private final Students students;
    private final Runs runs;
    private final StudentWork work;
    private final Changes changes;
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    /// @param students with their share of the processor's threads
    CellWork(StudySetup setup, StudyParts parts, StudyTime time, Repositories store, UnitIndex index, CodebookService codebook,
            Students students, Runs runs, StudentWork work, Changes changes) {
        this.setup = setup;
        this.parts = parts;
        this.before = parts.all();
        this.time = time;
        this.store = store;
        this.index = index;
        this.codebook = codebook;
        this.students = students;
        this.runs = runs;
        this.work = work;
        this.changes = changes;
    }

    /// What could not be trained, a sentence each.
    Collection<String> failures() {
        return List.copyOf(failures);
    }

    void run(Cell cell, StudyProgress.Lane lane) {
        if (cell.student() == null) {
            if (before.answers(cell, null) == null)
                teacher(cell);
        } else if (cell.student().equals(StudyRequest.MAJORITY)) {
            if (before.answers(cell, null) == null)
                majority(cell);
        } else {
            train(cell, lane);
        }
    }

    private TestUnits test(Cell cell) {
        return Objects.requireNonNull(setup.tests().get(cell.variable()));
    }

    private void teacher(Cell cell) {
        String teacher = Objects.requireNonNull(setup.arm(cell).teacher());
        keep(new Answers(cell, null, teacher, labels(cell, teacher), Map.of()));
    }

    private List<@Nullable String> labels(Cell cell, String annotator) {
        IntFunction<@Nullable String> labels = new Figures(index, codebook.variable(cell.variable()), null).labels(annotator);
        List<@Nullable String> out = new ArrayList<>();
        for (long unit : test(cell).units()) {
            out.add(labels.apply(index.position(unit)));
        }
        return out;
    }

    private void majority(Cell cell) {
        Variable variable = codebook.variable(cell.variable());
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Votes votes : setup.units(cell).votes().values()) {
            String label = variable.kind() == VariableKind.MULTI
                    ? LabelSet.of(variable.labelNames().stream().filter(l -> votes.of(l) >= 0.5).toList()).joined()
                    : votes.label(variable.labelNames());
            counts.merge(label, 1, Integer::sum);
        }
        String most = counts.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(e -> -order(variable, e.getKey()))).orElseThrow().getKey();
        List<@Nullable String> answers = new ArrayList<>();
        test(cell).units().forEach(_ -> answers.add(most));
        keep(new Answers(cell, null, StudyRequest.MAJORITY, answers, Map.of()));
    }

    private static int order(Variable variable, String label) {
        return variable.labelNames().indexOf(label);
    }

    /// Answers are compared with the test's labels as soon as they are there.
    private void keep(Answers answers) {
        store.studies().look(setup.request().test().sample(), Objects.requireNonNull(setup.request().name()), Instant.now());
        parts.put(answers);
        changes.tell(Change.STUDIES);
    }

    private void train(Cell cell, StudyProgress.Lane lane) {
        StudyRequest request = setup.request();
        List<Long> open = request.seeds().stream().filter(seed -> before.answers(cell, seed) == null).toList();
        request.seeds().stream().filter(seed -> !open.contains(seed)).forEach(seed -> drop(cell, seed));
        if (open.isEmpty())
            return;
        TrainRequest base = setup.base(cell);
        TrainingUnits units = setup.units(cell).training(base, codebook.variable(cell.variable()), store);
        lane.begin(words(cell), 0);
        try (TrainingSession session = session(base, units, lane)) {
            Setting chosen = choose(cell, base, units, session, lane);
            for (long seed : open) {
                lane.checkCancelled();
                lane.begin(words(cell) + ", seed " + seed, time.seconds(cell, chosen.recipe()));
                last(cell, base.withRecipe(chosen.recipe()).withSeed(seed).withRun(setup.run(cell, seed)), chosen, units, session, lane);
                lane.end();
            }
        } catch (StudentException e) {
            failures.add(words(cell) + ": " + e.getMessage());
        }
    }

    /// @param fields of the grid, with their values
    private record Setting(Map<String, String> fields, Recipe recipe) {}

    /// One at a time, so that a model of the hub is fetched once.
    private synchronized TrainingSession session(TrainRequest base, TrainingUnits units, JobContext context) {
        return students.session(base, units.data(), context);
    }

    /// The setting with the highest validation F1; of equal ones the first.
    ///
    /// @throws StudentException when no setting could be trained with
    private Setting choose(Cell cell, TrainRequest base, TrainingUnits units, TrainingSession session, StudyProgress.Lane lane) {
        Grid grid = setup.grid(cell);
        if (setup.trials(cell) == 0)
            return new Setting(grid.settings().getFirst(), grid.recipes().getFirst());
        int best = -1;
        double highest = Double.NEGATIVE_INFINITY;
        String error = "";
        for (int i = 0; i < grid.recipes().size(); i++) {
            Trial known = before.trial(cell, i + 1);
            Trial trial = known != null && known.error() == null ? known : attempt(cell, base, i, units, session, lane);
            Double f1 = trial.validationF1();
            if (f1 != null && f1 > highest) {
                best = i;
                highest = f1;
            }
            if (trial.error() != null)
                error = trial.error();
        }
        if (best < 0)
            throw new StudentException("None of the " + grid.recipes().size() + " settings could be trained with: " + error);
        lane.log("the best of " + grid.recipes().size() + " settings is " + words(grid.settings().get(best)) + ", with a validation F1 of "
                + Math.round(1000 * highest) / 1000.0 + ".");
        return new Setting(grid.settings().get(best), grid.recipes().get(best));
    }

    private Trial attempt(Cell cell, TrainRequest base, int number, TrainingUnits units, TrainingSession session, StudyProgress.Lane lane) {
        lane.checkCancelled();
        Grid grid = setup.grid(cell);
        Map<String, String> fields = grid.settings().get(number);
        Recipe recipe = grid.recipes().get(number);
        lane.begin(words(cell) + ", " + words(fields), time.seconds(cell, recipe));
        Path folder = runs.study(Objects.requireNonNull(setup.request().name()))
                .resolve((setup.cells().indexOf(cell) + 1) + "-" + (number + 1));
        Folders.delete(folder);
        Folders.make(folder.getParent());
        long start = System.nanoTime();
        Trial trial;
        try {
            TrainOutcome outcome = session.train(base.withRecipe(recipe), folder);
            Folders.delete(folder);
            trial = new Trial(cell, base.seed(), fields, outcome.trainUnits(), merit(outcome), outcome.seconds(), null, null);
        } catch (StudentException e) {
            trial = new Trial(cell, base.seed(), fields, units.count(false), null, (System.nanoTime() - start) / 1e9, null, e.getMessage());
        }
        parts.put(number + 1, trial);
        changes.tell(Change.STUDIES);
        lane.end();
        return trial;
    }

    private static @Nullable Double merit(TrainOutcome outcome) {
        return Double.isNaN(outcome.merit()) ? null : outcome.merit();
    }

    /// A training with the chosen settings, its run and its answers.
    private void last(Cell cell, TrainRequest request, Setting chosen, TrainingUnits units, TrainingSession session,
            StudyProgress.Lane lane) {
        String name = Objects.requireNonNull(request.run());
        long start = System.nanoTime();
        try {
            Run run = store.runs().byName(name).orElseGet(
                    () -> work.train(request, units, folder -> told(session.train(request, folder), request.seed()), lane));
            TrainOutcome outcome = StudentWork.outcome(run);
            parts.put(
                    new Trial(cell, request.seed(), chosen.fields(), outcome.trainUnits(), merit(outcome), outcome.seconds(), name, null));
            changes.tell(Change.STUDIES);
            long[] ids = test(cell).units().stream().mapToLong(Long::longValue).toArray();
            work.score(run, ids, (items, sink) -> session.score(runs.present(run), items, ids.length, sink), lane);
            keep(new Answers(cell, request.seed(), name, labels(cell, name), chosen.fields()));
            drop(cell, request.seed());
        } catch (StudentException e) {
            parts.put(new Trial(cell, request.seed(), chosen.fields(), units.count(false), null, (System.nanoTime() - start) / 1e9, null,
                    e.getMessage()));
            changes.tell(Change.STUDIES);
            failures.add(words(cell) + ", seed " + request.seed() + ": " + e.getMessage());
        }
    }

    /// The outcome saying which study it is of and whether its weights are kept.
    private TrainOutcome told(TrainOutcome o, long seed) {
        Map<String, Object> settings = new HashMap<>(o.settings());
        settings.put("study", Objects.requireNonNull(setup.request().name()));
        settings.put(Runs.WEIGHTS_KEPT, kept(seed));
        return new TrainOutcome(o.device(), o.trainUnits(), o.validationUnits(), o.bestEpoch(), o.history(), o.validation(), o.truncated(),
                o.seconds(), o.sha256(), settings);
    }

    private boolean kept(long seed) {
        return switch (setup.request().keep()) {
            case StudyRequest.KEEP_ALL -> true;
            case StudyRequest.KEEP_FIRST -> seed == setup.request().seeds().getFirst();
            default -> false;
        };
    }

    private void drop(Cell cell, long seed) {
        if (!kept(seed))
            Folders.delete(runs.folder(runs.relative(setup.run(cell, seed))));
    }

    private String words(Cell cell) {
        String student = Names.file(Objects.requireNonNull(cell.student()).replaceAll("^hub:|[/\\\\]+$", ""));
        return (setup.request().variables().size() > 1 ? cell.variable() + ", " : "") + cell.title() + ", " + student;
    }

    private static String words(Map<String, String> fields) {
        return String.join(", ", fields.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList());
    }
}
