package concord.ui.students;

import concord.model.Annotator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// From whom a student can learn: each person and teacher with labels, and all people together by majority.
final class LabelSources {
    private LabelSources() {
    }

    /// @param counts labelled units by annotator
    static List<String> of(List<Annotator> annotators, Map<String, Long> counts) {
        List<String> people = new ArrayList<>();
        List<String> teachers = new ArrayList<>();
        for (Annotator annotator : annotators) {
            if (counts.getOrDefault(annotator.name(), 0L) == 0)
                continue;
            switch (annotator) {
                case Annotator.Human h -> people.add(h.name());
                case Annotator.Teacher t -> teachers.add(t.name());
                case Annotator.Student _ -> {
                    // a student learns from people and teachers only
                }
            }
        }
        List<String> sources = new ArrayList<>(people);
        if (people.size() > 1 && people.stream().noneMatch(p -> p.contains("+")))
            sources.add(String.join("+", people));
        sources.addAll(teachers);
        return sources;
    }

    /// People with labels, as references to measure students against; teachers where there are no people.
    static List<String> references(List<Annotator> annotators, Map<String, Long> counts, boolean hasFinal, String finalName) {
        List<String> people = new ArrayList<>(annotators.stream()
                .filter(a -> a instanceof Annotator.Human && counts.getOrDefault(a.name(), 0L) > 0).map(Annotator::name).toList());
        if (hasFinal)
            people.add(finalName);
        if (people.isEmpty())
            annotators.stream().filter(a -> a instanceof Annotator.Teacher && counts.getOrDefault(a.name(), 0L) > 0).map(Annotator::name)
                    .forEach(people::add);
        return people;
    }
}
