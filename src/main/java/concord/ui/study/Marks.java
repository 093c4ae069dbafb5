package concord.ui.study;

import concord.model.request.StudyRequest;
import concord.study.Cell;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The marks of arms: one for people, one for teachers, one for both, a hollow one for a teacher by itself.
///
/// @param people names of human annotators
record Marks(Set<String> people) {
    static final Marks NONE = new Marks(Set.of());
    private static final int HUMAN = 0;
    private static final int TEACHER = 1;
    private static final int BOTH = 2;
    private static final int HOLLOW = 8;

    Marks {
        people = Set.copyOf(people);
    }

    /// The slot of a [concord.ui.control.LabelGlyph].
    int slot(StudyRequest request, Cell cell) {
        return request.arms().stream().filter(a -> a.name().equals(cell.arm())).findFirst().map(this::slot).orElse(TEACHER);
    }

    int slot(StudyRequest.Arm arm) {
        if (arm.teacher() != null)
            return HOLLOW + TEACHER;
        List<String> from = Stream.concat(Stream.ofNullable(arm.labelsFrom()), arm.parts().stream().map(StudyRequest.Part::labelsFrom))
                .flatMap(a -> people.contains(a) ? Stream.of(a) : Arrays.stream(a.split("\\+"))).toList();
        boolean human = from.stream().anyMatch(people::contains);
        boolean teacher = !from.stream().allMatch(people::contains);
        return human && teacher ? BOTH : human ? HUMAN : TEACHER;
    }

    int slot(ArmDraft draft) {
        return switch (draft.kind) {
            case HUMAN -> HUMAN;
            case TEACHER -> TEACHER;
            case BOTH -> BOTH;
            case ITSELF -> HOLLOW + TEACHER;
        };
    }
}
