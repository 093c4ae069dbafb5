package concord.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.model.ColumnRole;
import concord.model.SampleRole;
import concord.model.SampleStrategy;
import concord.model.VariableKind;
import concord.model.request.ExportRequest;
import concord.model.request.GridRequest;
import concord.model.request.ImportRequest;
import concord.model.request.ReadOptions;
import concord.model.request.Recipe;
import concord.model.request.SampleRequest;
import concord.model.request.ScoreRequest;
import concord.model.request.TrainRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestJsonTest {
    @Test
    void everyRequestComesBackAsItWas() {
        Map<String, ColumnRole> roles = new LinkedHashMap<>();
        roles.put("key", new ColumnRole.Id());
        roles.put("a", new ColumnRole.Text());
        roles.put("b", new ColumnRole.TextB());
        roles.put("q", new ColumnRole.Query());
        roles.put("d", new ColumnRole.Document());
        roles.put("Ana", new ColumnRole.HumanLabel("Ana: the first"));
        roles.put("gpt", new ColumnRole.TeacherLabel("GPT-4"));
        roles.put("p", new ColumnRole.Confidence("GPT-4"));
        roles.put("year", new ColumnRole.Metadata());
        roles.put("x", new ColumnRole.Ignored());
        roles.put("who", new ColumnRole.LongAnnotator());
        roles.put("label", new ColumnRole.LongLabel());
        same(new ImportRequest("some/file.csv", new ReadOptions("csv", "UTF-16", ';', null, 2, true), roles, true, "stance",
                VariableKind.ORDINAL,
                "|", "NA", "first", Map.of(" yes", "yes")), ImportRequest.class);
        same(new ImportRequest("f", ReadOptions.GUESS, null, false, "v", VariableKind.SINGLE, null, null, null, Map.of()),
                ImportRequest.class);
        same(new ExportRequest("f.xlsx", true, false), ExportRequest.class);
        same(new SampleRequest("s", 12, SampleStrategy.STRATIFIED, Map.of("split", "test"), "from", "label:Ana", "not", 7),
                SampleRequest.class);
        same(new SampleRequest("s", 12, SampleStrategy.BASE_VS_TUNED, Map.of(), null, null, null, 7, "minilm-1", true, false,
                SampleRole.TRAIN),
                SampleRequest.class);
        same(new ScoreRequest("minilm-1", null, "cpu"), ScoreRequest.class);
        same(new TrainRequest("r", "v", "minilm", "A+B", "s", "t", 0.25, 9, "auto", 0.8,
                new Recipe(3, 16, 2e-5, 96, true, 2, "cosine", 0.2, 0.05, 0.1, true, 4, "bf16", "on", 8, 32, 0.05, "query", "coral",
                        "bi-encoder")),
                TrainRequest.class);
        same(TrainRequest.oneClick("v", "linear", "A", null, null), TrainRequest.class);
        same(new GridRequest(TrainRequest.oneClick("v", "linear", "A", null, null), Map.of("batch", List.of("8", "16")), List.of(1L, 2L)),
                GridRequest.class);
    }

    private static <T> void same(T request, Class<T> type) {
        assertThat(Json.read(Json.write(request), type, "The request")).isEqualTo(request);
    }

    @Test
    void aSampleDrawnBeforeStudentsChoseIsStillRead() {
        String old = "{\"name\":\"s\",\"size\":12,\"strategy\":\"random\",\"where\":{\"split\":\"test\"},\"seed\":7}";
        assertThat(Json.read(old, SampleRequest.class, "The request"))
                .isEqualTo(new SampleRequest("s", 12, SampleStrategy.RANDOM, Map.of("split", "test"), null, null, null, 7));
        String kept = Json.write(new SampleRequest("s", 1, SampleStrategy.LEAST_CONFIDENCE, Map.of(), null, null, null, 7, "r", false, true,
                SampleRole.FEW_SHOT));
        assertThat(kept).contains("\"strategy\":\"least-confidence\"").contains("\"whole_queries\":true")
                .contains("\"role\":\"few-shot\"");
    }

    @Test
    void spellingsAreStableKeys() {
        String json = Json.write(new ImportRequest("f", ReadOptions.GUESS, Map.of("c", new ColumnRole.TeacherLabel("GPT-4")), false, "v",
                VariableKind.MULTI, null, null, null, Map.of()));
        assertThat(json).contains("\"c\":\"teacher:GPT-4\"").contains("\"kind\":\"multi\"").contains("\"long_form\":false");
    }

    @Test
    void anUnknownRoleIsNamed() {
        assertThatThrownBy(() -> Roles.of("judge")).hasMessageContaining("\"judge\"").hasMessageContaining("human:NAME");
        assertThatThrownBy(() -> Json.read("{\"file\":\"f\",\"roles\":{\"c\":\"judge\"}}", ImportRequest.class, "The request of job 3"))
                .isInstanceOf(AppException.class).hasMessageContaining("job 3").hasMessageContaining("judge");
    }
}
