package concord.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import concord.teacher.server.FakeProvider;
import concord.teacher.server.Lie;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// teach and what hangs on it, against a server that speaks as OpenAI does.
class TeachCliTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int UNITS = 30;
    @TempDir
    Path folder;
    private final FakeProvider server = new FakeProvider();
    private Path project;

    private record Answer(int code, String out, String err) {
        JsonNode json() throws IOException {
            return JSON.readTree(out);
        }
    }

    private static Answer run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
        int code = Cli.run(words, new PrintWriter(out), new PrintWriter(err));
        return new Answer(code, out.toString(), err.toString());
    }

    @BeforeEach
    void load() throws IOException {
        project = folder.resolve("p.mv.db");
        StringBuilder csv = new StringBuilder("id,text,ana\n");
        for (int i = 0; i < UNITS; i++) {
            csv.append("u").append(i).append(",\"I ").append(i % 3 == 0 ? "like" : "hate").append(" the number ").append(i).append("\",")
                    .append(i % 3 == 0 ? "for" : "against").append('\n');
        }
        Path file = Files.writeString(folder.resolve("units.csv"), csv);
        Answer made = run("import", project, file, "--id", "id", "--text", "text", "--human", "Ana=ana", "--variable", "stance");
        assertThat(made.code()).as(made.err()).isZero();
        server.answers(a -> a.user().contains("I like") ? "{\"label\": \"for\"}" : "{\"label\": \"against\"}");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Object[] teach(Object... more) {
        List<Object> words = new ArrayList<>(
                List.of("teach", project, "--teacher", "openai:gpt-4o-mini", "--base-url", server.url() + "/v1"));
        words.addAll(List.of(more));
        return words.toArray();
    }

    @Test
    void theEstimateSendsNothing() throws IOException {
        Answer answer = run(teach("--repeats", "3", "--estimate-only", "--json"));
        assertThat(answer.code()).as(answer.err()).isZero();
        JsonNode json = answer.json();
        assertThat(json.get("units").asInt()).isEqualTo(UNITS);
        assertThat(json.get("calls").asInt()).isEqualTo(3 * UNITS);
        assertThat(json.at("/cost/low").asDouble()).isPositive().isLessThan(json.at("/cost/high").asDouble());
        assertThat(json.get("price_date").asText()).isNotBlank();
        assertThat(json.get("leaves").asText()).contains("127.0.0.1");
        assertThat(server.asked()).isEmpty();
        Answer unpriced = run("teach", project, "--teacher", "openai:no-such-model", "--estimate-only", "--json");
        assertThat(unpriced.json().get("cost").isNull()).isTrue();
        assertThat(unpriced.json().at("/undefined/cost").asText()).isEqualTo("price unknown");
    }

    @Test
    void aRunIsPrintedAsTheContractSays() throws IOException {
        server.lies(a -> a.user().contains("number 4\n") ? Lie.REFUSAL : Lie.NONE);
        Answer answer = run(teach("--name", "first", "--json"));
        assertThat(answer.code()).as(answer.err()).isEqualTo(3);
        JsonNode json = answer.json();
        assertThat(json.get("run").asText()).isEqualTo("first");
        assertThat(json.get("units").asInt()).isEqualTo(UNITS);
        assertThat(json.get("calls").asInt()).isEqualTo(UNITS);
        JsonNode outcomes = json.get("outcomes");
        assertThat(outcomes.properties()).extracting(e -> e.getKey()).containsExactly("labelled", "tie", "refused", "unparsable", "failed",
                "capped");
        int sum = 0;
        for (JsonNode count : outcomes) {
            sum += count.asInt();
        }
        assertThat(sum).isEqualTo(UNITS);
        assertThat(json.get("tokens_in").asLong()).isPositive();
        assertThat(json.get("cost").asDouble()).isPositive();
        assertThat(answer.err()).contains("127.0.0.1");

        JsonNode calls = run("teach", "calls", project, "--run", "first", "--status", "refused", "--json").json().get("calls");
        assertThat(calls).hasSize(1);
        assertThat(calls.get(0).get("label").isNull()).isTrue();
        assertThat(calls.get(0).get("user").asText()).contains("number 4");
        Path file = folder.resolve("calls.jsonl");
        assertThat(run("teach", "calls", project, "--run", "first", "--to", file, "--json").json().get("calls").asInt()).isEqualTo(UNITS);
        JsonNode fifth = JSON.readTree(Files.readAllLines(file).get(4));
        assertThat(fifth.get("unit_id").asText()).isEqualTo("u4");
        assertThat(fifth.get("status").asText()).isEqualTo("refused");
        assertThat(fifth.get("requested_model").asText()).isEqualTo("gpt-4o-mini");
        assertThat(run("teach", "calls", project, "--run", "first", "--to", file).err()).contains("exists already");
        assertThat(run("teach", "replay", project, "--run", "first", "--json").json().get("identical").asBoolean()).isTrue();
        JsonNode votes = run("teach", "votes", project, "--run", "first", "--reference", "Ana", "--json").json().get("votes");
        assertThat(votes.get(0).get("same").asInt()).isEqualTo(UNITS - 1);

        server.lies(_ -> Lie.NONE);
        Answer again = run("teach", "again", project, "--run", "first", "--unit", "u4", "--json");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.json().at("/outcomes/labelled").asInt()).isEqualTo(UNITS);
        assertThat(run("teach", "again", project, "--run", "first", "--anew", "--name", "later", "--json").code()).isZero();
        JsonNode drift = run("teach", "drift", project, "--run", "first", "--other", "later", "--reference", "Ana", "--json").json();
        assertThat(drift.at("/agreement/krippendorff_alpha/nominal").asDouble()).isEqualTo(1);
        assertThat(drift.at("/mcnemar/exact_p").asDouble()).isEqualTo(1);
        assertThat(drift.at("/mcnemar/undefined/chi2_cc").asText()).isNotBlank();
        assertThat(run("teach", "agreement", project, "--run", "first,later", "--json").code()).isZero();
        JsonNode jobs = run("jobs", project, "--json").json().get("jobs");
        assertThat(jobs.get(0).get("kind").asText()).isEqualTo("teach");
    }

    @Test
    void aRunThatFailedIsResumed() throws IOException {
        server.lies(a -> a.serial() > 8 ? Lie.UNAUTHORIZED : Lie.NONE);
        Answer failed = run(teach("--concurrency", "2"));
        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.err()).contains("key");
        server.lies(_ -> Lie.NONE);
        JsonNode job = run("jobs", project, "--json").json().get("jobs").get(0);
        assertThat(job.get("resumable").asBoolean()).isTrue();
        Answer resumed = run("resume", project, job.get("job").asText(), "--json");
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(resumed.json().at("/outcomes/labelled").asInt()).isEqualTo(UNITS);
        assertThat(server.charged().values()).allMatch(n -> n == 1);
    }

    @Test
    void theKeyComesFromStandardInputOnly() throws IOException {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream("sk-from-stdin-12345\n".getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(run(teach("--api-key-from-stdin")).code()).isZero();
        } finally {
            System.setIn(before);
        }
        assertThat(server.asked()).allSatisfy(a -> assertThat(a.headers().get("authorization")).isEqualTo("Bearer sk-from-stdin-12345"));
        assertThat(Files.readString(project, StandardCharsets.ISO_8859_1)).doesNotContain("sk-from-stdin");
    }

    @Test
    void aBatchIsCollectedLater() throws IOException {
        JsonNode handedIn = run(teach("--batch", "--name", "cheap", "--json")).json();
        assertThat(handedIn.get("pending").asInt()).isEqualTo(UNITS);
        server.batches().end(UNITS);
        Answer collected = run("teach", "collect", project, "--run", "cheap", "--json");
        assertThat(collected.code()).as(collected.err()).isZero();
        assertThat(collected.json().at("/outcomes/labelled").asInt()).isEqualTo(UNITS);
    }

    @Test
    void aValidationFromBeginningToEnd() throws IOException {
        Answer begun = run("teach", "validate", "begin", project, "--reference", "Ana", "--size", "20", "--json");
        assertThat(begun.code()).as(begun.err()).isZero();
        assertThat(begun.json().get("next").asText()).isEqualTo("gauge");
        assertThat(begun.json().at("/test/labelled").asInt()).isEqualTo(10);
        Object[] how = {"--teacher", "openai:gpt-4o-mini", "--base-url", server.url() + "/v1", "--json"};
        Answer gauged = run("teach", "validate", "gauge", project, how[0], how[1], how[2], how[3], how[4], "--name", "gauge-1");
        assertThat(gauged.code()).as(gauged.err()).isZero();
        assertThat(gauged.json().get("units").asInt()).isEqualTo(10);
        JsonNode look = run("teach", "validate", "look", project, "--json").json();
        assertThat(look.get("accuracy").asDouble()).isEqualTo(1);
        assertThat(look.get("looks").asInt()).isEqualTo(1);
        assertThat(run("teach", "validate", "result", project).err()).contains("not been made");
        Answer tested = run("teach", "validate", "test", project, how[0], how[1], how[2], how[3], how[4], "--name", "final-1");
        assertThat(tested.code()).as(tested.err()).isZero();
        assertThat(run("teach", "validate", "test", project, how[0], how[1], how[2], how[3]).err()).contains("there is only one");
        JsonNode result = run("teach", "validate", "result", project, "--json").json();
        assertThat(result.get("n").asInt()).isEqualTo(10);
        assertThat(result.get("accuracy").asDouble()).isEqualTo(1);
        assertThat(result.get("notes")).isNotEmpty();
        assertThat(run("teach", "validate", project, "--json").json().get("next").asText()).isEqualTo("done");
    }

    @Test
    void providersModelsAndTablesOfGptAnnotate() throws IOException {
        JsonNode providers = run("teach", "models", project, "--json").json().get("providers");
        assertThat(providers).extracting(p -> p.get("provider").asText()).contains("openai", "anthropic", "ollama", "embedded");
        JsonNode models = run("teach", "models", project, "--provider", "openai", "--base-url", server.url() + "/v1", "--json").json();
        assertThat(models.get("models")).extracting(JsonNode::asText).containsExactly("model-a", "model-b");
        assertThat(run(teach("--name", "ours")).code()).isZero();
        Path to = folder.resolve("tables");
        JsonNode written = run("teach", "gpt-annotate", project, "--run", "ours", "--reference", "Ana", "--to", to, "--json").json();
        assertThat(written.get("files")).hasSize(5);
        assertThat(Files.readAllLines(to.resolve("performance_metrics.csv"))).contains("for,1.0,1.0,1.0,1.0");
        Path table = Files.writeString(folder.resolve("table.csv"), "text,calm\na b,1\nc d,0\n");
        Path other = folder.resolve("other.mv.db");
        assertThat(run("new", other).code()).isZero();
        Answer read = run("teach", "gpt-annotate", other, "--input", table, "--json");
        assertThat(read.code()).as(read.err()).isZero();
        assertThat(read.json().at("/input/labels").asInt()).isEqualTo(2);
        assertThat(run("teach", "gpt-annotate", project).code()).isEqualTo(2);
    }

    @Test
    void wrongWordsAreWrongUsage() {
        assertThat(run("teach").code()).isEqualTo(2);
        assertThat(run("teach", project).err()).contains("--teacher");
        assertThat(run(teach("--few-shot", "3")).err()).contains("--examples-from");
        assertThat(run("teach", "replay", project).code()).isEqualTo(2);
        assertThat(run("teach", "calls", project, "--run", "x", "--status", "odd").code()).isEqualTo(2);
        assertThat(run("teach", "again", project, "--run", "x", "--anew", "--budget", "1").code()).isEqualTo(2);
        assertThat(run("teach", "replay", project, "--run", "x").err()).contains("no teaching run \"x\"");
        assertThat(run(teach("--budget", "0")).err()).contains("cap of 0");
        assertThat(run("sample", project, "--name", "s", "--size", "5", "--role", "odd").code()).isEqualTo(2);
        assertThat(run("sample", project, "--name", "s", "--size", "5", "--role", "test").code()).isZero();
    }
}
