package concord.ui.label;

import concord.app.LabelService;
import concord.model.Annotation;
import concord.model.Variable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableMap;
import org.jspecify.annotations.Nullable;

/// What lies before the person who labels: the session, the unit shown, what is chosen, and how far the work is.
///
/// Belongs to the thread that results are handed to. A result that arrives for an earlier sitting is not for this desk.
final class Desk {
    private final ObjectProperty<Phase> phase = new SimpleObjectProperty<>(Phase.ASKING);
    private final ObjectProperty<@Nullable Shown> shown = new SimpleObjectProperty<>();
    private final ObjectProperty<List<String>> chosen = new SimpleObjectProperty<>(List.of());
    private final ObjectProperty<LabelService.Progress> progress = new SimpleObjectProperty<>(
            new LabelService.Progress(0, 0, Map.of(), 0, 0, 0));
    private final ObjectProperty<List<LabelService.Recent>> recent = new SimpleObjectProperty<>(List.of());
    private final StringProperty failure = new SimpleStringProperty("");
    private final StringProperty note = new SimpleStringProperty("");
    private final Set<Long> revealed = new HashSet<>();
    /// What became of units in this sitting, by position: units fetched before know nothing of it.
    private final ObservableMap<Integer, String> given = FXCollections.observableHashMap();
    private final Stopwatch stopwatch;
    private @Nullable Start start;
    private int sitting;

    /// @param nanos a clock as [System#nanoTime()]
    Desk(LongSupplier nanos) {
        stopwatch = new Stopwatch(nanos);
    }

    ObjectProperty<Phase> phase() {
        return phase;
    }

    ObjectProperty<@Nullable Shown> shown() {
        return shown;
    }

    ObjectProperty<List<String>> chosen() {
        return chosen;
    }

    ObjectProperty<LabelService.Progress> progress() {
        return progress;
    }

    ObjectProperty<List<LabelService.Recent>> recent() {
        return recent;
    }

    StringProperty failure() {
        return failure;
    }

    StringProperty note() {
        return note;
    }

    /// The label given in this sitting, by position; empty for a skip or a label taken back.
    ObservableMap<Integer, String> given() {
        return given;
    }

    /// Of the unit shown.
    Stopwatch stopwatch() {
        return stopwatch;
    }

    /// Number of the sitting, to be compared when a result arrives.
    int sitting() {
        return sitting;
    }

    boolean in(Phase asked) {
        return phase.get() == asked;
    }

    /// Whether a unit is shown that can be decided on.
    boolean open() {
        return start != null && shown.get() != null && (in(Phase.READING) || in(Phase.SAVED));
    }

    boolean composing() {
        return start != null && start.composed();
    }

    /// Whether the person has seen what the machines say of the unit.
    boolean revealed(Shown unit) {
        return !unit.machine().isEmpty() || revealed.contains(unit.unit().id());
    }

    Optional<Start> started() {
        return Optional.ofNullable(start);
    }

    Start begun() {
        return started().orElseThrow(() -> new IllegalStateException("no session"));
    }

    LabelService.Session session() {
        return begun().session();
    }

    Variable variable() {
        return begun().variable();
    }

    Shown unit() {
        Shown unit = shown.get();
        if (unit == null)
            throw new IllegalStateException("no unit");
        return unit;
    }

    void begin(Start from) {
        start = from;
    }

    /// Ends the sitting.
    void clear() {
        sitting++;
        start = null;
        revealed.clear();
        given.clear();
        shown.set(null);
        chosen.set(List.of());
        failure.set("");
        note.set("");
        phase.set(Phase.ASKING);
    }

    /// A unit to read afresh.
    ///
    /// @param unit null when none is left
    void turnTo(@Nullable Shown unit) {
        failure.set("");
        note.set("");
        if (unit == null) {
            shown.set(null);
            chosen.set(List.of());
            phase.set(Phase.FINISHED);
        } else {
            stopwatch.restart();
            put(unit, Phase.READING);
        }
    }

    /// The unit with what is saved of it chosen; its time runs on.
    void put(Shown unit, Phase then) {
        if (!unit.machine().isEmpty())
            revealed.add(unit.unit().id());
        given.put(unit.position(), unit.latest().map(Annotation::label).orElse(""));
        shown.set(unit);
        chosen.set(unit.latest().map(Annotation::label).map(begun()::labels).orElse(List.of()));
        phase.set(then);
    }

    void take(Outcome.After after) {
        progress.set(after.progress());
        recent.set(after.recent());
    }
}
