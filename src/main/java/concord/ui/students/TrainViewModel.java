package concord.ui.students;

import concord.app.Change;
import concord.app.Project;
import concord.app.StudentService;
import concord.app.StudentService.Plan;
import concord.job.JobHandle;
import concord.job.JobState;
import concord.model.JobRecord;
import concord.model.Sample;
import concord.model.SampleStrategy;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.model.request.GridRequest;
import concord.model.request.Recipe;
import concord.model.request.SampleRequest;
import concord.model.result.DeviceReport;
import concord.model.result.StudentKind;
import concord.report.Numbers;
import concord.ui.Texts;
import concord.ui.shell.Debounce;
import concord.ui.shell.Workspace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// What would be trained, and the training or search that runs.
final class TrainViewModel {
    private static final String TRAIN = "train";
    private static final String GRID = "grid";
    private static final String TEST = "test";
    private static final int ONE_IN = 5;
    private final Workspace workspace;
    private final Project project;
    private final StudentService students;
    private final TrainForm form = new TrainForm();
    private final Debounce planning;
    private final Debounce refreshing;
    private final ObservableList<StudentKind> kinds = FXCollections.observableArrayList();
    private final ObservableList<String> sources = FXCollections.observableArrayList();
    private final ObservableList<String> samples = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<@Nullable DeviceReport> devices = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Plan> plan = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper refusal = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<@Nullable LiveTraining> training = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable JobRecord> resumable = new ReadOnlyObjectWrapper<>();
    private final Runnable unsubscribe;
    private boolean read;
    private boolean devicesAsked;
    private long planTicket;

    TrainViewModel(Workspace workspace) {
        this.workspace = workspace;
        project = workspace.project();
        students = project.students();
        planning = new Debounce(Duration.ofMillis(250), workspace.fx());
        refreshing = new Debounce(Duration.ofMillis(400), workspace.fx());
        form.properties().forEach(p -> p.addListener((_, _, _) -> changed()));
        workspace.variableProperty().addListener((_, before, now) -> {
            if (!Objects.equals(before == null ? null : before.name(), now == null ? null : now.name()))
                refresh();
        });
        workspace.on(() -> refreshing.call(this::refresh), Change.ANNOTATIONS, Change.GOLD, Change.RUNS, Change.SAMPLES, Change.CODEBOOK,
                Change.UNITS);
        unsubscribe = project.jobs().onSubmit(handle -> workspace.fx().accept(() -> follow(handle)));
        workspace.load(students::kinds, kinds::setAll);
        workspace.load(project.jobs()::active, active -> active.forEach(this::follow));
    }

    Workspace workspace() {
        return workspace;
    }

    TrainForm form() {
        return form;
    }

    ObservableList<StudentKind> kinds() {
        return kinds;
    }

    ObservableList<String> sources() {
        return sources;
    }

    /// Names of samples; the empty name first, for all.
    ObservableList<String> samples() {
        return samples;
    }

    /// Null until the driver has been asked.
    ReadOnlyObjectProperty<@Nullable DeviceReport> devicesProperty() {
        return devices.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable Plan> planProperty() {
        return plan.getReadOnlyProperty();
    }

    /// Why nothing can be trained now; empty when it can.
    ReadOnlyStringProperty refusalProperty() {
        return refusal.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<@Nullable LiveTraining> trainingProperty() {
        return training.getReadOnlyProperty();
    }

    /// A training or search that was broken off and can go on; null when there is none.
    ReadOnlyObjectProperty<@Nullable JobRecord> resumableProperty() {
        return resumable.getReadOnlyProperty();
    }

    /// Asks for the devices, which takes up to seconds, once.
    void askDevices() {
        if (devicesAsked)
            return;
        devicesAsked = true;
        workspace.load(students::devices, devices::set);
    }

    private record Read(List<String> sources, List<String> samples, Optional<JobRecord> resumable) {}

    void refresh() {
        Variable variable = workspace.variableProperty().get();
        if (variable == null) {
            refuse(Texts.get("students.none.codebook"));
            return;
        }
        if (!variable.kind().ordered())
            form.ordinal.set(Recipe.AUTO);
        if (!ranks())
            form.ranking.set(Recipe.AUTO);
        workspace.load(() -> read(variable.name()), now -> {
            if (!sources.equals(now.sources))
                sources.setAll(now.sources);
            List<String> names = new ArrayList<>(List.of(""));
            names.addAll(now.samples);
            if (!samples.equals(names))
                samples.setAll(names);
            resumable.set(now.resumable.orElse(null));
            if (form.excluded.get().isEmpty() && !read)
                samples.stream().filter(s -> s.equalsIgnoreCase(TEST)).findFirst().ifPresent(form.excluded::set);
            read = true;
            if (!sources.contains(form.labelsFrom.get()))
                form.labelsFrom.set(sources.isEmpty() ? "" : sources.getFirst());
            makePlan();
        });
    }

    private Read read(String variable) {
        Optional<JobRecord> broken = project.jobs().all().stream().filter(j -> j.kind().equals(TRAIN) || j.kind().equals(GRID)).findFirst()
                .filter(JobRecord::resumable);
        return new Read(LabelSources.of(project.data().annotators(), project.data().counts(variable)),
                project.samples().all().stream().map(Sample::name).toList(), broken);
    }

    /// What cannot be read is refused at once; what can is planned when the typing pauses.
    private void changed() {
        form.wrong().ifPresentOrElse(this::refuse, () -> planning.call(this::makePlan));
    }

    private void refuse(String why) {
        planTicket++;
        plan.set(null);
        refusal.set(why);
    }

    private void makePlan() {
        Variable variable = workspace.variableProperty().get();
        if (variable == null)
            return;
        Optional<String> wrong = form.wrong();
        if (wrong.isPresent() || form.labelsFrom.get().isEmpty()) {
            refuse(wrong.orElseGet(() -> Texts.get("students.none.labels")));
            return;
        }
        long mine = ++planTicket;
        GridRequest request = form.search(variable.name());
        workspace.load(() -> students.plan(request), made -> {
            if (mine == planTicket) {
                refusal.set("");
                plan.set(made);
            }
        }, failure -> {
            if (mine == planTicket)
                refuse(String.valueOf(failure.getMessage()));
        });
    }

    /// Whether labels of the variable have an order, so that there are ways to learn it.
    boolean ordered() {
        Variable variable = workspace.variableProperty().get();
        return variable != null && variable.kind().ordered();
    }

    /// Whether documents under queries are judged.
    boolean ranks() {
        Variable variable = workspace.variableProperty().get();
        return variable != null && variable.kind() == VariableKind.RANKING;
    }

    /// Fills in the values usually tried for the student chosen.
    void usualGrid() {
        Variable variable = workspace.variableProperty().get();
        if (variable != null && form.wrong().isEmpty())
            form.fill(StudentService.usualGrid(form.request(variable.name())));
    }

    /// Draws a fifth of the texts at random as the sample "test" and keeps it out of training, so that students can be measured on it.
    void keepTestSet() {
        workspace.load(() -> {
            int size = Math.max(1, (int) (project.data().units() / ONE_IN));
            return project.samples().draw(new SampleRequest(TEST, size, SampleStrategy.RANDOM, Map.of(), null, null, null, 1));
        }, sample -> {
            if (!samples.contains(sample.name()))
                samples.add(sample.name());
            form.excluded.set(sample.name());
            workspace.message(Texts.get("students.kept", Numbers.count(sample.size()), sample.name()));
        });
    }

    void train() {
        Variable variable = workspace.variableProperty().get();
        if (variable == null || plan.get() == null || form.wrong().isPresent())
            return;
        GridRequest search = form.search(variable.name());
        boolean one = !form.searches();
        workspace.load(() -> one ? students.submitTrain(search.base()) : students.submitGrid(search), _ -> {
        });
    }

    void resume() {
        JobRecord job = resumable.get();
        if (job != null)
            workspace.load(() -> project.jobs().resume(job.id()), _ -> resumable.set(null));
    }

    private void follow(JobHandle<?> handle) {
        boolean search = handle.kind().equals(GRID);
        if (!search && !handle.kind().equals(TRAIN) || handle.state().ended())
            return;
        LiveTraining live = new LiveTraining(handle, workspace.fx());
        training.set(live);
        OptionalLong job = project.jobs().number(handle);
        job.ifPresent(number -> describe(live, number, search));
        handle.result().whenComplete((_, _) -> workspace.fx().accept(() -> {
            if (training.get() == live)
                training.set(null);
            if (handle.state() == JobState.SUCCEEDED)
                workspace.message(Texts.get("students.done", handle.title()));
            refresh();
        }));
    }

    /// Reads the trials whenever another one runs, and the level of the teacher once.
    private void describe(LiveTraining live, long job, boolean search) {
        workspace.load(() -> TeacherLine.of(project, students.asked(job)), live::teacher);
        if (!search)
            return;
        Runnable trials = () -> workspace.load(() -> students.grid(job), live::trials);
        live.onTrial(trials);
        trials.run();
    }

    void dispose() {
        unsubscribe.run();
    }
}
