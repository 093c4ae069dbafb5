package concord.ui.teacher;

import concord.app.AppException;
import concord.app.Change;
import concord.app.Project;
import concord.app.Secrets;
import concord.app.TeacherService;
import concord.app.TeacherService.Plan;
import concord.app.Validation;
import concord.job.Cancelled;
import concord.job.JobHandle;
import concord.model.Annotator;
import concord.model.Sample;
import concord.model.SampleStrategy;
import concord.model.Teaching;
import concord.model.Variable;
import concord.model.request.SampleRequest;
import concord.model.request.TeachRequest;
import concord.model.result.ProviderInfo;
import concord.model.result.TeachOutcome;
import concord.model.result.TeacherInfo;
import concord.report.Numbers;
import concord.ui.Texts;
import concord.ui.shell.Debounce;
import concord.ui.shell.Workspace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The Teacher screen: which teacher, what it would be asked and cost, the run that is shown, and starting and stopping it.
final class TeacherViewModel {
    private static final String AGREED = "teacher.agreed";
    private static final int FEW = 5;
    private static final long READ_EVERY = 1_500_000_000L;

    /// Whether anything can be labelled here.
    enum Ready {
        LOADING, NO_UNITS, NO_CODEBOOK, READY
    }

    /// What the form comes to.
    ///
    /// @param info    null where provider, model or address are not complete
    /// @param place   where the key was found
    /// @param plan    null where it cannot run
    /// @param refusal why not; empty where it can
    record Outlook(@Nullable TeacherInfo info, Secrets.Place place, @Nullable Plan plan, String refusal) {
        static final Outlook NONE = new Outlook(null, Secrets.Place.NOWHERE, null, "");

        boolean runs() {
            return plan != null && info != null && info.key() != TeacherInfo.Key.MISSING;
        }
    }

    private final Workspace workspace;
    private final Project project;
    private final TeacherService teachers;
    private final TeacherForm form = new TeacherForm();
    private final Debounce planning;
    private final Debounce refreshing;
    private final List<ProviderInfo> providers;
    private final ObservableList<String> models = FXCollections.observableArrayList();
    private final ObservableList<String> sources = FXCollections.observableArrayList();
    private final ObservableList<String> samples = FXCollections.observableArrayList();
    private final ObservableList<Teaching> runs = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Ready> ready = new ReadOnlyObjectWrapper<>(Ready.LOADING);
    private final ReadOnlyObjectWrapper<Outlook> outlook = new ReadOnlyObjectWrapper<>(Outlook.NONE);
    private final ReadOnlyBooleanWrapper planningNow = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper shown = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<@Nullable RunFacts> facts = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable LiveRun> live = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper question = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper priceTable = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper starting = new ReadOnlyBooleanWrapper();
    private final Map<String, LiveRun> working = new HashMap<>();
    private final Set<String> agreed = new HashSet<>();
    private final Runnable unsubscribe;
    private @Nullable Runnable asked;
    private @Nullable String instead;
    private boolean first = true;
    private boolean seen = true;
    private boolean reading;
    private boolean readAgain;
    private long lastRead;
    private long planTicket;

    TeacherViewModel(Workspace workspace) {
        this.workspace = workspace;
        project = workspace.project();
        teachers = project.teachers();
        planning = new Debounce(Duration.ofMillis(300), workspace.fx());
        refreshing = new Debounce(Duration.ofMillis(400), workspace.fx());
        providers = teachers.providers().stream().sorted(Comparator.comparing(p -> !p.key().equals(TeacherForm.EMBEDDED))).toList();
        form.properties().forEach(p -> p.addListener((_, _, _) -> {
            planningNow.set(true);
            planning.call(this::makePlan);
        }));
        form.provider.addListener((_, _, now) -> {
            models.clear();
            form.model.set(now.equals(TeacherForm.EMBEDDED) ? "minilm" : "");
            form.baseUrl.set("");
            if (!provider().batch())
                form.batch.set(false);
        });
        workspace.variableProperty().addListener((_, before, now) -> {
            if (!Objects.equals(before == null ? null : before.name(), now == null ? null : now.name())) {
                shown.set("");
                refresh();
            }
        });
        workspace.on(() -> refreshing.call(this::refreshSeen), Change.UNITS, Change.CODEBOOK, Change.SAMPLES, Change.RUNS,
                Change.ANNOTATIONS);
        unsubscribe = project.jobs().onSubmit(handle -> workspace.fx().accept(() -> follow(handle)));
        workspace.load(project.jobs()::active, active -> active.forEach(this::follow));
        workspace.load(() -> project.settings().remembered(AGREED).orElse(""), text -> agreed.addAll(text.lines().toList()));
    }

    Workspace workspace() {
        return workspace;
    }

    TeacherForm form() {
        return form;
    }

    /// The embedded teacher first, because it always works.
    List<ProviderInfo> providers() {
        return providers;
    }

    ProviderInfo provider() {
        return providers.stream().filter(p -> p.key().equals(form.provider.get())).findFirst().orElseThrow();
    }

    ObservableList<String> models() {
        return models;
    }

    /// Whose labels examples can show.
    ObservableList<String> sources() {
        return sources;
    }

    /// Names of samples; the empty name first, for all texts.
    ObservableList<String> samples() {
        return samples;
    }

    /// Runs of the variable, the latest first.
    ObservableList<Teaching> runs() {
        return runs;
    }

    ReadOnlyObjectProperty<Ready> readyProperty() {
        return ready.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Outlook> outlookProperty() {
        return outlook.getReadOnlyProperty();
    }

    /// True while the outlook is older than the form.
    ReadOnlyBooleanProperty planningProperty() {
        return planningNow.getReadOnlyProperty();
    }

    /// Name of the run that is looked at; empty before the first.
    ReadOnlyStringProperty shownProperty() {
        return shown.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable RunFacts> factsProperty() {
        return facts.getReadOnlyProperty();
    }

    /// The job at work on the run that is looked at; null when it rests.
    ReadOnlyObjectProperty<@Nullable LiveRun> liveProperty() {
        return live.getReadOnlyProperty();
    }

    /// Why the last thing asked for was not done; empty when all is well.
    ReadOnlyStringProperty troubleProperty() {
        return trouble.getReadOnlyProperty();
    }

    /// What leaves the machine, to be agreed to before the first call to this address; empty when nothing is asked.
    ReadOnlyStringProperty questionProperty() {
        return question.getReadOnlyProperty();
    }

    /// Where the person's price table lies, once they asked for it.
    ReadOnlyStringProperty priceTableProperty() {
        return priceTable.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty startingProperty() {
        return starting.getReadOnlyProperty();
    }

    boolean keyring() {
        return workspace.app().secrets().keyring();
    }

    /// Whether anybody looks; while nobody does, nothing is read or reckoned, so that labelling by hand stays quick.
    boolean seen() {
        return seen;
    }

    void shown() {
        seen = true;
        refresh();
    }

    void hidden() {
        seen = false;
    }

    private void refreshSeen() {
        if (seen)
            refresh();
    }

    private record Read(Ready ready, List<String> sources, List<String> samples, List<Teaching> runs, @Nullable TeachRequest last) {}

    void refresh() {
        Variable variable = workspace.variableProperty().get();
        workspace.load(() -> read(variable), read -> {
            if (variable != null && !variable.equals(workspace.variableProperty().get()))
                return;
            if (!sources.equals(read.sources))
                sources.setAll(read.sources);
            if (!samples.equals(read.samples))
                samples.setAll(read.samples);
            if (!samples.contains(form.sample.get()))
                form.sample.set("");
            if (first && read.last != null)
                form.take(read.last);
            if (first && read.last == null && form.embedded() && !sources.isEmpty() && variable != null) {
                form.way.set("nearest");
                form.examples.set(2 * variable.labels().size());
            }
            first = false;
            if (!sources.contains(form.from.get()))
                form.from.set(sources.isEmpty() ? "" : sources.getFirst());
            if (sources.isEmpty())
                form.examples.set(0);
            if (!runs.equals(read.runs))
                runs.setAll(read.runs);
            if (runs.stream().noneMatch(r -> r.name().equals(shown.get())))
                show(runs.isEmpty() ? "" : runs.getFirst().name());
            ready.set(read.ready);
            makePlan();
            readFacts();
        });
    }

    private Read read(@Nullable Variable variable) {
        if (project.data().units() == 0)
            return new Read(Ready.NO_UNITS, List.of(), List.of(""), List.of(), null);
        if (variable == null || variable.labels().isEmpty())
            return new Read(Ready.NO_CODEBOOK, List.of(), List.of(""), List.of(), null);
        Map<String, Long> counts = project.data().counts(variable.name());
        List<String> from = project.data().annotators().stream()
                .filter(a -> !(a instanceof Annotator.Student) && counts.getOrDefault(a.name(), 0L) > 0)
                .sorted(Comparator.comparing(a -> !(a instanceof Annotator.Human))).map(Annotator::name).toList();
        List<String> names = new ArrayList<>(List.of(""));
        project.samples().all().stream().map(Sample::name).forEach(names::add);
        List<Teaching> own = teachers.runs().stream().filter(r -> r.variable().equals(variable.name())).toList().reversed();
        return new Read(Ready.READY, from, names, own, own.isEmpty() ? null : teachers.request(own.getFirst().name()));
    }

    private void makePlan() {
        Variable variable = workspace.variableProperty().get();
        long mine = ++planTicket;
        if (variable == null || variable.labels().isEmpty()) {
            outlook.set(Outlook.NONE);
            return;
        }
        planningNow.set(true);
        String teacher = form.teacher();
        String address = form.address();
        Supplier<TeachRequest> request = asked(variable.name());
        workspace.load(() -> outlook(teacher, address, request), found -> {
            if (mine == planTicket) {
                planningNow.set(false);
                outlook.set(found);
            }
        });
    }

    /// The estimate is made for this sample, whatever the form says; null for the form's.
    void planFor(@Nullable String sample) {
        if (Objects.equals(sample, instead))
            return;
        instead = sample;
        makePlan();
    }

    /// The request as the form has it now; a form that cannot be read refuses when the request is asked for.
    private Supplier<TeachRequest> asked(String variable) {
        try {
            TeachRequest request = instead == null ? form.request(variable) : form.request(variable).withSample(instead);
            return () -> request;
        } catch (AppException e) {
            return () -> {
                throw e;
            };
        }
    }

    private Outlook outlook(String teacher, @Nullable String address, Supplier<TeachRequest> request) {
        TeacherInfo info = null;
        Secrets.Place place = Secrets.Place.NOWHERE;
        try {
            info = teachers.about(teacher, address);
            place = info.keyNames().stream().map(workspace.app().secrets()::place).filter(p -> p != Secrets.Place.NOWHERE).findFirst()
                    .orElse(Secrets.Place.NOWHERE);
            return new Outlook(info, place, teachers.plan(request.get()), "");
        } catch (AppException e) {
            return new Outlook(info, place, null, String.valueOf(e.getMessage()));
        }
    }

    /// The request of the form, to be asked on the window's thread.
    Optional<TeachRequest> request() {
        Variable variable = workspace.variableProperty().get();
        try {
            return variable == null ? Optional.empty() : Optional.of(form.request(variable.name()));
        } catch (AppException e) {
            trouble.set(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /// Asks the provider for the names of its models.
    void listModels() {
        String provider = form.provider.get();
        String address = form.address();
        attempt(() -> teachers.models(provider, address), names -> {
            if (provider.equals(form.provider.get()))
                models.setAll(names);
            if (names.isEmpty())
                trouble.set(Texts.get("teacher.models.none"));
        });
    }

    /// Where a key given by the person goes.
    enum Keep {
        THIS_RUN, KEYRING
    }

    /// Takes a key; it is not kept in this window.
    void giveKey(String key, Keep keep) {
        TeacherInfo info = outlook.get().info();
        if (info == null || info.keyNames().isEmpty() || key.isBlank())
            return;
        String name = info.keyNames().getFirst();
        attempt(() -> {
            if (keep == Keep.KEYRING)
                workspace.app().secrets().keepInKeyring(name, key);
            else
                workspace.app().secrets().keepForThisRun(name, key);
            return name;
        }, _ -> makePlan());
    }

    void forgetKey() {
        TeacherInfo info = outlook.get().info();
        if (info != null)
            attempt(() -> {
                info.keyNames().forEach(workspace.app().secrets()::forget);
                return true;
            }, _ -> makePlan());
    }

    void editPrices() {
        attempt(teachers::priceTable, file -> priceTable.set(file.toString()));
    }

    /// Labels with the form's settings.
    void run() {
        request().ifPresent(request -> send(() -> submit(() -> teachers.submit(request))));
    }

    /// A run on five random texts that are in no validation's test part, the same each time.
    void testOnFew() {
        request().ifPresent(request -> send(() -> submit(() -> {
            String sample = few(request);
            return teachers.submit(request.withSample(sample).withRun(tryOut(request)));
        })));
    }

    private String few(TeachRequest request) {
        String of = request.sample();
        String name = of == null ? Texts.get("teacher.few", FEW) : Texts.get("teacher.few.of", FEW, of);
        if (project.samples().all().stream().anyMatch(s -> s.name().equals(name)))
            return name;
        String test = project.validation().current(request.variable()).map(Validation::test).filter(t -> !t.equals(of)).orElse(null);
        long frame = of == null ? project.data().units() : project.samples().members(of).size();
        project.samples().draw(new SampleRequest(name, (int) Math.min(FEW, frame), SampleStrategy.RANDOM, Map.of(), of, null, test, 1));
        return name;
    }

    private String tryOut(TeachRequest request) {
        Set<String> taken = new HashSet<>();
        project.data().annotators().forEach(a -> taken.add(a.name()));
        String model = request.teacher().substring(request.teacher().indexOf(':') + 1).replaceAll("[^\\p{L}\\p{N}._-]+", "-");
        String base = Texts.get("teacher.tryout", model.substring(0, Math.min(40, model.length())));
        int number = 1;
        while (taken.contains(base + " " + number)) {
            number++;
        }
        return base + " " + number;
    }

    /// Calls off the run that is looked at; what was answered stays, and it can go on.
    void pause() {
        LiveRun now = live.get();
        if (now != null)
            now.handle().cancel();
    }

    /// Asks what the run that is looked at has open, under the form's cap where that is another one.
    void resume() {
        RunFacts now = facts.get();
        if (now == null)
            return;
        Double budget;
        try {
            budget = form.budget();
        } catch (AppException e) {
            trouble.set(String.valueOf(e.getMessage()));
            return;
        }
        String run = now.run().name();
        Double old = now.request().budget();
        if (now.capped() && old != null && budget != null && budget <= old) {
            trouble.set(Texts.get("teacher.resume.cap"));
            return;
        }
        boolean same = budget == null || budget.equals(old);
        send(() -> submit(() -> teachers.goOn(run, same ? null : budget)));
    }

    void collect() {
        String run = shown.get();
        submit(() -> teachers.collect(run));
    }

    void askAgain(List<Long> units) {
        String run = shown.get();
        send(() -> submit(() -> teachers.askAgain(run, units)));
    }

    /// Everything of the run that is looked at anew, as another run.
    void askAnew() {
        String run = shown.get();
        send(() -> submit(() -> teachers.askAnew(run, null)));
    }

    /// Does it at once, or asks first where texts would go somewhere they have not gone to before.
    void send(Runnable action) {
        TeacherInfo info = outlook.get().info();
        trouble.set("");
        if (info == null || info.local() || info.address().isEmpty() || agreed.contains(info.address())) {
            action.run();
            return;
        }
        asked = action;
        question.set(info.leaves());
    }

    void agree() {
        TeacherInfo info = outlook.get().info();
        Runnable action = asked;
        decline();
        if (info == null || action == null)
            return;
        agreed.add(info.address());
        String all = String.join("\n", agreed);
        workspace.load(() -> {
            project.settings().remember(AGREED, all);
            return true;
        }, _ -> action.run());
    }

    void decline() {
        asked = null;
        question.set("");
    }

    /// Starts a job; why it cannot start stands in [#troubleProperty()].
    void submit(Supplier<JobHandle<?>> start) {
        starting.set(true);
        attempt(start, _ -> starting.set(false));
    }

    <T> void attempt(Supplier<T> work, java.util.function.Consumer<? super T> then) {
        trouble.set("");
        workspace.load(work, then, failure -> {
            starting.set(false);
            if (failure instanceof AppException)
                trouble.set(String.valueOf(failure.getMessage()));
            else
                workspace.error(failure);
        });
    }

    void say(String sentence) {
        trouble.set(sentence);
    }

    /// Looks at a run.
    void show(String run) {
        if (run.equals(shown.get()))
            return;
        shown.set(run);
        live.set(working.get(run));
        readFacts();
    }

    private void follow(JobHandle<?> handle) {
        Optional<String> run = teachers.runOf(handle);
        LiveRun before = run.map(working::get).orElse(null);
        if (run.isEmpty() || before != null && before.handle() == handle)
            return;
        LiveRun now = new LiveRun(run.get(), handle, workspace.fx());
        working.put(now.run(), now);
        now.momentProperty().addListener((_, _, _) -> {
            if (now.run().equals(shown.get()) && System.nanoTime() - lastRead > READ_EVERY)
                readFacts();
        });
        handle.result().whenComplete((outcome, failure) -> workspace.fx().accept(() -> ended(now, outcome, failure)));
        if (!now.run().equals(shown.get()))
            show(now.run());
        else
            live.set(now);
        refreshSeen();
    }

    private void ended(LiveRun of, @Nullable Object result, @Nullable Throwable failure) {
        working.remove(of.run(), of);
        if (live.get() == of)
            live.set(null);
        Throwable cause = failure == null || failure.getCause() == null ? failure : failure.getCause();
        if (cause != null && !(cause instanceof Cancelled))
            trouble.set(of.handle().error().orElse(String.valueOf(cause.getMessage())));
        else if (result instanceof TeachOutcome outcome)
            workspace.message(OutcomeText.of(outcome));
        refreshSeen();
    }

    /// Reads the run that is looked at, one reading at a time.
    private void readFacts() {
        if (!seen)
            return;
        String name = shown.get();
        RunFacts before = facts.get();
        if (reading) {
            readAgain = true;
            return;
        }
        if (name.isEmpty()) {
            facts.set(null);
            return;
        }
        reading = true;
        readAgain = false;
        lastRead = System.nanoTime();
        workspace.load(() -> teachers.runs().stream().filter(r -> r.name().equals(name)).findFirst()
                .map(r -> RunFacts.read(project, r, before)).orElse(null), found -> {
                    reading = false;
                    lastRead = System.nanoTime();
                    if (name.equals(shown.get()))
                        facts.set(found);
                    if (readAgain || !name.equals(shown.get()))
                        readFacts();
                }, failure -> {
                    reading = false;
                    workspace.error(failure);
                });
    }

    /// What the button Run would ask, as "5,000 calls".
    static String calls(Plan plan) {
        return Texts.get("teacher.calls.count", Numbers.count(plan.estimate().calls()), plan.estimate().calls());
    }

    void dispose() {
        unsubscribe.run();
    }
}
