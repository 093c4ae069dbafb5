package concord.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import concord.study.SamplingOutcome;
import concord.study.Studies;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class StudyFilesTest {
    @Test
    void everythingOfAStudy() throws Exception {
        Map<String, byte[]> files = StudyFiles.of(Studies.outcome(List.of("stance"), 50));
        assertThat(files.keySet()).startsWith("study.json", "results.csv", "results.tex", "results.md").contains("errors.tex",
                "comparisons.csv", "ablations.tex", "stability.csv", "trials.csv", "f1-by-arm.svg", "f1-by-arm-figure.csv",
                "differences.svg", "learning-curve-minilm.svg", "precision-recall-linear.svg").doesNotContain("medians.csv");
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            String text = new String(file.getValue(), StandardCharsets.UTF_8);
            assertThat(text).as(file.getKey()).isNotBlank().doesNotContain("NaN", "Infinity", "Optional[");
            if (file.getKey().endsWith(".svg"))
                assertThat(DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(file.getValue()))
                        .getDocumentElement().getTagName()).isEqualTo("svg");
        }
        assertThat(new ObjectMapper().readTree(files.get("study.json")).get("arms")).isNotEmpty();
    }

    @Test
    void severalVariablesHaveFiguresOfTheirOwn() {
        assertThat(StudyFiles.of(Studies.outcome(List.of("a/b", "a b", "A:b"), 0)).keySet()).contains("medians.csv", "f1-by-arm-a-b.svg",
                "f1-by-arm-a-b-2.svg", "f1-by-arm-A-b-3.svg");
    }

    @Test
    void everythingOfASamplingStudy() throws IOException {
        SamplingOutcome outcome = Studies.sampling(100);
        Map<String, byte[]> files = StudyFiles.of(outcome);
        assertThat(files.keySet()).containsExactly("study.json", "curve.csv", "curve.tex", "curve.md", "comparisons.csv",
                "comparisons.tex", "comparisons.md", "budget-source-minilm.svg", "budget-source-minilm-figure.csv",
                "budget-target-minilm.svg", "budget-target-minilm-figure.csv");
        JsonNode json = new ObjectMapper().readTree(files.get("study.json"));
        assertThat(json.get("curve")).hasSize(outcome.curve().size());
        JsonNode point = json.get("curve").get(0);
        assertThat(List.of("strategy", "round", "labels", "domain", "seed", "student", "merit", "figures")).allMatch(point::has);
        assertThat(point.get("figures").get("reference").asText()).isEqualTo("Human");
        assertThat(json.get("means").get(0).get("interval").get("draws").asInt()).isEqualTo(100);
        assertThat(json.get("comparisons").get(0).get("delta_merit").isNumber()).isTrue();
        assertThat(json.get("source").get("test").get("sample").asText()).isEqualTo("old test");
        assertThat(json.get("budget").asInt()).isEqualTo(100);
        assertThat(new String(files.get("curve.csv"), StandardCharsets.UTF_8).lines().count()).isEqualTo(1 + outcome.means().size());
    }
}
