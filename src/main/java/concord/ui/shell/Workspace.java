package concord.ui.shell;

import concord.app.AppContext;
import concord.app.Change;
import concord.app.Project;
import concord.job.Background;
import concord.model.Codebook;
import concord.model.UnitFilter;
import concord.model.UnitQuery;
import concord.model.Variable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// What the screens of an open project share: the project, the chosen variable, person and pair of annotators, the filter, and news of
/// changes. Everything here belongs to the JavaFX thread (`fx`), except the work given to [#load].
public final class Workspace {
    private final AppContext app;
    private final Project project;
    private final Consumer<Runnable> fx;
    private final ObjectProperty<Codebook> codebook = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable Variable> variable = new SimpleObjectProperty<>();
    private final StringProperty person = new SimpleStringProperty("");
    private final ObjectProperty<@Nullable AnnotatorPair> pair = new SimpleObjectProperty<>();
    private final ObjectProperty<UnitQuery> query = new SimpleObjectProperty<>(UnitQuery.ALL);
    private final ObjectProperty<UnitFilter.@Nullable Cell> cell = new SimpleObjectProperty<>();
    private final BooleanProperty blind = new SimpleBooleanProperty();
    private final StringProperty screen = new SimpleStringProperty("data");
    private final ObjectProperty<@Nullable Long> focusUnit = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable Path> offeredFile = new SimpleObjectProperty<>();
    private final Map<Change, List<Runnable>> listeners = new EnumMap<>(Change.class);
    private final Set<Change> pending = EnumSet.noneOf(Change.class);
    private final Runnable unsubscribe;
    private Consumer<String> messages = _ -> {
    };
    private Consumer<Throwable> errors = _ -> {
    };
    private boolean closed;

    /// The workspace of the window, on the JavaFX thread.
    public Workspace(AppContext app, Project project) {
        this(app, project, Platform::runLater);
    }

    /// @param fx runs something on the thread this workspace belongs to; tests without a toolkit give their own
    public Workspace(AppContext app, Project project, Consumer<Runnable> fx) {
        this.app = app;
        this.project = project;
        this.fx = fx;
        refreshCodebook();
        person.set(app.settings().annotator());
        on(this::refreshCodebook, Change.CODEBOOK, Change.UNITS);
        unsubscribe = project.onChange(this::changed);
    }

    public AppContext app() {
        return app;
    }

    public Project project() {
        return project;
    }

    public ObjectProperty<Codebook> codebookProperty() {
        return codebook;
    }

    /// The variable worked on; null while the codebook is empty.
    public ObjectProperty<@Nullable Variable> variableProperty() {
        return variable;
    }

    /// Who is labelling; empty until asked.
    public StringProperty personProperty() {
        return person;
    }

    /// The annotators compared in the results pane and the audit.
    public ObjectProperty<@Nullable AnnotatorPair> pairProperty() {
        return pair;
    }

    /// Search and filters of the Data screen; the search field of the top bar writes here.
    public ObjectProperty<UnitQuery> queryProperty() {
        return query;
    }

    /// The cell of the confusion matrix chosen, which filters the Audit screen.
    public ObjectProperty<UnitFilter.@Nullable Cell> cellProperty() {
        return cell;
    }

    /// True while somebody labels blind: teacher and student figures must not move with each save.
    public BooleanProperty blindProperty() {
        return blind;
    }

    /// Id of the screen shown; set it to go there.
    public StringProperty screenProperty() {
        return screen;
    }

    /// A unit that the next screen shown should start with ("label this text"); the screen takes it and sets null.
    public ObjectProperty<@Nullable Long> focusUnitProperty() {
        return focusUnit;
    }

    /// A data file dropped on the window or named at the start: the Data screen offers to import it and sets null.
    public ObjectProperty<@Nullable Path> offeredFileProperty() {
        return offeredFile;
    }

    /// The thread this workspace belongs to: runs something there, later.
    public Consumer<Runnable> fx() {
        return fx;
    }

    /// Runs the work in the background and hands its result to this thread; a failure is shown as one sentence.
    public <T> void load(Supplier<T> work, Consumer<? super T> then) {
        load(work, then, failure -> errors.accept(failure));
    }

    /// Runs the work in the background and hands its result, or the failure, to this thread.
    public <T> void load(Supplier<T> work, Consumer<? super T> then, Consumer<Throwable> failed) {
        Background.supply(work).whenComplete((value, failure) -> fx.accept(() -> {
            if (closed)
                return;
            if (failure != null) {
                failed.accept(failure.getCause() == null ? failure : failure.getCause());
            } else {
                then.accept(value);
            }
        }));
    }

    /// Calls on this thread after any of the changes; changes in quick succession are reported once.
    public void on(Runnable listener, Change... changes) {
        for (Change change : changes) {
            listeners.computeIfAbsent(change, _ -> new ArrayList<>()).add(listener);
        }
    }

    /// Shows one sentence for a few seconds.
    public void message(String sentence) {
        messages.accept(sentence);
    }

    /// Shows a failure as one sentence with its remedy.
    public void error(Throwable failure) {
        errors.accept(failure);
    }

    /// The window says how messages and failures are shown.
    public void reporting(Consumer<String> messages, Consumer<Throwable> errors) {
        this.messages = messages;
        this.errors = errors;
    }

    public void close() {
        closed = true;
        unsubscribe.run();
    }

    private void changed(Change change) {
        boolean first;
        synchronized (pending) {
            first = pending.isEmpty();
            pending.add(change);
        }
        if (first)
            fx.accept(this::deliver);
    }

    private void deliver() {
        Set<Change> now;
        synchronized (pending) {
            now = EnumSet.copyOf(pending);
            pending.clear();
        }
        if (closed)
            return;
        Set<Runnable> calls = new java.util.LinkedHashSet<>();
        now.forEach(change -> calls.addAll(listeners.getOrDefault(change, List.of())));
        calls.forEach(Runnable::run);
    }

    private void refreshCodebook() {
        Codebook current = project.codebook().current();
        codebook.set(current);
        Variable old = variable.get();
        Variable same = old == null ? null : current.variable(old.name()).orElse(null);
        variable.set(same != null ? same : current.variables().isEmpty() ? null : current.variables().getFirst());
    }
}
