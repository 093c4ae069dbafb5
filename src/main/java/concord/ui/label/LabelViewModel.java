package concord.ui.label;

import concord.app.LabelService;
import concord.app.ProjectSettings.Reveal;
import concord.model.Annotation;
import concord.model.LabelSet;
import concord.model.VariableKind;
import concord.ui.Texts;
import concord.ui.control.SingleFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableMap;
import org.jspecify.annotations.Nullable;

/// Labelling by one person: which unit is shown, what is chosen, and saving in order behind the person's back.
///
/// The next units are fetched ahead, so that the next text is shown at once while the label is still being written. A save that fails brings its unit
/// back. Belongs to the thread that results are handed to; tests need no toolkit.
final class LabelViewModel {
    private final SingleFile work;
    private final Desk desk;
    private final Route route;
    private final ObservableMap<Integer, String> given;
    private int savedMillis;

    /// @param nanos a clock as [System#nanoTime()]
    LabelViewModel(SingleFile work, LongSupplier nanos) {
        this.work = work;
        desk = new Desk(nanos);
        given = FXCollections.unmodifiableObservableMap(desk.given());
        route = new Route(work, desk);
    }

    ReadOnlyObjectProperty<Phase> phaseProperty() {
        return desk.phase();
    }

    ReadOnlyObjectProperty<@Nullable Shown> shownProperty() {
        return desk.shown();
    }

    /// Labels marked on the dock: the one saved, or those being put together.
    ReadOnlyObjectProperty<List<String>> chosenProperty() {
        return desk.chosen();
    }

    /// Labels given in this sitting by position in the queue, later than what [Shown#candidates()] says; empty for none.
    ObservableMap<Integer, String> given() {
        return given;
    }

    ReadOnlyObjectProperty<LabelService.Progress> progressProperty() {
        return desk.progress();
    }

    ReadOnlyObjectProperty<List<LabelService.Recent>> recentProperty() {
        return desk.recent();
    }

    /// Why something was not done, as one sentence; empty when all is well.
    StringProperty failureProperty() {
        return desk.failure();
    }

    /// A short word about what just happened, such as "nothing to undo".
    StringProperty noteProperty() {
        return desk.note();
    }

    Optional<Start> started() {
        return desk.started();
    }

    /// Time spent on the unit saved last, in milliseconds.
    int savedMillis() {
        return savedMillis;
    }

    /// Whether several keys make one answer, so that Enter saves it.
    boolean composing() {
        return desk.composing();
    }

    /// Begins with the unit asked for, else with the first open one.
    ///
    /// @param open starts the session and reads what goes with it, in the background
    /// @param unit to begin with, or null
    /// @param begun  told once the first unit is known
    /// @param refused told why it could not start
    void open(Supplier<Start> open, @Nullable Long unit, Consumer<Start> begun, Consumer<String> refused) {
        close();
        int mine = desk.sitting();
        desk.phase().set(Phase.LOADING);
        work.add(() -> {
            Start from = open.get();
            LabelService.Session session = from.session();
            int wanted = unit == null ? -1 : session.positionOf(unit);
            int position = wanted >= 0 ? wanted : session.firstOpen();
            return new Outcome.Opened(from, position < session.size() ? Shown.at(session, position) : null, Outcome.After.of(session),
                    unit != null && wanted < 0);
        }, opened -> {
            if (mine != desk.sitting())
                return;
            desk.begin(opened.start());
            desk.take(opened.after());
            route.show(opened.first());
            begun.accept(opened.start());
            desk.note().set(opened.missed() ? Texts.get("label.notInQueue") : "");
        }, failed -> {
            if (mine == desk.sitting()) {
                desk.phase().set(Phase.ASKING);
                refused.accept(Outcome.sentence(failed));
            }
        });
    }

    /// Ends the session; saves under way are still written.
    void close() {
        desk.clear();
        route.ahead().clear();
    }

    /// A label's key or button.
    void choose(String label) {
        if (!desk.open())
            return;
        if (!desk.composing()) {
            give(label);
            return;
        }
        List<String> now = new ArrayList<>(desk.chosen().get());
        if (desk.variable().kind() == VariableKind.ORDINAL) {
            now = List.of(label);
        } else if (!now.remove(label)) {
            now.add(label);
        }
        List<String> picked = now;
        desk.chosen().set(desk.variable().labelNames().stream().filter(picked::contains).toList());
        desk.phase().set(Phase.READING);
    }

    /// Enter: saves the answer put together, or moves on from a unit that is saved.
    void confirm() {
        if (desk.in(Phase.SAVED)) {
            next();
        } else if (desk.open() && desk.composing()) {
            if (desk.variable().kind() == VariableKind.MULTI) {
                give(LabelSet.of(desk.chosen().get()).joined());
            } else if (!desk.chosen().get().isEmpty()) {
                give(desk.chosen().get().getFirst());
            }
        }
    }

    private void give(String label) {
        Shown unit = desk.unit();
        if (label.equals(unit.latest().map(Annotation::label).orElse(null))) {
            next();
            return;
        }
        boolean seen = desk.revealed(unit);
        int millis = desk.stopwatch().millis();
        savedMillis = millis;
        desk.chosen().set(desk.begun().labels(label));
        desk.given().put(unit.position(), label);
        LabelService.Session session = desk.session();
        long id = unit.unit().id();
        if (desk.begun().reveal() == Reveal.AFTER_SAVING) {
            desk.phase().set(Phase.SAVING);
            write(unit, () -> session.label(id, label, millis, seen), true);
        } else {
            write(unit, () -> session.label(id, label, millis, seen), false);
            next();
        }
    }

    /// Passes over the unit; on a unit already saved it only moves on.
    void skip() {
        if (desk.in(Phase.SAVED)) {
            next();
        } else if (desk.open()) {
            Shown unit = desk.unit();
            int millis = desk.stopwatch().millis();
            LabelService.Session session = desk.session();
            write(unit, () -> session.skip(unit.unit().id(), millis), false);
            next();
        }
    }

    /// Flips the flag of the unit shown.
    void flag() {
        if (desk.open())
            rewrite(LabelService.Session::flag);
    }

    void comment(String text) {
        if (desk.open() && !text.equals(desk.unit().comment()))
            rewrite((session, unit) -> session.comment(unit, text));
    }

    /// Takes the person's label away; the unit stays in view.
    void blank() {
        if (desk.open() && !desk.unit().own().isEmpty()) {
            route.ahead().open(desk.unit().position());
            desk.chosen().set(List.of());
            rewrite(LabelService.Session::blank);
        }
    }

    /// Undoes the person's latest decision, of this sitting or an earlier one, and goes to its unit.
    void undo() {
        route.undo();
    }

    void redo() {
        route.redo();
    }

    /// Goes to a neighbour without a change.
    ///
    /// @param step -1 or 1
    void move(int step) {
        route.move(step);
    }

    /// Goes to a unit of the queue without a change.
    void goTo(long unit) {
        route.goTo(unit);
    }

    /// Goes to the next unit without a decision.
    void next() {
        route.next();
    }

    /// Of the unit shown; the window pauses it while the person is elsewhere.
    Stopwatch stopwatch() {
        return desk.stopwatch();
    }

    /// Writes a decision that settles the unit.
    private void write(Shown unit, Runnable save, boolean stay) {
        int mine = desk.sitting();
        LabelService.Session session = desk.session();
        List<String> picked = desk.chosen().get();
        route.ahead().decided(unit.position());
        desk.failure().set("");
        work.add(() -> {
            save.run();
            return new Outcome.Written(Outcome.After.of(session), stay ? Shown.at(session, unit.position()) : null);
        }, written -> {
            if (mine != desk.sitting())
                return;
            desk.take(written.after());
            if (written.again() != null && desk.in(Phase.SAVING)) {
                if (written.again().machine().isEmpty()) {
                    next();
                } else {
                    desk.put(written.again(), Phase.SAVED);
                }
            }
        }, failed -> {
            if (mine != desk.sitting())
                return;
            route.ahead().open(unit.position());
            Shown now = desk.shown().get();
            if (now != null && now.position() != unit.position())
                route.ahead().comesNext(now);
            desk.put(unit, Phase.READING);
            desk.chosen().set(desk.composing() ? picked : desk.chosen().get());
            desk.failure().set(Texts.get("label.notSaved", Outcome.sentence(failed)));
        });
    }

    /// Writes something about the unit shown that leaves it in view.
    private void rewrite(ObjLongConsumer<LabelService.Session> change) {
        int mine = desk.sitting();
        Shown unit = desk.unit();
        LabelService.Session session = desk.session();
        work.add(() -> {
            change.accept(session, unit.unit().id());
            return new Outcome.Written(Outcome.After.of(session), Shown.at(session, unit.position()));
        }, written -> {
            if (mine != desk.sitting())
                return;
            desk.take(written.after());
            Shown now = desk.shown().get();
            if (now != null && now.position() == unit.position() && written.again() != null) {
                List<String> picked = desk.chosen().get();
                desk.put(written.again(), desk.phase().get());
                if (desk.composing())
                    desk.chosen().set(picked);
            }
        }, failed -> {
            if (mine == desk.sitting())
                desk.failure().set(Texts.get("label.notSaved", Outcome.sentence(failed)));
        });
    }
}
