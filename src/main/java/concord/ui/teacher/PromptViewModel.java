package concord.ui.teacher;

import concord.app.AppException;
import concord.app.CodebookService;
import concord.app.CodebookService.Edit;
import concord.app.Project;
import concord.app.TeacherService.Template;
import concord.model.Codebook;
import concord.model.Variable;
import concord.model.request.TeachRequest;
import concord.model.result.TeachPrompt;
import concord.ui.shell.Debounce;
import concord.ui.shell.Workspace;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// The prompt as it would be sent for one unit, and its template.
final class PromptViewModel {
    /// @param key     of the unit
    /// @param edits   of the codebook's present version, to mark what is new
    /// @param version of the codebook
    record Sight(String key, TeachPrompt prompt, List<Edit> edits, int version) {}

    private final TeacherViewModel teacher;
    private final Workspace workspace;
    private final Project project;
    private final Debounce debounce;
    private final SplittableRandom random = new SplittableRandom();
    private final ReadOnlyObjectWrapper<@Nullable Sight> sight = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Template> template = new ReadOnlyObjectWrapper<>(new Template("", ""));
    private long unit;
    private long ticket;

    PromptViewModel(TeacherViewModel teacher) {
        this.teacher = teacher;
        workspace = teacher.workspace();
        project = workspace.project();
        debounce = new Debounce(Duration.ofMillis(350), workspace.fx());
        TeacherForm form = teacher.form();
        List.of(form.provider, form.sample, form.examples, form.way, form.from, form.seed, form.reason, form.system, form.user)
                .forEach(p -> p.addListener((_, _, _) -> debounce.call(this::make)));
        workspace.codebookProperty().addListener((_, _, _) -> debounce.call(this::make));
        teacher.readyProperty().addListener((_, _, _) -> debounce.call(this::make));
        workspace.variableProperty().addListener((_, before, now) -> {
            if (!Objects.equals(before == null ? null : before.kind(), now == null ? null : now.kind()))
                restore();
            debounce.call(this::make);
        });
    }

    /// Null until there is one, and while the prompt cannot be made.
    ReadOnlyObjectProperty<@Nullable Sight> sightProperty() {
        return sight.getReadOnlyProperty();
    }

    /// Why there is no prompt; empty where there is.
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// The product's template for the variable.
    ReadOnlyObjectProperty<Template> templateProperty() {
        return template.getReadOnlyProperty();
    }

    List<String> places() {
        return project.teachers().places();
    }

    /// Another unit at random.
    void next() {
        unit = 0;
        make();
    }

    void edit(String system, String user) {
        Template own = template.get();
        teacher.form().system.set(system.equals(own.system()) ? null : system);
        teacher.form().user.set(user.equals(own.user()) ? null : user);
    }

    /// Back to the product's template.
    void restore() {
        teacher.form().system.set(null);
        teacher.form().user.set(null);
    }

    boolean edited() {
        return teacher.form().system.get() != null || teacher.form().user.get() != null;
    }

    private record Made(long unit, Template template, @Nullable Sight sight, String problem) {}

    private void make() {
        Variable variable = workspace.variableProperty().get();
        if (variable == null || teacher.readyProperty().get() != TeacherViewModel.Ready.READY)
            return;
        long mine = ++ticket;
        TeachRequest request;
        try {
            request = teacher.form().request(variable.name());
        } catch (AppException e) {
            return;
        }
        long wanted = unit;
        double draw = random.nextDouble();
        workspace.load(() -> made(request, wanted, draw), made -> {
            if (mine != ticket)
                return;
            unit = made.unit;
            if (!template.get().equals(made.template))
                template.set(made.template);
            sight.set(made.sight);
            problem.set(made.problem);
        });
    }

    /// @param wanted number of the unit; 0 for one at random
    private Made made(TeachRequest request, long wanted, double draw) {
        CodebookService codebook = project.codebook();
        Template own = project.teachers().template(request.variable());
        long at = wanted;
        try {
            long[] units = units(request.sample());
            if (units.length == 0)
                return new Made(0, own, null, concord.ui.Texts.get("teacher.prompt.nounits"));
            boolean there = java.util.Arrays.stream(units).anyMatch(u -> u == wanted);
            at = there ? wanted : units[(int) (draw * units.length)];
            TeachPrompt prompt = project.teachers().preview(request, at);
            return new Made(at, own,
                    new Sight(project.data().detail(at).unit().key(), prompt, edits(codebook, request.variable()),
                            codebook.current().version()),
                    "");
        } catch (AppException e) {
            return new Made(at, own, null, String.valueOf(e.getMessage()));
        }
    }

    private long[] units(@Nullable String sample) {
        return sample == null
                ? project.data().find(concord.model.UnitQuery.ALL)
                : project.samples().members(sample).stream().mapToLong(m -> m.unit()).toArray();
    }

    private static List<Edit> edits(CodebookService codebook, String variable) {
        List<Codebook> versions = codebook.versions();
        return versions.size() < 2
                ? List.of()
                : codebook.diff(versions.get(versions.size() - 2), versions.getLast()).stream()
                        .filter(e -> e.where().startsWith(variable)).toList();
    }
}
