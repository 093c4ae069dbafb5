package concord.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import concord.dataset.DataFiles;
import concord.dataset.RowReader;
import concord.model.ColumnRole;
import concord.model.Unit;
import concord.model.UnitOutcome;
import concord.model.VariableKind;
import concord.model.request.ImportRequest;
import concord.model.request.ReadOptions;
import concord.model.request.TeachRequest;
import concord.model.result.Row;
import concord.model.result.UnitAnswer;
import concord.teacher.server.FakeProvider;
import concord.testing.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Twenty published answers to each of a hundred tweets, given again by the test server: consistency, label and figures are the published ones.
/// The data is not part of the repository; the test is skipped where it is not beside the checkout.
class RepeatedStanceTest {
    private static final int REPEATS = 20;
    @TempDir
    Path folder;

    @Test
    void consistencyAndMajorityAreThePublishedOnes() throws IOException {
        Path file = SharedData.file("stance_repeat20.csv");
        Map<String, List<String>> answers = new HashMap<>();
        Map<String, Double> published = new HashMap<>();
        Map<String, String> majority = new HashMap<>();
        Map<String, String> human = new HashMap<>();
        read(file, answers, published, majority, human);
        try (FakeProvider server = new FakeProvider();
                AppContext app = new AppContext(new Home(folder.resolve("home")), new Secrets(_ -> null, Optional.empty()));
                Project project = Projects.create(app, folder)) {
            Map<String, ColumnRole> roles = new LinkedHashMap<>();
            roles.put("id", new ColumnRole.Id());
            roles.put("text", new ColumnRole.Text());
            roles.put("human", new ColumnRole.HumanLabel("human"));
            project.data().submitImport(
                    new ImportRequest(file.toString(), ReadOptions.GUESS, roles, false, "stance", VariableKind.SINGLE, null, null, null,
                            Map.of()))
                    .await();
            server.answers(a -> {
                String said = answers.entrySet().stream().filter(e -> a.user().contains(e.getKey())).findFirst().orElseThrow().getValue()
                        .get(a.times() - 1);
                return said.isEmpty() ? "no answer" : "{\"label\": \"" + said + "\"}";
            });
            project.teachers().submit(new TeachRequest("gpt", "stance", "openai:gpt-4o-mini", server.url() + "/v1", null, 0, "fixed", null,
                    REPEATS, 0.1, 50, 1, null, 1, 0, null, null, false, false)).await();
            List<UnitAnswer> ours = project.teachers().answers("gpt");
            assertThat(ours).hasSize(published.size());
            int right = 0;
            for (UnitAnswer answer : ours) {
                Unit unit = project.data().detail(answer.unit()).unit();
                String text = unit.text();
                assertThat(answer.consistency()).as(text).isCloseTo(published.get(text), within(1e-9));
                // where two labels are as frequent, the publication takes the smaller and we take none
                String label = answer.label() == null ? answer.tied().stream().sorted().findFirst().orElseThrow() : answer.label();
                assertThat(label).as(text).isEqualTo(majority.get(text));
                right += label.equals(human.get(text)) ? 1 : 0;
            }
            assertThat(ours).filteredOn(a -> a.outcome() == UnitOutcome.TIE).hasSize(2);
            assertThat(ours).filteredOn(a -> a.outcome() == UnitOutcome.LABELLED).hasSize(98);
            JsonNode expected = Json.mapper().readTree(SharedData.file("stance_repeat20.expected.json").toFile()).at("/llm/gpt-3.5-turbo");
            assertThat(right / 100.0).isCloseTo(expected.get("accuracy").asDouble(), within(1e-9));
            assertThat(project.data().counts("stance")).containsEntry("gpt", 98L);
        }
    }

    private static void read(Path file, Map<String, List<String>> answers, Map<String, Double> published, Map<String, String> majority,
            Map<String, String> human) {
        try (RowReader reader = DataFiles.open(file, ReadOptions.GUESS)) {
            List<String> columns = reader.columns();
            for (Row row = reader.next(); row != null; row = reader.next()) {
                String text = String.valueOf(row.cells().get(columns.indexOf("text")));
                List<String> said = new ArrayList<>();
                for (int r = 1; r <= REPEATS; r++) {
                    String cell = row.cells().get(columns.indexOf(String.format("run_%02d", r)));
                    said.add(cell == null ? "" : cell);
                }
                answers.put(text, said);
                published.put(text, Double.valueOf(String.valueOf(row.cells().get(columns.indexOf("consistency")))));
                human.put(text, String.valueOf(row.cells().get(columns.indexOf("human"))));
                majority.put(text, String.valueOf(row.cells().get(columns.indexOf("gpt-3.5-turbo"))));
            }
        }
    }
}
