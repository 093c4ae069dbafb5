package concord.app;

import concord.job.JobContext;
import concord.job.Parallel;
import concord.model.Run;
import concord.model.request.StudyRequest;
import concord.student.Students;
import concord.study.StudyOutcome;
import concord.study.StudyResults;
import concord.study.TestUnits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The body of a distillation study: its cells, several at a time where the request says so.
final class StudyWork {
    private final Repositories store;
    private final UnitIndex index;
    private final CodebookService codebook;
    private final Supplier<Students> students;
    private final Runs runs;
    private final StudentWork work;
    private final Changes changes;
    /// By study: what is asked again after every training is not reckoned anew.
    private final Map<String, StudyResults> results = new ConcurrentHashMap<>();

    StudyWork(Repositories store, UnitIndex index, CodebookService codebook, Supplier<Students> students, Runs runs, StudentWork work,
            Changes changes) {
        this.store = store;
        this.index = index;
        this.codebook = codebook;
        this.students = students;
        this.runs = runs;
        this.work = work;
        this.changes = changes;
    }

    StudyParts parts(String study) {
        return new StudyParts(store.studies(), study);
    }

    /// Goes on at the first unfinished training.
    ///
    /// @throws AppException at the end, when some training failed
    StudyOutcome run(StudySetup setup, JobContext context) {
        String name = Objects.requireNonNull(setup.request().name());
        int parallel = Math.max(1, setup.request().parallel());
        StudyParts parts = parts(name);
        StudyParts.All before = parts.all();
        StudyTime time = new StudyTime(setup, store.runs().all());
        StudyProgress progress = new StudyProgress(context, time.left(before), setup.trainings(), ended(before));
        StudyAnswers answers = new StudyAnswers(setup, parts, store, index, codebook, changes);
        CellWork cells = new CellWork(setup, parts, time, answers, store, codebook, students.get().sharing(parallel), runs, work, changes);
        StudyQueue queue = new StudyQueue(setup, before);
        context.log("The study " + name + " has " + setup.cells().size() + " conditions and " + setup.trainings() + " trainings, "
                + parallel + " at a time" + (ended(before) == 0 ? "." : "; " + ended(before) + " had ended before."));
        cells.dropEnded(before);
        answers.untrained(before);
        each(parallel, progress, lane -> cells.run(queue, lane));
        context.checkCancelled();
        Folders.delete(runs.study(name));
        List<String> failures = queue.failures();
        if (!failures.isEmpty())
            throw new AppException(failures.size() + " of the study's trainings failed, the others stand; the first: "
                    + failures.getFirst() + " Resume the job to try them again.");
        return outcome(name, setup.request());
    }

    private static int ended(StudyParts.All before) {
        return before.trials().size() + (int) before.answers().values().stream().filter(a -> a.seed() != null).count();
    }

    private static void each(int parallel, StudyProgress progress, Consumer<StudyProgress.Lane> work) {
        AtomicReference<RuntimeException> first = new AtomicReference<>();
        try {
            Parallel.run(parallel, () -> {
                try {
                    work.accept(progress.lane());
                } catch (RuntimeException e) {
                    // kept before the others are stopped: what they say then is not the reason
                    first.compareAndSet(null, e);
                    progress.halt();
                    throw e;
                }
            });
        } catch (RuntimeException e) {
            throw first.get() == null ? e : first.get();
        }
    }

    /// What has come of a study so far.
    StudyOutcome outcome(String name, StudyRequest request) {
        StudyParts parts = parts(name);
        StudyParts.Plan plan = parts.plan();
        StudyParts.All all = parts.all();
        Map<String, TestUnits> tests = new LinkedHashMap<>();
        plan.tests().forEach(test -> tests.put(test.variable(), test));
        return results.computeIfAbsent(name, _ -> new StudyResults()).reckon(name, request, plan.cells(), tests,
                all.inOrder(request, plan.cells()), all.answersInOrder(request, plan.cells()), plan.notes());
    }

    /// Takes the runs of a study and all folders away.
    void delete(String study) {
        for (Run run : store.runs().all()) {
            if (Runs.isOf(run.name(), study)) {
                store.runs().delete(run.name());
                Folders.delete(runs.folder(run.folder()));
                index.dropLabels(run.name());
            }
        }
        Folders.delete(runs.study(study));
        runs.unfinished(study).forEach(Folders::delete);
        store.studies().delete(study);
        results.remove(study);
    }
}
