package concord.dataset;

import concord.model.Annotator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Counts of the labels of an import, by annotator and spelling.
final class LabelTally {
    private final Map<String, Long> added = new LinkedHashMap<>();
    private final Map<String, Long> missing = new LinkedHashMap<>();
    private final Map<String, Long> scored = new LinkedHashMap<>();
    private final Map<String, Map<String, Long>> spellings = new LinkedHashMap<>();
    private final Set<String> labels = new LinkedHashSet<>();

    /// Names an annotator that may have no label at all.
    void know(Annotator annotator) {
        if (!scored.containsKey(annotator.name()))
            added.putIfAbsent(annotator.name(), 0L);
        missing.putIfAbsent(annotator.name(), 0L);
    }

    void missing(Annotator annotator) {
        know(annotator);
        missing.merge(annotator.name(), 1L, Long::sum);
    }

    void added(Annotator annotator) {
        know(annotator);
        added.merge(annotator.name(), 1L, Long::sum);
    }

    /// Names an annotator that gives scores.
    void knowScorer(Annotator annotator) {
        scored.putIfAbsent(annotator.name(), 0L);
        missing.putIfAbsent(annotator.name(), 0L);
    }

    void scored(Annotator annotator) {
        scored.merge(annotator.name(), 1L, Long::sum);
    }

    Map<String, Long> scored() {
        return new LinkedHashMap<>(scored);
    }

    /// A label seen, whether new or a repetition of one that is there.
    void seen(Annotator annotator, List<String> names) {
        Map<String, Long> counts = spellings.computeIfAbsent(annotator.name(), _ -> new LinkedHashMap<>());
        for (String name : names) {
            labels.add(name);
            counts.merge(name, 1L, Long::sum);
        }
    }

    Map<String, Long> added() {
        return new LinkedHashMap<>(added);
    }

    Map<String, Long> missing() {
        return new LinkedHashMap<>(missing);
    }

    /// Ascending if all are numbers, else by first appearance.
    List<String> labels() {
        List<String> ordered = new ArrayList<>(labels);
        if (ordered.stream().allMatch(Numbers::isNumber))
            ordered.sort(Comparator.comparing(BigDecimal::new));
        return List.copyOf(ordered);
    }

    void warn(ProblemLog problems) {
        LookAlikes pairs = new LookAlikes();
        spellings.forEach((annotator, counts) -> {
            counts.forEach((label, n) -> pairs.add(annotator, label, n));
            if (counts.size() > RoleGuess.MANY_LABELS)
                problems.warn(0, "free_text_label", "The labels of " + annotator + " have " + counts.size()
                        + " different spellings, which looks like free text: check that the right column was chosen.");
        });
        pairs.find().forEach(pair -> problems.warn(0, "look_alike", LookAlikes.sentence(pair)));
    }
}
