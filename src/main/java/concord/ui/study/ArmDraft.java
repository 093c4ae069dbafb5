package concord.ui.study;

import concord.model.request.StudyRequest.Arm;
import concord.model.request.StudyRequest.Part;
import concord.ui.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// An arm as the form edits it.
final class ArmDraft {
    enum Kind {
        HUMAN, TEACHER, BOTH, ITSELF
    }

    private static final int MOST = 10_000_000;
    final Kind kind;
    /// Whose labels are learnt, or the teacher compared; of both the people.
    final String annotator;
    /// Of both the teacher; null otherwise.
    final @Nullable String second;
    final StringProperty name = new SimpleStringProperty("");
    /// Sizes with commas between, empty for all labels there are; of both two sizes with + between.
    final StringProperty sizes = new SimpleStringProperty("");

    ArmDraft(Kind kind, String annotator, @Nullable String second, String name, String sizes) {
        this.kind = kind;
        this.annotator = annotator;
        this.second = second;
        this.name.set(name);
        this.sizes.set(sizes);
    }

    static ArmDraft human(String person, String name, List<Integer> sizes) {
        return new ArmDraft(Kind.HUMAN, person, null, name, list(sizes));
    }

    static ArmDraft teacher(String teacher, List<Integer> sizes) {
        return new ArmDraft(Kind.TEACHER, teacher, null, teacher, list(sizes));
    }

    static ArmDraft both(String person, String teacher, int ofPerson, int ofTeacher) {
        return new ArmDraft(Kind.BOTH, person, teacher, Texts.get("study.arm.name.both"), ofPerson + " + " + ofTeacher);
    }

    static ArmDraft itself(String teacher) {
        return new ArmDraft(Kind.ITSELF, teacher, null, Texts.get("study.arm.name.itself", teacher), "");
    }

    /// The draft of an arm that stands in a request.
    static ArmDraft of(Arm arm, java.util.function.Predicate<String> human) {
        String teacher = arm.teacher();
        if (teacher != null)
            return new ArmDraft(Kind.ITSELF, teacher, null, arm.name(), "");
        if (arm.parts().size() == 2)
            return new ArmDraft(Kind.BOTH, arm.parts().get(0).labelsFrom(), arm.parts().get(1).labelsFrom(), arm.name(),
                    arm.parts().get(0).size() + " + " + arm.parts().get(1).size());
        String from = arm.labelsFrom() == null ? "" : arm.labelsFrom();
        return new ArmDraft(human.test(from) ? Kind.HUMAN : Kind.TEACHER, from, null, arm.name(), list(arm.size()));
    }

    private static String list(List<Integer> sizes) {
        return sizes.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /// What is wrong with the sizes or the name, as one sentence; empty when nothing is.
    Optional<String> wrong() {
        if (name.get().isBlank())
            return Optional.of(Texts.get("study.wrong.arm.name"));
        return switch (kind) {
            case HUMAN, TEACHER -> Optional.of(read().wrong()).filter(w -> !w.isEmpty());
            case BOTH -> halves().size() == 2 ? Optional.empty() : Optional.of(Texts.get("study.wrong.both", name.get().strip()));
            case ITSELF -> Optional.empty();
        };
    }

    private NumberList read() {
        return NumberList.whole(name.get().strip(), sizes.get(), 1, MOST);
    }

    private List<Integer> halves() {
        List<Integer> halves = new ArrayList<>();
        for (String part : sizes.get().split("\\+", -1)) {
            List<Integer> one = NumberList.whole("", part, 1, MOST).integers();
            if (one.size() == 1)
                halves.add(one.getFirst());
        }
        return sizes.get().chars().filter(c -> c == '+').count() == 1 ? halves : List.of();
    }

    /// Only when nothing is [#wrong].
    Arm arm() {
        String title = name.get().strip();
        return switch (kind) {
            case HUMAN, TEACHER -> new Arm(title, annotator, read().integers(), null, List.of());
            case BOTH -> new Arm(title, null, List.of(), null,
                    List.of(new Part(annotator, halves().get(0)), new Part(second == null ? "" : second, halves().get(1))));
            case ITSELF -> new Arm(title, null, List.of(), annotator, List.of());
        };
    }
}
