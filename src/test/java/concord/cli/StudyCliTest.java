package concord.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import concord.app.StudySpecs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Studies by the command line: from a specification file to a table, a document and files.
class StudyCliTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> THINGS = List.of("bridges", "school", "tram", "market", "river", "library", "hospital", "garden",
            "parking", "church", "playground", "stadium", "tower", "tunnel", "harbour", "museum", "bakery", "cinema", "fountain",
            "station");

    @TempDir
    Path folder;
    private Path project;

    private record Answer(int code, String out, String err) {
        JsonNode json() throws IOException {
            return JSON.readTree(out);
        }
    }

    private static Answer run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
        int code = Cli.run(words, new PrintWriter(out), new PrintWriter(err));
        return new Answer(code, out.toString(), err.toString());
    }

    @BeforeEach
    void makeProject() throws IOException {
        project = folder.resolve("p.mv.db");
        StringBuilder csv = new StringBuilder("id,text,ana,gpt,part\n");
        for (int i = 0; i < 120; i++) {
            boolean yes = i % 2 == 0;
            // no two share more than two things, so that none are nearly equal
            String about = THINGS.get(i % 20) + " and " + THINGS.get((i / 20 + 3 * i) % 20) + " by the "
                    + THINGS.get((7 * i + i / 11) % 20);
            csv.append('u').append(i).append(',').append(yes ? "we welcome the " : "we reject the ").append(about).append(',')
                    .append(yes ? "yes" : "no").append(',').append(yes == (i % 7 > 0) ? "yes" : "no").append(',')
                    .append(i < 50 ? "pool" : i < 90 ? "other" : "test").append('\n');
        }
        Path file = Files.writeString(folder.resolve("texts.csv"), csv);
        Answer made = run("import", project, file, "--id", "id", "--text", "text", "--variable", "stance", "--human", "ana=ana",
                "--teacher",
                "gpt=gpt");
        assertThat(made.code()).as(made.err()).isZero();
        for (String part : List.of("pool", "other", "test")) {
            assertThat(run("sample", project, "--name", part, "--strategy", "all", "--where", "part=" + part).code()).isZero();
        }
    }

    private Path spec(String text) throws IOException {
        return Files.writeString(folder.resolve("spec.json"), text);
    }

    private static final String DISTILLATION = """
            {"name": "small", "variable": "stance", "pool": {"sample": "pool"}, "test": {"sample": "test", "annotator": "ana"},
             "arms": [{"name": "human", "labels_from": "ana"}, {"name": "machine", "teacher": "gpt"}],
             "students": ["linear", "majority"], "seeds": [1], "positive": "yes", "device": "cpu", "draws": 50}
            """;

    @Test
    void aDistillationStudyIsRunShownAndWritten() throws IOException {
        Path spec = spec(DISTILLATION);
        Answer plan = run("study", project, "--spec", spec, "--plan-only", "--json");
        assertThat(plan.code()).as(plan.err()).isZero();
        assertThat(plan.json().get("trainings").asInt()).isEqualTo(1);
        assertThat(plan.json().get("test_units").asInt()).isEqualTo(30);
        assertThat(run("study", project, "--list").out()).isEmpty();

        Path to = folder.resolve("out");
        Answer ran = run("study", project, "--spec", spec, "--json", "--to", to);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.json().get("study").asText()).isEqualTo("small");
        assertThat(ran.json().get("arms")).hasSize(3);
        assertThat(ran.json().at("/arms/0/mean_f1").asDouble()).isBetween(0.5, 1.0);
        assertThat(ran.err()).contains("small: 1 trainings");

        try (Stream<Path> files = Files.list(to)) {
            assertThat(files.map(f -> f.getFileName().toString())).anyMatch(n -> n.endsWith(".csv")).anyMatch(n -> n.endsWith(".svg"))
                    .anyMatch(n -> n.endsWith(".tex"));
        }
        Answer full = run("study", project, "--show", "small", "--to", to);
        assertThat(full.code()).isEqualTo(Cli.FAILED);
        assertThat(full.err()).contains("is not empty");

        Answer shown = run("study", project, "--show", "small");
        assertThat(shown.code()).as(shown.err()).isZero();
        assertThat(shown.out()).contains("human", "linear", "majority", "machine", "F1 mean ± SD");
        assertThat(run("study", project, "--show", "small", "--json").json()).isEqualTo(ran.json());
        assertThat(run("study", project, "--list", "--json").json().at("/studies/0/study").asText()).isEqualTo("small");

        Answer again = run("study", project, "--spec", spec);
        assertThat(again.code()).isEqualTo(Cli.FAILED);
        assertThat(again.err()).contains("The name \"small\" is taken");
        Answer resumed = run("study", project, "--spec", spec, "--resume");
        assertThat(resumed.code()).isEqualTo(Cli.FAILED);
        assertThat(resumed.err()).contains("broken off");
    }

    @Test
    void aSamplingStudyIsRunAndShown() throws IOException {
        Path spec = spec("""
                {"variable": "stance", "source": {"sample": "pool", "labels_from": "gpt"},
                 "target": {"sample": "other", "labels_from": "ana"}, "test": {"sample": "test", "annotator": "ana"},
                 "budget": 6, "strategies": ["random"], "students": ["linear"], "seeds": [1], "device": "cpu", "draws": 50}
                """);
        Answer ran = run("study", project, "--spec", spec, "--json");
        assertThat(ran.code()).as(ran.err()).isZero();
        JsonNode json = ran.json();
        assertThat(json.get("study").asText()).isEqualTo("study-1");
        assertThat(json.get("curve")).hasSize(3);
        assertThat(json.get("budget").asInt()).isEqualTo(6);
        for (JsonNode point : json.get("curve")) {
            assertThat(point.get("domain").asText()).isEqualTo("target");
            assertThat(point.get("labels").asInt()).isEqualTo(point.get("round").asInt() == 0 ? 0 : 6);
        }
        Answer shown = run("study", project, "--show", "study-1");
        assertThat(shown.out()).contains("random", "uncertainty", "target");
    }

    @Test
    void examplesAreSpecifications() throws IOException {
        Answer first = run("study", "--print-example");
        assertThat(first.code()).isZero();
        assertThat(StudySpecs.parse(first.out(), "example")).isInstanceOf(StudySpecs.Spec.Distillation.class);
        Answer second = run("study", "--print-example", "sampling");
        assertThat(StudySpecs.parse(second.out(), "example")).isInstanceOf(StudySpecs.Spec.Sampling.class);
        assertThat(run("study", "--print-example", "other").code()).isEqualTo(Cli.USAGE);
    }

    @Test
    void whatIsWrongEndsBeforeAnythingIsTrained() throws IOException {
        assertThat(run("study", project).code()).isEqualTo(Cli.USAGE);
        assertThat(run("study", project, "--list", "--resume").code()).isEqualTo(Cli.USAGE);
        Answer field = run("study", project, "--spec", spec(DISTILLATION.replace("\"arms\"", "\"arm\"")));
        assertThat(field.code()).isEqualTo(Cli.FAILED);
        assertThat(field.err()).contains("spec.json, line 2: \"arm\" is no field of such a specification");
        assertThat(run("study", project, "--spec", folder.resolve("none.json")).err()).contains("There is no file");
        Answer name = run("study", project, "--spec", spec(DISTILLATION.replace("\"labels_from\": \"ana\"", "\"labels_from\": \"eve\"")));
        assertThat(name.code()).isEqualTo(Cli.FAILED);
        assertThat(name.err()).contains("eve");
        Answer overlap = run("study", project, "--spec", spec(DISTILLATION.replace("\"pool\"}", "\"test\"}")));
        assertThat(overlap.code()).isEqualTo(Cli.FAILED);
        Answer more = run("study", project, "--spec",
                spec(DISTILLATION.replace("\"labels_from\": \"ana\"", "\"labels_from\": \"ana\", \"size\": 51")));
        assertThat(more.err()).contains("51");
        Answer show = run("study", project, "--show", "nothing");
        assertThat(show.code()).isEqualTo(Cli.FAILED);
        assertThat(show.err()).contains("There is no study \"nothing\"");
        assertThat(run("jobs", project, "--json").json().get("jobs")).noneMatch(job -> job.get("kind").asText().contains("study"));
    }
}
