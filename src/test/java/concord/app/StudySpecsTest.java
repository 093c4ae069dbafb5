package concord.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.app.StudySpecs.Spec;
import concord.model.request.Recipe;
import concord.model.request.SamplingStudyRequest;
import concord.model.request.StudyRequest;
import concord.model.request.TeachRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Specification files: what they may leave out, and the sentences about what is wrong with them.
class StudySpecsTest {
    private static final String SMALL = """
            {
              "variable": "stance",
              "test": {"sample": "test", "annotator": "gold"},
              "arms": [{"name": "human", "labels_from": "gold"}]
            }
            """;
    private static final String SAMPLING = """
            {
              "variable": "same",
              "source": {"sample": "news", "labels_from": "gpt"},
              "target": {"sample": "questions", "labels_from": "gpt"},
              "budget": 30,
              "strategies": ["random", "base-vs-tuned"]
            }
            """;

    @TempDir
    Path folder;

    private static StudyRequest study(String text) {
        return ((Spec.Distillation) StudySpecs.parse(text, "spec.json")).request();
    }

    private static SamplingStudyRequest sampling(String text) {
        return ((Spec.Sampling) StudySpecs.parse(text, "spec.json")).request();
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        StudyRequest request = study(SMALL);
        assertThat(request).isEqualTo(new StudyRequest(null, List.of("stance"), null, new StudyRequest.Test("test", "gold"),
                List.of(new StudyRequest.Arm("human", "gold", List.of(), null, List.of())), List.of("minilm"), Map.of(), 0.2,
                List.of(1L, 2L, 3L), Arrays.asList((Double) null), null, Recipe.DEFAULT, "auto", 0, "first", false, 1000));
    }

    @Test
    void theContractsSpecificationIsRead() {
        StudyRequest request = study("""
                {"variable":["a","b"],"pool":{"sample":"pool"},"test":{"sample":"test","annotator":"gold"},
                 "arms":[{"name":"h","labels_from":"gold","size":250},{"name":"t","labels_from":"gpt","size":[250,1000]},
                         {"name":"few-shot","teacher":"gpt"},
                         {"name":"both","parts":[{"labels_from":"gold","size":50},{"labels_from":"gpt","size":200}]}],
                 "students":["minilm","linear"],"grid":{"learning_rate":[5e-5,0.0001],"batch":[8,"16"],"class_weights":[true,false]},
                 "validation":0.25,"seeds":[7,8],"consistency_at_least":[null,0.6,1],"positive":"favor",
                 "recipe":{"epochs":4,"learning_rate":1e-4,"schedule":"cosine","class_weights":true},
                 "device":"cpu","parallel":2,"keep":"none","stop_hopeless":true,"draws":200,"name":"mine"}
                """);
        assertThat(request.variables()).containsExactly("a", "b");
        assertThat(request.pool()).isEqualTo(new StudyRequest.Pool("pool"));
        assertThat(request.arms()).containsExactly(new StudyRequest.Arm("h", "gold", List.of(250), null, List.of()),
                new StudyRequest.Arm("t", "gpt", List.of(250, 1000), null, List.of()),
                new StudyRequest.Arm("few-shot", null, List.of(), "gpt", List.of()), new StudyRequest.Arm("both", null, List.of(), null,
                        List.of(new StudyRequest.Part("gold", 50), new StudyRequest.Part("gpt", 200))));
        assertThat(request.grid()).containsExactly(Map.entry("learning_rate", List.of("5e-5", "0.0001")),
                Map.entry("batch", List.of("8", "16")), Map.entry("class_weights", List.of("true", "false")));
        assertThat(request.seeds()).containsExactly(7L, 8L);
        assertThat(request.consistencyAtLeast()).containsExactly(null, 0.6, 1.0);
        assertThat(request.recipe()).isEqualTo(new Recipe(4, 0, 1e-4, 0, true, 3, "cosine", -1, -1, 0, false, 0, "auto", "auto", -1, 0, 0,
                "auto", "auto", "auto"));
        assertThat(request.name()).isEqualTo("mine");
        assertThat(request.keep()).isEqualTo("none");
        assertThat(request.stopHopeless()).isTrue();
        assertThat(study(StudySpecs.write(request))).isEqualTo(request);
    }

    @Test
    void aSamplingStudyIsToldByItsFields() {
        SamplingStudyRequest request = sampling(SAMPLING);
        assertThat(request.rounds()).isEqualTo(1);
        assertThat(request.students()).containsExactly("minilm");
        assertThat(request.target().test()).isNull();
        SamplingStudyRequest whole = sampling(SAMPLING.replaceFirst("\"budget\"", """
                "test": {"sample": "held", "annotator": "gold"}, "diverse": true, "rounds": 3, "budget\""""));
        assertThat(whole.target().test()).isEqualTo(new StudyRequest.Test("held", "gold"));
        assertThat(whole.source().test()).isNull();
        assertThat(whole.diverse()).isTrue();
        assertThat(sampling(StudySpecs.write(whole))).isEqualTo(whole);
    }

    @Test
    void aTeacherOfTheTargetTakesTheDefaultsOfTheCommandLine() {
        SamplingStudyRequest request = sampling(SAMPLING.replace("{\"sample\": \"questions\", \"labels_from\": \"gpt\"}",
                "{\"sample\": \"questions\", \"teacher\": {\"teacher\": \"openai:gpt-4o-mini\", \"repeats\": 3, \"budget\": 2.5}}"));
        assertThat(request.target().teacher()).isEqualTo(new TeachRequest(null, "same", "openai:gpt-4o-mini", null, null, 0, "balanced",
                null, 3, 0.6, 200, 1, 2.5, 8, 0, null, null, false, false));
        assertThat(sampling(StudySpecs.write(request))).isEqualTo(request);
    }

    @Test
    void theExamplesAreReadAndWrittenBack() throws Exception {
        StudyRequest study = study(StudySpecs.distillationExample());
        assertThat(study.arms()).hasSize(4);
        assertThat(study(StudySpecs.write(study))).isEqualTo(study);
        SamplingStudyRequest sampling = sampling(StudySpecs.samplingExample());
        assertThat(sampling.target().teacher()).isNotNull();
        assertThat(sampling(StudySpecs.write(sampling))).isEqualTo(sampling);
        Path file = Files.writeString(folder.resolve("s.json"), "\ufeff" + StudySpecs.distillationExample());
        assertThat(StudySpecs.read(file)).isEqualTo(new Spec.Distillation(study));
    }

    @Test
    void whatIsWrongIsNamedWithItsLine() {
        refused(SMALL.replace("\"labels_from\"", "\"label_from\""), "spec.json, line 4: \"arms[0].label_from\" is no field here: use name, "
                + "labels_from, size, teacher, parts.");
        refused(SMALL.replace("\"stance\"", "3"), "line 2: \"variable\" must be a text or a list of texts, not 3.");
        refused(SMALL.replace("\"variable\": \"stance\",", ""), "\"variable\" is missing: give the name of a variable");
        refused(SMALL.replace("\"gold\"},", "\"gold\", \"units\": 3},"), "line 3: \"test.units\" is no field here: use sample, annotator.");
        refused(SMALL.replace(", \"annotator\": \"gold\"", ""),
                "line 3: \"annotator\" is missing in \"test\": give the annotator whose labels are the truth.");
        refused(SMALL.replace("\"gold\"}]", "\"gold\", \"size\": [10, \"all\"]}]"),
                "line 4: \"arms[0].size\" must be a whole number of at least 1 or a list of such numbers, not [10,\"all\"].");
        refused(SMALL.replace("\"gold\"}]", "\"gold\", \"teacher\": \"gpt\"}]"),
                "line 4: \"arms[0].teacher\" cannot stand beside \"labels_from\"");
        refused(SMALL.replace(", \"labels_from\": \"gold\"", ""), "\"arms[0].labels_from\" is missing");
        refused(SMALL.replace("\"gold\"}]", "\"gold\"}, {\"name\": \"human\", \"teacher\": \"gpt\"}]"),
                "\"arms[1].name\" is that of an earlier arm");
        refused(SMALL.replace("\"test\": {", "\"test\": {{"), "spec.json, line 3, column 12: this is no valid JSON");
        refused(SMALL + "{}", "no valid JSON");
        refused(SMALL.replace("\"arms\"", "\"variable\": \"b\",\n\"arms\""), "line 4");
        refused("[]", "spec.json holds no specification");
        refused("", "spec.json holds no specification");
        assertThatThrownBy(() -> StudySpecs.read(folder.resolve("none.json"))).isInstanceOf(AppException.class)
                .hasMessageContaining("There is no file").hasMessageContaining("none.json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"\"validation\": 0.6|\"validation\" must be a number from 0 to 0.5, not 0.6.",
            "\"validation\": 0|\"validation\" must be above 0", "\"seeds\": [1, 1]|\"seeds\" names 1 twice.",
            "\"seeds\": [1.5]|\"seeds\" must be a whole number or a list of whole numbers, not [1.5].",
            "\"seeds\": []|\"seeds\" is an empty list", "\"consistency_at_least\": [2]|must be a number from 0 to 1, null for no threshold",
            "\"keep\": \"some\"|\"keep\" must be one of first, all, none, not \"some\".",
            "\"grid\": {\"speed\": [1]}|\"grid\" cannot be tried: A student has no setting \"speed\"",
            "\"grid\": {\"batch\": [8, \"x\"]}|\"x\" is no value of batch",
            "\"grid\": {\"learning_rate\": [5]}|\"grid\" cannot be tried: The learning rate 5.0 is not between 0 and 1.",
            "\"recipe\": {\"epoch\": 3}|\"recipe.epoch\" is no field here: use epochs, batch",
            "\"recipe\": {\"epochs\": 3.5}|\"recipe.epochs\" must be a whole number, not 3.5.",
            "\"recipe\": {\"schedule\": \"steep\"}|\"recipe\" cannot be used: There is no schedule \"steep\"",
            "\"stop_hopeless\": 1|\"stop_hopeless\" must be true or false, not 1.", "\"parallel\": -1|of at least 0, not -1.",
            "\"positive\": \"\"|\"positive\" must be a text", "\"students\": [\"minilm\", \"minilm\"]|\"students\" names minilm twice.",
            "\"rounds\": 3|\"rounds\" is no field of such a specification"})
    void valuesThatCannotBe(String field, String sentence) {
        refused(SMALL.replaceFirst("\\{", "{\n  " + field.replace("\\", "\\\\") + ","), sentence);
        refused(SMALL.replaceFirst("\\{", "{\n  " + field.replace("\\", "\\\\") + ","), "spec.json, line 2: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"\"budget\": 30|\"budget\": 3, \"rounds\": 5|\"rounds\" is 5, more than the budget of 3",
            "\"budget\": 30,||\"budget\" is missing", "\"random\"|\"best\"|\"strategies\" names \"best\", which is no strategy: use random",
            "\"labels_from\": \"gpt\"},|\"teacher\": {\"teacher\": \"openai:m\"}},|\"source.teacher\" is no field here",
            "\"strategies\": [\"random\", \"base-vs-tuned\"]|\"diverse\": true|\"strategies\" is missing",
            "\"budget\": 30|\"budget\": 30, \"arms\": []|\"arms\" is no field of such a specification"})
    void samplingValuesThatCannotBe(String part, String instead, String sentence) {
        refused(SAMPLING.replaceFirst(java.util.regex.Pattern.quote(part), instead == null ? "" : instead), sentence);
    }

    @Test
    void aFileInAnotherEncodingIsRefused() throws Exception {
        Path file = Files.write(folder.resolve("latin.json"), SMALL.replace("human", "h\u00fcman").getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> StudySpecs.read(file)).isInstanceOf(AppException.class).hasMessageContaining("UTF-8");
    }

    private static void refused(String text, String sentence) {
        assertThatThrownBy(() -> StudySpecs.parse(text, "spec.json")).isInstanceOf(AppException.class).hasMessageContaining(sentence)
                .hasMessageStartingWith("spec.json");
    }
}
