package concord.report;

import concord.model.request.StudyRequest;
import concord.study.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which mark each arm of a study has, the same in every figure: by where its labels come from, not by its size.
///
/// The annotator of the test, or who is no teacher where the study compares teachers, is a blue circle; a teacher an orange triangle; labels of
/// several a green square; the most frequent label a grey bar; further sources what is left.
public final class ArmMarks {
    private static final int HUMAN = 0;
    private static final int TEACHER = 1;
    private static final int SEVERAL = 2;
    private static final int BASELINE = 7;

    private final StudyRequest request;
    private final Map<String, Integer> slots = new LinkedHashMap<>();
    private final List<String> teachers;

    public ArmMarks(StudyRequest request) {
        this.request = request;
        this.teachers = request.arms().stream().map(StudyRequest.Arm::teacher).flatMap(name -> Optional.ofNullable(name).stream())
                .distinct()
                .toList();
        for (StudyRequest.Arm arm : request.arms()) {
            if (arm.teacher() == null)
                slots.computeIfAbsent(source(arm), source -> free(wished(arm, source)));
        }
    }

    public ArmMark of(Cell cell) {
        if (cell.student() == null)
            return new ArmMark.Itself(Math.max(0, itselves().indexOf(cell.arm())));
        if (cell.student().equals(StudyRequest.MAJORITY))
            return new ArmMark.Source(BASELINE);
        return new ArmMark.Source(slots.getOrDefault(source(cell), HUMAN));
    }

    /// Whose labels a cell learns from.
    public String source(Cell cell) {
        return request.arms().stream().filter(arm -> arm.name().equals(cell.arm())).findFirst().map(ArmMarks::source).orElse(cell.arm());
    }

    /// Whether the labels are those that others are held against.
    boolean human(Cell cell) {
        return cell.student() != null && of(cell).equals(new ArmMark.Source(HUMAN));
    }

    private static String source(StudyRequest.Arm arm) {
        return arm.labelsFrom() != null ? arm.labelsFrom() : arm.name();
    }

    private List<String> itselves() {
        return request.arms().stream().filter(arm -> arm.teacher() != null).map(StudyRequest.Arm::name).toList();
    }

    private int wished(StudyRequest.Arm arm, String source) {
        if (!arm.parts().isEmpty() || source.contains("+"))
            return SEVERAL;
        if (source.equals(request.test().annotator()))
            return HUMAN;
        return teachers.isEmpty() || teachers.contains(source) ? TEACHER : HUMAN;
    }

    /// The one wished for, else one that no arm wishes for.
    private int free(int wished) {
        List<Integer> order = new ArrayList<>(List.of(wished, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14));
        return order.stream().filter(slot -> !slots.containsValue(slot)).findFirst().orElse(wished);
    }
}
