package concord.ui.audit;

import concord.app.Project;
import concord.app.ProjectSettings.Reveal;
import concord.model.Annotator;
import concord.model.Variable;
import concord.ui.shell.AnnotatorPair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds out what can be audited; everything here blocks.
final class AuditChoice {
    private static final int TRIED = 24;

    private AuditChoice() {
    }

    /// @param wished the pair chosen elsewhere, or null
    /// @param person who uses the window, may be empty
    /// @return empty when no two annotators labelled the same text
    static Optional<AuditCase> find(Project project, Variable variable, @Nullable AnnotatorPair wished, String person) {
        List<Annotator> annotators = project.data().annotators();
        Map<String, Long> counts = project.data().counts(variable.name());
        AnnotatorPair pair = wished != null && counts.getOrDefault(wished.reference(), 0L) > 0
                && counts.getOrDefault(wished.other(), 0L) > 0
                        ? wished
                        : best(project, variable, annotators, counts).orElse(null);
        if (pair == null)
            return Optional.empty();
        String student = annotators.stream().filter(Annotator.Student.class::isInstance).map(Annotator::name)
                .filter(name -> counts.getOrDefault(name, 0L) > 0 && !name.equals(pair.reference()) && !name.equals(pair.other()))
                .reduce((_, last) -> last).orElse(null);
        boolean labelling = project.settings().reveal() != Reveal.ALWAYS && counts.getOrDefault(person, 0L) > 0
                && annotators.stream().anyMatch(a -> a instanceof Annotator.Human && a.name().equals(person))
                && !person.equals(pair.reference()) && !person.equals(pair.other());
        return Optional.of(new AuditCase(variable, pair, student, annotators, project.settings().keywords(), labelling ? person : null));
    }

    /// The person and the machine with most texts in common, a teacher before a student.
    private static Optional<AnnotatorPair> best(Project project, Variable variable, List<Annotator> annotators, Map<String, Long> counts) {
        List<AnnotatorPair> pairs = new ArrayList<>();
        List<Annotator> active = annotators.stream().filter(a -> counts.getOrDefault(a.name(), 0L) > 0).toList();
        for (Annotator human : active) {
            for (Annotator other : active) {
                boolean later = other instanceof Annotator.Human && active.indexOf(other) <= active.indexOf(human);
                if (human instanceof Annotator.Human && human != other && !later)
                    pairs.add(new AnnotatorPair(human.name(), other.name()));
            }
        }
        Map<String, Integer> rank = new HashMap<>();
        active.forEach(a -> rank.put(a.name(), switch (a) {
            case Annotator.Teacher _ -> 0;
            case Annotator.Student _ -> 1;
            case Annotator.Human _ -> 2;
        }));
        record Overlap(AnnotatorPair pair, long both) {}
        return pairs.stream().sorted(Comparator.comparingInt((AnnotatorPair p) -> rank.getOrDefault(p.other(), 3))).limit(TRIED)
                .map(p -> new Overlap(p, project.audit().counts(variable.name(), p.reference(), p.other()).both()))
                .filter(o -> o.both() > 0)
                .min(Comparator.comparingInt((Overlap o) -> rank.getOrDefault(o.pair().other(), 3))
                        .thenComparing(Comparator.comparingLong(Overlap::both).reversed()))
                .map(Overlap::pair);
    }
}
