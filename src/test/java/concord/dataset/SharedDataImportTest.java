package concord.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import concord.model.ColumnRole;
import concord.model.VariableKind;
import concord.model.request.ImportRequest;
import concord.model.request.ReadOptions;
import concord.model.result.Column;
import concord.model.result.ImportSummary;
import concord.model.result.Preview;
import concord.testing.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The guesses and figures on real files, against what is known of them.
class SharedDataImportTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fomc_stance.csv           | id:Id text:Text human:H gpt-4:T gpt-3.5-turbo:T dolly:T h2o:T falcon-7b:T gpt-4_explanation:M gpt-3.5-turbo_explanation:M
            fomc_stance_pool.csv      | id:Id text:Text human:H gpt-4:T gpt-3.5-turbo:T gpt-4_explanation:M
            fomc_stance_train.csv     | id:Id text:Text human:H
            global_warming_stance.csv | id:Id text:Text human:H gpt-4o:T gpt-4o_confidence:C(gpt-4o)
            mrpc_pairs.csv            | id:Id text_a:Text text_b:TextB human:H gpt-3.5-turbo:T gpt-3.5-turbo_confidence:C(gpt-3.5-turbo)
            mrpc_dev.csv              | id:Id text_a:Text text_b:TextB human:H
            mrpc_test.csv             | id:Id text_a:Text text_b:TextB human:H
            pan_pairs_test.csv        | id:Id text_a:Text text_b:TextB human:H
            pan_pairs_train.csv       | id:Id text_a:Text text_b:TextB human:H
            paraphrase_questions.csv  | id:Id split:M text_a:Text text_b:TextB human:H human_Ann1:H human_Ann2:H human_Ann3:H human_Ann4:H human_mean:M
            css_stance.csv            | id:Id text:Text human:H chatgpt:T text-davinci-003:T text-davinci-002:T flan-t5-xxl:T flan-ul2:T flan-t5-small:T chatgpt_raw:M
            css_ideology.csv          | id:Id text:Text human:H chatgpt:T text-davinci-003:T text-davinci-002:T flan-t5-xxl:T flan-ul2:T flan-t5-small:T chatgpt_raw:M
            css_politeness.csv        | id:Id text:Text human:H chatgpt:T text-davinci-003:T text-davinci-002:T flan-t5-xxl:T flan-ul2:T flan-t5-small:T chatgpt_raw:M
            css_persuasion.csv        | id:Id text:Text human:H chatgpt:T text-davinci-003:T text-davinci-002:T flan-t5-xxl:T flan-ul2:T flan-t5-small:T chatgpt_raw:M
            hs_brexit.csv             | id:Id split:M text:Text human:H human_Ann1:H human_Ann2:H human_Ann3:H human_Ann4:H human_Ann5:H human_Ann6:H hard_label_of_source:M
            hs_brexit_long.csv        | item:Id annotator:LongAnnotator label:LongLabel
            passages_dl19.csv         | qid:M query:Query docid:Id text:Document bm25_rank:M bm25_score:M human:H gpt-4:T gpt-4_binary:T gpt-4o_binary:T llama3.2_binary:T
            cranfield_docs.csv        | docid:Id title:M text:Text
            cranfield_queries.csv     | qid:Id query:Text
            cranfield_qrels.csv       | qid:M docid:M human:H
            """)
    void guessesTheColumns(String file, String expected) {
        Preview preview = DataFiles.preview(SharedData.file(file), ReadOptions.GUESS, 5);
        assertThat(roles(preview)).isEqualTo(List.of(expected.split(" ")));
        assertThat(preview.longForm()).isEqualTo(file.endsWith("_long.csv"));
        assertThat(preview.format().encoding()).isEqualTo("UTF-8");
        assertThat(preview.format().separator()).isEqualTo(',');
        assertThat(preview.rows()).hasSize(5);
    }

    @Test
    void guessesSparseWorkersAndManyModels() {
        for (String name : List.of("cebab_stars.csv", "cebab_aspects.csv")) {
            Preview preview = DataFiles.preview(SharedData.file(name), ReadOptions.GUESS, 1);
            for (Column column : preview.columns()) {
                ColumnRole expected = switch (column.name()) {
                    case "id" -> new ColumnRole.Id();
                    case "text" -> new ColumnRole.Text();
                    case "aspect" -> new ColumnRole.Metadata();
                    case String s when s.startsWith("human") -> new ColumnRole.HumanLabel(s);
                    case String s -> new ColumnRole.TeacherLabel(s);
                };
                assertThat(column.guess()).as(name + " " + column.name()).isEqualTo(expected);
            }
        }
    }

    @Test
    void repeatedRunsAreNoAnnotators() {
        Preview preview = DataFiles.preview(SharedData.file("stance_repeat20.csv"), ReadOptions.GUESS, 1);
        assertThat(roles(preview)).startsWith("id:Id", "text:Text", "human:H", "gpt-3.5-turbo:T", "consistency:M", "run_01:M")
                .filteredOn(r -> r.startsWith("run_")).hasSize(20).allMatch(r -> r.endsWith(":M"));
    }

    /// Rows, class balance and blanks as the files' own figures say; every label column's counts as those of the figures.
    @ParameterizedTest
    @ValueSource(strings = {"cebab_aspects", "cebab_stars", "css_ideology", "css_persuasion", "css_politeness", "css_stance", "fomc_stance",
            "fomc_stance_pool", "global_warming_stance", "hs_brexit", "mrpc_pairs", "pan_pairs_test", "paraphrase_questions",
            "passages_dl19",
            "stance_repeat20"})
    void meetsTheFigures(String name) throws IOException {
        JsonNode expected = new ObjectMapper().readTree(SharedData.file(name + ".expected.json").toFile());
        MemoryTarget target = new MemoryTarget();
        ImportSummary summary = Importer.run(request(SharedData.file(name + ".csv")), target, QuietContext.running());

        assertThat(summary.rowsRead()).isEqualTo(expected.get("n_rows").asLong());
        assertThat(summary.unitsAdded()).isEqualTo(expected.get("n_rows").asLong());
        assertThat(summary.rejected()).isEmpty();
        Map<String, Long> human = target.counts("human");
        expected.get("class_balance").forEachEntry((label, n) -> {
            if (label.equals("(blank)"))
                assertThat(summary.labelsMissing().get("human")).isEqualTo(n.asLong());
            else
                assertThat(human.get(label)).as(label).isEqualTo(n.asLong());
        });
        expected.get("llm").forEachEntry((model, figures) -> {
            assertThat(summary.labelsAdded().get(model)).as(model).isEqualTo(figures.get("n_llm").asLong());
            assertThat(summary.labelsAdded().get("human")).isEqualTo(figures.get("n_human").asLong());
            long both = target.units.stream().filter(u -> has(u, "human") && has(u, model)).count();
            assertThat(both).isEqualTo(figures.get("n_both").asLong());
        });
        if (expected.has("humans"))
            expected.get("humans").get("raters").forEach(rater -> assertThat(summary.labelsAdded()).containsKey(rater.asText()));
        if (target.units.getFirst().textB() == null)
            assertThat(target.units.stream().mapToInt(u -> u.text().codePointCount(0, u.text().length())).max().orElse(0))
                    .isEqualTo(expected.get("longest_text_chars").asInt());
    }

    @Test
    void numericLabelsAreInAscendingOrder() {
        ImportSummary stars = Importer.run(request(SharedData.file("cebab_stars.csv")), new MemoryTarget(), QuietContext.running());
        assertThat(stars.labels()).containsExactly("1", "2", "3", "4", "5");
        ImportSummary questions = Importer.run(request(SharedData.file("paraphrase_questions.csv")), new MemoryTarget(),
                QuietContext.running());
        assertThat(questions.labels()).containsExactly("-5", "-4", "-3", "-2", "-1", "0", "1", "2", "3", "4", "5");
    }

    @Test
    void longFormAddsToTheUnitsOfTheWideFile() {
        MemoryTarget target = new MemoryTarget();
        Importer.run(request(SharedData.file("hs_brexit.csv")), target, QuietContext.running());
        ImportSummary summary = Importer.run(request(SharedData.file("hs_brexit_long.csv")), target, QuietContext.running());
        assertThat(summary.rowsRead()).isEqualTo(6720);
        assertThat(summary.unitsAdded()).isZero();
        assertThat(summary.rejected()).isEmpty();
        assertThat(summary.labelsAdded()).hasSize(6).allSatisfy((_, n) -> assertThat(n).isEqualTo(1120));
        assertThat(target.counts("Ann4")).isEqualTo(target.counts("human_Ann4"));

        ImportSummary alone = Importer.run(request(SharedData.file("hs_brexit_long.csv")), new MemoryTarget(), QuietContext.running());
        assertThat(alone.rejected()).hasSize(6720).allMatch(p -> p.code().equals("unknown_unit"));
    }

    @Test
    void theSameFileAgainAddsNothing() {
        MemoryTarget target = new MemoryTarget();
        Importer.run(request(SharedData.file("fomc_stance.csv")), target, QuietContext.running());
        ImportSummary again = Importer.run(request(SharedData.file("fomc_stance.csv")), target, QuietContext.running());
        assertThat(again.unitsAdded()).isZero();
        assertThat(again.labelsAdded().values()).allMatch(n -> n == 0);
        assertThat(again.rejected()).isEmpty();
    }

    private static boolean has(MemoryTarget.StoredUnit unit, String annotator) {
        return unit.labels().keySet().stream().anyMatch(a -> a.name().equals(annotator));
    }

    static ImportRequest request(Path file) {
        return new ImportRequest(file.toString(), ReadOptions.GUESS, null, false, "v", VariableKind.SINGLE, null, null, null, Map.of());
    }

    private static List<String> roles(Preview preview) {
        List<String> roles = new ArrayList<>();
        for (Column column : preview.columns()) {
            roles.add(column.name() + ":" + switch (column.guess()) {
                case ColumnRole.HumanLabel(var name) -> name.equals(column.name()) ? "H" : "H(" + name + ")";
                case ColumnRole.TeacherLabel(var name) -> name.equals(column.name()) ? "T" : "T(" + name + ")";
                case ColumnRole.Confidence(var name) -> "C(" + name + ")";
                case ColumnRole.Metadata _ -> "M";
                case ColumnRole other -> other.getClass().getSimpleName();
            });
        }
        return roles;
    }
}
