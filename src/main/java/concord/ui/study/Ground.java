package concord.ui.study;

import concord.app.Project;
import concord.model.Annotator;
import concord.model.Sample;
import concord.model.SampleRole;
import concord.model.SampleStrategy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the project has that a study can be made of.
///
/// @param people   human annotators with labels of the variable, most labels first; two or more are also there together, joined by +
/// @param teachers with labels of the variable, most labels first
/// @param counts   labelled units by annotator
/// @param samples  random ones kept for testing first
record Ground(String variable, long units, List<String> people, List<String> teachers, Map<String, Long> counts, List<Choice> samples) {
    static final Ground NONE = new Ground("", 0, List.of(), List.of(), Map.of(), List.of());

    Ground {
        people = List.copyOf(people);
        teachers = List.copyOf(teachers);
        counts = Map.copyOf(counts);
        samples = List.copyOf(samples);
    }

    /// A sample that could be tested on.
    ///
    /// @param looks studies that have compared anything with its labels
    record Choice(String name, SampleStrategy strategy, Optional<SampleRole> role, int size, int looks) {
        /// Whether what is found on it holds for the texts it was drawn from.
        boolean byChance() {
            return strategy == SampleStrategy.RANDOM || strategy == SampleStrategy.STRATIFIED;
        }

        private int rank() {
            boolean kept = role.filter(SampleRole.TEST::equals).isPresent() || name.toLowerCase(java.util.Locale.ROOT).contains("test");
            return (kept ? 0 : 2) + (byChance() ? 0 : 1);
        }
    }

    /// Blocks; for a background thread.
    static Ground of(Project project, Studies studies, String variable) {
        Map<String, Long> counts = project.data().counts(variable);
        List<String> people = new ArrayList<>();
        List<String> teachers = new ArrayList<>();
        Map<String, Long> labelled = new LinkedHashMap<>();
        for (Annotator annotator : project.data().annotators()) {
            long labels = counts.getOrDefault(annotator.name(), 0L);
            if (labels == 0)
                continue;
            labelled.put(annotator.name(), labels);
            switch (annotator) {
                case Annotator.Human h -> people.add(h.name());
                case Annotator.Teacher t -> teachers.add(t.name());
                case Annotator.Student _ -> {
                    // a student is compared, nothing learns from it
                }
            }
        }
        java.util.Comparator<String> most = java.util.Comparator.comparingLong((String a) -> -labelled.getOrDefault(a, 0L));
        people.sort(most);
        teachers.sort(most);
        if (people.size() > 1 && people.stream().noneMatch(p -> p.contains("+")))
            people.add(String.join("+", people));
        List<Choice> samples = project.samples().all().stream().map(s -> choice(project, studies, s))
                .sorted(java.util.Comparator.comparingInt(Choice::rank)).toList();
        return new Ground(variable, project.data().units(), people, teachers, labelled, samples);
    }

    private static Choice choice(Project project, Studies studies, Sample sample) {
        return new Choice(sample.name(), sample.strategy(), project.samples().role(sample.name()), sample.size(),
                studies.looks(sample.name()).size());
    }

    Optional<Choice> sample(String name) {
        return samples.stream().filter(s -> s.name().equals(name)).findFirst();
    }

    /// Whether this is a person, or people joined by +.
    boolean human(String annotator) {
        return people.contains(annotator);
    }

    /// Everybody labels can be learnt from.
    List<String> sources() {
        List<String> all = new ArrayList<>(people);
        all.addAll(teachers);
        return all;
    }
}
