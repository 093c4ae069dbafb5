package concord.ui.teacher;

import concord.app.Project;
import concord.app.Validation;
import concord.model.SampleStrategy;
import concord.model.request.SampleRequest;
import concord.model.request.TeachRequest;
import concord.ui.Texts;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// A run on five random texts that are in no validation's test part, the same each time.
final class TryOut {
    private static final int FEW = 5;
    private static final int LONGEST = 40;
    private final Project project;

    TryOut(Project project) {
        this.project = project;
    }

    /// The request for these texts only, under a name of its own; off the window's thread, because it may draw the sample.
    TeachRequest of(TeachRequest request) {
        return request.withSample(texts(request)).withRun(name(request));
    }

    private String texts(TeachRequest request) {
        String of = request.sample();
        String name = of == null ? Texts.get("teacher.few", FEW) : Texts.get("teacher.few.of", FEW, of);
        if (project.samples().all().stream().anyMatch(s -> s.name().equals(name)))
            return name;
        String test = project.validation().current(request.variable()).map(Validation::test).filter(t -> !t.equals(of)).orElse(null);
        long frame = of == null ? project.data().units() : project.samples().members(of).size();
        project.samples().draw(new SampleRequest(name, (int) Math.min(FEW, frame), SampleStrategy.RANDOM, Map.of(), of, null, test, 1));
        return name;
    }

    private String name(TeachRequest request) {
        Set<String> taken = new HashSet<>();
        project.data().annotators().forEach(a -> taken.add(a.name()));
        String model = request.teacher().substring(request.teacher().indexOf(':') + 1).replaceAll("[^\\p{L}\\p{N}._-]+", "-");
        String base = Texts.get("teacher.tryout", model.substring(0, Math.min(LONGEST, model.length())));
        int number = 1;
        while (taken.contains(base + " " + number)) {
            number++;
        }
        return base + " " + number;
    }
}
