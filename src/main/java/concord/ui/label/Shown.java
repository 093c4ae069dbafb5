package concord.ui.label;

import concord.app.LabelService;
import concord.model.Annotation;
import concord.model.Unit;
import java.util.List;
import java.util.Optional;

/// The unit on the screen.
///
/// @param position in the queue
/// @param own      the person's decisions, blind one first
/// @param machine    labels that may be seen now
/// @param candidates of a ranking, the documents of its query as they stood when it was fetched
record Shown(int position, Unit unit, List<Annotation> own, List<Annotation> machine, Optional<LabelService.Candidates> candidates) {
    static Shown at(LabelService.Session session, int position) {
        LabelService.View view = session.at(position);
        return new Shown(position, view.unit(), view.own(), view.machine(), session.candidates(position));
    }

    Optional<Annotation> latest() {
        return own.isEmpty() ? Optional.empty() : Optional.of(own.getLast());
    }

    boolean flagged() {
        return own.stream().anyMatch(Annotation::flagged);
    }

    String comment() {
        return own.stream().map(Annotation::comment).filter(c -> !c.isEmpty()).reduce((_, last) -> last).orElse("");
    }
}
