package concord.app;

import concord.job.Cancelled;
import concord.job.JobContext;
import concord.model.Teaching;
import concord.model.request.TeachRequest;
import concord.model.result.TeachOutcome;
import concord.teacher.Lesson;
import concord.teacher.TeacherException;
import concord.teacher.Teachers;
import java.util.Set;
import java.util.function.BiFunction;

/// The bodies of the teaching jobs.
final class TeacherWork {
    private final Repositories store;
    private final UnitIndex index;
    private final Lessons lessons;
    private final Teachers teachers;
    private final TextEmbeddings embeddings;
    private final TeacherRuns runs;
    private final Changes changes;

    TeacherWork(Repositories store, UnitIndex index, Lessons lessons, Teachers teachers, TextEmbeddings embeddings, TeacherRuns runs,
            Changes changes) {
        this.store = store;
        this.index = index;
        this.lessons = lessons;
        this.teachers = teachers;
        this.embeddings = embeddings;
        this.runs = runs;
        this.changes = changes;
    }

    /// Asks what is open; a batch is handed in, or collected where it is ready.
    ///
    /// @param again units whose answers so far do not count
    TeachOutcome teach(TeachRequest request, Set<Long> again, JobContext context) {
        ProjectBatchLog batches = new ProjectBatchLog(store.teachings(), String.valueOf(request.run()));
        return run(request, again, context, (lesson, log) -> request.batch()
                ? teachers.submit(lesson, log, batches, context)
                : teachers.run(lesson, log, context));
    }

    /// Writes down what the provider has ready of the run's batches, and hands in nothing.
    TeachOutcome collect(TeachRequest request, JobContext context) {
        ProjectBatchLog batches = new ProjectBatchLog(store.teachings(), String.valueOf(request.run()));
        return run(request, Set.of(), context, (lesson, log) -> teachers.collect(lesson, log, batches, context));
    }

    private TeachOutcome run(TeachRequest request, Set<Long> again, JobContext context,
            BiFunction<Lesson, ProjectCallLog, TeachOutcome> ask) {
        Teaching run = runs.named(String.valueOf(request.run()));
        context.progress(0, 0, "reading the units");
        store.teachings().summarise(run.name(), null);
        try (TextEmbeddings.Use _ = embeddings.use()) {
            Lesson lesson = lessons.of(request, run);
            TeacherLabels labels = new TeacherLabels(store, index, changes, lesson.variable().kind(), run);
            ProjectCallLog log = new ProjectCallLog(store.teachings(), run.name(), again, labels::showSometimes);
            try {
                TeachOutcome outcome = ask.apply(lesson, log);
                labels.showAll();
                if (outcome.pending() == 0)
                    store.teachings().summarise(run.name(), Json.write(outcome));
                changes.tell(Change.RUNS);
                return outcome;
            } catch (Cancelled | TeacherException e) {
                labels.showAll();
                changes.tell(Change.RUNS);
                throw e;
            }
        }
    }
}
