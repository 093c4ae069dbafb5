package concord.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import concord.model.ColumnRole;
import concord.model.VariableKind;
import concord.model.request.ImportRequest;
import concord.model.request.ReadOptions;
import concord.stats.BootstrapOptions;
import concord.stats.PairwiseFigures;
import concord.testing.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// From a real data file through the project file to the published figures.
class RealDataTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"fomc_stance", "css_stance"})
    void figuresOfEveryMachineAgainstTheHuman(String name) throws IOException {
        Path file = SharedData.file(name + ".csv");
        JsonNode expected = Json.mapper().readTree(SharedData.file(name + ".expected.json").toFile());
        List<String> machines = new ArrayList<>();
        expected.path("llm").fieldNames().forEachRemaining(machines::add);
        Map<String, ColumnRole> roles = new LinkedHashMap<>();
        roles.put("id", new ColumnRole.Id());
        roles.put("text", new ColumnRole.Text());
        roles.put("human", new ColumnRole.HumanLabel("human"));
        machines.forEach(m -> roles.put(m, new ColumnRole.TeacherLabel(m)));
        try (AppContext app = new AppContext(new Home(folder.resolve("home")));
                Project project = app.create(folder.resolve("p.mv.db"), List.of())) {
            project.data()
                    .submitImport(new ImportRequest(file.toString(), ReadOptions.GUESS, roles, false, "label", VariableKind.SINGLE, null,
                            null, null, Map.of()))
                    .await();
            assertThat(project.data().units()).isEqualTo(expected.path("n_rows").asLong());
            for (String machine : machines) {
                PairwiseFigures figures = project.results().pairwise("label", "human", machine, null, BootstrapOptions.NONE);
                JsonNode right = expected.path("llm").path(machine);
                assertThat(figures.n()).as(machine).isEqualTo(right.path("n_both").asInt());
                close(figures, "accuracy", right.path("accuracy"), machine);
                close(figures, "cohen_kappa", right.path("cohen_kappa"), machine);
                close(figures, "krippendorff_alpha_nominal", right.path("krippendorff_alpha_nominal"), machine);
                close(figures, "macro.f1", right.path("macro_f1"), machine);
                close(figures, "mcc", right.path("mcc"), machine);
            }
        }
    }

    private static void close(PairwiseFigures figures, String key, JsonNode right, String machine) {
        if (right.isNumber())
            assertThat(figures.value(key).orNaN()).as(machine + " " + key).isCloseTo(right.doubleValue(), within(1e-9));
    }
}
