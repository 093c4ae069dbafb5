package concord.study;

import concord.model.request.StudyRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Which cells a distillation study has.
public final class StudyPlan {
    private static final List<@Nullable Double> NO_THRESHOLD = Collections.singletonList(null);

    private StudyPlan() {
    }

    /// In the order of variables, arms, sizes, thresholds, students.
    ///
    /// @param fromTeachers whether labels of this source (an annotator, or several joined by +) are all a teacher's, so that thresholds apply
    public static List<Cell> cells(StudyRequest request, Predicate<String> fromTeachers) {
        List<Cell> cells = new ArrayList<>();
        for (String variable : request.variables()) {
            for (StudyRequest.Arm arm : request.arms()) {
                if (arm.teacher() == null)
                    taught(variable, arm, request, fromTeachers, cells);
                else
                    cells.add(new Cell(variable, arm.name(), 0, false, null, null));
            }
        }
        return List.copyOf(cells);
    }

    private static void taught(String variable, StudyRequest.Arm arm, StudyRequest request, Predicate<String> fromTeachers,
            List<Cell> cells) {
        for (int size : sizes(arm)) {
            for (Double threshold : thresholds(arm, request, fromTeachers)) {
                for (String student : request.students()) {
                    cells.add(new Cell(variable, arm.name(), size, arm.size().size() > 1, threshold, student));
                }
            }
        }
    }

    private static List<Integer> sizes(StudyRequest.Arm arm) {
        if (!arm.parts().isEmpty())
            return List.of(arm.parts().stream().mapToInt(StudyRequest.Part::size).sum());
        return arm.size().isEmpty() ? List.of(0) : arm.size();
    }

    private static List<@Nullable Double> thresholds(StudyRequest.Arm arm, StudyRequest request, Predicate<String> fromTeachers) {
        boolean any = sources(arm).stream().anyMatch(fromTeachers);
        return any && !request.consistencyAtLeast().isEmpty() ? request.consistencyAtLeast() : NO_THRESHOLD;
    }

    /// Whose labels an arm learns from; none where it is a teacher by itself.
    public static List<String> sources(StudyRequest.Arm arm) {
        if (!arm.parts().isEmpty())
            return arm.parts().stream().map(StudyRequest.Part::labelsFrom).toList();
        return arm.labelsFrom() == null ? List.of() : List.of(arm.labelsFrom());
    }
}
