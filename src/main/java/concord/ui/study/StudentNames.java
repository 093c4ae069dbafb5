package concord.ui.study;

import concord.model.request.StudyRequest;
import concord.model.result.StudentKind;
import concord.ui.Texts;
import java.util.List;

/// Students as people call them.
final class StudentNames {
    private static final String HUB = "hub:";

    private StudentNames() {
    }

    /// The student's name; of a folder the last part of its path.
    static String of(List<StudentKind> kinds, String key) {
        if (key.equals(StudyRequest.MAJORITY))
            return Texts.get("study.student.majority");
        return kinds.stream().filter(k -> k.key().equals(key)).map(StudentKind::name).findFirst()
                .orElseGet(() -> key.startsWith(HUB) ? key.substring(HUB.length()) : key.replaceFirst("^.*[/\\\\](?=[^/\\\\])", ""));
    }

    /// Where it comes from, for a second line.
    static String kind(List<StudentKind> kinds, String key) {
        if (key.equals(StudyRequest.MAJORITY))
            return Texts.get("study.student.baseline");
        if (key.startsWith(HUB))
            return Texts.get("study.student.hub");
        return Texts.get(kinds.stream().anyMatch(k -> k.key().equals(key)) ? "study.student.own" : "study.student.folder");
    }

    /// A model of the hub as requests name it, however it was typed.
    static String hub(String typed) {
        String name = typed.strip();
        return name.startsWith(HUB) ? name : HUB + name;
    }
}
