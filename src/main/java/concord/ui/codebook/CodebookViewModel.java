package concord.ui.codebook;

import concord.app.AppException;
import concord.app.Change;
import concord.app.CodebookService;
import concord.app.CodebookService.Edit;
import concord.app.DataService.Facet;
import concord.app.DataService.FacetValue;
import concord.model.Codebook;
import concord.model.Label;
import concord.model.UnitQuery;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.ui.Texts;
import concord.ui.shell.Workspace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// The codebook as a draft that becomes the next version when it is saved with a reason. For the thread of its workspace.
public final class CodebookViewModel {
    /// What is being edited.
    ///
    /// @param variable position of the variable, or -1 while there is none
    /// @param label    position of its label, or -1 for the variable itself
    public record Place(int variable, int label) {}

    /// A version and what it changed against the one before.
    public record History(Codebook version, List<Edit> edits) {}

    private record Read(List<History> history, Map<String, Long> stale, Map<String, Map<String, Long>> given) {}

    private record Saved(@Nullable Codebook version, String sentence) {}

    private final Workspace workspace;
    private final CodebookService service;
    private final ReadOnlyObjectWrapper<List<Variable>> draft = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Place> place = new ReadOnlyObjectWrapper<>(new Place(-1, -1));
    private final ReadOnlyBooleanWrapper dirty = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<List<History>> history = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<Edit>> pending = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Map<String, Long>> stale = new ReadOnlyObjectWrapper<>(Map.of());
    private final ReadOnlyObjectWrapper<Map<String, Map<String, Long>>> given = new ReadOnlyObjectWrapper<>(Map.of());
    private final ReadOnlyLongWrapper revision = new ReadOnlyLongWrapper();
    private Codebook base;
    private boolean active;
    private int generation;

    public CodebookViewModel(Workspace workspace) {
        this.workspace = workspace;
        this.service = workspace.project().codebook();
        this.base = workspace.codebookProperty().get();
        take(base);
        workspace.codebookProperty().addListener(_ -> codebookChanged());
        workspace.on(this::refresh, Change.ANNOTATIONS);
    }

    /// The variables as edited so far.
    public ReadOnlyObjectProperty<List<Variable>> draftProperty() {
        return draft.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Place> placeProperty() {
        return place.getReadOnlyProperty();
    }

    /// Goes to a variable or one of its labels.
    public void go(Place to) {
        if (!to.equals(place.get()))
            set(draft.get(), to);
    }

    /// Counts what changes which variable or label is being edited; editing its text does not count.
    public ReadOnlyLongProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }

    /// Whether the draft differs from the version it started from.
    public ReadOnlyBooleanProperty dirtyProperty() {
        return dirty.getReadOnlyProperty();
    }

    /// Why the draft could not be saved; empty when nothing is known to be wrong.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// Newest first.
    public ReadOnlyObjectProperty<List<History>> historyProperty() {
        return history.getReadOnlyProperty();
    }

    /// What saving would change.
    public ReadOnlyObjectProperty<List<Edit>> pendingProperty() {
        return pending.getReadOnlyProperty();
    }

    /// Labels given under an older reading, by variable.
    public ReadOnlyObjectProperty<Map<String, Long>> staleProperty() {
        return stale.getReadOnlyProperty();
    }

    /// How often each label was given, by variable and label; while labelling blind only by the person.
    public ReadOnlyObjectProperty<Map<String, Map<String, Long>>> givenProperty() {
        return given.getReadOnlyProperty();
    }

    /// The version saved last.
    public Codebook base() {
        return base;
    }

    public int nextVersion() {
        return base.version() + 1;
    }

    public @Nullable Variable variable() {
        int at = place.get().variable();
        return at < 0 || at >= draft.get().size() ? null : draft.get().get(at);
    }

    public @Nullable Label label() {
        Variable variable = variable();
        int at = place.get().label();
        return variable == null || at < 0 || at >= variable.labels().size() ? null : variable.labels().get(at);
    }

    public void activate() {
        active = true;
        refresh();
    }

    public void deactivate() {
        active = false;
    }

    /// Adds a variable without labels and goes to it.
    public void addVariable() {
        String name = free(Texts.get("codebook.variable.new"), draft.get().stream().map(Variable::name).toList());
        List<Variable> now = new ArrayList<>(draft.get());
        now.add(new Variable(name, VariableKind.SINGLE, "", "", List.of()));
        set(now, new Place(now.size() - 1, -1));
    }

    public void removeVariable() {
        int at = place.get().variable();
        if (variable() == null)
            return;
        List<Variable> now = new ArrayList<>(draft.get());
        now.remove(at);
        set(now, new Place(Math.min(at, now.size() - 1), -1));
    }

    /// Moves the variable by so many places, as far as there is room.
    public void moveVariable(int by) {
        int at = place.get().variable();
        int to = at + by;
        if (variable() == null || to < 0 || to >= draft.get().size())
            return;
        List<Variable> now = new ArrayList<>(draft.get());
        Collections.swap(now, at, to);
        set(now, new Place(to, place.get().label()));
    }

    public void addLabel() {
        Variable variable = variable();
        if (variable == null)
            return;
        String name = free(Texts.get("codebook.label.new"), variable.labelNames());
        int slot = 0;
        while (slotTaken(variable, slot)) {
            slot++;
        }
        List<Label> labels = new ArrayList<>(variable.labels());
        labels.add(Label.named(name, slot));
        setLabels(labels, labels.size() - 1);
    }

    public void removeLabel() {
        Variable variable = variable();
        int at = place.get().label();
        if (variable == null || label() == null)
            return;
        List<Label> labels = new ArrayList<>(variable.labels());
        labels.remove(at);
        setLabels(labels, Math.min(at, labels.size() - 1));
    }

    public void moveLabel(int by) {
        Variable variable = variable();
        int at = place.get().label();
        int to = at + by;
        if (variable == null || label() == null || to < 0 || to >= variable.labels().size())
            return;
        List<Label> labels = new ArrayList<>(variable.labels());
        Collections.swap(labels, at, to);
        setLabels(labels, to);
    }

    public void editVariable(UnaryOperator<Variable> edit) {
        Variable variable = variable();
        if (variable == null)
            return;
        List<Variable> now = new ArrayList<>(draft.get());
        now.set(place.get().variable(), edit.apply(variable));
        change(now);
    }

    public void editLabel(UnaryOperator<Label> edit) {
        Variable variable = variable();
        Label label = label();
        if (variable == null || label == null)
            return;
        List<Label> labels = new ArrayList<>(variable.labels());
        labels.set(place.get().label(), edit.apply(label));
        change(withLabels(labels));
    }

    /// Goes back to the version saved last, whoever saved it.
    public void discard() {
        take(workspace.codebookProperty().get());
    }

    /// Makes the draft the next version.
    ///
    /// @param then runs when it is saved; what is wrong stands in [#problemProperty()] instead
    public void save(String author, String reason, Runnable then) {
        List<Variable> variables = draft.get();
        Codebook from = base;
        problem.set("");
        workspace.load(() -> {
            try {
                return new Saved(store(from, variables, author, reason), "");
            } catch (AppException e) {
                return new Saved(null, Objects.requireNonNullElse(e.getMessage(), e.toString()));
            }
        }, saved -> {
            problem.set(saved.sentence());
            if (saved.version() != null) {
                take(saved.version());
                refresh();
            }
            then.run();
        });
    }

    /// Through the validation whose teacher was gauged already, so that it is kept which texts informed the change.
    private Codebook store(Codebook from, List<Variable> variables, String author, String reason) {
        for (Variable variable : variables) {
            boolean informed = !from.variables().contains(variable) && workspace.project().validation().current(variable.name())
                    .filter(v -> v.finalTest() == null && !v.givenUp() && !v.rounds().isEmpty()).isPresent();
            if (informed)
                return workspace.project().validation().revise(variable.name(), variables, author, reason);
        }
        return service.save(variables, author, reason);
    }

    private void codebookChanged() {
        Codebook now = workspace.codebookProperty().get();
        if (!dirty.get()) {
            take(now);
            refresh();
        } else if (now.version() != base.version()) {
            problem.set(Texts.get("codebook.changed-elsewhere", now.version()));
        }
    }

    private void take(Codebook version) {
        base = version;
        Variable old = variable();
        Label oldLabel = label();
        problem.set("");
        List<String> names = version.variables().stream().map(Variable::name).toList();
        int at = old == null ? Math.min(0, names.size() - 1) : indexOf(names, old.name());
        int label = at < 0 || oldLabel == null ? -1 : version.variables().get(at).labelNames().indexOf(oldLabel.name());
        boolean first = old == null && at >= 0 && !version.variables().get(at).labels().isEmpty();
        set(version.variables(), new Place(at, first ? 0 : label));
    }

    private static int indexOf(List<String> names, String name) {
        int at = names.indexOf(name);
        return at >= 0 ? at : Math.min(0, names.size() - 1);
    }

    private void setLabels(List<Label> labels, int at) {
        set(withLabels(labels), new Place(place.get().variable(), at));
    }

    private List<Variable> withLabels(List<Label> labels) {
        Variable v = Objects.requireNonNull(variable());
        List<Variable> now = new ArrayList<>(draft.get());
        now.set(place.get().variable(), new Variable(v.name(), v.kind(), v.question(), v.instructions(), labels));
        return now;
    }

    private void set(List<Variable> variables, Place at) {
        place.set(at);
        change(variables);
        revision.set(revision.get() + 1);
    }

    private void change(List<Variable> variables) {
        draft.set(List.copyOf(variables));
        dirty.set(!draft.get().equals(base.variables()));
        refreshPending();
    }

    private void refreshPending() {
        int mine = ++generation;
        if (!dirty.get()) {
            pending.set(List.of());
            return;
        }
        Codebook from = base;
        Codebook to = new Codebook(base.version() + 1, draft.get(), Instant.EPOCH, "", "");
        workspace.load(() -> service.diff(from, to), edits -> {
            if (mine == generation)
                pending.set(edits);
        });
    }

    private void refresh() {
        if (!active)
            return;
        boolean blind = workspace.blindProperty().get();
        String person = workspace.personProperty().get();
        workspace.load(() -> read(blind ? person : null), read -> {
            history.set(read.history());
            stale.set(read.stale());
            given.set(read.given());
        });
    }

    private Read read(@Nullable String only) {
        List<Codebook> versions = service.versions();
        List<History> steps = new ArrayList<>();
        for (int i = versions.size() - 1; i >= 0; i--) {
            steps.add(new History(versions.get(i), i == 0 ? List.of() : service.diff(versions.get(i - 1), versions.get(i))));
        }
        Map<String, Long> older = new HashMap<>();
        Map<String, Map<String, Long>> counts = new HashMap<>();
        for (Variable variable : service.current().variables()) {
            older.put(variable.name(), service.stale(variable.name()));
            Map<String, Long> perLabel = new HashMap<>();
            for (Facet facet : workspace.project().data().facets(UnitQuery.ALL, variable.name(), List.of())) {
                if (facet.id().startsWith("label:") && (only == null || facet.id().equals("label:" + only)))
                    facet.values().stream().filter(v -> v.value() != null)
                            .forEach((FacetValue v) -> perLabel.merge(Objects.requireNonNull(v.value()), v.count(), Long::sum));
            }
            counts.put(variable.name(), perLabel);
        }
        return new Read(List.copyOf(steps), older, counts);
    }

    private static boolean slotTaken(Variable variable, int slot) {
        return variable.labels().stream().anyMatch(l -> l.slot() == slot);
    }

    private static String free(String wish, List<String> taken) {
        String name = wish;
        for (int n = 2; taken.contains(name); n++) {
            name = wish + " " + n;
        }
        return name;
    }
}
