package concord.study;

import static org.assertj.core.api.Assertions.assertThat;

import concord.model.request.Recipe;
import concord.model.request.StudyRequest;
import concord.model.request.StudyRequest.Arm;
import concord.model.request.StudyRequest.Part;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StudyPlanTest {
    private static List<Cell> cells(List<@Nullable Double> thresholds, List<String> variables, Arm... arms) {
        StudyRequest request = new StudyRequest("s", variables, null, new StudyRequest.Test("test", "Ana"), List.of(arms),
                List.of("minilm", "majority"), Map.of(), 0.2, List.of(1L), thresholds, null, Recipe.DEFAULT, "cpu", 1, "first", false, 0);
        return StudyPlan.cells(request, from -> from.equals("GPT"));
    }

    private static Arm learning(String name, String from, Integer... sizes) {
        return new Arm(name, from, List.of(sizes), null, List.of());
    }

    @Test
    void cellsComeByVariableArmSizeThresholdStudent() {
        List<Cell> cells = cells(Arrays.asList(null, 0.9), List.of("a", "b"), learning("GPT", "GPT", 100, 50),
                new Arm("itself", null, List.of(), "GPT", List.of()));
        assertThat(cells).extracting(Cell::key).containsExactly("a/GPT 100/minilm", "a/GPT 100/majority",
                "a/GPT 100, consistency ≥ 0.9/minilm",
                "a/GPT 100, consistency ≥ 0.9/majority", "a/GPT 50/minilm", "a/GPT 50/majority", "a/GPT 50, consistency ≥ 0.9/minilm",
                "a/GPT 50, consistency ≥ 0.9/majority", "a/itself/", "b/GPT 100/minilm", "b/GPT 100/majority",
                "b/GPT 100, consistency ≥ 0.9/minilm", "b/GPT 100, consistency ≥ 0.9/majority", "b/GPT 50/minilm", "b/GPT 50/majority",
                "b/GPT 50, consistency ≥ 0.9/minilm", "b/GPT 50, consistency ≥ 0.9/majority", "b/itself/");
        assertThat(cells.getFirst().size()).isEqualTo(100);
    }

    @Test
    void thresholdsAreForTeachersOnly() {
        List<Cell> cells = cells(List.of(1.0), List.of("a"), learning("people", "Ana+Bob"), learning("one size", "GPT", 20),
                new Arm("both", null, List.of(), null, List.of(new Part("Ana", 10), new Part("GPT", 30))));
        assertThat(cells.stream().filter(c -> "minilm".equals(c.student()))).extracting(Cell::title).containsExactly("people",
                "one size, consistency ≥ 1", "both, consistency ≥ 1");
        assertThat(cells).extracting(Cell::size).containsExactly(0, 0, 20, 20, 40, 40);
        assertThat(cells(List.of(), List.of("a"), learning("GPT", "GPT"))).extracting(Cell::consistencyAtLeast).containsOnlyNulls();
    }
}
