package concord.ui.students;

import static org.assertj.core.api.Assertions.assertThat;

import concord.app.StudentService.PrPoint;
import concord.model.Annotator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StudentChoicesTest {
    private static final List<Annotator> ALL = List.of(new Annotator.Human("anna"), new Annotator.Human("ben"),
            new Annotator.Human("silent"), new Annotator.Teacher("gpt", null), new Annotator.Student("minilm-1"));

    @Test
    void learnsFromPeopleTogetherAndTeachersButNotFromStudents() {
        Map<String, Long> counts = Map.of("anna", 10L, "ben", 4L, "gpt", 50L, "minilm-1", 50L);
        assertThat(LabelSources.of(ALL, counts)).containsExactly("anna", "ben", "anna+ben", "gpt");
    }

    @Test
    void measuresAgainstPeopleAndFinalLabelsAndElseAgainstTeachers() {
        assertThat(LabelSources.references(ALL, Map.of("anna", 10L, "gpt", 9L), true, "final")).containsExactly("anna", "final");
        assertThat(LabelSources.references(ALL, Map.of("gpt", 9L), false, "final")).containsExactly("gpt");
    }

    @Test
    void holdsStudentsAgainstTheTeacherThatLabelledTheMost() {
        List<Annotator> two = List.of(new Annotator.Human("anna"), new Annotator.Teacher("gpt", null),
                new Annotator.Teacher("llama", null));
        Map<String, Long> counts = Map.of("anna", 90L, "gpt", 50L, "llama", 70L);
        assertThat(TeacherLine.best(two, counts, "anna")).contains("llama");
        assertThat(TeacherLine.best(two, counts, "llama")).contains("gpt");
        assertThat(TeacherLine.best(two, Map.of("anna", 90L), "anna")).isEmpty();
    }

    @Test
    void readsPrecisionAndRecallAtAThreshold() {
        List<PrPoint> points = List.of(new PrPoint(0.9, 1, 0.2), new PrPoint(0.6, 0.8, 0.5), new PrPoint(0.3, 0.6, 0.9));
        assertThat(Threshold.at(0.95, points)).isEmpty();
        assertThat(Threshold.at(0.6, points)).contains(new Threshold(0.6, 0.8, 0.5));
        assertThat(Threshold.at(0.5, points)).contains(new Threshold(0.5, 0.8, 0.5));
        assertThat(Threshold.at(0, points).orElseThrow().f1()).isCloseTo(0.72, org.assertj.core.data.Offset.offset(1e-12));
    }
}
