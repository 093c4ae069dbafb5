package concord.ui.shell;

import concord.app.AuditService;
import concord.app.Change;
import concord.app.Project;
import concord.model.Variable;
import concord.report.Numbers;
import concord.ui.Texts;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.ObservableMap;
import org.jspecify.annotations.Nullable;

/// What the frame says about the project: counts on the rail, the time of the last save, codebook version, device, people.
final class ShellViewModel {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private final Workspace workspace;
    private final Debounce debounce;
    private final ObservableMap<String, String> counts = FXCollections.observableHashMap();
    private final ObservableList<String> people = FXCollections.observableArrayList();
    private final ReadOnlyStringWrapper saved = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper codebook = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper device = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper deviceWhy = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper prompt = new ReadOnlyStringWrapper(Texts.get("shell.search.none"));

    ShellViewModel(Workspace workspace) {
        this.workspace = workspace;
        debounce = new Debounce(Duration.ofMillis(150), workspace.fx());
        workspace.on(() -> debounce.call(this::refresh), Change.values());
        workspace.variableProperty().addListener((_, _, _) -> refresh());
        workspace.personProperty().addListener((_, _, _) -> refresh());
        workspace.pairProperty().addListener((_, _, _) -> refresh());
        refresh();
        workspace.load(() -> workspace.project().students().devices(), report -> {
            device.set(Texts.get("shell.device", report.chosen().equals("cpu") ? "CPU" : report.chosen().toUpperCase(java.util.Locale.ROOT),
                    report.threads()));
            deviceWhy.set((report.sentence() + " " + report.advice()).strip());
        });
    }

    /// Count beside each screen's name, by screen id; absent where there is none.
    ObservableMap<String, String> counts() {
        return counts;
    }

    ObservableList<String> people() {
        return people;
    }

    ReadOnlyStringProperty savedProperty() {
        return saved.getReadOnlyProperty();
    }

    ReadOnlyStringProperty codebookProperty() {
        return codebook.getReadOnlyProperty();
    }

    ReadOnlyStringProperty deviceProperty() {
        return device.getReadOnlyProperty();
    }

    ReadOnlyStringProperty deviceWhyProperty() {
        return deviceWhy.getReadOnlyProperty();
    }

    ReadOnlyStringProperty searchPromptProperty() {
        return prompt.getReadOnlyProperty();
    }

    private record State(long units, long labelled, long open, int runs, List<String> people, @Nullable Instant savedAt) {}

    void refresh() {
        Variable variable = workspace.variableProperty().get();
        String person = workspace.personProperty().get();
        AnnotatorPair pair = workspace.pairProperty().get();
        int version = workspace.codebookProperty().get().version();
        boolean noVariables = workspace.codebookProperty().get().variables().isEmpty();
        workspace.load(() -> read(workspace.project(), variable == null ? null : variable.name(), person, pair), state -> {
            put("data", state.units);
            counts.put("codebook", noVariables ? "" : Texts.get("shell.version", version));
            put("label", state.labelled);
            put("audit", state.open);
            put("students", state.runs);
            people.setAll(state.people);
            prompt.set(state.units == 0 ? Texts.get("shell.search.none") : Texts.get("shell.search", Numbers.count(state.units)));
            codebook.set(noVariables ? Texts.get("shell.codebook.none") : Texts.get("shell.codebook", version));
            saved.set(state.savedAt == null
                    ? Texts.get("shell.saved.all")
                    : Texts.get("shell.saved", TIME.format(state.savedAt.atZone(ZoneId.systemDefault()))));
        });
    }

    private static State read(Project project, @Nullable String variable, String person, @Nullable AnnotatorPair pair) {
        Map<String, Long> counts = variable == null ? Map.of() : project.data().counts(variable);
        long open = 0;
        if (variable != null && pair != null) {
            AuditService.Counts c = project.audit().counts(variable, pair.reference(), pair.other());
            open = c.different() - c.decided();
        }
        return new State(project.data().units(), counts.getOrDefault(person, 0L), open, project.students().runs().size(),
                project.labels().people(), project.savedAt());
    }

    private void put(String screen, long count) {
        counts.put(screen, count == 0 ? "" : Numbers.count(count));
    }
}
