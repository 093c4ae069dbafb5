package concord.ui.data;

import concord.app.DataService;
import concord.job.Cancelled;
import concord.job.JobHandle;
import concord.job.Progress;
import concord.model.ColumnRole;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.model.request.ImportRequest;
import concord.model.request.ReadOptions;
import concord.model.result.Column;
import concord.model.result.ImportSummary;
import concord.model.result.LookAlike;
import concord.model.result.Preview;
import concord.model.result.Problem;
import concord.ui.Texts;
import concord.ui.shell.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.ObservableMap;
import org.jspecify.annotations.Nullable;

/// A file on its way into the project: how it is read, what each column is, what is wrong with it, and the import itself. Nothing is written
/// before [#start()]. For the thread of its workspace.
public final class ImportViewModel {
    static final int PREVIEW_ROWS = 100;

    /// READING: the file is being looked at. FAILED: it cannot be read, see [#failureProperty()]. DONE: see [#summaryProperty()].
    public enum State {
        CLOSED, READING, READY, FAILED, IMPORTING, DONE
    }

    /// How two spellings of a label are read.
    public enum Spelling {
        APART, AS_FIRST, AS_SECOND
    }

    private final Workspace workspace;
    private final DataService data;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.CLOSED);
    private final ReadOnlyObjectWrapper<@Nullable Path> file = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Preview> preview = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<ReadOptions> options = new ReadOnlyObjectWrapper<>(ReadOptions.GUESS);
    private final ReadOnlyObjectWrapper<@Nullable ImportSummary> summary = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Progress> progress = new ReadOnlyObjectWrapper<>(Progress.NONE);
    private final ReadOnlyStringWrapper failure = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper obstacle = new ReadOnlyStringWrapper("");
    private final ObservableList<ColumnChoice> columns = FXCollections.observableArrayList();
    private final ObservableMap<String, String> merges = FXCollections.observableMap(new LinkedHashMap<>());
    private final BooleanProperty longForm = new SimpleBooleanProperty();
    private final StringProperty variable = new SimpleStringProperty("");
    private final ObjectProperty<VariableKind> kind = new SimpleObjectProperty<>(VariableKind.SINGLE);
    private final StringProperty missing = new SimpleStringProperty("");
    private final StringProperty multiSeparator = new SimpleStringProperty("");
    private final StringProperty sample = new SimpleStringProperty("");
    private @Nullable JobHandle<ImportSummary> job;
    private int generation;
    /// The roles under which the file was looked at last.
    private Map<String, ColumnRole> looked = Map.of();
    private boolean looking;
    private VariableKind suggestedKind = VariableKind.SINGLE;

    /// What came back from work that may fail: a value, or the sentence that says why not.
    private record Attempt<T>(@Nullable T value, String sentence) {}

    public ImportViewModel(Workspace workspace) {
        this.workspace = workspace;
        this.data = workspace.project().data();
        longForm.addListener(_ -> check());
        variable.addListener(_ -> check());
    }

    public ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable Path> fileProperty() {
        return file.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable Preview> previewProperty() {
        return preview.getReadOnlyProperty();
    }

    /// How the file is read; null inside means guessed.
    public ReadOnlyObjectProperty<ReadOptions> optionsProperty() {
        return options.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable ImportSummary> summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Progress> progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /// Why the file could not be read or imported, one sentence with the remedy.
    public ReadOnlyStringProperty failureProperty() {
        return failure.getReadOnlyProperty();
    }

    /// What must be changed before the import can start; empty when nothing.
    public ReadOnlyStringProperty obstacleProperty() {
        return obstacle.getReadOnlyProperty();
    }

    /// Do not change the list; change the roles of its members.
    public ObservableList<ColumnChoice> columns() {
        return columns;
    }

    /// Accepted merges: spelling to the spelling it is read as.
    public ObservableMap<String, String> merges() {
        return FXCollections.unmodifiableObservableMap(merges);
    }

    public BooleanProperty longFormProperty() {
        return longForm;
    }

    public StringProperty variableProperty() {
        return variable;
    }

    public ObjectProperty<VariableKind> kindProperty() {
        return kind;
    }

    /// A cell that is exactly this is a missing label; empty for none.
    public StringProperty missingProperty() {
        return missing;
    }

    public StringProperty multiSeparatorProperty() {
        return multiSeparator;
    }

    /// Name for the units of this import; empty for none.
    public StringProperty sampleProperty() {
        return sample;
    }

    /// Looks at a file, guessing how to read it.
    public void open(Path path) {
        file.set(path);
        options.set(ReadOptions.GUESS);
        columns.clear();
        merges.clear();
        variable.set("");
        missing.set("");
        multiSeparator.set("");
        sample.set("");
        kind.set(VariableKind.SINGLE);
        suggestedKind = VariableKind.SINGLE;
        summary.set(null);
        read();
    }

    /// Reads the file again in another way.
    public void options(ReadOptions how) {
        if (how.equals(options.get()))
            return;
        options.set(how);
        read();
    }

    public void close() {
        generation++;
        state.set(State.CLOSED);
        preview.set(null);
    }

    /// Units (of a wide file, a repeated id being one) or rows (of a long one) that the import will take in.
    public long importable() {
        Preview shown = preview.get();
        if (shown == null)
            return 0;
        long out = shown.problems().stream().filter(p -> p.severity() == Problem.Severity.REJECTED).map(Problem::line).distinct().count();
        return Math.max(0, shown.totalRows() - out - (longForm.get() ? 0 : shown.repeatedIds()));
    }

    /// Names of the annotators the columns are given to, in file order.
    public List<String> annotators() {
        return columns.stream().filter(c -> c.kind() == ColumnChoice.Kind.HUMAN || c.kind() == ColumnChoice.Kind.TEACHER)
                .map(c -> c.roleProperty().get().annotatorName()).filter(Objects::nonNull).distinct().toList();
    }

    public long count(ColumnChoice.Kind kind) {
        return columns.stream().filter(c -> c.kind() == kind).count();
    }

    /// How two look-alike spellings are read; apart unless the person says otherwise.
    public void spelling(LookAlike pair, Spelling choice) {
        merges.remove(pair.a(), pair.b());
        merges.remove(pair.b(), pair.a());
        switch (choice) {
            case APART -> {
            }
            case AS_FIRST -> merges.put(pair.b(), pair.a());
            case AS_SECOND -> merges.put(pair.a(), pair.b());
        }
    }

    public Spelling spelling(LookAlike pair) {
        if (pair.a().equals(merges.get(pair.b())))
            return Spelling.AS_FIRST;
        return pair.b().equals(merges.get(pair.a())) ? Spelling.AS_SECOND : Spelling.APART;
    }

    /// What will be imported, as data.
    public ImportRequest request() {
        Path path = Objects.requireNonNull(file.get());
        return new ImportRequest(path.toString(), options.get(), roles(), longForm.get(), variable.get().strip(), kind.get(),
                blankIsNull(kind.get() == VariableKind.MULTI ? multiSeparator.get() : ""), blankIsNull(missing.get()),
                blankIsNull(sample.get().strip()), merges);
    }

    public void start() {
        if (state.get() != State.READY || !obstacle.get().isEmpty())
            return;
        state.set(State.IMPORTING);
        progress.set(Progress.NONE);
        failure.set("");
        JobHandle<ImportSummary> handle = data.submitImport(request());
        job = handle;
        workspace.load(() -> attempt(handle::await), end -> {
            job = null;
            summary.set(end.value());
            failure.set(end.sentence());
            state.set(end.value() == null ? State.READY : State.DONE);
        });
    }

    public void cancel() {
        if (job != null)
            job.cancel();
    }

    /// Takes over how far the import has come; the view asks a few times a second.
    public void poll() {
        if (job != null)
            progress.set(job.progress());
    }

    /// Writes the rows left out, by line and reason, to a CSV file.
    public void saveRejected(Path target) {
        ImportSummary done = Objects.requireNonNull(summary.get());
        workspace.load(() -> {
            RejectedRows.write(target, done.rejected());
            return target;
        }, path -> workspace.message(Texts.get("data.result.saved", path.getFileName())));
    }

    private void read() {
        Path path = Objects.requireNonNull(file.get());
        ReadOptions how = options.get();
        int mine = ++generation;
        state.set(State.READING);
        failure.set("");
        workspace.load(() -> attempt(() -> data.preview(path, how, PREVIEW_ROWS)), end -> {
            if (mine == generation)
                show(end);
        });
    }

    private void show(Attempt<Preview> end) {
        failure.set(end.sentence());
        Preview shown = end.value();
        if (shown == null) {
            preview.set(null);
            state.set(State.FAILED);
            return;
        }
        List<ColumnChoice> choices = new ArrayList<>();
        for (Column column : shown.columns()) {
            ColumnChoice choice = new ColumnChoice(column.name(), column.note(), column.guess());
            columns.stream().filter(c -> c.name().equals(column.name())).findFirst()
                    .ifPresent(old -> choice.roleProperty().set(old.roleProperty().get()));
            choice.roleProperty().addListener(_ -> {
                suggestKind();
                check();
                lookAgain();
            });
            choices.add(choice);
        }
        columns.setAll(choices);
        suggestKind();
        longForm.set(shown.longForm());
        if (variable.get().isEmpty())
            variable.set(guessVariable());
        preview.set(shown);
        looked = roles();
        state.set(State.READY);
        check();
        // Roles kept from an earlier way of reading the file are not those that were guessed now.
        if (!shown.columns().stream().allMatch(c -> c.guess().equals(looked.get(c.name())))) {
            looked = Map.of();
            lookAgain();
        }
    }

    /// What labels look alike and which ids repeat depends on what the columns are. One look at a time: changes meanwhile are met by the next.
    private void lookAgain() {
        if (looking || state.get() != State.READY)
            return;
        Path path = Objects.requireNonNull(file.get());
        ReadOptions how = options.get();
        Map<String, ColumnRole> roles = roles();
        if (roles.equals(looked))
            return;
        int mine = generation;
        looking = true;
        workspace.load(() -> attempt(() -> data.preview(path, how, roles, PREVIEW_ROWS)), end -> {
            looking = false;
            looked = roles;
            Preview now = end.value();
            Preview old = preview.get();
            if (mine == generation && state.get() == State.READY && now != null && old != null)
                preview.set(new Preview(old.format(), old.columns(), old.longForm(), old.rows(), now.totalRows(), now.repeatedIds(),
                        now.labels(), now.lookAlikes(), now.problems()));
            lookAgain();
        });
    }

    private Map<String, ColumnRole> roles() {
        Map<String, ColumnRole> roles = new LinkedHashMap<>();
        columns.forEach(c -> roles.put(c.name(), c.roleProperty().get()));
        return roles;
    }

    /// The kind that the columns ask for, unless the person chose another.
    private void suggestKind() {
        VariableKind fitting = count(ColumnChoice.Kind.QUERY) > 0
                ? VariableKind.RANKING
                : count(ColumnChoice.Kind.TEXT_B) > 0 ? VariableKind.PAIR : VariableKind.SINGLE;
        if (kind.get() == suggestedKind)
            kind.set(fitting);
        suggestedKind = fitting;
    }

    private void check() {
        Preview shown = preview.get();
        obstacle.set(shown == null ? "" : ImportObstacles.first(shown, columns, longForm.get(), variable.get()));
    }

    /// The variable worked on, else what the names of the label columns begin with, else a plain word.
    private String guessVariable() {
        Variable current = workspace.variableProperty().get();
        if (current != null)
            return current.name();
        List<String> names = columns.stream().filter(c -> c.kind() == ColumnChoice.Kind.HUMAN || c.kind() == ColumnChoice.Kind.TEACHER)
                .map(ColumnChoice::name).toList();
        String common = names.size() < 2 ? "" : names.stream().reduce(ImportViewModel::commonStart).orElse("");
        String bare = common.replaceAll("[^\\p{L}\\p{N}]+$", "");
        return bare.length() >= 3 ? bare : Texts.get("data.import.variable-default");
    }

    private static String commonStart(String a, String b) {
        int n = 0;
        while (n < Math.min(a.length(), b.length()) && a.charAt(n) == b.charAt(n)) {
            n++;
        }
        return a.substring(0, n);
    }

    private static <T> Attempt<T> attempt(Supplier<T> work) {
        try {
            return new Attempt<>(work.get(), "");
        } catch (Cancelled _) {
            return new Attempt<>(null, Texts.get("data.import.cancelled"));
        } catch (RuntimeException e) {
            return new Attempt<>(null, Objects.requireNonNullElse(e.getMessage(), e.toString()));
        }
    }

    private static @Nullable String blankIsNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
