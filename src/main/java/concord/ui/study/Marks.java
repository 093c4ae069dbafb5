package concord.ui.study;

import concord.model.request.StudyRequest;
import concord.report.ArmMark;
import concord.report.ArmMarks;
import concord.study.Cell;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What kind of arm a cell belongs to, and its mark, which is that of the figures.
///
/// @param people names of human annotators
record Marks(Set<String> people) {
    static final Marks NONE = new Marks(Set.of());
    /// Stands for the ring of a teacher by itself.
    static final int RING = -1;
    private static final int HOLLOW = 8;

    Marks {
        people = Set.copyOf(people);
    }

    ArmDraft.Kind kind(StudyRequest request, Cell cell) {
        return request.arms().stream().filter(a -> a.name().equals(cell.arm())).findFirst().map(this::kind).orElse(ArmDraft.Kind.TEACHER);
    }

    private ArmDraft.Kind kind(StudyRequest.Arm arm) {
        if (arm.teacher() != null)
            return ArmDraft.Kind.ITSELF;
        List<String> from = Stream.concat(Stream.ofNullable(arm.labelsFrom()), arm.parts().stream().map(StudyRequest.Part::labelsFrom))
                .flatMap(a -> people.contains(a) ? Stream.of(a) : Arrays.stream(a.split("\\+"))).toList();
        if (people.containsAll(from))
            return ArmDraft.Kind.HUMAN;
        return from.stream().anyMatch(people::contains) ? ArmDraft.Kind.BOTH : ArmDraft.Kind.TEACHER;
    }

    /// As [ArmGlyph] draws it.
    static int slot(StudyRequest request, Cell cell) {
        return switch (new ArmMarks(request).of(cell)) {
            case ArmMark.Source(int slot) -> slot;
            case ArmMark.Itself(int number) -> number == 0 ? RING : HOLLOW + number;
        };
    }

    /// Of an arm that is being set up.
    static int slot(ArmDraft draft) {
        return switch (draft.kind) {
            case HUMAN -> 0;
            case TEACHER -> 1;
            case BOTH -> 2;
            case ITSELF -> RING;
        };
    }
}
