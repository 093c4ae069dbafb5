package concord.app;

import concord.model.request.StudyRequest;
import concord.model.request.StudyRequest.Arm;
import concord.model.request.StudyRequest.Part;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Refuses what is wrong with the specification of a study by itself, whatever the project holds.
final class StudyRequestChecks {
    private static final Set<String> KEEP = Set.of(StudyRequest.KEEP_FIRST, StudyRequest.KEEP_ALL, StudyRequest.KEEP_NONE);
    /// Fields of a recipe that change what is learnt, which a study fixes for all its arms.
    private static final Set<String> FIXED = Set.of("soft_labels", "ordinal", "ranking");

    private StudyRequestChecks() {
    }

    /// @throws AppException with the reason
    static void check(StudyRequest request) {
        some(request.variables(), "variable");
        some(request.arms(), "arm");
        some(request.seeds(), "seed");
        once(request.variables(), "variable");
        once(request.arms().stream().map(Arm::name).toList(), "arm");
        once(request.students(), "student");
        once(request.seeds(), "seed");
        once(request.consistencyAtLeast(), "threshold");
        request.arms().forEach(StudyRequestChecks::check);
        if (request.students().isEmpty() && request.arms().stream().anyMatch(arm -> arm.teacher() == null))
            throw new AppException("The study names no student: name at least one, such as linear, for the arms that learn.");
        for (Double threshold : request.consistencyAtLeast()) {
            if (threshold != null && !(threshold > 0 && threshold <= 1))
                throw new AppException("A threshold of consistency must be above 0 and at most 1, not " + threshold + ".");
        }
        for (String field : request.grid().keySet()) {
            if (FIXED.contains(field))
                throw new AppException("\"" + field + "\" changes what is learnt and cannot be searched over: set it in the recipe.");
        }
        if (!(request.validation() > 0 && request.validation() <= 0.5))
            throw new AppException("The share for validation must be above 0 and at most 0.5, not " + request.validation() + ".");
        if (!KEEP.contains(request.keep()))
            throw new AppException("\"" + request.keep() + "\" is no way to keep students: use first, all or none.");
        if (request.parallel() < 0)
            throw new AppException("The number of trainings at once must be 0 (automatic) or more, not " + request.parallel() + ".");
        if (request.draws() < 0)
            throw new AppException("The number of bootstrap draws must be 0 or more, not " + request.draws() + ".");
    }

    private static void some(List<?> named, String what) {
        if (named.isEmpty())
            throw new AppException("The study names no " + what + ": name at least one.");
    }

    private static void once(List<? extends @Nullable Object> named, String what) {
        Set<@Nullable Object> seen = new HashSet<>();
        for (Object one : named) {
            if (!seen.add(one))
                throw new AppException("The study names the " + what + " "
                        + (one instanceof String ? "\"" + one + "\"" : one == null ? "\"no filter\"" : one) + " twice.");
        }
    }

    private static void check(Arm arm) {
        String which = "The arm \"" + arm.name() + "\"";
        if (arm.name().isBlank())
            throw new AppException("An arm of the study has no name: give it one.");
        int ways = (arm.labelsFrom() == null ? 0 : 1) + (arm.teacher() == null ? 0 : 1) + (arm.parts().isEmpty() ? 0 : 1);
        if (ways != 1)
            throw new AppException(which + (ways == 0 ? " has no labels" : " has its labels twice")
                    + ": name either an annotator to learn from, or parts, or a teacher that is compared by itself.");
        if (arm.labelsFrom() == null && !arm.size().isEmpty())
            throw new AppException(
                    which + " cannot have a size" + (arm.teacher() == null ? " besides those of its parts." : ": it learns nothing."));
        once(arm.size(), "size");
        for (int size : arm.size()) {
            positive(which, size);
        }
        for (Part part : arm.parts()) {
            positive(which, part.size());
        }
    }

    private static void positive(String which, int size) {
        if (size < 1)
            throw new AppException(which + " asks for " + size + " units: ask for at least 1, or leave the size out to take all.");
    }
}
