package concord.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import concord.dataset.DataFiles;
import concord.dataset.RowReader;
import concord.model.request.ReadOptions;
import concord.model.result.Row;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The command line contract, on the sample project's data: verbs, JSON, exit codes, sentences.
class CliTest {
    private static final Path SAMPLE = Path.of("sample-projects/car-free-centre/units.csv");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;
    private Path project;

    record Answer(int code, String out, String err) {
        JsonNode json() throws IOException {
            return JSON.readTree(out);
        }
    }

    @BeforeEach
    void newProject() {
        project = folder.resolve("letters.mv.db");
    }

    private Answer run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
        int code = Cli.run(words, new PrintWriter(out), new PrintWriter(err));
        return new Answer(code, out.toString(), err.toString());
    }

    private Answer importSample() {
        return run("import", project, SAMPLE, "--id", "id", "--text", "text", "--variable", "stance", "--human", "writer=writer", "--human",
                "reader=reader", "--teacher", "keyword-rules=keyword-rules", "--json");
    }

    @Test
    void importReportsWhatItDid() throws IOException {
        Answer answer = importSample();
        assertThat(answer.code()).as(answer.err()).isZero();
        JsonNode json = answer.json();
        assertThat(json.get("rows_read").asInt()).isEqualTo(427);
        assertThat(json.get("units_added").asInt()).isEqualTo(427);
        assertThat(json.at("/labels_added/writer").asInt()).isEqualTo(427);
        assertThat(json.at("/labels_missing/reader").asInt()).isZero();
        assertThat(json.get("rejected")).isEmpty();
        assertThat(json.get("encoding").asText()).isEqualTo("UTF-8");
        assertThat(json.get("separator").asText()).isEqualTo(",");
        assertThat(json.get("columns")).hasSize(8);
    }

    @Test
    void importingTwiceAddsNothing() throws IOException {
        importSample();
        JsonNode again = importSample().json();
        assertThat(again.get("units_added").asInt()).isZero();
        assertThat(again.at("/labels_added/writer").asInt()).isZero();
    }

    @Test
    void agreementMeetsTheExpectedFigures() throws IOException {
        importSample();
        JsonNode expected = JSON.readTree(SAMPLE.resolveSibling("expected.json").toFile());
        for (JsonNode pair : expected.get("pairs")) {
            Answer answer = run("agreement", project, "--variable", "stance", "--reference", pair.get("reference").asText(), "--other",
                    pair.get("other").asText(), "--json");
            assertThat(answer.code()).as(answer.err()).isZero();
            JsonNode json = answer.json();
            for (String key : List.of("n", "accuracy", "cohen_kappa", "mcc", "krippendorff_alpha_nominal")) {
                assertThat(json.get(key).asDouble()).as(key).isCloseTo(pair.get(key).asDouble(), within(1e-9));
            }
            assertThat(json.at("/macro/f1").asDouble()).isCloseTo(pair.get("macro_f1").asDouble(), within(1e-9));
            assertThat(json.at("/intervals/cohen_kappa/draws").asInt()).isEqualTo(1000);
            assertThat(json.at("/intervals/cohen_kappa/low").asDouble()).isLessThan(json.get("cohen_kappa").asDouble());
            assertThat(json.get("per_label")).hasSize(4);
            assertThat(json.get("confusion")).hasSize(4);
        }
    }

    @Test
    void agreementAmongSeveral() throws IOException {
        importSample();
        Answer answer = run("agreement", project, "--variable", "stance", "--among", "writer,reader,keyword-rules", "--draws", "50",
                "--json");
        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.json().at("/krippendorff_alpha/nominal").isNumber()).isTrue();
        assertThat(answer.json().get("units").asInt()).isEqualTo(427);
    }

    @Test
    void aSampleIsTheSameForTheSameSeed() throws IOException {
        importSample();
        Answer first = run("sample", project, "--name", "a", "--size", "100", "--strategy", "stratified", "--by", "label:writer", "--seed",
                "7", "--json");
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.json().get("size").asInt()).isEqualTo(100);
        assertThat(run("sample", project, "--name", "a", "--size", "10").code()).isEqualTo(Cli.FAILED);
        Answer strata = run("sample", project, "--name", "by labels", "--size", "40", "--strategy", "stratified");
        assertThat(strata.code()).as(strata.err()).isZero();
        Answer all = run("sample", project, "--name", "letters", "--strategy", "all", "--where", "source=letter", "--json");
        assertThat(all.json().get("size").asInt()).isPositive();
        assertThat(run("sample", project, "--name", "b", "--size", "1000").err()).contains("427");
    }

    @Test
    void exportGivesBackWhatCameIn() throws IOException {
        importSample();
        Path csv = folder.resolve("out.csv");
        Answer answer = run("export", project, "--to", csv, "--json");
        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.json().get("rows").asInt()).isEqualTo(427);
        List<String> lines = Files.readAllLines(csv);
        assertThat(lines.getFirst()).contains("id", "text", "source", "writer", "reader", "keyword-rules", "final");
        assertThat(run("export", project, "--to", folder.resolve("long.jsonl"), "--long").code()).isZero();
        assertThat(run("export", project, "--to", folder.resolve("out.xlsx")).code()).isZero();
        assertThat(run("export", project, "--to", folder.resolve("out.bmp")).code()).isEqualTo(Cli.FAILED);
    }

    @Test
    void parquetGoesOutAndComesBack() throws IOException {
        importSample();
        Path wide = folder.resolve("out.parquet");
        Path narrow = folder.resolve("long.parquet");
        assertThat(run("export", project, "--to", wide).code()).isZero();
        Answer longForm = run("export", project, "--to", narrow, "--long", "--json");
        assertThat(longForm.code()).as(longForm.err()).isZero();
        try (RowReader reader = DataFiles.open(narrow, ReadOptions.GUESS)) {
            int skipped = reader.columns().indexOf("skipped");
            int rows = 0;
            for (Row row = reader.next(); row != null; row = reader.next()) {
                assertThat(row.cells().get(skipped)).isIn("true", "false", null);
                rows++;
            }
            assertThat(rows).isEqualTo(longForm.json().get("rows").asInt());
        }
        Answer again = run("import", folder.resolve("again.mv.db"), wide, "--id", "id", "--text", "text", "--variable", "stance", "--human",
                "writer=writer", "--format", "parquet", "--json");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.json().get("units_added").asInt()).isEqualTo(427);
        assertThat(again.json().at("/labels_added/writer").asInt()).isPositive();
    }

    @Test
    void housekeeping() throws IOException {
        importSample();
        assertThat(run("check", project, "--json").json().get("ok").asBoolean()).isTrue();
        Path copy = folder.resolve("copy.mv.db");
        assertThat(run("backup", project, "--to", copy).code()).isZero();
        assertThat(run("check", copy, "--json").json().get("units").asInt()).isEqualTo(427);
        JsonNode jobs = run("jobs", project, "--json").json().get("jobs");
        assertThat(jobs.get(0).get("kind").asText()).isEqualTo("import");
        assertThat(jobs.get(0).get("state").asText()).isEqualTo("succeeded");
        assertThat(jobs.get(0).get("resumable").asBoolean()).isFalse();
        assertThat(run("resume", project, "999").code()).isEqualTo(Cli.FAILED);
    }

    @Test
    void aSearchFromTheCommandLine() throws IOException, URISyntaxException {
        importSample();
        run("sample", project, "--name", "some", "--size", "60", "--seed", "3");
        Path tiny = Path.of(CliTest.class.getResource("/concord/student/bert-tiny/config.json").toURI()).getParent();
        Answer searched = run("train", project, "--variable", "stance", "--student", tiny, "--labels-from", "writer", "--sample", "some",
                "--max-length", "16", "--epochs", "1", "--device", "cpu", "--grid", "learning_rate=1e-3,2e-3;schedule=linear,cosine",
                "--seeds",
                "1,2", "--name", "tried", "--json");
        assertThat(searched.code()).as(searched.err()).isZero();
        JsonNode trials = searched.json().get("trials");
        assertThat(trials).hasSize(4);
        assertThat(trials.get(1).get("learning_rate").asDouble()).isEqualTo(1e-3);
        assertThat(trials.get(1).get("schedule").asText()).isEqualTo("cosine");
        assertThat(trials.get(1).get("validation_f1").isNumber()).isTrue();
        assertThat(searched.json().get("runs")).extracting(r -> r.get("run").asText()).containsExactly("tried-s1", "tried-s2");
        assertThat(searched.json().get("run").asText()).isEqualTo("tried-s1");
        assertThat(searched.json().get("sd_f1").asDouble()).isNotNegative();
        Answer refused = run("train", project, "--variable", "stance", "--student", tiny, "--labels-from", "writer", "--grid",
                "colour=red");
        assertThat(refused.code()).isEqualTo(Cli.FAILED);
        assertThat(refused.err()).contains("no setting \"colour\"").contains("learning_rate");
    }

    @ParameterizedTest
    @CsvSource({"--epochs,0,at least 1", "--batch,0,at least 1", "--max-length,-1,at least 1", "--learning-rate,0,above 0",
            "--warm-up,-1,at least 0", "--weight-decay,-0.1,at least 0", "--patience,-1,at least 0", "--lora,-2,rank of at least 1",
            "--lora,-1,rank of at least 1", "--lora-alpha,32,rank with --lora", "--lora-dropout,0.1,rank with --lora",
            "--lora-targets,query,rank with --lora", "--lora-alpha,NaN,rank with --lora"})
    void whatStandsForTheStudentsOwnCannotBeTyped(String option, String value, String sentence) {
        importSample();
        Answer refused = run("train", project, "--student", "linear", "--labels-from", "writer", option + "=" + value);
        assertThat(refused.code()).isEqualTo(Cli.USAGE);
        assertThat(refused.err()).contains(option).contains(sentence);
    }

    @Test
    void aRankMayComeFromTheGridAlone() throws URISyntaxException {
        importSample();
        Path tiny = Path.of(CliTest.class.getResource("/concord/student/bert-tiny/config.json").toURI()).getParent();
        Answer refused = run("train", project, "--student", tiny, "--labels-from", "writer", "--lora-alpha", "4", "--grid",
                "lora_rank=2,-3");
        assertThat(refused.code()).isEqualTo(Cli.FAILED);
        assertThat(refused.err()).contains("rank of the adapters, -3, is negative");
    }

    @Test
    void aStudentChoosesWhatIsLearntNext() throws IOException {
        importSample();
        assertThat(run("sample", project, "--name", "test", "--size", "120", "--seed", "3", "--role", "test").code()).isZero();
        assertThat(run("sample", project, "--name", "source", "--size", "150", "--not-in", "test").code()).isZero();
        assertThat(run("train", project, "--student", "linear", "--labels-from", "writer", "--sample", "source", "--name", "first").code())
                .isZero();
        Answer chosen = run("sample", project, "--name", "next", "--size", "40", "--strategy", "margin", "--student", "first", "--diverse",
                "--json");
        assertThat(chosen.code()).as(chosen.err()).isZero();
        JsonNode json = chosen.json();
        assertThat(json.get("size").asInt()).isEqualTo(40);
        assertThat(json.get("frame").asInt()).as("neither what it learnt from nor the test").isEqualTo(427 - 150 - 120);
        assertThat(json.get("student").asText()).isEqualTo("first");
        assertThat(json.get("inclusion_probability").isNull()).isTrue();
        assertThat(json.at("/undefined/inclusion_probability").asText()).contains("a student chose");
        assertThat(json.get("notes")).hasSize(3);
        assertThat(chosen.err()).contains("kept for test");
        Answer taught = run("train", project, "--student", "linear", "--labels-from", "writer", "--sample", "next", "--name", "second",
                "--json");
        assertThat(taught.code()).as(taught.err()).isZero();
        assertThat(taught.json().get("train_units").asInt()).isEqualTo(32);

        Answer rest = run("sample", project, "--name", "other test", "--size", "30", "--role", "test", "--json");
        assertThat(rest.json().get("frame").asInt()).isEqualTo(427 - 40);
        assertThat(rest.json().at("/notes/0").asText()).startsWith("40 units are left out");
        assertThat(
                run("sample", project, "--name", "x", "--size", "5", "--strategy", "margin", "--student", "first", "--role", "test").err())
                .contains("kept for training, not for test");
        assertThat(run("sample", project, "--name", "x", "--size", "5", "--strategy", "badge", "--student", "third").err())
                .contains("there are \"first\", \"second\"");
        assertThat(run("sample", project, "--name", "x", "--size", "5", "--strategy", "base-vs-tuned", "--student", "first").err())
                .contains("no base model");
        for (List<String> wrong : List.of(List.of("--strategy", "margin"), List.of("--strategy", "random", "--diverse"),
                List.of("--strategy", "confidence-driven"), List.of("--strategy", "import"))) {
            List<Object> line = new ArrayList<>(List.of("sample", project, "--name", "x", "--size", "5"));
            line.addAll(wrong);
            assertThat(run(line.toArray()).code()).as(wrong.toString()).isEqualTo(Cli.USAGE);
        }
        assertThat(run("jobs", project, "--json").json().get("jobs").findValuesAsText("kind")).contains("sample");
    }

    @Test
    void linearStudentFromTheCommandLine() throws IOException {
        importSample();
        run("sample", project, "--name", "test", "--size", "120", "--seed", "3");
        Answer trained = run("train", project, "--variable", "stance", "--student", "linear", "--labels-from", "writer", "--not-in", "test",
                "--name",
                "first", "--json");
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(trained.json().get("run").asText()).isEqualTo("first");
        assertThat(trained.json().get("sha256").asText()).hasSize(64);
        Answer figures = run("evaluate", project, "--run", "first", "--reference", "reader", "--sample", "test", "--draws", "20", "--json");
        assertThat(figures.code()).as(figures.err()).isZero();
        assertThat(figures.json().get("n").asInt()).isEqualTo(120);
        assertThat(figures.json().get("accuracy").asDouble()).isGreaterThan(0.4);
        Path scored = folder.resolve("scored.csv");
        Answer predicted = run("predict", "--student", trained.json().get("folder").asText(), "--input", SAMPLE, "--text", "text",
                "--output", scored);
        assertThat(predicted.code()).as(predicted.err()).isZero();
        assertThat(Files.readAllLines(scored).getFirst()).startsWith("id,text").contains("label,p_", "p_Support");
        Path first = folder.resolve("first.parquet");
        Path second = folder.resolve("second.jsonl");
        assertThat(
                run("predict", "--student", trained.json().get("folder").asText(), "--input", scored, "--text", "text", "--output", first)
                        .code())
                .isZero();
        assertThat(
                run("predict", "--student", trained.json().get("folder").asText(), "--input", first, "--text", "text", "--output", second)
                        .code())
                .isZero();
        JsonNode row = JSON.readTree(Files.readAllLines(second).get(40));
        assertThat(row.get("label").asText()).isEqualTo(row.get("input_label").asText());
        assertThat(row.get("p_Support").asDouble()).isBetween(row.get("input_p_Support").asDouble() - 1e-5,
                row.get("input_p_Support").asDouble() + 1e-5);
        assertThat(Files.readAllLines(scored).get(41)).startsWith(row.get("id").asText() + ",");
        assertThat(run("predict", "--student", "hub:no name", "--input", scored, "--text", "text", "--output", second).err())
                .contains("\"hub:no name\" cannot be the name of a model");
        assertThat(run("train", project, "--student", "linear", "--labels-from", "nobody").err()).contains("writer");
        Path out = folder.resolve("student");
        assertThat(run("export", project, "--student", "first", "--to", out).code()).isZero();
        assertThat(out.resolve("config.json")).exists();
    }

    @Test
    void wrongUsageSaysSo() {
        assertThat(run("agreement", project, "--variable", "stance").code()).isEqualTo(Cli.USAGE);
        assertThat(run("frobnicate").code()).isEqualTo(Cli.USAGE);
        assertThat(run("export", project, "--to", folder.resolve("x"), "--adapter").code()).isEqualTo(Cli.USAGE);
        assertThat(run("import", folder.resolve("x.csv"), SAMPLE).code()).isEqualTo(Cli.USAGE);
        Answer missing = run("check", folder.resolve("none.mv.db"));
        assertThat(missing.code()).isEqualTo(Cli.FAILED);
        assertThat(missing.err()).contains("none.mv.db").doesNotContain("Exception");
    }

    @Test
    void aProjectIsNotMadeInAFolderThatIsNotThere() {
        Path nowhere = folder.resolve("nowhere");
        for (Answer answer : List.of(run("import", nowhere.resolve("p.mv.db"), SAMPLE), run("new", nowhere.resolve("p.mv.db")))) {
            assertThat(answer.code()).isEqualTo(Cli.FAILED);
            assertThat(answer.err()).contains("There is no folder " + nowhere);
        }
        assertThat(nowhere).doesNotExist();
    }

    @Test
    void rejectedRowsGiveTheirOwnExitCode() throws IOException {
        Path csv = folder.resolve("twice.csv");
        Files.writeString(csv, "id,text,human\n1,one,A\n1,another,B\n2,two,A\n");
        Answer answer = run("import", project, csv, "--json");
        assertThat(answer.code()).isEqualTo(Cli.REJECTED);
        assertThat(answer.json().at("/rejected/0/line").asInt()).isEqualTo(3);
    }

    @Test
    void anEmptyFileLeavesNoProjectBehind() throws IOException {
        Path csv = folder.resolve("empty.csv");
        Files.writeString(csv, "");
        Answer answer = run("import", project, csv);
        assertThat(answer.code()).isEqualTo(Cli.FAILED);
        assertThat(answer.err()).contains("empty.csv");
        assertThat(project).doesNotExist();
    }
}
