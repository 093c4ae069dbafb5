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
import concord.study.MedianRule;
import concord.study.TestUnits;
import concord.study.Trial;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The cells of a study, each worked on by itself: settings tried on one split, then a training for each seed, on a split of its own, with the
/// best of them, each scored on the test units. What had ended before is not done again. Safe to use from several threads, each on a cell of its own.
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
        lane.begin(words(cell), 0);
        try {
            Setting chosen;
            TrainingUnits units = split(cell, base);
            try (TrainingSession session = session(base, units, lane)) {
                chosen = choose(cell, base, units, session, lane);
                if (open.contains(base.seed()))
                    last(cell, base, chosen, units, session, lane);
            }
            for (long seed : open) {
                if (seed == base.seed())
                    continue;
                // another split, so another session: the spread over seeds is to hold what hangs on the split
                TrainRequest other = base.withSeed(seed);
                TrainingUnits own = split(cell, other);
                try (TrainingSession session = session(other, own, lane)) {
                    last(cell, other, chosen, own, session, lane);
                }
            }
        } catch (StudentException e) {
            failures.add(words(cell) + ": " + e.getMessage());
        }
    }

    private TrainingUnits split(Cell cell, TrainRequest request) {
        return setup.units(cell).training(request, codebook.variable(cell.variable()), store);
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
        boolean again = IntStream.rangeClosed(1, grid.recipes().size()).mapToObj(n -> before.trial(cell, n))
                .allMatch(trial -> trial != null && trial.error() != null);
        MedianRule rule = new MedianRule();
        for (int i = 0; i < grid.recipes().size(); i++) {
            Trial known = before.trial(cell, i + 1);
            List<Double> curve = new ArrayList<>(before.curve(cell, i + 1));
            Trial trial = known != null && !again
                    ? known
                    : attempt(new Attempt(cell, i, grid, units.count(false) + units.count(true)), base, rule, curve, session, lane);
            Double f1 = trial.validationF1();
            if (f1 != null && f1 > highest) {
                best = i;
                highest = f1;
            }
            if (trial.error() == null)
                rule.finished(curve);
            else
                error = trial.error();
        }
        if (best < 0)
            throw new StudentException("None of the " + grid.recipes().size() + " settings could be trained with: " + error);
        lane.log("the best of " + grid.recipes().size() + " settings is " + words(grid.settings().get(best)) + ", with a validation F1 of "
                + Math.round(1000 * highest) / 1000.0 + ".");
        return new Setting(grid.settings().get(best), grid.recipes().get(best));
    }

    /// @param place from 0
    /// @param units learnt from and validated on
    private record Attempt(Cell cell, int place, Grid grid, int units) {
        int number() {
            return place + 1;
        }

        Map<String, String> fields() {
            return grid.settings().get(place);
        }

        Recipe recipe() {
            return grid.recipes().get(place);
        }

        Trial ended(long seed, @Nullable Double f1, double seconds, @Nullable String error) {
            return new Trial(cell, seed, fields(), units, f1, seconds, null, error);
        }
    }

    /// @param rule  of the trials before
    /// @param curve filled with the validation F1 of each epoch
    private Trial attempt(Attempt one, TrainRequest base, MedianRule rule, List<Double> curve, TrainingSession session,
            StudyProgress.Lane lane) {
        lane.checkCancelled();
        lane.begin(words(one.cell()) + ", " + words(one.fields()), time.seconds(one.cell(), one.recipe()));
        Path folder = runs.study(Objects.requireNonNull(setup.request().name()))
                .resolve((setup.cells().indexOf(one.cell()) + 1) + "-" + one.number());
        Folders.delete(folder);
        Folders.make(folder.getParent());
        curve.clear();
        List<Double> hopeless = new ArrayList<>();
        if (setup.request().stopHopeless())
            lane.listen((epoch, f1) -> {
                // what comes after the end was only on its way already
                if (epoch == curve.size() + 1 && hopeless.isEmpty())
                    curve.add(f1);
                if (hopeless.isEmpty() && rule.hopeless(curve)) {
                    hopeless.addAll(curve);
                    session.enough(folder);
                }
            });
        long start = System.nanoTime();
        Trial trial;
        try {
            TrainOutcome outcome = session.train(base.withRecipe(one.recipe()), folder);
            Folders.delete(folder);
            trial = hopeless.isEmpty()
                    ? one.ended(base.seed(), merit(outcome), outcome.seconds(), null)
                    : one.ended(base.seed(), null, outcome.seconds(), "Ended early: after epoch " + hopeless.size()
                            + " its best validation F1, " + Math.round(1000 * Collections.max(hopeless)) / 1000.0
                            + ", was behind that of most trials before.");
        } catch (StudentException e) {
            trial = one.ended(base.seed(), null, (System.nanoTime() - start) / 1e9, e.getMessage());
        } finally {
            lane.listen(null);
        }
        if (setup.request().stopHopeless())
            parts.put(one.cell(), one.number(), curve);
        parts.put(one.number(), trial);
        changes.tell(Change.STUDIES);
        lane.end();
        return trial;
    }

    private static @Nullable Double merit(TrainOutcome outcome) {
        return Double.isNaN(outcome.merit()) ? null : outcome.merit();
    }

    /// A training with the chosen settings, its run and its answers.
    private void last(Cell cell, TrainRequest base, Setting chosen, TrainingUnits units, TrainingSession session,
            StudyProgress.Lane lane) {
        lane.checkCancelled();
        lane.begin(words(cell) + ", seed " + base.seed(), time.seconds(cell, chosen.recipe()));
        String name = setup.run(cell, base.seed());
        TrainRequest request = base.withRecipe(chosen.recipe()).withRun(name);
        long start = System.nanoTime();
        int learnt = units.count(false) + units.count(true);
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
            parts.put(new Trial(cell, request.seed(), chosen.fields(), learnt, null, (System.nanoTime() - start) / 1e9, null,
                    e.getMessage()));
            changes.tell(Change.STUDIES);
            failures.add(words(cell) + ", seed " + request.seed() + ": " + e.getMessage());
        }
        lane.end();
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
