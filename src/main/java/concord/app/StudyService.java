package concord.app;

import concord.app.ProjectJobs.Order;
import concord.job.JobHandle;
import concord.job.JobRunner.Weight;
import concord.model.SampleRole;
import concord.model.Study;
import concord.model.request.SamplingStudyRequest;
import concord.model.request.StudyRequest;
import concord.student.Students;
import concord.study.Cell;
import concord.study.SamplingOutcome;
import concord.study.StudyOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Studies: plan, run in the background, look at what has come of them.
public final class StudyService {
    static final String STUDY = "study";
    static final String SAMPLING = "sampling-study";

    private final Repositories store;
    private final UnitIndex index;
    private final Runs runs;
    private final SampleRoles roles;
    private final Supplier<Students> students;
    private final StudyChecks checks;
    private final StudyWork work;
    private final SamplingStudies sampling;
    private final ProjectJobs jobs;
    private final Changes changes;
    private final Consumer<String> backup;

    /// @param backup keeps a dated copy of the project before something is lost; given the occasion
    StudyService(Repositories store, UnitIndex index, CodebookService codebook, Supplier<Students> students, Runs runs, SampleRoles roles,
            ProjectJobs jobs, Changes changes, Consumer<String> backup, UnitChooser chooser, TeacherService teachers) {
        this.store = store;
        this.index = index;
        this.runs = runs;
        this.roles = roles;
        this.students = students;
        this.checks = new StudyChecks(store, index, codebook, students, runs, roles);
        this.work = new StudyWork(store, index, codebook, students, runs,
                new StudentWork(store, index, codebook, students, runs, changes), changes);
        this.sampling = new SamplingStudies(store, roles, new SamplingChecks(store, index, codebook, students, runs, roles, teachers),
                new SamplingStudyWork(store, index, codebook, students, chooser, runs, roles, teachers, changes), jobs, changes);
        this.jobs = jobs;
        this.changes = changes;
        this.backup = backup;
    }

    /// Checks everything that can be checked without training.
    ///
    /// @throws AppException with the reason a study cannot be run: unknown names or labels, units in both training and test, more units asked for than
    ///                      there are, a grid with unknown fields
    public Plan plan(StudyRequest request) {
        StudySetup setup = settled(checks.check(request, null));
        List<ArmPlan> arms = new ArrayList<>();
        for (Cell cell : setup.cells()) {
            ArmPlan arm = new ArmPlan(cell.variable(), cell.title(), cell.student() == null ? 0 : setup.units(cell).units().size());
            if (!arms.contains(arm))
                arms.add(arm);
        }
        int testUnits = setup.tests().values().stream().mapToInt(test -> test.units().size()).min().orElse(0);
        return new Plan(Objects.requireNonNull(setup.request().name()), setup.trainings(), new StudyTime(setup, store.runs().all()).whole(),
                testUnits, setup.looks(), arms, setup.notes());
    }

    private static List<String> trained(StudyRequest request) {
        return request.students().stream().filter(student -> !student.equals(StudyRequest.MAJORITY)).toList();
    }

    /// With the number of trainings at once decided, because it divides the threads, and the number of threads changes the last bits of a training:
    /// a study that goes on after an interruption must have as many as before.
    private StudySetup settled(StudySetup setup) {
        StudyRequest request = setup.request();
        int parallel = request.parallel() > 0
                ? request.parallel()
                : Sentences.keep(() -> students.get().atOnce(request.device(), trained(request)));
        return new StudySetup(request.withParallel(Math.clamp(parallel, 1, setup.together())), setup.cells(), setup.tests(), setup.arms(),
                setup.looks(),
                setup.notes());
    }

    /// @param name      the study will have
    /// @param trainings trials and final trainings in all
    /// @param seconds   rough guess of the time on this machine; 0 when unknown
    /// @param testUnits units with a label of the test's annotator
    /// @param looks     studies that have looked at the test sample so far
    /// @param arms      one for each arm, size and threshold
    /// @param notes     what the user should know before starting: texts left out, how the test was drawn
    public record Plan(String name, int trainings, double seconds, int testUnits, int looks, List<ArmPlan> arms, List<String> notes) {}

    /// @param title as [concord.study.Cell#title]
    /// @param units learnt from, validation units among them
    public record ArmPlan(String variable, String title, int units) {}

    /// Runs a study in the background; goes on at the first unfinished training when it is resumed. From now on the test sample is kept for test.
    ///
    /// @throws AppException as [#plan(StudyRequest)]
    public JobHandle<StudyOutcome> submit(StudyRequest request) {
        StudySetup setup = settled(checks.check(request, null));
        String name = Objects.requireNonNull(setup.request().name());
        roles.put(request.test().sample(), SampleRole.TEST);
        store.studies().begin(new Study(name, Study.DISTILLATION, Instant.now(), Json.write(setup.request())));
        work.parts(name).put(new StudyParts.Plan(setup.cells(), List.copyOf(setup.tests().values()), setup.notes(), setup.material()));
        changes.tell(Change.SAMPLES, Change.STUDIES);
        return jobs.submit(order(setup.request()), context -> work.run(setup, context));
    }

    JobHandle<StudyOutcome> resume(long job, StudyRequest request) {
        String name = Objects.requireNonNull(request.name());
        named(name, Study.DISTILLATION);
        StudySetup setup = checks.check(request, name);
        if (!setup.material().equals(work.parts(name).plan().material()))
            throw new AppException("The units or labels of the study \"" + name
                    + "\" have changed since it began, so that the rest could not be compared with what is done: start a new study.");
        return jobs.resume(job, order(request), context -> work.run(setup, context));
    }

    private static Order order(StudyRequest request) {
        return new Order(STUDY, title(Objects.requireNonNull(request.name())), request, true, Weight.HEAVY);
    }

    static String title(String study) {
        return "Study " + study;
    }

    private Study named(String name, String kind) {
        return store.studies().byName(name).filter(study -> study.kind().equals(kind)).orElseThrow(() -> {
            List<String> names = store.studies().all().stream().filter(study -> study.kind().equals(kind)).map(Study::name).toList();
            return new AppException("There is no " + kind + " study \"" + name + "\" in this project"
                    + (names.isEmpty() ? "." : "; there are " + Names.list(names) + "."));
        });
    }

    /// Begun first, first.
    public List<Study> all() {
        return store.studies().all();
    }

    /// What has come of a distillation study so far, also while it runs.
    ///
    /// @throws AppException when there is no such study
    public StudyOutcome outcome(String study) {
        String request = named(study, Study.DISTILLATION).request();
        return work.outcome(study, Json.read(request, StudyRequest.class, "The request of the study \"" + study + "\""));
    }

    /// Studies that have compared anything with the labels of a test sample.
    ///
    /// @throws AppException when there is no such sample
    public Map<String, Instant> looks(String sample) {
        index.members(sample);
        return store.studies().looks(sample);
    }

    /// Takes a study with its runs away, after a dated backup; that it looked at its test sample stays on record.
    ///
    /// @throws AppException when there is no such study, or it is running
    public void delete(String study) {
        if (store.studies().byName(study).isEmpty())
            throw new AppException("There is no study \"" + study + "\" in this project.");
        if (jobs.active().stream().anyMatch(job -> job.title().equals(title(study))))
            throw new AppException("The study \"" + study + "\" is running: cancel it first.");
        backup.accept("before deleting " + study);
        work.delete(study);
        changes.tell(Change.RUNS, Change.ANNOTATIONS, Change.STUDIES);
    }

    /// @throws AppException as [#plan(StudyRequest)]
    public SamplingPlan plan(SamplingStudyRequest request) {
        return sampling.plan(request);
    }

    public record SamplingPlan(String name, int trainings, double seconds, int sourceUnits, int poolUnits, Map<String, Integer> testUnits,
            List<String> notes) {}

    /// @throws AppException as [#plan(SamplingStudyRequest)]
    public JobHandle<SamplingOutcome> submit(SamplingStudyRequest request) {
        return sampling.submit(request);
    }

    JobHandle<SamplingOutcome> resume(long job, SamplingStudyRequest request) {
        named(Objects.requireNonNull(request.name()), Study.SAMPLING);
        return sampling.resume(job, request);
    }

    /// What has come of a sampling study so far, also while it runs.
    ///
    /// @throws AppException when there is no such study
    public SamplingOutcome sampling(String study) {
        return sampling.outcome(named(study, Study.SAMPLING).name());
    }
}
