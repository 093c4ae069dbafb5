package concord.ui.teacher;

import concord.app.AppException;
import concord.app.Change;
import concord.app.CodebookService.Edit;
import concord.app.Project;
import concord.app.ProjectSettings.Reveal;
import concord.app.Validation;
import concord.app.Validation.Revision;
import concord.app.ValidationService.Gauge;
import concord.app.ValidationService.Start;
import concord.app.ValidationService.Status;
import concord.model.Codebook;
import concord.model.SampleMember;
import concord.model.Variable;
import concord.model.request.TeachRequest;
import concord.stats.BootstrapOptions;
import concord.ui.label.NextSample;
import concord.ui.shell.AnnotatorPair;
import concord.ui.shell.Debounce;
import concord.ui.shell.Workspace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// The five steps of a validation: where it stands, and taking the next one.
final class ValidationViewModel {
    /// @param units    of the project with a text to draw from
    /// @param seen     whether the project shows machine labels before a label is saved
    /// @param reports  figures of the final test, once they were looked at
    /// @param earlier  validations of the variable before this one
    record Sight(Variable variable, Codebook codebook, Optional<Status> status, List<Revised> revised, @Nullable FigureList reports,
            int earlier, long units, boolean seen) {
        Optional<Validation> validation() {
            return status.map(Status::validation);
        }
    }

    /// A revision with what it changed.
    record Revised(Revision revision, List<Edit> edits) {}

    /// A look at the development part.
    record Looked(Gauge gauge, FigureList figures) {}

    private final TeacherViewModel teacher;
    private final Workspace workspace;
    private final Project project;
    private final Debounce refreshing;
    private final ReadOnlyObjectWrapper<@Nullable Sight> sight = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Looked> looked = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private long ticket;

    ValidationViewModel(TeacherViewModel teacher) {
        this.teacher = teacher;
        workspace = teacher.workspace();
        project = workspace.project();
        refreshing = new Debounce(Duration.ofMillis(300), workspace.fx());
        workspace.on(() -> refreshing.call(this::refreshSeen), Change.values());
        workspace.variableProperty().addListener((_, before, now) -> {
            if (!Objects.equals(before == null ? null : before.name(), now == null ? null : now.name()))
                looked.set(null);
            refreshSeen();
        });
        teacher.liveProperty().addListener((_, _, _) -> refreshSeen());
    }

    private void refreshSeen() {
        if (teacher.seen())
            refresh();
    }

    /// Null until it is read, and without a variable.
    ReadOnlyObjectProperty<@Nullable Sight> sightProperty() {
        return sight.getReadOnlyProperty();
    }

    /// The last look in this window; null before.
    ReadOnlyObjectProperty<@Nullable Looked> lookedProperty() {
        return looked.getReadOnlyProperty();
    }

    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    TeacherViewModel teacher() {
        return teacher;
    }

    Workspace workspace() {
        return workspace;
    }

    void refresh() {
        Variable variable = workspace.variableProperty().get();
        long mine = ++ticket;
        if (variable == null) {
            sight.set(null);
            return;
        }
        workspace.load(() -> read(variable), found -> {
            if (mine == ticket)
                sight.set(found);
        });
    }

    private Sight read(Variable variable) {
        String name = variable.name();
        List<Validation> all = project.validation().all(name);
        Optional<Status> status = all.isEmpty() || all.getLast().givenUp()
                ? Optional.empty()
                : Optional.of(project.validation().status(name));
        List<Revised> revised = new ArrayList<>();
        status.ifPresent(s -> {
            Map<Integer, Codebook> versions = project.codebook().versions().stream()
                    .collect(Collectors.toMap(Codebook::version, v -> v, (a, _) -> a, TreeMap::new));
            for (Revision revision : s.validation().revisions().reversed()) {
                Codebook from = versions.get(revision.from());
                Codebook to = versions.get(revision.to());
                if (from != null && to != null)
                    revised.add(new Revised(revision, project.codebook().diff(from, to)));
            }
        });
        String json = status.map(s -> s.validation().finalTest()).map(Validation.FinalTest::figures).orElse(null);
        return new Sight(variable, project.codebook().current(), status, revised, json == null ? null : FigureList.of(json),
                all.size() - (status.isPresent() ? 1 : 0), project.data().units(), project.settings().reveal() == Reveal.ALWAYS);
    }

    /// Draws the random set.
    ///
    /// @param development share for gauging and revising
    void begin(String reference, int size, double development, String sample) {
        Variable variable = workspace.variableProperty().get();
        if (variable == null)
            return;
        Start start = new Start(variable.name(), reference.strip(), size, development, sample.isEmpty() ? null : sample, 1);
        attempt(() -> project.validation().begin(start), _ -> {
            looked.set(null);
            refresh();
        });
    }

    /// Goes to the Label screen, to the next text of the random set without a label.
    void label() {
        Sight now = sight.get();
        if (now == null || now.status().isEmpty())
            return;
        Status status = now.status().get();
        Validation of = status.validation();
        boolean development = status.labelledDevelopment() < status.development();
        String sample = development ? of.development() : of.test();
        attempt(() -> {
            NextSample.remember(project.settings(), sample);
            return project.samples().members(sample).stream().map(SampleMember::unit)
                    .filter(u -> project.data().detail(u).annotations().stream()
                            .noneMatch(
                                    a -> a.label() != null && a.annotator().equals(of.reference()) && a.variable().equals(of.variable())))
                    .findFirst().orElse(project.samples().members(sample).getFirst().unit());
        }, unit -> {
            if (workspace.app().settings().annotator().isEmpty() || !workspace.personProperty().get().equals(of.reference()))
                workspace.personProperty().set(of.reference().equals(concord.app.ResultsService.FINAL) ? "" : of.reference());
            workspace.focusUnitProperty().set(unit);
            workspace.screenProperty().set("label");
        });
    }

    void gauge() {
        start((variable, request) -> project.validation().gauge(variable, request));
        looked.set(null);
    }

    /// The final test; there is one.
    void test() {
        start((variable, request) -> project.validation().test(variable, request));
    }

    private interface Begin {
        concord.job.JobHandle<?> job(String variable, TeachRequest request);
    }

    private void start(Begin begin) {
        Variable variable = workspace.variableProperty().get();
        if (variable != null)
            teacher.request().ifPresent(request -> teacher.start(() -> begin.job(variable.name(), request)));
    }

    /// Shows the figures of the development part; each look is counted.
    void look() {
        Variable variable = workspace.variableProperty().get();
        if (variable != null)
            attempt(() -> {
                Gauge gauge = project.validation().look(variable.name(), null, bootstrap());
                return new Looked(gauge, FigureList.of(gauge.figures(), gauge.several()));
            }, found -> {
                looked.set(found);
                refresh();
            });
    }

    /// The texts on which teacher and person differ, on the Audit screen.
    void differing() {
        Looked now = looked.get();
        Sight at = sight.get();
        if (now == null || at == null || at.validation().isEmpty())
            return;
        workspace.pairProperty().set(new AnnotatorPair(at.validation().get().reference(), now.gauge().run()));
        workspace.screenProperty().set("audit");
    }

    /// Opens the codebook; what is saved there counts as a revision of this validation.
    void revise() {
        workspace.screenProperty().set("codebook");
    }

    /// Takes the figures of the final test, which stay as they are from now on.
    void result() {
        Variable variable = workspace.variableProperty().get();
        if (variable != null)
            attempt(() -> project.validation().result(variable.name(), bootstrap()), _ -> refresh());
    }

    void giveUp() {
        Variable variable = workspace.variableProperty().get();
        if (variable != null)
            attempt(() -> {
                project.validation().giveUp(variable.name());
                return true;
            }, _ -> {
                looked.set(null);
                refresh();
            });
    }

    private BootstrapOptions bootstrap() {
        int draws = workspace.app().settings().draws();
        return new BootstrapOptions(draws, BootstrapOptions.DEFAULT.seed(), BootstrapOptions.DEFAULT.level());
    }

    private <T> void attempt(java.util.function.Supplier<T> work, java.util.function.Consumer<? super T> then) {
        problem.set("");
        workspace.load(work, then, failure -> {
            if (failure instanceof AppException)
                problem.set(String.valueOf(failure.getMessage()));
            else
                workspace.error(failure);
        });
    }
}
