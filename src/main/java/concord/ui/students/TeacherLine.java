package concord.ui.students;

import concord.app.Project;
import concord.app.ResultsService;
import concord.model.Annotator;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.model.request.TrainRequest;
import concord.stats.BootstrapOptions;
import concord.stats.Value;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a student is held against: the macro F1 of the teacher that labelled the most.
record TeacherLine(String teacher, double f1) {

    /// The teacher with the most labels that is not the reference itself.
    static Optional<String> best(List<Annotator> annotators, Map<String, Long> counts, String reference) {
        return annotators.stream().filter(a -> a instanceof Annotator.Teacher && !a.name().equals(reference)).map(Annotator::name)
                .filter(name -> counts.getOrDefault(name, 0L) > 0)
                .max(Comparator.comparingLong((String name) -> counts.getOrDefault(name, 0L)));
    }

    /// Beside a running training: against the labels it learns from, on all units both labelled. Empty where these are a teacher's own or the
    /// majority of several people.
    static Optional<TeacherLine> of(Project project, TrainRequest request) {
        List<Annotator> annotators = project.data().annotators();
        boolean person = request.labelsFrom().equals(ResultsService.FINAL)
                || annotators.stream().anyMatch(a -> a instanceof Annotator.Human && a.name().equals(request.labelsFrom()));
        if (!person)
            return Optional.empty();
        return best(annotators, project.data().counts(request.variable()), request.labelsFrom())
                .flatMap(teacher -> {
                    Value f1 = f1(project, request, teacher);
                    return f1.defined() ? Optional.of(new TeacherLine(teacher, f1.orNaN())) : Optional.empty();
                });
    }

    private static Value f1(Project project, TrainRequest request, String teacher) {
        boolean several = project.codebook().current().variable(request.variable()).map(Variable::kind)
                .filter(VariableKind.MULTI::equals).isPresent();
        return several
                ? project.results().multiLabel(request.variable(), request.labelsFrom(), teacher, null, BootstrapOptions.NONE)
                        .value("macro.f1")
                : project.results().pairwise(request.variable(), request.labelsFrom(), teacher, null, BootstrapOptions.NONE)
                        .value("macro.f1");
    }
}
