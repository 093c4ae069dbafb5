package concord.app;

import concord.model.SampleStrategy;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.model.request.SamplingStudyRequest;
import concord.model.request.StudyRequest;
import java.util.HashSet;
import java.util.List;

/// Refuses what is wrong with the specification of a sampling study by itself, whatever units the project holds.
final class SamplingRequestChecks {
    private SamplingRequestChecks() {
    }

    /// @throws AppException with the reason
    static void check(SamplingStudyRequest request, Variable variable) {
        numbers(request);
        label(request, variable);
        request.students().forEach(student -> student(student, request, variable));
    }

    private static void numbers(SamplingStudyRequest request) {
        some(request.students(), "student");
        some(request.seeds(), "seed");
        if (new HashSet<>(request.students()).size() < request.students().size())
            throw new AppException("The study names a student twice.");
        if (new HashSet<>(request.seeds()).size() < request.seeds().size())
            throw new AppException("The study names a seed twice.");
        if (new HashSet<>(request.strategies()).size() < request.strategies().size())
            throw new AppException("The study names a strategy twice.");
        if (request.budget() < 1)
            throw new AppException("The budget must be at least 1 label, not " + request.budget() + ".");
        if (request.rounds() < 1 || request.rounds() > request.budget())
            throw new AppException("The number of rounds must be at least 1 and at most the budget of " + request.budget() + " labels, not "
                    + request.rounds() + ".");
        if (!(request.validation() > 0 && request.validation() <= 0.5))
            throw new AppException("The share for validation must be above 0 and at most 0.5, not " + request.validation() + ".");
        if (request.draws() < 0)
            throw new AppException("The number of bootstrap draws must be 0 or more, not " + request.draws() + ".");
    }

    private static void some(List<?> named, String what) {
        if (named.isEmpty())
            throw new AppException("The study names no " + what + ": name at least one.");
    }

    private static void label(SamplingStudyRequest request, Variable variable) {
        String positive = request.positive();
        if (positive == null)
            return;
        if (variable.kind() == VariableKind.RANKING)
            throw new AppException("\"" + variable.name() + "\" ranks documents and is read by nDCG@10: leave the positive label out.");
        if (variable.label(positive).isEmpty())
            throw new AppException("\"" + positive + "\" is no label of \"" + variable.name() + "\": use "
                    + Names.list(variable.labelNames()) + ", or leave it out for averages over the labels.");
    }

    private static void student(String student, SamplingStudyRequest request, Variable variable) {
        if (student.equals(StudyRequest.MAJORITY))
            throw new AppException("The student \"majority\" learns no texts and can choose none: leave it out of a sampling study.");
        boolean several = variable.kind() == VariableKind.PAIR || variable.kind() == VariableKind.RANKING;
        List<SampleStrategy> strategies = SamplingSetup.strategies(request);
        if (student.equals(StudySetup.LINEAR) && !several && strategies.contains(SampleStrategy.BASE_VS_TUNED))
            throw new AppException("The linear student has no base model to differ from: leave out " + SampleStrategy.BASE_VS_TUNED.key()
                    + ", or take a fine-tuned student.");
        boolean number = variable.kind() == VariableKind.RANKING && !request.recipe().ordinal().equals("coral")
                || request.recipe().ordinal().equals("score");
        if (number && strategies.contains(SampleStrategy.BADGE))
            throw new AppException("The strategy badge needs probabilities of labels, and a student of \"" + variable.name()
                    + "\" gives a number: choose another strategy.");
    }
}
