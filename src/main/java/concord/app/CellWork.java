package concord.app;

import concord.app.StudyTask.Setting;
import concord.job.JobContext;
import concord.model.Run;
import concord.model.request.StudyRequest;
import concord.model.request.TrainRequest;
import concord.model.result.TrainOutcome;
import concord.student.StudentException;
import concord.student.Students;
import concord.student.TrainingSession;
import concord.study.Cell;
import concord.study.Trial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Does the trainings of a study: settings tried on the split of the first seed, then a training for each seed, on a split of its own, with the best
/// of them, each scored on the test units. Safe to use from several threads, each with a lane of its own.
final class CellWork {
    private final StudySetup setup;
    private final StudyParts parts;
    private final StudyTime time;
    private final StudyAnswers answers;
    private final Repositories store;
    private final CodebookService codebook;
    private final Students students;
    private final Runs runs;
    private final StudentWork work;
    private final Changes changes;

    /// @param students with their share of the processor's threads
    CellWork(StudySetup setup, StudyParts parts, StudyTime time, StudyAnswers answers, Repositories store, CodebookService codebook,
            Students students, Runs runs, StudentWork work, Changes changes) {
        this.setup = setup;
        this.parts = parts;
        this.time = time;
        this.answers = answers;
        this.store = store;
        this.codebook = codebook;
        this.students = students;
        this.runs = runs;
        this.work = work;
        this.changes = changes;
    }

    /// Trains what the queue gives until it has no more.
    void run(StudyQueue queue, StudyProgress.Lane lane) {
        try (Bench bench = new Bench(lane)) {
            for (StudyTask task = queue.next(null, lane); task != null; task = queue.next(task.cell(), lane)) {
                lane.begin(about(task), time.seconds(task.cell(), setting(task).recipe()));
                switch (task) {
                    case StudyTask.Try one -> attempt(one, bench, queue);
                    case StudyTask.Last one -> last(one, bench, queue);
                }
                changes.tell(Change.STUDIES);
                lane.end();
            }
        }
    }

    private static Setting setting(StudyTask task) {
        return switch (task) {
            case StudyTask.Try one -> one.setting();
            case StudyTask.Last one -> one.setting();
        };
    }

    private String about(StudyTask task) {
        Cell cell = task.cell();
        String student = Names.file(Objects.requireNonNull(cell.student()).replaceAll("^hub:|[/\\\\]+$", ""));
        String words = (setup.request().variables().size() > 1 ? cell.variable() + ", " : "") + cell.title() + ", " + student;
        return switch (task) {
            case StudyTask.Try one -> words + ", " + one.setting().words();
            case StudyTask.Last one -> words + ", seed " + one.seed();
        };
    }

    /// The open session of a lane, for one split of one cell.
    private final class Bench implements AutoCloseable {
        private final StudyProgress.Lane lane;
        private @Nullable Cell cell;
        private long seed;
        private @Nullable TrainingUnits units;
        private @Nullable TrainingSession session;

        Bench(StudyProgress.Lane lane) {
            this.lane = lane;
        }

        /// @throws StudentException when the units cannot be learnt from, or the student is not there
        TrainingSession session(StudyTask task) {
            TrainingSession open = session;
            if (open != null && task.cell().equals(cell) && task.seed() == seed)
                return open;
            close();
            TrainRequest base = setup.base(task.cell()).withSeed(task.seed());
            TrainingUnits own = setup.units(task.cell()).training(base, codebook.variable(task.cell().variable()), store);
            TrainingSession fresh = CellWork.this.session(base, own, lane);
            cell = task.cell();
            seed = task.seed();
            units = own;
            session = fresh;
            return fresh;
        }

        TrainingUnits units() {
            return Objects.requireNonNull(units);
        }

        @Override
        public void close() {
            TrainingSession open = session;
            session = null;
            if (open != null)
                open.close();
        }
    }

    /// One at a time, so that a model of the hub is fetched once.
    private synchronized TrainingSession session(TrainRequest base, TrainingUnits units, JobContext context) {
        return students.session(base, units.data(), context);
    }

    /// Units learnt from, validation units among them.
    private int learnt(Cell cell) {
        return setup.units(cell).units().size();
    }

    private void attempt(StudyTask.Try task, Bench bench, StudyQueue queue) {
        Path folder = runs.study(Objects.requireNonNull(setup.request().name()))
                .resolve((setup.cells().indexOf(task.cell()) + 1) + "-" + task.number());
        Folders.delete(folder);
        Folders.make(folder.getParent());
        Watch watch = new Watch(task, folder);
        long start = System.nanoTime();
        Trial trial;
        try {
            TrainingSession session = bench.session(task);
            if (setup.request().stopHopeless())
                bench.lane.listen((epoch, f1) -> watch.point(epoch, f1, session));
            TrainOutcome outcome = session.train(setup.base(task.cell()).withRecipe(task.setting().recipe()), folder);
            Folders.delete(folder);
            trial = watch.hopeless.isEmpty()
                    ? trial(task, merit(outcome), outcome.seconds(), null)
                    : trial(task, null, outcome.seconds(), watch.sentence());
        } catch (StudentException e) {
            trial = trial(task, null, (System.nanoTime() - start) / 1e9, String.valueOf(e.getMessage()));
        } finally {
            bench.lane.listen(null);
        }
        if (setup.request().stopHopeless())
            parts.put(task.cell(), task.number(), watch.curve);
        parts.put(task.number(), trial);
        queue.ended(task, trial, watch.curve).ifPresent(best -> bench.lane.log("the best settings are " + best.words() + "."));
    }

    private Trial trial(StudyTask.Try task, @Nullable Double f1, double seconds, @Nullable String error) {
        return new Trial(task.cell(), task.seed(), task.setting().fields(), learnt(task.cell()), f1, seconds, null, error);
    }

    /// Ends a trial that is hopeless.
    private static final class Watch {
        private final StudyTask.Try task;
        private final Path folder;
        private final List<Double> curve = new ArrayList<>();
        private List<Double> hopeless = List.of();

        Watch(StudyTask.Try task, Path folder) {
            this.task = task;
            this.folder = folder;
        }

        void point(int epoch, double f1, TrainingSession session) {
            // what comes after the end was only on its way already
            if (epoch != curve.size() + 1 || !hopeless.isEmpty())
                return;
            curve.add(f1);
            if (task.rule().hopeless(curve)) {
                hopeless = List.copyOf(curve);
                session.enough(folder);
            }
        }

        String sentence() {
            return "Ended early: after epoch " + hopeless.size() + " its best validation F1, "
                    + Math.round(1000 * Collections.max(hopeless)) / 1000.0 + ", was behind that of most trials before.";
        }
    }

    private static @Nullable Double merit(TrainOutcome outcome) {
        return Double.isNaN(outcome.merit()) ? null : outcome.merit();
    }

    /// A training with the chosen settings, its run and its answers.
    private void last(StudyTask.Last task, Bench bench, StudyQueue queue) {
        Cell cell = task.cell();
        Map<String, String> fields = task.setting().fields();
        String name = setup.run(cell, task.seed());
        TrainRequest request = setup.base(cell).withSeed(task.seed()).withRecipe(task.setting().recipe()).withRun(name);
        long start = System.nanoTime();
        String failure = null;
        try {
            TrainingSession session = bench.session(task);
            Run run = store.runs().byName(name).orElseGet(() -> work.train(request, bench.units(),
                    folder -> told(session.train(request, folder), request.seed()), bench.lane));
            TrainOutcome outcome = StudentWork.outcome(run);
            parts.put(new Trial(cell, task.seed(), fields, learnt(cell), merit(outcome), outcome.seconds(), name, null));
            changes.tell(Change.STUDIES);
            long[] ids = answers.test(cell).units().stream().mapToLong(Long::longValue).toArray();
            work.score(run, ids, (items, sink) -> session.score(runs.present(run), items, ids.length, sink), bench.lane);
            answers.student(cell, task.seed(), name, fields);
            drop(cell, task.seed());
        } catch (StudentException e) {
            failure = String.valueOf(e.getMessage());
            parts.put(new Trial(cell, task.seed(), fields, learnt(cell), null, (System.nanoTime() - start) / 1e9, null, failure));
        }
        queue.ended(task, failure);
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

    /// Takes away what a study that was broken off had scored but not deleted yet.
    void dropEnded(StudyParts.All before) {
        before.answers().values().forEach(one -> {
            Long seed = one.seed();
            if (seed != null)
                drop(one.cell(), seed);
        });
    }

    private void drop(Cell cell, long seed) {
        if (!kept(seed))
            Folders.delete(runs.folder(runs.relative(setup.run(cell, seed))));
    }
}
