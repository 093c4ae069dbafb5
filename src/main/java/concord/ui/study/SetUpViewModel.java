package concord.ui.study;

import concord.app.Change;
import concord.app.Project;
import concord.app.StudyService.ArmPlan;
import concord.app.StudyService.Plan;
import concord.job.JobHandle;
import concord.model.SampleRole;
import concord.model.SampleStrategy;
import concord.model.Variable;
import concord.model.request.SampleRequest;
import concord.model.request.StudyRequest;
import concord.model.result.StudentKind;
import concord.report.Numbers;
import concord.ui.Texts;
import concord.ui.shell.Debounce;
import concord.ui.shell.Workspace;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// Sets up a distillation study: what the project has for one, the arms proposed, and what the study would come to.
final class SetUpViewModel {
    private static final String TEST = "test";
    private static final double THIRD = 1 / 3.0;
    private static final int ENOUGH = 300;
    private final Workspace workspace;
    private final Project project;
    private final Studies studies;
    private final StudyForm form = new StudyForm();
    private final Debounce planning;
    private final Debounce refreshing;
    private final ObservableList<StudentKind> kinds = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Ground> ground = new ReadOnlyObjectWrapper<>(Ground.NONE);
    private final ReadOnlyObjectWrapper<@Nullable Plan> plan = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Refusal> refusal = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<List<String>> devices = new ReadOnlyObjectWrapper<>(List.of());
    private boolean devicesAsked;
    private boolean proposed;
    /// Whether the arms are the user's own by now, so that nothing is proposed over them.
    private boolean own;
    private long planTicket;
    private Consumer<JobHandle<?>> started = _ -> {
    };

    SetUpViewModel(Workspace workspace, Studies studies) {
        this.workspace = workspace;
        this.studies = studies;
        project = workspace.project();
        planning = new Debounce(Duration.ofMillis(250), workspace.fx());
        refreshing = new Debounce(Duration.ofMillis(400), workspace.fx());
        form.properties().forEach(p -> p.addListener((_, _, _) -> changed()));
        form.students.addListener((ListChangeListener<String>) _ -> changed());
        form.variables.addListener((ListChangeListener<String>) _ -> changed());
        form.arms.addListener((ListChangeListener<ArmDraft>) change -> {
            while (change.next()) {
                change.getAddedSubList().forEach(this::watch);
            }
            changed();
        });
        form.sample.addListener((_, _, _) -> proposed = own);
        workspace.variableProperty().addListener((_, before, now) -> {
            if (!Objects.equals(before == null ? null : before.name(), now == null ? null : now.name())) {
                proposed = false;
                own = false;
                refresh();
            }
        });
        workspace.on(() -> refreshing.call(this::refresh), Change.ANNOTATIONS, Change.SAMPLES, Change.CODEBOOK, Change.UNITS);
        workspace.load(project.students()::kinds, kinds::setAll);
    }

    Workspace workspace() {
        return workspace;
    }

    StudyForm form() {
        return form;
    }

    ObservableList<StudentKind> kinds() {
        return kinds;
    }

    ReadOnlyObjectProperty<Ground> groundProperty() {
        return ground.getReadOnlyProperty();
    }

    /// What the study would come to; null while it cannot be started.
    ReadOnlyObjectProperty<@Nullable Plan> planProperty() {
        return plan.getReadOnlyProperty();
    }

    /// Why it cannot be started; null when it can, and while it is not known.
    ReadOnlyObjectProperty<@Nullable Refusal> refusalProperty() {
        return refusal.getReadOnlyProperty();
    }

    /// Keys of the devices that can be used; none until asked.
    ReadOnlyObjectProperty<List<String>> devicesProperty() {
        return devices.getReadOnlyProperty();
    }

    /// Asks for the devices, which takes up to seconds, once.
    void askDevices() {
        if (devicesAsked)
            return;
        devicesAsked = true;
        workspace.load(project.students()::devices, report -> devices
                .set(report.devices().stream().filter(d -> d.usable()).map(d -> d.key()).toList()));
    }

    /// Hears, on this thread, of the job of a study started here.
    void onStart(Consumer<JobHandle<?>> action) {
        started = action;
    }

    /// Reads what the project has; what was typed stays.
    void refresh() {
        Variable variable = workspace.variableProperty().get();
        if (variable == null) {
            ground.set(Ground.NONE);
            refuse(new Refusal(Field.VARIABLES, Texts.get("study.wrong.variables")));
            return;
        }
        workspace.load(() -> Ground.of(project, studies, variable.name()), found -> {
            ground.set(found);
            if (form.variables.isEmpty() || !own && !proposed)
                form.variables.setAll(variable.name());
            if (found.sample(form.sample.get()).isEmpty())
                form.sample.set(found.samples().isEmpty() ? "" : found.samples().getFirst().name());
            if (!found.people().contains(form.annotator.get()))
                form.annotator.set(found.people().isEmpty() ? "" : found.people().getFirst());
            changed();
        });
    }

    private void watch(ArmDraft arm) {
        for (javafx.beans.property.StringProperty typed : List.of(arm.name, arm.sizes)) {
            typed.addListener((_, _, _) -> {
                own = true;
                changed();
            });
        }
    }

    private void changed() {
        if (!proposed && !form.sample.get().isEmpty() && !form.annotator.get().isEmpty()) {
            planning.call(this::propose);
            return;
        }
        // what cannot be read is refused at once; what can is planned when the typing pauses
        form.wrong().ifPresentOrElse(this::refuse, () -> planning.call(this::makePlan));
    }

    private void refuse(Refusal why) {
        planTicket++;
        plan.set(null);
        refusal.set(why);
    }

    /// Asks how many units each annotator gives outside the test sample, and proposes arms of sizes that exist.
    private void propose() {
        Ground on = ground.get();
        if (on.sources().isEmpty()) {
            proposed = true;
            changed();
            return;
        }
        String sample = form.sample.get();
        String truth = form.annotator.get();
        workspace.load(() -> available(on, new StudyRequest.Test(sample, truth)), available -> {
            if (!sample.equals(form.sample.get()))
                return;
            proposed = true;
            form.arms.setAll(Proposal.arms(on, available));
        });
    }

    private Map<String, Integer> available(Ground on, StudyRequest.Test test) {
        Map<String, Integer> available = new HashMap<>();
        for (String source : on.sources()) {
            StudyRequest.Arm arm = new StudyRequest.Arm(source, source, List.of(), null, List.of());
            StudyRequest all = new StudyRequest(null, List.of(on.variable()), null, test, List.of(arm), List.of(StudyRequest.MAJORITY),
                    Map.of(), 0.2, List.of(1L), List.of(), null, concord.model.request.Recipe.DEFAULT, "auto", 1, StudyRequest.KEEP_NONE,
                    false, StudyForm.DRAWS);
            try {
                studies.plan(all).arms().stream().findFirst().ifPresent(a -> available.put(source, a.units()));
            } catch (concord.app.AppException e) {
                available.put(source, 0);
            }
        }
        return available;
    }

    private void makePlan() {
        Optional<Refusal> wrong = form.wrong();
        if (wrong.isPresent()) {
            refuse(wrong.get());
            return;
        }
        long mine = ++planTicket;
        StudyRequest request = form.request();
        workspace.load(() -> studies.plan(request), made -> {
            if (mine == planTicket) {
                refusal.set(null);
                plan.set(made);
            }
        }, failure -> {
            if (mine == planTicket)
                refuse(Refusal.of(String.valueOf(failure.getMessage()), names(request)));
        });
    }

    private static Map<String, Field> names(StudyRequest request) {
        Map<String, Field> names = new LinkedHashMap<>();
        request.arms().forEach(a -> names.put(a.name(), Field.ARMS));
        request.students().forEach(s -> names.put(s, Field.STUDENTS));
        request.grid().keySet().forEach(g -> names.put(g, Field.GRID));
        names.put(request.test().sample(), Field.TEST);
        if (request.positive() != null)
            names.put(request.positive(), Field.MORE);
        return names;
    }

    /// Units that an arm would learn from, one for each of its sizes and thresholds; empty while they are not known.
    List<ArmPlan> units(ArmDraft arm) {
        Plan made = plan.get();
        String title = arm.name.get().strip();
        return made == null
                ? List.of()
                : made.arms().stream().filter(a -> a.title().equals(title) || a.title().matches(java.util.regex.Pattern.quote(title)
                        + "( \\d+)?(, consistency.*)?")).toList();
    }

    /// Takes over what another study asked for.
    void again(StudyRequest request) {
        own = true;
        proposed = true;
        form.fill(request, name -> ground.get().human(name));
        refresh();
    }

    /// Begins with an empty form and the arms proposed.
    void fresh() {
        own = false;
        proposed = false;
        form.question.set("");
        refresh();
    }

    void add(ArmDraft arm) {
        own = true;
        proposed = true;
        form.arms.add(arm);
    }

    void remove(ArmDraft arm) {
        own = true;
        form.arms.remove(arm);
    }

    /// Draws a third of the texts at random, or as many as bring about 300 with labels, and keeps them for testing.
    void drawTest() {
        Ground on = ground.get();
        String person = on.people().isEmpty() ? "" : on.people().getFirst();
        long labelled = Math.max(1, on.counts().entrySet().stream().filter(e -> person.contains(e.getKey()))
                .mapToLong(Map.Entry::getValue).max().orElse(1));
        double share = Math.min(THIRD, (double) ENOUGH / labelled);
        String name = free(on);
        workspace.load(() -> {
            int size = Math.max(1, (int) Math.round(on.units() * share));
            var sample = project.samples().draw(new SampleRequest(name, size, SampleStrategy.RANDOM, Map.of(), null, null, null, 1));
            project.samples().role(name, SampleRole.TEST);
            return sample;
        }, sample -> {
            form.sample.set(sample.name());
            workspace.message(Texts.get("study.test.drawn", Numbers.count(sample.size()), sample.name()));
            refresh();
        });
    }

    private static String free(Ground on) {
        String name = TEST;
        for (int i = 2; on.sample(name).isPresent(); i++) {
            name = TEST + "-" + i;
        }
        return name;
    }

    void start() {
        Plan made = plan.get();
        if (made == null || form.wrong().isPresent())
            return;
        StudyRequest request = form.request().withName(made.name());
        String question = form.question.get().strip();
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
    }
}
