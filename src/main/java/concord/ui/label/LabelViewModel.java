package concord.ui.label;

import concord.app.LabelService;
import concord.app.ProjectSettings.Reveal;
import concord.model.Annotation;
import concord.model.LabelSet;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.ui.Texts;
import concord.ui.control.SingleFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// Labelling by one person: which unit is shown, what is chosen, and saving in order behind the person's back.
///
/// The next units are fetched ahead, so that the next text is shown at once while the label is still being written. A save that fails brings its unit
/// back. Belongs to the thread that results are handed to; tests need no toolkit.
final class LabelViewModel {
    private final SingleFile work;
    private final Stopwatch stopwatch;
    private final ObjectProperty<Phase> phase = new SimpleObjectProperty<>(Phase.ASKING);
    private final ObjectProperty<@Nullable Shown> shown = new SimpleObjectProperty<>();
    private final ObjectProperty<List<String>> chosen = new SimpleObjectProperty<>(List.of());
    private final ObjectProperty<LabelService.Progress> progress = new SimpleObjectProperty<>(
            new LabelService.Progress(0, 0, Map.of(), 0, 0, 0));
    private final ObjectProperty<List<LabelService.Recent>> recent = new SimpleObjectProperty<>(List.of());
    private final StringProperty failure = new SimpleStringProperty("");
    private final StringProperty note = new SimpleStringProperty("");
    private final Lookahead ahead = new Lookahead();
    private final Set<Long> revealed = new HashSet<>();
    private @Nullable Start start;
    private int epoch;
    private int savedMillis;

    /// @param nanos a clock as [System#nanoTime()]
    LabelViewModel(SingleFile work, LongSupplier nanos) {
        this.work = work;
        stopwatch = new Stopwatch(nanos);
    }

    ReadOnlyObjectProperty<Phase> phaseProperty() {
        return phase;
    }

    ReadOnlyObjectProperty<@Nullable Shown> shownProperty() {
        return shown;
    }

    /// Labels marked on the dock: the one saved, or those being put together.
    ReadOnlyObjectProperty<List<String>> chosenProperty() {
        return chosen;
    }

    ReadOnlyObjectProperty<LabelService.Progress> progressProperty() {
        return progress;
    }

    ReadOnlyObjectProperty<List<LabelService.Recent>> recentProperty() {
        return recent;
    }

    /// Why something was not done, as one sentence; empty when all is well.
    StringProperty failureProperty() {
        return failure;
    }

    /// A short word about what just happened, such as "nothing to undo".
    StringProperty noteProperty() {
        return note;
    }

    Optional<Start> started() {
        return Optional.ofNullable(start);
    }

    /// Time spent on the unit saved last, in milliseconds.
    int savedMillis() {
        return savedMillis;
    }

    /// Whether several keys make one answer, so that Enter saves it.
    boolean composing() {
        return start != null && start.composed();
    }

    /// Begins with the unit asked for, else with the first open one.
    ///
    /// @param open starts the session and reads what goes with it, in the background
    /// @param unit to begin with, or null
    /// @param begun  told once the first unit is known
    /// @param refused told why it could not start
    void open(Supplier<Start> open, @Nullable Long unit, Consumer<Start> begun, Consumer<String> refused) {
        close();
        int mine = epoch;
        phase.set(Phase.LOADING);
        work.add(() -> {
            Start from = open.get();
            LabelService.Session session = from.session();
            int wanted = unit == null ? -1 : session.positionOf(unit);
            int position = wanted >= 0 ? wanted : session.firstOpen();
            return new Outcome.Opened(from, position < session.size() ? Shown.at(session, position) : null, Outcome.After.of(session),
                    unit != null && wanted < 0);
        }, opened -> {
            if (mine != epoch)
                return;
            start = opened.start();
            take(opened.after());
            show(opened.first());
            begun.accept(opened.start());
            note.set(opened.missed() ? Texts.get("label.notInQueue") : "");
        }, failed -> {
            if (mine == epoch) {
                phase.set(Phase.ASKING);
                refused.accept(Outcome.sentence(failed));
            }
        });
    }

    /// Ends the session; saves under way are still written.
    void close() {
        epoch++;
        start = null;
        ahead.clear();
        revealed.clear();
        shown.set(null);
        chosen.set(List.of());
        failure.set("");
        note.set("");
        phase.set(Phase.ASKING);
    }

    /// A label's key or button.
    void choose(String label) {
        if (!open())
            return;
        if (!composing()) {
            give(label);
            return;
        }
        List<String> now = new ArrayList<>(chosen.get());
        if (variable().kind() == VariableKind.ORDINAL) {
            now = List.of(label);
        } else if (!now.remove(label)) {
            now.add(label);
        }
        List<String> picked = now;
        chosen.set(variable().labelNames().stream().filter(picked::contains).toList());
        phase.set(Phase.READING);
    }

    /// Enter: saves the answer put together, or moves on from a unit that is saved.
    void confirm() {
        if (phase.get() == Phase.SAVED) {
            next();
        } else if (open() && composing()) {
            if (variable().kind() == VariableKind.MULTI) {
                give(LabelSet.of(chosen.get()).joined());
            } else if (!chosen.get().isEmpty()) {
                give(chosen.get().getFirst());
            }
        }
    }

    private void give(String label) {
        Shown unit = unit();
        if (label.equals(unit.latest().map(Annotation::label).orElse(null))) {
            next();
            return;
        }
        boolean seen = !unit.machine().isEmpty() || revealed.contains(unit.unit().id());
        int millis = stopwatch.millis();
        savedMillis = millis;
        chosen.set(begun().labels(label));
        LabelService.Session session = session();
        long id = unit.unit().id();
        if (begun().reveal() == Reveal.AFTER_SAVING) {
            phase.set(Phase.SAVING);
            write(unit, () -> session.label(id, label, millis, seen), true);
        } else {
            write(unit, () -> session.label(id, label, millis, seen), false);
            next();
        }
    }

    /// Passes over the unit; on a unit already saved it only moves on.
    void skip() {
        if (phase.get() == Phase.SAVED) {
            next();
        } else if (open()) {
            Shown unit = unit();
            int millis = stopwatch.millis();
            LabelService.Session session = session();
            write(unit, () -> session.skip(unit.unit().id(), millis), false);
            next();
        }
    }

    /// Flips the flag of the unit shown.
    void flag() {
        if (open())
            rewrite(LabelService.Session::flag);
    }

    void comment(String text) {
        if (open() && !text.equals(unit().comment()))
            rewrite((session, unit) -> session.comment(unit, text));
    }

    /// Takes the person's label away; the unit stays in view.
    void blank() {
        if (open() && !unit().own().isEmpty()) {
            ahead.open(unit().position());
            chosen.set(List.of());
            rewrite(LabelService.Session::blank);
        }
    }

    /// Undoes the person's latest decision, of this sitting or an earlier one, and goes to its unit.
    void undo() {
        if (start != null)
            revert(LabelService.Session::undo, Texts.get("label.nothingToUndo"));
    }

    void redo() {
        if (start != null)
            revert(LabelService.Session::redo, Texts.get("label.nothingToRedo"));
    }

    /// Goes to a neighbour without a change.
    ///
    /// @param step -1 or 1
    void move(int step) {
        if (start == null || phase.get() == Phase.SAVING || phase.get() == Phase.LOADING)
            return;
        int from = phase.get() == Phase.FINISHED ? session().size() : unit().position();
        int to = from + step;
        if (to >= 0 && to < session().size())
            go(session -> to);
    }

    /// Goes to a unit of the queue without a change.
    void goTo(long unit) {
        if (start != null && phase.get() != Phase.SAVING)
            go(session -> session.positionOf(unit));
    }

    /// Goes to the next unit without a decision.
    void next() {
        if (start == null)
            return;
        Shown from = shown.get();
        Optional<Shown> next = ahead.poll();
        if (next.isPresent()) {
            show(next.get());
            return;
        }
        phase.set(Phase.LOADING);
        int position = from == null ? -1 : from.position();
        int mine = epoch;
        LabelService.Session session = session();
        work.add(() -> {
            int found = position < 0 ? session.firstOpen() : session.nextOpen(position);
            return Optional.ofNullable(found < session.size() ? Shown.at(session, found) : null);
        }, found -> {
            if (mine == epoch && phase.get() == Phase.LOADING)
                show(found.orElse(null));
        }, failed -> broken(mine, failed));
    }

    /// Of the unit shown; the window pauses it while the person is elsewhere.
    Stopwatch stopwatch() {
        return stopwatch;
    }

    private void show(@Nullable Shown unit) {
        failure.set("");
        note.set("");
        if (unit == null) {
            shown.set(null);
            chosen.set(List.of());
            phase.set(Phase.FINISHED);
            return;
        }
        stopwatch.restart();
        put(unit, Phase.READING);
        fill();
    }

    private void put(Shown unit, Phase then) {
        if (!unit.machine().isEmpty())
            revealed.add(unit.unit().id());
        shown.set(unit);
        chosen.set(unit.latest().map(Annotation::label).map(begun()::labels).orElse(List.of()));
        phase.set(then);
    }

    /// Fetches the next open units ahead; runs behind the saves already given, so it sees them.
    private void fill() {
        int mine = epoch;
        LabelService.Session session = session();
        ahead.wish(unit().position()).ifPresent(wish -> work.add(() -> wish.fetch(session), found -> {
            if (mine == epoch)
                ahead.add(found, shown.get() == null ? -1 : unit().position());
        }, failed -> broken(mine, failed)));
    }

    /// Writes a decision that settles the unit.
    private void write(Shown unit, Runnable save, boolean stay) {
        int mine = epoch;
        LabelService.Session session = session();
        List<String> picked = chosen.get();
        ahead.decided(unit.position());
        failure.set("");
        work.add(() -> {
            save.run();
            return new Outcome.Written(Outcome.After.of(session), stay ? Shown.at(session, unit.position()) : null);
        }, written -> {
            if (mine != epoch)
                return;
            take(written.after());
            if (written.again() != null && phase.get() == Phase.SAVING) {
                if (written.again().machine().isEmpty()) {
                    next();
                } else {
                    put(written.again(), Phase.SAVED);
                }
            }
        }, failed -> {
            if (mine != epoch)
                return;
            ahead.open(unit.position());
            Shown now = shown.get();
            if (now != null && now.position() != unit.position())
                ahead.comesNext(now);
            put(unit, Phase.READING);
            chosen.set(composing() ? picked : chosen.get());
            failure.set(Texts.get("label.notSaved", Outcome.sentence(failed)));
        });
    }

    /// Writes something about the unit shown that leaves it in view.
    private void rewrite(ObjLongConsumer<LabelService.Session> change) {
        int mine = epoch;
        Shown unit = unit();
        LabelService.Session session = session();
        work.add(() -> {
            change.accept(session, unit.unit().id());
            return new Outcome.Written(Outcome.After.of(session), Shown.at(session, unit.position()));
        }, written -> {
            if (mine != epoch)
                return;
            take(written.after());
            Shown now = shown.get();
            if (now != null && now.position() == unit.position() && written.again() != null) {
                List<String> picked = chosen.get();
                put(written.again(), phase.get());
                if (composing())
                    chosen.set(picked);
            }
        }, failed -> {
            if (mine == epoch)
                failure.set(Texts.get("label.notSaved", Outcome.sentence(failed)));
        });
    }

    private void revert(Function<LabelService.Session, Optional<Long>> change, String nothing) {
        travel(session -> {
            Optional<Long> unit = change.apply(session);
            int position = unit.map(session::positionOf).orElse(-1);
            return new Outcome.Went(position < 0 ? null : Shown.at(session, position), Outcome.After.of(session), unit.isPresent());
        }, nothing, Texts.get("label.undoneElsewhere"));
    }

    private void go(ToIntFunction<LabelService.Session> target) {
        travel(session -> {
            int position = target.applyAsInt(session);
            return new Outcome.Went(position < 0 ? null : Shown.at(session, position), Outcome.After.of(session), true);
        }, "", Texts.get("label.notInQueue"));
    }

    private void travel(Function<LabelService.Session, Outcome.Went> journey, String nothing, String elsewhere) {
        int mine = epoch;
        LabelService.Session session = session();
        work.add(() -> journey.apply(session), went -> {
            if (mine != epoch)
                return;
            take(went.after());
            Shown unit = went.shown();
            if (unit != null) {
                if (unit.latest().filter(a -> a.label() != null || a.skipped()).isPresent()) {
                    ahead.decided(unit.position());
                } else {
                    ahead.open(unit.position());
                }
                ahead.drop();
                show(unit);
            }
            note.set(!went.found() ? nothing : unit == null ? elsewhere : "");
        }, failed -> broken(mine, failed));
    }

    private void broken(int mine, RuntimeException failed) {
        if (mine != epoch)
            return;
        failure.set(Outcome.sentence(failed));
        if (phase.get() == Phase.LOADING)
            phase.set(shown.get() == null ? Phase.FINISHED : Phase.READING);
    }

    private void take(Outcome.After after) {
        progress.set(after.progress());
        recent.set(after.recent());
    }

    private boolean open() {
        return start != null && shown.get() != null && (phase.get() == Phase.READING || phase.get() == Phase.SAVED);
    }

    private Start begun() {
        if (start == null)
            throw new IllegalStateException("no session");
        return start;
    }

    private LabelService.Session session() {
        return begun().session();
    }

    private Variable variable() {
        return begun().variable();
    }

    private Shown unit() {
        Shown unit = shown.get();
        if (unit == null)
            throw new IllegalStateException("no unit");
        return unit;
    }
}
