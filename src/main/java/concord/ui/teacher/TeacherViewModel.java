package concord.ui.teacher;

import concord.app.AppException;
import concord.app.Change;
import concord.app.Project;
import concord.app.TeacherService;
import concord.job.JobHandle;
import concord.model.Annotator;
import concord.model.Sample;
import concord.model.Teaching;
import concord.model.Variable;
import concord.model.request.TeachRequest;
import concord.model.result.ProviderInfo;
import concord.ui.Texts;
import concord.ui.shell.Debounce;
import concord.ui.shell.Workspace;
import concord.ui.teacher.FormViewModel.Keep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The Teacher screen: its form, the runs of the variable, the one that is shown, and starting and stopping it.
final class TeacherViewModel {
    /// Whether anything can be labelled here.
    enum Ready {
        LOADING, NO_UNITS, NO_CODEBOOK, READY
    }

    private final Workspace workspace;
    private final Project project;
    private final TeacherService teachers;
    private final Attempts attempts;
    private final FormViewModel asking;
    private final ShownRun shown;
    private final Consent consent;
    private final ObservableList<Teaching> runs = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Ready> ready = new ReadOnlyObjectWrapper<>(Ready.LOADING);
    private boolean seen = true;

    TeacherViewModel(Workspace workspace) {
        this.workspace = workspace;
        project = workspace.project();
        teachers = project.teachers();
        attempts = new Attempts(workspace);
        asking = new FormViewModel(workspace, attempts);
        consent = new Consent(workspace, () -> asking.outlookProperty().get().info());
        shown = new ShownRun(workspace, attempts, () -> seen, this::refreshSeen);
        Debounce refreshing = new Debounce(Duration.ofMillis(400), workspace.fx());
        workspace.variableProperty().addListener((_, before, now) -> {
            if (!Objects.equals(before == null ? null : before.name(), now == null ? null : now.name())) {
                shown.leave();
                refresh();
            }
        });
        workspace.on(() -> refreshing.call(this::refreshSeen), Change.UNITS, Change.CODEBOOK, Change.SAMPLES, Change.RUNS,
                Change.ANNOTATIONS);
    }

    Workspace workspace() {
        return workspace;
    }

    /// The form, its key and its estimate.
    FormViewModel asking() {
        return asking;
    }

    TeacherForm form() {
        return asking.form();
    }

    List<ProviderInfo> providers() {
        return asking.providers();
    }

    /// Runs of the variable, the latest first.
    ObservableList<Teaching> runs() {
        return runs;
    }

    ReadOnlyObjectProperty<Ready> readyProperty() {
        return ready.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Outlook> outlookProperty() {
        return asking.outlookProperty();
    }

    ReadOnlyBooleanProperty planningProperty() {
        return asking.planningProperty();
    }

    /// Name of the run that is looked at; empty before the first.
    ReadOnlyStringProperty shownProperty() {
        return shown.nameProperty();
    }

    ReadOnlyObjectProperty<@Nullable RunFacts> factsProperty() {
        return shown.factsProperty();
    }

    /// The job at work on the run that is looked at; null when it rests.
    ReadOnlyObjectProperty<@Nullable LiveRun> liveProperty() {
        return shown.liveProperty();
    }

    /// Why the last thing asked for was not done; empty when all is well.
    ReadOnlyStringProperty troubleProperty() {
        return attempts.troubleProperty();
    }

    /// What leaves the machine, to be agreed to before the first call to this address; empty when nothing is asked.
    ReadOnlyStringProperty questionProperty() {
        return consent.questionProperty();
    }

    ReadOnlyBooleanProperty startingProperty() {
        return attempts.startingProperty();
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
            asking.offer(read.sources, read.samples, read.last);
            if (!runs.equals(read.runs))
                runs.setAll(read.runs);
            if (runs.stream().noneMatch(r -> r.name().equals(shownProperty().get())))
                show(runs.isEmpty() ? "" : runs.getFirst().name());
            ready.set(read.ready);
            asking.plan();
            shown.read();
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

    /// The request of the form, to be asked on the window's thread.
    Optional<TeachRequest> request() {
        return asking.request();
    }

    void giveKey(String key, Keep keep) {
        asking.giveKey(key, keep);
    }

    void forgetKey() {
        asking.forgetKey();
    }

    /// Labels with the form's settings.
    void run() {
        request().ifPresent(request -> start(() -> teachers.submit(request)));
    }

    /// A run on five random texts that are in no validation's test part, the same each time.
    void testOnFew() {
        request().ifPresent(request -> start(() -> teachers.submit(new TryOut(project).of(request))));
    }

    void pause() {
        shown.pause();
    }

    /// Asks what the run that is looked at has open, under the form's cap where that is another one.
    void resume() {
        RunFacts now = factsProperty().get();
        if (now == null)
            return;
        Double budget;
        try {
            budget = form().budget();
        } catch (AppException e) {
            attempts.say(String.valueOf(e.getMessage()));
            return;
        }
        String run = now.run().name();
        Double old = now.request().budget();
        if (now.capped() && old != null && budget != null && budget <= old) {
            attempts.say(Texts.get("teacher.resume.cap"));
            return;
        }
        boolean same = budget == null || budget.equals(old);
        start(() -> teachers.goOn(run, same ? null : budget));
    }

    void collect() {
        String run = shownProperty().get();
        attempts.submit(() -> teachers.collect(run));
    }

    void askAgain(List<Long> units) {
        String run = shownProperty().get();
        start(() -> teachers.askAgain(run, units));
    }

    /// Everything of the run that is looked at anew, as another run.
    void askAnew() {
        String run = shownProperty().get();
        start(() -> teachers.askAnew(run, null));
    }

    /// Starts a job that sends texts, after asking where they would go somewhere they have not gone to before.
    void start(Supplier<JobHandle<?>> job) {
        attempts.forget();
        consent.send(() -> attempts.submit(job));
    }

    void agree() {
        consent.agree();
    }

    void decline() {
        consent.decline();
    }

    /// Looks at a run.
    void show(String run) {
        shown.show(run);
    }

    void dispose() {
        shown.dispose();
    }
}
