package concord.ui.study;

import concord.app.Change;
import concord.app.Project;
import concord.app.StudyService.SamplingPlan;
import concord.job.JobHandle;
import concord.model.Teaching;
import concord.model.Variable;
import concord.model.request.SamplingStudyRequest;
import concord.model.request.TeachRequest;
import concord.model.result.StudentKind;
import concord.ui.Texts;
import concord.ui.shell.Debounce;
import concord.ui.shell.Workspace;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// Sets up a study of what to label next.
final class SamplingSetUpViewModel {
    private final Workspace workspace;
    private final Project project;
    private final Studies studies;
    private final SamplingForm form = new SamplingForm();
    private final Debounce planning;
    private final Debounce refreshing;
    private final ObservableList<StudentKind> kinds = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Ground> ground = new ReadOnlyObjectWrapper<>(Ground.NONE);
    private final ReadOnlyObjectWrapper<Map<String, TeachRequest>> teachers = new ReadOnlyObjectWrapper<>(Map.of());
    private final ReadOnlyObjectWrapper<@Nullable SamplingPlan> plan = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Refusal> refusal = new ReadOnlyObjectWrapper<>();
    /// Whether somebody looks at the form.
    private boolean open;
    private boolean watched;
    private long ticket;
    private Consumer<JobHandle<?>> started = _ -> {
    };

    SamplingSetUpViewModel(Workspace workspace, Studies studies) {
        this.workspace = workspace;
        this.studies = studies;
        project = workspace.project();
        planning = new Debounce(Duration.ofMillis(250), workspace.fx());
        refreshing = new Debounce(Duration.ofMillis(400), workspace.fx());
        form.properties().forEach(p -> p.addListener((_, _, _) -> changed()));
        form.students.addListener((ListChangeListener<String>) _ -> changed());
        workspace.variableProperty().addListener((_, _, _) -> refreshIfOpen());
        workspace.on(() -> refreshing.call(this::refreshIfOpen), Change.ANNOTATIONS, Change.SAMPLES, Change.CODEBOOK, Change.UNITS);
        workspace.load(project.students()::kinds, kinds::setAll);
    }

    Workspace workspace() {
        return workspace;
    }

    SamplingForm form() {
        return form;
    }

    ObservableList<StudentKind> kinds() {
        return kinds;
    }

    ReadOnlyObjectProperty<Ground> groundProperty() {
        return ground.getReadOnlyProperty();
    }

    /// What the project's teachers were asked, by run: they can be asked again for what a strategy chooses.
    ReadOnlyObjectProperty<Map<String, TeachRequest>> teachersProperty() {
        return teachers.getReadOnlyProperty();
    }

    /// What the study would come to; null while it cannot be started.
    ReadOnlyObjectProperty<@Nullable SamplingPlan> planProperty() {
        return plan.getReadOnlyProperty();
    }

    /// Why it cannot be started; null when it can, and while it is not known.
    ReadOnlyObjectProperty<@Nullable Refusal> refusalProperty() {
        return refusal.getReadOnlyProperty();
    }

    /// Hears, on this thread, of the job of a study started here.
    void onStart(Consumer<JobHandle<?>> action) {
        started = action;
    }

    private record Read(Ground ground, Map<String, TeachRequest> teachers) {}

    void shown() {
        watched = true;
        refreshIfOpen();
    }

    void hidden() {
        watched = false;
    }

    /// The form is opened.
    void enter() {
        open = true;
        refresh();
    }

    /// The form is left.
    void leave() {
        open = false;
        ticket++;
    }

    private void refreshIfOpen() {
        if (watched && open)
            refresh();
    }

    /// Reads what the project has; what was chosen stays.
    void refresh() {
        Variable variable = workspace.variableProperty().get();
        if (variable == null) {
            refuse(new Refusal(Field.SOURCE, Texts.get("study.wrong.variables")));
            return;
        }
        workspace.load(() -> {
            Map<String, TeachRequest> asked = new LinkedHashMap<>();
            for (Teaching run : project.teachers().runs()) {
                if (run.variable().equals(variable.name()))
                    asked.put(run.name(), project.teachers().request(run.name()));
            }
            return new Read(Ground.of(project, studies, variable.name()), asked);
        }, found -> {
            teachers.set(found.teachers);
            ground.set(found.ground);
            guess(found.ground);
            changed();
        });
    }

    /// Fills what is still empty with what fits by its name or kind.
    private void guess(Ground on) {
        List<String> sources = on.sources();
        if (form.source.labels().get().isEmpty() && !sources.isEmpty())
            form.source.labels().set(on.teachers().isEmpty() ? sources.getFirst() : on.teachers().getFirst());
        if (form.target.labels().get().isEmpty() && !sources.isEmpty())
            form.target.labels().set(on.teachers().isEmpty() ? sources.getFirst() : on.teachers().getFirst());
        for (SamplingForm.Side side : List.of(form.source, form.target)) {
            if (side.truth().get().isEmpty() && !on.people().isEmpty())
                side.truth().set(on.people().getFirst());
        }
    }

    private void changed() {
        if (!open)
            return;
        form.wrong().ifPresentOrElse(this::refuse, () -> planning.call(this::makePlan));
    }

    private void refuse(Refusal why) {
        ticket++;
        plan.set(null);
        refusal.set(why);
    }

    private Optional<SamplingStudyRequest> request() {
        Variable variable = workspace.variableProperty().get();
        return variable == null ? Optional.empty() : Optional.of(form.request(variable.name(), teachers.get()));
    }

    private void makePlan() {
        Optional<Refusal> wrong = form.wrong();
        if (wrong.isPresent()) {
            refuse(wrong.get());
            return;
        }
        long mine = ++ticket;
        request().ifPresent(request -> workspace.load(() -> studies.plan(request), made -> {
            if (mine == ticket) {
                refusal.set(null);
                plan.set(made);
            }
        }, failure -> {
            if (mine == ticket)
                refuse(Refusal.of(String.valueOf(failure.getMessage()), names(request)));
        }));
    }

    private static Map<String, Field> names(SamplingStudyRequest request) {
        Map<String, Field> names = new LinkedHashMap<>();
        names.put(request.source().sample(), Field.SOURCE);
        names.put(request.target().sample(), Field.TARGET);
        if (request.source().test() != null)
            names.put(request.source().test().sample(), Field.SOURCE);
        if (request.target().test() != null)
            names.put(request.target().test().sample(), Field.TARGET);
        request.students().forEach(s -> names.put(s, Field.STUDENTS));
        request.strategies().forEach(s -> names.put(s, Field.STRATEGIES));
        if (request.positive() != null)
            names.put(request.positive(), Field.MORE);
        return names;
    }

    /// Takes over what another study asked for.
    void again(SamplingStudyRequest request) {
        form.fill(request);
    }

    void start() {
        SamplingPlan made = plan.get();
        if (made == null || form.wrong().isPresent())
            return;
        String question = form.question.get().strip();
        request().map(r -> r.withName(made.name())).ifPresent(request -> {
            plan.set(null);
            workspace.load(() -> {
                JobHandle<?> handle = studies.submit(request);
                Questions.keep(project, made.name(), question);
                return handle;
            }, handle -> {
                form.question.set("");
                started.accept(handle);
            }, failure -> {
                workspace.error(failure);
                changed();
            });
        });
    }
}
