package concord.app;

import concord.app.StudentService.Trained;
import concord.job.JobContext;
import concord.model.Annotator;
import concord.model.Run;
import concord.model.Sample;
import concord.model.SampleMember;
import concord.model.SampleStrategy;
import concord.model.Unit;
import concord.model.VariableKind;
import concord.model.request.ScoreRequest;
import concord.model.request.TrainRequest;
import concord.model.result.TrainOutcome;
import concord.store.AnnotationRepository.PredictionWriter;
import concord.student.Answer;
import concord.student.Prediction;
import concord.student.StudentInfo;
import concord.student.Students;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The bodies of the training and scoring jobs.
final class StudentWork {
    private static final int PAGE = 256;
    private final Repositories store;
    private final UnitIndex index;
    private final CodebookService codebook;
    private final Supplier<Students> students;
    private final Runs runs;
    private final Changes changes;

    StudentWork(Repositories store, UnitIndex index, CodebookService codebook, Supplier<Students> students, Runs runs, Changes changes) {
        this.store = store;
        this.index = index;
        this.codebook = codebook;
        this.students = students;
        this.runs = runs;
        this.changes = changes;
    }

    /// Trains unless an interrupted job of this request has done so already, then scores every unit.
    Trained train(TrainRequest request, JobContext context) {
        String name = Objects.requireNonNull(request.run());
        Run run = store.runs().byName(name).orElseGet(() -> train(name, request, context));
        score(run, null, request.device(), context);
        return new Trained(run, outcome(run), runs.folder(run.folder()));
    }

    private Run train(String name, TrainRequest request, JobContext context) {
        context.progress(0, 0, "reading the labelled units");
        TrainingUnits units = TrainingUnits.of(request, codebook.variable(request.variable()), index, store);
        return train(request, units, folder -> students.get().train(request, units.data(), folder, context), context);
    }

    /// Trains on given units and keeps the run with the units it has seen.
    ///
    /// @param request  names the run
    /// @param training given the folder the student goes to
    Run train(TrainRequest request, TrainingUnits units, Function<Path, TrainOutcome> training, JobContext context) {
        String name = Objects.requireNonNull(request.run());
        String relative = runs.relative(name);
        Path folder = runs.folder(relative);
        // Left by a program that ended between the last byte of the student and its line in the project.
        if (Files.exists(folder))
            Folders.delete(folder);
        Folders.make(folder.getParent());
        context.log("Training " + name + " on " + units.count(false) + " units, validating on " + units.count(true) + ".");
        TrainOutcome outcome = training.apply(folder);
        new ModelCard(runs.project(), codebook.current(), request, units, outcome).write(folder);
        split(Runs.train(name), request, units, units.ids(false));
        split(Runs.validation(name), request, units, units.ids(true));
        Run run = new Run(name, request.variable(), request.student(), request.labelsFrom(), request.sample(), relative, outcome.sha256(),
                Instant.now(), Json.write(request), Json.write(outcome));
        store.runs().save(run);
        index.dropSamples();
        changes.tell(Change.SAMPLES, Change.RUNS);
        return run;
    }

    /// Keeps which units a run has seen, so that no evaluation counts them.
    private void split(String name, TrainRequest request, TrainingUnits units, List<Long> members) {
        if (store.samples().byName(name).isPresent())
            return;
        int frame = units.units().size();
        double probability = (double) members.size() / frame;
        store.samples().save(
                new Sample(name, SampleStrategy.STRATIFIED, request.seed(), frame, members.size(), Json.write(request), Instant.now()),
                members.stream().map(unit -> new SampleMember(unit, probability)).toList());
    }

    static TrainOutcome outcome(Run run) {
        return Json.read(run.outcome(), TrainOutcome.class, "The outcome of the run \"" + run.name() + "\"");
    }

    /// @return units scored
    long score(ScoreRequest request, JobContext context) {
        return score(runs.named(request.run()), request.sample(), request.device(), context);
    }

    private long score(Run run, @Nullable String sample, String device, JobContext context) {
        long[] all = index.ids();
        long[] ids = sample == null ? all : index.members(sample).stream().mapToLong(p -> all[p]).toArray();
        return score(run, ids, (items, sink) -> students.get().score(runs.present(run), device, items, ids.length, sink, context), context);
    }

    /// What scores texts.
    interface Scoring {
        /// @return texts cut at the token limit
        long score(Iterator<Students.Item> items, Consumer<Prediction> sink);
    }

    /// Has units answered and keeps the answers as the run's.
    ///
    /// @return units scored
    long score(Run run, long[] ids, Scoring scoring, JobContext context) {
        StudentInfo info = students.get().info(runs.present(run));
        context.progress(0, ids.length, "scoring");
        long[] scored = {0};
        long cut;
        try (PredictionWriter writer = store.annotations().predictions(new Annotator.Student(run.name()), run.variable())) {
            cut = scoring.score(new Items(ids, codebook.variable(run.variable()).kind()), prediction -> {
                synchronized (writer) {
                    Answer answer = Answer.of(info, prediction.values());
                    writer.add(prediction.unit(), answer.label(), answer.confidence(), answer.probabilities());
                    scored[0]++;
                }
            });
            context.checkCancelled();
            writer.commit();
        }
        context.log(scored[0]
                + " units scored by " + run.name() + (cut == 0
                        ? ""
                        : "; " + cut + " texts were longer than " + info.maxLength()
                                + " tokens and cut there")
                + (scored[0] == ids.length ? "." : "; " + (ids.length - scored[0]) + " units have no text."));
        index.dropLabels(run.name());
        changes.tell(Change.ANNOTATIONS);
        return scored[0];
    }

    /// Units with a text, page by page.
    private final class Items implements Iterator<Students.Item> {
        private final long[] ids;
        private final VariableKind kind;
        private final Deque<Students.Item> page = new ArrayDeque<>();
        private int next;

        Items(long[] ids, VariableKind kind) {
            this.ids = ids;
            this.kind = kind;
        }

        @Override
        public boolean hasNext() {
            while (page.isEmpty() && next < ids.length) {
                int end = Math.min(ids.length, next + PAGE);
                for (Unit unit : store.units().byIds(Arrays.copyOfRange(ids, next, end))) {
                    if (!TrainingUnits.blank(unit))
                        page.add(new Students.Item(unit.id(), TrainingUnits.first(kind, unit), TrainingUnits.second(kind, unit)));
                }
                next = end;
            }
            return !page.isEmpty();
        }

        @Override
        public Students.Item next() {
            if (!hasNext())
                throw new NoSuchElementException();
            return page.remove();
        }
    }
}
