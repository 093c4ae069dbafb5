package concord.ui.label;

import concord.app.LabelService;
import concord.ui.Texts;
import concord.ui.control.SingleFile;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// The way through the queue: on to the next open unit, which is fetched ahead, to any other, and back by undoing.
final class Route {
    private final SingleFile work;
    private final Desk desk;
    private final Lookahead ahead = new Lookahead();

    Route(SingleFile work, Desk desk) {
        this.work = work;
        this.desk = desk;
    }

    /// To be followed while a decision is being saved.
    Lookahead ahead() {
        return ahead;
    }

    /// Turns to a unit and fetches those after it.
    ///
    /// @param unit null when none is left
    void show(@Nullable Shown unit) {
        desk.turnTo(unit);
        if (unit != null)
            fill();
    }

    void next() {
        if (desk.started().isEmpty())
            return;
        Shown from = desk.shown().get();
        Optional<Shown> next = ahead.poll();
        if (next.isPresent()) {
            show(next.get());
            return;
        }
        desk.phase().set(Phase.LOADING);
        int position = from == null ? -1 : from.position();
        int mine = desk.sitting();
        LabelService.Session session = desk.session();
        work.add(() -> {
            int found = position < 0 ? session.firstOpen() : session.nextOpen(position);
            return Optional.ofNullable(found < session.size() ? Shown.at(session, found) : null);
        }, found -> {
            if (mine == desk.sitting() && desk.in(Phase.LOADING))
                show(found.orElse(null));
        }, failed -> broken(mine, failed));
    }

    /// @param step -1 or 1
    void move(int step) {
        if (desk.started().isEmpty() || desk.in(Phase.SAVING) || desk.in(Phase.LOADING))
            return;
        int from = desk.in(Phase.FINISHED) ? desk.session().size() : desk.unit().position();
        int to = from + step;
        if (to >= 0 && to < desk.session().size())
            go(_ -> to);
    }

    void goTo(long unit) {
        if (desk.started().isPresent() && !desk.in(Phase.SAVING))
            go(session -> session.positionOf(unit));
    }

    void undo() {
        revert(LabelService.Session::undo, Texts.get("label.nothingToUndo"));
    }

    void redo() {
        revert(LabelService.Session::redo, Texts.get("label.nothingToRedo"));
    }

    /// Fetches the next open units ahead; runs behind the saves already given, so it sees them.
    private void fill() {
        int mine = desk.sitting();
        LabelService.Session session = desk.session();
        ahead.wish(desk.unit().position()).ifPresent(wish -> work.add(() -> wish.fetch(session), found -> {
            if (mine == desk.sitting())
                ahead.add(found, desk.shown().get() == null ? -1 : desk.unit().position());
        }, failed -> broken(mine, failed)));
    }

    private void revert(Function<LabelService.Session, Optional<Long>> change, String nothing) {
        if (desk.started().isEmpty())
            return;
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
        int mine = desk.sitting();
        LabelService.Session session = desk.session();
        work.add(() -> journey.apply(session), went -> {
            if (mine != desk.sitting())
                return;
            desk.take(went.after());
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
            desk.note().set(!went.found() ? nothing : unit == null ? elsewhere : "");
        }, failed -> broken(mine, failed));
    }

    private void broken(int mine, RuntimeException failed) {
        if (mine != desk.sitting())
            return;
        desk.failure().set(Outcome.sentence(failed));
        if (desk.in(Phase.LOADING))
            desk.phase().set(desk.shown().get() == null ? Phase.FINISHED : Phase.READING);
    }
}
