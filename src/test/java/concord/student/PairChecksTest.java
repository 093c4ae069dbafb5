package concord.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.model.request.TrainRequest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a bi-encoder cannot be taught with is refused before a worker starts; and which grade a cosine gets.
class PairChecksTest {
    private static final TrainRequest REQUEST = TrainRequest.oneClick("rank", "minilm", "Ana", null, null);

    @Test
    void queriesNeedDocumentsOfSeveralGrades() {
        List<TrainingData.Item> train = items("document", 0, 1);
        assertThat(usable(train, items("document", 0, 1)).validation()).hasSize(12);
        assertThatThrownBy(() -> usable(items(null, 0, 1), items("document", 0, 1))).isInstanceOf(StudentException.class)
                .hasMessageContaining("only one text");
        assertThatThrownBy(() -> usable(train, items("document", 1, 1))).isInstanceOf(StudentException.class)
                .hasMessageContaining("No query to validate on");
    }

    private static List<TrainingData.Item> items(String document, int even, int odd) {
        return IntStream.range(0, 12).mapToObj(i -> new TrainingData.Item("query " + i / 4, document == null ? null : document + i,
                i % 2 == 0 ? even : odd)).toList();
    }

    private static TrainingData usable(List<TrainingData.Item> train, List<TrainingData.Item> validation) {
        return TrainingChecks.usable(REQUEST, new TrainingData(Task.PAIRING, List.of("no", "some", "much"), train, validation),
                new Unattended());
    }

    @Test
    void theGradeIsThatOfTheHighestThresholdBelowTheCosine() {
        StudentInfo student = new StudentInfo("bert", Task.PAIRING, List.of("no", "some", "much"), 32, 1, List.of(0.2, 0.6));
        assertThat(Answer.of(student, new double[]{0.2}).label()).isEqualTo("no");
        assertThat(Answer.of(student, new double[]{0.5}).label()).isEqualTo("some");
        assertThat(Answer.of(student, new double[]{0.61})).satisfies(a -> {
            assertThat(a.label()).isEqualTo("much");
            assertThat(a.probabilities()).containsOnlyKeys("score").containsEntry("score", 0.61);
            assertThat(a.confidence()).isNaN();
        });
    }
}
