package concord.app;

import concord.app.SamplingParts.Step;
import concord.job.JobContext;
import concord.model.Sample;
import concord.model.SampleMember;
import concord.model.SampleRole;
import concord.model.SampleStrategy;
import concord.model.Unit;
import concord.model.Variable;
import concord.model.request.SamplingStudyRequest;
import concord.model.request.TeachRequest;
import concord.model.request.TrainRequest;
import concord.model.result.TeachOutcome;
import concord.sampling.Draw;
import concord.stats.SplitMix64;
import concord.student.Answer;
import concord.student.StudentInfo;
import concord.student.Students;
import concord.student.TrainingSession;
import concord.study.SamplingAnswers;
import concord.study.SamplingOutcome;
import concord.study.SamplingResults;
import concord.study.TestUnits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The body of a sampling study: for each student and seed a training on the source, shared by all strategies, then for each strategy and round
/// units chosen, labelled and learnt from too.
///
/// Answers, chosen units and their labels are kept as they come, so that the study goes on at its first unfinished training, and that one after
/// its last finished epoch. Students live as long as something is chosen by them.
final class SamplingStudyWork {
    private final Repositories store;
    private final UnitIndex index;
    private final CodebookService codebook;
    private final Supplier<Students> students;
    private final UnitChooser chooser;
    private final Runs runs;
    private final SampleRoles roles;
    private final TeacherService teachers;
    private final Changes changes;

    SamplingStudyWork(Repositories store, UnitIndex index, CodebookService codebook, Supplier<Students> students, UnitChooser chooser,
            Runs runs, SampleRoles roles, TeacherService teachers, Changes changes) {
        this.store = store;
        this.index = index;
        this.codebook = codebook;
        this.students = students;
        this.chooser = chooser;
        this.runs = runs;
        this.roles = roles;
        this.teachers = teachers;
        this.changes = changes;
    }

    /// @param setup of a study that has begun
    SamplingOutcome run(SamplingSetup setup, JobContext context) {
        Loop loop = new Loop(setup, context);
        loop.go();
        return outcome(loop.study);
    }

    /// @throws AppException when it has not begun
    SamplingSetup begun(String study) {
        return new SamplingParts(store.studies(), study).all().setup()
                .orElseThrow(() -> new AppException("The study \"" + study + "\" has not begun: delete it, and start it again."));
    }

    /// What has come of a study so far.
    ///
    /// @throws AppException when it has not begun
    SamplingOutcome outcome(String study) {
        SamplingParts.All parts = new SamplingParts(store.studies(), study).all();
        SamplingSetup setup = begun(study);
        List<String> notes = new ArrayList<>(setup.notes());
        parts.teacher().ifPresent(run -> notes.add("The chosen units were labelled by the teaching run \"" + run + "\"."));
        int unlabelled = parts.unlabelled();
        if (unlabelled > 0)
            notes.add(unlabelled + (unlabelled == 1 ? " chosen unit" : " chosen units")
                    + " got no label and taught nothing, each counted for every strategy, seed and round that chose it; they count against the"
                    + " budget.");
        return SamplingResults.of(study, setup.request(), setup.tests(), parts.answers(), notes);
    }

    /// One study under way.
    private final class Loop {
        private final SamplingSetup setup;
        private final SamplingStudyRequest request;
        private final String study;
        private final Variable variable;
        private final SamplingParts parts;
        private final StepContext context;
        private final List<SampleStrategy> strategies;
        private final Path folder;

        Loop(SamplingSetup setup, JobContext job) {
            this.setup = setup;
            this.request = setup.request();
            this.study = Objects.requireNonNull(request.name());
            this.variable = codebook.variable(request.variable());
            this.parts = new SamplingParts(store.studies(), study);
            this.context = new StepContext(job, SamplingSetup.trainings(request));
            this.strategies = SamplingSetup.strategies(request);
            this.folder = runs.study(study);
        }

        void go() {
            setup.tests().keySet().forEach(this::lock);
            Folders.make(folder);
            for (int student = 1; student <= request.students().size(); student++) {
                for (long seed : request.seeds()) {
                    loop(new Step(student, seed, SamplingOutcome.START, 0));
                }
            }
            Folders.delete(folder);
        }

        /// From now on nothing learns from the test, and it is on record that this study has looked at it.
        private void lock(String domain) {
            String sample = SamplingSetup.test(request, domain).sample();
            roles.put(sample, SampleRole.TEST);
            store.studies().look(sample, study, Instant.now());
            changes.tell(Change.SAMPLES);
        }

        private void loop(Step start) {
            step(start, List.of(), strategies.stream().map(strategy -> start.of(strategy, 1)).toList());
            for (SampleStrategy strategy : strategies) {
                List<Long> taken = new ArrayList<>();
                for (int round = 1; round <= request.rounds(); round++) {
                    Step step = start.of(strategy, round);
                    taken.addAll(members(step));
                    label(step);
                    step(step, taken, round == request.rounds() ? List.of() : List.of(start.of(strategy, round + 1)));
                }
            }
        }

        /// Trains, tests and chooses what is learnt next, as far as that has not been done.
        ///
        /// @param taken units of the target learnt from
        /// @param next  steps for which units are chosen by the student of this one
        private void step(Step step, List<Long> taken, List<Step> next) {
            context.begin(words(step));
            SamplingParts.All done = parts.all();
            boolean tested = setup.tests().keySet().stream().allMatch(domain -> done.answered(step, domain));
            List<Step> open = next.stream().filter(one -> !done.chosen(one)).toList();
            if (!tested || !open.isEmpty()) {
                TrainingUnits units = new SamplingUnits(setup, variable, labeller(done), index, store)
                        .training(request.students().get(step.student() - 1), step.seed(), taken);
                Path student = folder.resolve(step.key().replace('/', '-'));
                train(step, student, units, tested ? -1 : taken.size());
                open.forEach(one -> choose(one, student, units, taken));
                Folders.delete(student);
            }
            context.end();
        }

        private String words(Step step) {
            String who = request.students().size() == 1 ? "" : Names.file(request.students().get(step.student() - 1)) + ", ";
            return who + "seed " + step.seed() + ", "
                    + (step.round() == 0 ? "source only" : step.strategy() + ", round " + step.round() + " of " + request.rounds());
        }

        private @Nullable String labeller(SamplingParts.All done) {
            return request.target().labelsFrom() != null ? request.target().labelsFrom() : done.teacher().orElse(null);
        }

        /// Trains unless an earlier go has done so, and tests, both in one worker where it can be.
        ///
        /// @param labels of the target taken so far; negative where the student was tested before
        private void train(Step step, Path student, TrainingUnits units, int labels) {
            context.checkCancelled();
            if (Files.isDirectory(student)) {
                if (labels >= 0)
                    test(step, student, labels, (items, sink) -> students.get().score(student, request.device(), items, 0, sink, context));
                return;
            }
            context.log("Training on " + units.count(false) + " units, validating on " + units.count(true) + ".");
            TrainRequest asked = new SamplingUnits(setup, variable, null, index, store)
                    .request(request.students().get(step.student() - 1), step.seed());
            try (TrainingSession session = students.get().session(asked, units.data(), context)) {
                session.train(asked, student);
                if (labels >= 0)
                    test(step, student, labels, (items, sink) -> session.score(student, items, 0, sink));
            }
        }

        /// Has the student answer the test units of both domains.
        private void test(Step step, Path student, int labels, Scoring.Scorer scorer) {
            Set<Long> ids = new TreeSet<>();
            setup.tests().values().forEach(test -> ids.addAll(test.units()));
            List<Unit> units = store.units().byIds(ids.stream().mapToLong(Long::longValue).toArray());
            StudentInfo info = students.get().info(student);
            double[][] values = Scoring.of(scorer, variable.kind(), units);
            context.checkCancelled();
            Map<Long, double[]> byUnit = new LinkedHashMap<>();
            IntStream.range(0, values.length).forEach(i -> byUnit.put(units.get(i).id(), values[i]));
            for (Map.Entry<String, TestUnits> test : setup.tests().entrySet()) {
                boolean ranked = test.getValue().queries() != null;
                List<@Nullable String> labelled = new ArrayList<>();
                double[] scores = new double[test.getValue().units().size()];
                for (int i = 0; i < scores.length; i++) {
                    double[] answer = byUnit.get(test.getValue().units().get(i));
                    labelled.add(ranked || answer == null ? null : Answer.of(info, answer).label());
                    scores[i] = answer == null ? Double.NaN : score(info, answer);
                }
                parts.put(step, new SamplingAnswers(request.students().get(step.student() - 1), step.strategy(), step.round(), labels,
                        test.getKey(), step.seed(), labelled, ranked ? scores : null));
            }
            changes.tell(Change.STUDIES);
        }

        /// What documents are ranked by: the number a student gives, else the expected place of the label.
        private static double score(StudentInfo info, double[] answer) {
            return info.task().number() ? answer[0] : IntStream.range(0, answer.length).mapToDouble(k -> k * answer[k]).sum();
        }

        private void choose(Step next, Path student, TrainingUnits learnt, List<Long> taken) {
            context.checkCancelled();
            String sample = next.sample(study);
            // a sample without its part is left of a program that ended between the two
            if (store.samples().byName(sample).isEmpty()) {
                SampleStrategy strategy = strategies.stream().filter(s -> s.key().equals(next.strategy())).findFirst().orElseThrow();
                Set<Long> gone = new HashSet<>(taken);
                long[] frame = setup.pool().stream().filter(unit -> !gone.contains(unit)).mapToLong(Long::longValue).toArray();
                int size = SamplingSetup.portion(request, next.round());
                // every round draws anew
                long seed = new SplitMix64(step(next)).nextLong();
                List<SampleMember> chosen = strategy == SampleStrategy.STRATIFIED
                        ? stratified(frame, size, seed, student)
                        : chooser.choose(new UnitChooser.Order(strategy, variable, student, learnt.data(), frame, size, seed,
                                request.device(), request.diverse(), false), context);
                store.samples().save(new Sample(sample, strategy, seed, frame.length, chosen.size(),
                        Json.write(Map.of("study", study, "student", request.students().get(next.student() - 1), "strategy",
                                strategy.key(), "seed", next.seed(), "round", next.round(), "diverse", request.diverse())),
                        Instant.now()), chosen);
                index.dropSamples();
            }
            roles.put(sample, SampleRole.TRAIN);
            parts.putChosen(next, sample);
            changes.tell(Change.SAMPLES);
        }

        private static long step(Step next) {
            return 31 * next.seed() + next.round();
        }

        /// By the label the student gives, in proportion.
        private List<SampleMember> stratified(long[] frame, int size, long seed, Path student) {
            List<Unit> units = store.units().byIds(frame);
            StudentInfo info = students.get().info(student);
            double[][] values = Scoring.of(students.get(), student, request.device(), variable.kind(), units, context);
            return Draw.stratified(frame, Arrays.stream(values).map(v -> Answer.of(info, v).label()).toArray(String[]::new), size, seed);
        }

        private List<Long> members(Step step) {
            return store.samples().members(step.sample(study)).stream().map(SampleMember::unit).toList();
        }

        /// Has the teacher label what was chosen; what another strategy or seed has had labelled before is not asked again.
        private void label(Step step) {
            TeachRequest asked = request.target().teacher();
            if (asked == null)
                return;
            SamplingParts.All done = parts.all();
            if (done.labelled(step))
                return;
            context.checkCancelled();
            TeachRequest portion = teachers.named(asked.withRun(null), request.variable(), step.sample(study));
            String run = done.teacher().orElse(Objects.requireNonNull(portion.run()));
            parts.putTeacher(run);
            TeachOutcome outcome = teachers.ask(portion.withRun(run), request.target().sample(), context);
            outcome.notes().forEach(context::log);
            parts.putUnlabelled(step, new SamplingUnits(setup, variable, run, index, store).unlabelled(members(step)));
        }
    }
}
