package concord.ui.teacher;

import concord.app.DataService.UnitRow;
import concord.app.Project;
import concord.model.CallStatus;
import concord.model.TeacherCall;
import concord.ui.shell.Workspace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The latest calls of the run that is looked at.
final class CallsViewModel {
    static final int MOST = 500;
    private final TeacherViewModel teacher;
    private final Workspace workspace;
    private final Project project;
    private final ObservableList<CallRow> rows = FXCollections.observableArrayList();
    private final ObjectProperty<@Nullable CallStatus> status = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable CallRow> selected = new SimpleObjectProperty<>();
    private boolean reading;

    CallsViewModel(TeacherViewModel teacher) {
        this.teacher = teacher;
        workspace = teacher.workspace();
        project = workspace.project();
        teacher.factsProperty().addListener((_, before, now) -> {
            if (now == null || before == null || !before.run().name().equals(now.run().name())) {
                rows.clear();
                selected.set(null);
            }
            read();
        });
        status.addListener((_, _, _) -> read());
    }

    /// The latest first, [#MOST] at most.
    ObservableList<CallRow> rows() {
        return rows;
    }

    /// Only calls that ended so; null for all.
    ObjectProperty<@Nullable CallStatus> statusProperty() {
        return status;
    }

    ObjectProperty<@Nullable CallRow> selectedProperty() {
        return selected;
    }

    /// Asks for the unit of the call chosen once more.
    void askAgain() {
        CallRow row = selected.get();
        if (row != null)
            teacher.askAgain(List.of(row.call().unit()));
    }

    private void read() {
        RunFacts facts = teacher.factsProperty().get();
        if (facts == null || reading)
            return;
        reading = true;
        String run = facts.run().name();
        CallStatus only = status.get();
        workspace.load(() -> rows(run, only, facts), found -> {
            reading = false;
            if (!run.equals(teacher.shownProperty().get()) || only != status.get()) {
                read();
                return;
            }
            CallRow before = selected.get();
            if (!rows.equals(found))
                rows.setAll(found);
            selected.set(before == null
                    ? null
                    : rows.stream().filter(r -> r.call().unit() == before.call().unit() && r.call().repeat() == before.call().repeat())
                            .findFirst().orElse(null));
        }, failure -> {
            // the run was deleted meanwhile
            reading = false;
            rows.clear();
        });
    }

    private List<CallRow> rows(String run, @Nullable CallStatus only, RunFacts facts) {
        List<TeacherCall> calls = project.teachers().calls(run, null, only, MOST);
        Map<Long, String> keys = new HashMap<>();
        long[] units = calls.stream().mapToLong(TeacherCall::unit).distinct().toArray();
        for (UnitRow row : project.data().rows(units, facts.run().variable())) {
            keys.put(row.unit().id(), row.unit().key());
        }
        return calls.stream().map(c -> new CallRow(c, keys.getOrDefault(c.unit(), String.valueOf(c.unit())), facts.request().repeats()))
                .toList();
    }
}
