package concord.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import concord.testing.SharedData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rankings by command line: documents under queries, a system's scores beside grades, students that order documents.
class RankingCliTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;
    private Path project;

    private record Answer(int code, String out, String err) {
        JsonNode json() throws IOException {
            return JSON.readTree(out);
        }
    }

    @BeforeEach
    void newProject() {
        project = folder.resolve("search.mv.db");
    }

    private static Answer run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
        int code = Cli.run(words, new PrintWriter(out), new PrintWriter(err));
        return new Answer(code, out.toString(), err.toString());
    }

    private Answer load(Path file) {
        return run("import", project, file, "--query", "query", "--document", "text", "--id", "docid", "--human", "ana=ana", "--teacher",
                "gpt=gpt", "--teacher", "bm25=bm25", "--variable", "rel", "--json");
    }

    /// Three queries with the same four documents; in the second nothing has grade 2, in the third nothing is graded.
    private Path small() throws IOException {
        return Files.writeString(folder.resolve("small.csv"), """
                qid,query,docid,text,ana,gpt,bm25
                1,what is it,a,text of a,0,0,9.5
                1,what is it,b,text of b,3,2,7.25
                1,what is it,c,text of c,,1,7.25
                1,what is it,d,text of d,2,3,1
                2,who was it,a,text of a,1,1,2.5
                2,who was it,b,text of b,0,,3.5
                3,why is it,a,text of a,,0,1.5
                """);
    }

    @Test
    void aSystemAgainstGrades() throws IOException {
        Answer loaded = load(small());
        assertThat(loaded.code()).as(loaded.err()).isZero();
        assertThat(loaded.json().get("scores_added")).isEqualTo(JSON.readTree("{\"bm25\": 7}"));
        assertThat(loaded.json().get("labels_added")).isEqualTo(JSON.readTree("{\"ana\": 5, \"gpt\": 6}"));
        assertThat(loaded.json().get("warnings").findValuesAsText("code")).containsExactlyInAnyOrder("scores_not_grades",
                "id_under_queries");
        JsonNode json = run("agreement", project, "--variable", "rel", "--reference", "ana", "--other", "bm25", "--draws", 50, "--json")
                .json();
        double log3 = Math.log(3) / Math.log(2);
        double first = (3 / log3 + 2 / (Math.log(5) / Math.log(2))) / (3 + 2 / log3);
        assertThat(json.get("ndcg_at_10").asDouble()).isCloseTo((first + 1 / log3) / 2, within(1e-12));
        assertThat(json.get("map").asDouble()).isCloseTo((1.0 / 2 + 2.0 / 4) / 2 / 2, within(1e-12));
        assertThat(json.get("mrr").asDouble()).isEqualTo(0.25);
        assertThat(json.get("relevant").asDouble()).isEqualTo(2);
        assertThat(json.get("gain").asText()).isEqualTo("linear");
        assertThat(json.get("documents").asInt()).isEqualTo(6);
        assertThat(json.get("unjudged").asInt()).isEqualTo(1);
        assertThat(json.get("grades")).isEqualTo(JSON.readTree("{\"0\": 0.0, \"1\": 1.0, \"2\": 2.0, \"3\": 3.0}"));
        assertThat(json.get("ties").asText()).contains("order of the file");
        assertThat(json.get("per_query")).hasSize(2);
        assertThat(json.at("/per_query/0/query").asText()).isEqualTo("what is it");
        assertThat(json.at("/per_query/1/map").asDouble()).isZero();
        assertThat(json.at("/undefined/map").asText()).startsWith("1 query without a relevant document");
        assertThat(json.at("/undefined/queries").asText()).startsWith("1 query without any grade");
        assertThat(json.at("/intervals/ndcg_at_10/method").asText()).isEqualTo("percentile query bootstrap");
        assertThat(json.get("n").asInt()).as("grades by both").isZero();
        JsonNode lower = run("agreement", project, "--variable", "rel", "--reference", "ana", "--other", "bm25", "--relevant", 1, "--draws",
                0,
                "--json").json();
        assertThat(lower.get("relevant").asDouble()).isEqualTo(1);
        assertThat(lower.get("mrr").asDouble()).isEqualTo(0.5);
    }

    @Test
    void gradesOrderToo() throws IOException {
        load(small());
        JsonNode json = run("agreement", project, "--variable", "rel", "--reference", "ana", "--other", "gpt", "--draws", 0, "--json")
                .json();
        assertThat(json.get("n").asInt()).isEqualTo(4);
        assertThat(json.get("cohen_kappa_quadratic").isNumber()).isTrue();
        assertThat(json.at("/per_query/0/mrr").asDouble()).as("d has the highest grade of gpt").isEqualTo(1);
        assertThat(run("agreement", project, "--variable", "rel", "--reference", "ana", "--other", "gpt", "--draws", 0).out())
                .contains("Order by gpt against the grades of ana: 2 queries, 6 documents, 1 not judged (grade 0)")
                .contains("Relevant from grade 2; linear gain; documents of equal score stand in the order of the file")
                .contains("what is it").contains("Confusion");
    }

    @Test
    void whatCannotBeAskedIsRefused() throws IOException {
        load(small());
        Answer scores = run("agreement", project, "--variable", "rel", "--reference", "bm25", "--other", "ana");
        assertThat(scores.code()).isEqualTo(1);
        assertThat(scores.err()).contains("\"bm25\" gave scores, no grades");
        Answer grade = run("agreement", project, "--variable", "rel", "--reference", "ana", "--other", "bm25", "--relevant", 7);
        assertThat(grade.code()).isEqualTo(1);
        assertThat(grade.err()).contains("choose one of \"1\", \"2\", \"3\"");
        Answer among = run("agreement", project, "--variable", "rel", "--among", "ana,gpt", "--relevant", 1);
        assertThat(among.code()).isEqualTo(2);
    }

    @Test
    void scoresStayScores() throws IOException {
        load(small());
        Answer again = load(small());
        assertThat(again.json().get("units_added").asInt()).isZero();
        assertThat(again.json().at("/scores_added/bm25").asInt()).isZero();
        assertThat(again.json().get("rejected")).isEmpty();
        assertThat(run("check", project).out()).contains("18 annotations").contains("all is well");
        Path wide = folder.resolve("wide.csv");
        run("export", project, "--to", wide);
        List<String> lines = Files.readAllLines(wide);
        assertThat(lines.get(0)).isEqualTo("id,text,query,qid,ana,gpt,bm25,final");
        assertThat(lines.get(1)).isEqualTo("1/a,text of a,what is it,1,0,0,9.5,");
        assertThat(lines.get(5)).startsWith("2/a,");
        Path rows = folder.resolve("long.csv");
        run("export", project, "--to", rows, "--long");
        assertThat(Files.readAllLines(rows)).filteredOn(l -> l.contains(",bm25,teacher,")).hasSize(7).first().asString()
                .contains("\"{\"\"score\"\":9.5}\"");
        Answer lone = run("import", folder.resolve("lone.mv.db"), small(), "--query", "query", "--document", "text", "--score",
                "bm25=bm25");
        assertThat(lone.code()).isEqualTo(1);
        assertThat(lone.err()).contains("need a variable with grades");
        assertThat(folder.resolve("lone.mv.db")).doesNotExist();
    }

    /// BM25 over real judged passages; the figures stand beside the file.
    @Test
    void ofRealPassages() throws IOException {
        Answer loaded = run("import", project, SharedData.file("passages_dl19.csv"), "--query", "query", "--document", "text", "--id",
                "docid",
                "--human", "human=human", "--teacher", "gpt-4=gpt-4", "--teacher", "bm25=bm25_score", "--variable", "rel", "--json");
        assertThat(loaded.json().get("scores_added")).isEqualTo(JSON.readTree("{\"bm25\": 2150}"));
        JsonNode expected = JSON.readTree(SharedData.file("passages_dl19.expected.json").toFile()).get("ranking_of_bm25_order");
        for (String reference : List.of("human", "gpt-4")) {
            JsonNode json = run("agreement", project, "--variable", "rel", "--reference", reference, "--other", "bm25", "--draws", 0,
                    "--json")
                    .json();
            Map.of("ndcg_at_10", "ndcg10_linear", "map", "average_precision", "mrr", "mrr").forEach((ours, theirs) -> {
                assertThat(json.get(ours).asDouble()).isCloseTo(expected.at("/" + reference + "/mean/" + theirs).asDouble(), within(1e-9));
                assertThat(
                        StreamSupport.stream(json.get("per_query").spliterator(), false).map(q -> q.get(ours).asDouble()).sorted().toList())
                        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-9 ? 0 : Double.compare(a, b))
                        .isEqualTo(StreamSupport.stream(expected.at("/" + reference + "/per_query").spliterator(), false)
                                .map(q -> q.get(theirs).asDouble()).sorted().toList());
            });
        }
    }

    @Test
    void studentsThatOrderDocuments() throws IOException, URISyntaxException {
        String tiny = Path.of(RankingCliTest.class.getResource("/concord/student/bert-tiny/config.json").toURI()).getParent().toString();
        List<String> things = List.of("film", "movie", "food", "place");
        for (String part : List.of("train", "test")) {
            StringBuilder csv = new StringBuilder("qid,query,docid,text,ana\n");
            int from = part.equals("train") ? 0 : 12;
            for (int i = 8 * from; i < 8 * (from + (from == 0 ? 12 : 4)); i++) {
                int grade = i % 8 < 2 ? 2 : i % 8 < 4 ? 1 : 0;
                String thing = things.get(i / 8 % 4);
                csv.append(i / 8).append(',').append(thing).append(" number ").append(i / 8).append(',').append(i % 8).append(",the ")
                        .append(grade > 0 ? thing : things.get((i / 8 + 1) % 4)).append(" was very ").append(grade > 1 ? "good" : "bad")
                        .append(' ').append(i).append(',').append(grade).append('\n');
            }
            Answer loaded = run("import", project, Files.writeString(folder.resolve(part + ".csv"), csv), "--query", "query", "--document",
                    "text",
                    "--id", "docid", "--human", "ana=ana", "--variable", "rel", "--sample", part);
            assertThat(loaded.code()).as(loaded.err()).isZero();
        }
        for (String kind : List.of("auto", "bi-encoder")) {
            Answer trained = run("train", project, "--variable", "rel", "--student", tiny, "--ranking", kind, "--labels-from", "ana",
                    "--sample",
                    "train", "--epochs", 1, "--batch", 8, "--learning-rate", "1e-3", "--max-length", 16, "--device", "cpu", "--name", kind,
                    "--json");
            assertThat(trained.code()).as(trained.err()).isZero();
            JsonNode json = run("evaluate", project, "--run", kind, "--reference", "ana", "--sample", "test", "--draws", 50, "--json")
                    .json();
            assertThat(json.get("n").asInt()).isEqualTo(32);
            assertThat(json.get("documents").asInt()).isEqualTo(32);
            assertThat(json.get("per_query")).hasSize(4);
            assertThat(json.get("relevant").asDouble()).as("grades to 2").isEqualTo(1);
            assertThat(json.get("ndcg_at_10").asDouble()).isBetween(0.4, 1.0);
            assertThat(json.has("average_precision")).as("numbers, no probabilities").isFalse();
            // the same by its scores as they are exported
            JsonNode agreement = run("agreement", project, "--variable", "rel", "--reference", "ana", "--other", kind, "--sample", "test",
                    "--draws", 0, "--json").json();
            assertThat(agreement.get("kendall_tau")).isEqualTo(json.get("kendall_tau"));
            assertThat(run("evaluate", project, "--run", kind, "--reference", "ana", "--sample", "test", "--draws", 0).out())
                    .contains("ndcg_at_10", "Relevant from grade 1");
        }
        Path wide = folder.resolve("wide.csv");
        run("export", project, "--to", wide);
        assertThat(Files.readAllLines(wide).getFirst())
                .isEqualTo("id,text,query,qid,ana,auto,bi-encoder,auto_score,bi-encoder_score,final");
    }
}
