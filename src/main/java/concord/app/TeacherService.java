package concord.app;

import concord.app.ProjectJobs.Order;
import concord.app.ProjectJobs.Work;
import concord.job.JobContext;
import concord.job.JobHandle;
import concord.job.JobRunner.Weight;
import concord.model.CallStatus;
import concord.model.JobRecord;
import concord.model.Label;
import concord.model.TeacherCall;
import concord.model.Teaching;
import concord.model.Unit;
import concord.model.UnitOutcome;
import concord.model.Variable;
import concord.model.request.TeachRequest;
import concord.model.result.ProviderInfo;
import concord.model.result.TeachEstimate;
import concord.model.result.TeachOutcome;
import concord.model.result.TeachPrompt;
import concord.model.result.TeacherInfo;
import concord.model.result.UnitAnswer;
import concord.store.TeachingRepository;
import concord.teacher.CallLog;
import concord.teacher.Lesson;
import concord.teacher.Teachers;
import concord.teacher.prompt.Templates;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Teachers: choose one, see what it would be asked and what that costs, let it label, look at what was asked and answered.
public final class TeacherService {
    static final String TEACH = "teach";
    static final String COLLECT = "collect";
    private final Repositories store;
    private final UnitIndex index;
    private final CodebookService codebook;
    private final Teachers teachers;
    private final TextEmbeddings embeddings;
    private final PriceFile prices;
    private final Lessons lessons;
    private final TeacherRuns runs;
    private final TeacherWork work;
    private final ProjectJobs jobs;
    private final Changes changes;
    private final Consumer<String> backup;
    /// Runs being worked on, and by whom.
    private final Map<String, Object> running = new ConcurrentHashMap<>();

    /// @param backup keeps a dated copy of the project before something is lost; given the occasion
    TeacherService(Repositories store, UnitIndex index, CodebookService codebook, Teachers teachers, TextEmbeddings embeddings,
            PriceFile prices, Lessons lessons, ProjectJobs jobs, Changes changes, Consumer<String> backup) {
        this.store = store;
        this.index = index;
        this.codebook = codebook;
        this.teachers = teachers;
        this.embeddings = embeddings;
        this.prices = prices;
        this.lessons = lessons;
        this.runs = new TeacherRuns(store);
        this.work = new TeacherWork(store, index, lessons, teachers, embeddings, runs, changes);
        this.jobs = jobs;
        this.changes = changes;
        this.backup = backup;
    }

    /// All kinds of teacher, in the order to offer them.
    public List<ProviderInfo> providers() {
        return Teachers.providers();
    }

    /// What choosing a teacher means: where the texts go, whether there is a key.
    ///
    /// @param teacher PROVIDER:MODEL
    /// @param baseUrl null for the provider's own address
    /// @throws AppException when provider, model or address is missing or wrong
    public TeacherInfo about(String teacher, @Nullable String baseUrl) {
        return Sentences.keep(() -> teachers.about(teacher, baseUrl));
    }

    /// Names of the models of a provider; asks over the network.
    ///
    /// @param provider key of the provider
    /// @throws AppException when there is no key, no network or no list
    public List<String> models(String provider, @Nullable String baseUrl) {
        return Sentences.keep(() -> teachers.models(provider, baseUrl));
    }

    /// The person's own price table, made from the product's when there is none yet; an edit counts at once.
    public Path priceTable() {
        return prices.editable();
    }

    /// The two messages of a prompt with places such as `{{text}}` still open.
    public record Template(String system, String user) {}

    /// The product's template for the variable, to begin editing from.
    public Template template(String variable) {
        Templates own = Teachers.templates(codebook.variable(variable).kind());
        return new Template(own.system(), own.user());
    }

    /// The places a template may name.
    public List<String> places() {
        return Templates.PLACES;
    }

    /// Ways to choose examples: fixed, balanced, nearest.
    public List<String> exampleWays() {
        return FewShot.WAYS;
    }

    /// What would be sent for this unit; nothing is sent.
    ///
    /// @throws AppException when the request cannot be carried out, with the reason
    public TeachPrompt preview(TeachRequest request, long unit) {
        return Sentences.keep(() -> {
            List<Unit> found = store.units().byIds(new long[]{unit});
            if (found.isEmpty())
                throw new AppException("There is no unit number " + unit + " in this project.");
            try (TextEmbeddings.Use _ = embeddings.use()) {
                return teachers.preview(lessons.preview(request, unit), found.getFirst());
            }
        });
    }

    /// What a request would ask, take and cost.
    ///
    /// @param request with its run named
    /// @param units   units to label
    /// @param blank   units left out because they have no text
    /// @param notes   sentences to read before the start; may be empty
    public record Plan(TeachRequest request, TeacherInfo teacher, long units, long blank, TeachEstimate estimate, List<String> notes) {
        public Plan {
            notes = List.copyOf(notes);
        }
    }

    /// Whether a request can run, and what it would take; nothing is sent. A missing key is in [TeacherInfo#key()] and in the notes.
    ///
    /// @throws AppException with the reason: unknown names, no examples to show, a cap that cannot be held
    public Plan plan(TeachRequest request) {
        return plan(runs.named(request), List.of());
    }

    private Plan plan(TeachRequest named, List<CallLog.Known> known) {
        return Sentences.keep(() -> {
            TeacherInfo about = teachers.about(named.teacher(), named.baseUrl());
            Lesson lesson = lessons.before(named);
            TeachEstimate estimate = teachers.estimate(lesson, known);
            long blank = lessons.blank(named);
            return new Plan(named, about, lesson.units().size(), blank, estimate, notes(about, lesson, estimate, blank));
        });
    }

    private static List<String> notes(TeacherInfo about, Lesson lesson, TeachEstimate estimate, long blank) {
        List<String> notes = new ArrayList<>(estimate.notes());
        Variable variable = lesson.variable();
        List<String> bare = variable.labels().stream().filter(l -> l.definition().isBlank()).map(Label::name).toList();
        if (!bare.isEmpty() && bare.size() < variable.labels().size())
            notes.add("The codebook does not define " + Names.list(bare) + ".");
        if (blank > 0)
            notes.add(blank + (blank == 1 ? " unit has" : " units have") + " no text and will not be labelled.");
        if (about.key() == TeacherInfo.Key.MISSING)
            notes.add(noKey(about));
        return notes;
    }

    private static String noKey(TeacherInfo about) {
        return "There is no key for " + about.provider() + ": set " + String.join(" or ", about.keyNames()) + ", or enter it.";
    }

    /// Labels in the background. A batch is handed in, and its answers fetched by [#collect].
    ///
    /// @throws AppException as [#plan], and when there is no key
    public JobHandle<TeachOutcome> submit(TeachRequest request) {
        return begin(request, codebook.current().version());
    }

    /// Asks everything of a run anew, as another run under the same version of the codebook.
    ///
    /// @param name of the new run; null takes the next free one
    public JobHandle<TeachOutcome> askAnew(String run, @Nullable String name) {
        Teaching old = runs.named(run);
        return begin(runs.request(old).withRun(name == null ? runs.like(run) : name), old.codebookVersion());
    }

    private JobHandle<TeachOutcome> begin(TeachRequest request, int version) {
        TeachRequest named = runs.named(request);
        Plan plan = plan(named, List.of());
        if (plan.teacher().key() == TeacherInfo.Key.MISSING)
            throw new AppException(noKey(plan.teacher()));
        store.teachings().begin(new Teaching(Objects.requireNonNull(named.run()), named.variable(), named.teacher(), version, Instant.now(),
                Json.write(named), null));
        changes.tell(Change.RUNS);
        return alone(named, body -> jobs.submit(order(named), body), context -> work.teach(named, Set.of(), context));
    }

    /// The request for this variable and sample, its run named.
    TeachRequest named(TeachRequest request, String variable, String sample) {
        return runs.named(request.withVariable(variable).withSample(sample));
    }

    /// Asks, inside another job, about the units of the request's sample that the run has no answer to yet; begins the run where that has not been
    /// done. What the run has spent counts against its cap.
    ///
    /// @param portion names the run
    /// @param whole   the sample of all units the run will ever be asked about
    TeachOutcome ask(TeachRequest portion, String whole, JobContext context) {
        String run = Objects.requireNonNull(portion.run());
        Object turn = new Object();
        if (running.putIfAbsent(run, turn) != null)
            throw new AppException("The run \"" + run + "\" is being worked on already.");
        try {
            if (store.teachings().byName(run).isEmpty())
                store.teachings()
                        .begin(new Teaching(run, portion.variable(), portion.teacher(), codebook.current().version(), Instant.now(),
                                Json.write(portion.withSample(whole)), null));
            TeachOutcome outcome = work.teach(portion, Set.of(), context);
            // a summary of the portion is none of the run
            store.teachings().summarise(run, null);
            changes.tell(Change.RUNS);
            return outcome;
        } finally {
            running.remove(run, turn);
        }
    }

    JobHandle<TeachOutcome> resume(long job, TeachRequest request) {
        runs.named(String.valueOf(request.run()));
        return alone(request, body -> jobs.resume(job, order(request), body), context -> work.teach(request, Set.of(), context));
    }

    /// Asks what a run left open: what failed, and what its cap did not allow. Under the old cap the run's job that broke off is taken up again,
    /// where there is one, so that it does not stay broken.
    ///
    /// @param budget the new cap in US dollars over all the run has spent and will; null keeps the old one
    public JobHandle<TeachOutcome> goOn(String run, @Nullable Double budget) {
        TeachRequest request = runs.request(runs.named(run));
        Optional<JobRecord> broken = budget == null
                ? jobs.broken(TEACH).stream().filter(j -> run.equals(request(j).run())).findFirst()
                : Optional.empty();
        if (broken.isPresent())
            return resume(broken.get().id(), request(broken.get()));
        TeachRequest more = budget == null ? request : request.withBudget(budget);
        return alone(more, body -> jobs.submit(order(more), body), context -> work.teach(more, Set.of(), context));
    }

    private static TeachRequest request(JobRecord job) {
        return Json.read(job.request(), TeachRequest.class, "The request of job " + job.id());
    }

    /// Asks for all answers to these units once more; the earlier ones stay on record and no longer count.
    public JobHandle<TeachOutcome> askAgain(String run, Collection<Long> units) {
        TeachRequest request = runs.request(runs.named(run));
        Set<Long> again = Set.copyOf(units);
        if (again.isEmpty() || !lessons.units(request.sample()).containsAll(again))
            throw new AppException("The run \"" + run + "\" was not asked about these units.");
        return alone(request, body -> jobs.submit(order(request), body), context -> work.teach(request, again, context));
    }

    /// Fetches what the provider has ready of a run's batches; what is still out is in [TeachOutcome#pending()].
    public JobHandle<TeachOutcome> collect(String run) {
        TeachRequest request = runs.request(runs.named(run));
        if (!request.batch())
            throw new AppException("The run \"" + run + "\" went without a batch: there is nothing to collect.");
        return alone(request, body -> jobs.submit(collecting(request), body), context -> work.collect(request, context));
    }

    JobHandle<TeachOutcome> resumeCollect(long job, TeachRequest request) {
        runs.named(String.valueOf(request.run()));
        return alone(request, body -> jobs.resume(job, collecting(request), body), context -> work.collect(request, context));
    }

    private static Order order(TeachRequest request) {
        return new Order(TEACH, "Label with " + request.teacher() + " as " + request.run(), request, true, Weight.LIGHT);
    }

    private static Order collecting(TeachRequest request) {
        return new Order(COLLECT, "Collect the batches of " + request.run(), request, true, Weight.LIGHT);
    }

    /// A run is worked on by one job at a time.
    private JobHandle<TeachOutcome> alone(TeachRequest request, Function<Work<TeachOutcome>, JobHandle<TeachOutcome>> start,
            Work<TeachOutcome> body) {
        String run = String.valueOf(request.run());
        Object turn = new Object();
        if (running.putIfAbsent(run, turn) != null)
            throw new AppException("The run \"" + run + "\" is being worked on already.");
        try {
            JobHandle<TeachOutcome> handle = start.apply(context -> {
                try {
                    return body.run(context);
                } finally {
                    running.remove(run, turn);
                }
            });
            // one that was cancelled before it began never comes to its body
            handle.result().whenComplete((_, _) -> running.remove(run, turn));
            return handle;
        } catch (RuntimeException e) {
            running.remove(run, turn);
            throw e;
        }
    }

    /// In the order they were begun.
    public List<Teaching> runs() {
        return store.teachings().all();
    }

    /// What was asked for.
    public TeachRequest request(String run) {
        return runs.request(runs.named(run));
    }

    /// What has come of a run so far.
    public TeachOutcome outcome(String run) {
        Teaching of = runs.named(run);
        String summary = of.summary();
        if (summary != null)
            return Json.read(summary, TeachOutcome.class, "The summary of the run \"" + run + "\"");
        List<Long> units = lessons.units(runs.request(of).sample());
        Map<UnitOutcome, Long> outcomes = new EnumMap<>(UnitOutcome.class);
        answers(run).stream().filter(a -> a.asked() > 0).forEach(a -> outcomes.merge(a.outcome(), 1L, Long::sum));
        TeachingRepository.Totals totals = store.teachings().totals(run);
        long pending = new ProjectBatchLog(store.teachings(), run).open().stream().mapToLong(b -> b.requests()).sum();
        return new TeachOutcome(run, units.size(), totals.calls(), outcomes, pending,
                totals.priced() == 0 ? null : Double.valueOf(totals.cost()), totals.tokensIn(), totals.tokensOut(),
                List.of());
    }

    /// How the calls of a run ended so far, the latest of each answer asked for.
    ///
    /// @param retried calls that took more than one attempt
    public record Tally(long parsed, long refused, long unparsable, long failed, long capped, long retried) {}

    public Tally tally(String run) {
        runs.named(run);
        Map<CallStatus, TeachingRepository.Tally> found = store.teachings().tally(run);
        return new Tally(calls(found, CallStatus.LABELLED), calls(found, CallStatus.REFUSED), calls(found, CallStatus.UNPARSABLE),
                calls(found, CallStatus.FAILED), calls(found, CallStatus.CAPPED),
                found.values().stream().mapToLong(TeachingRepository.Tally::retried).sum());
    }

    private static long calls(Map<CallStatus, TeachingRepository.Tally> found, CallStatus status) {
        TeachingRepository.Tally tally = found.get(status);
        return tally == null ? 0 : tally.calls();
    }

    /// The run a job labels for or collects, also when it has ended; empty for jobs of other kinds.
    public Optional<String> runOf(JobHandle<?> job) {
        return jobs.order(job).map(Order::request).map(request -> request instanceof TeachRequest teach ? teach.run() : null);
    }

    /// What the answers to each unit of a run come to, in import order.
    public List<UnitAnswer> answers(String run) {
        TeachRequest request = runs.request(runs.named(run));
        return Teachers.answers(lessons.units(request.sample()), ProjectCallLog.known(store.teachings(), run));
    }

    /// Calls of a run, the latest first.
    ///
    /// @param unit   of this unit only; null for all
    /// @param status ended this way only; null for all
    public List<TeacherCall> calls(String run, @Nullable Long unit, @Nullable CallStatus status, int limit) {
        runs.named(run);
        return store.teachings().calls(run, unit, status, limit);
    }

    /// Writes every call of a run, one JSON object a line, in the order unit, repeat, time.
    ///
    /// @return calls written
    /// @throws AppException when there is no such run, or the file exists or cannot be written
    public long writeCalls(String run, Path file) {
        runs.named(run);
        return new CallFile(store, index).write(run, file);
    }

    /// Takes a run away with its calls and labels; a dated backup of the project file is kept before.
    ///
    /// @throws AppException when there is no such run, or it is being worked on
    public void delete(String run) {
        runs.named(run);
        if (running.containsKey(run))
            throw new AppException("The run \"" + run + "\" is being worked on: cancel its job first.");
        backup.accept("before deleting " + run);
        store.teachings().delete(run);
        index.dropLabels(run);
        changes.tell(Change.RUNS, Change.ANNOTATIONS);
    }
}
