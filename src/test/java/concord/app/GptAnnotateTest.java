package concord.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.model.request.TeachRequest;
import concord.model.result.TeachOutcome;
import concord.stats.BootstrapOptions;
import concord.teacher.server.FakeProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The tables of gpt_annotate. The three damaged outputs are what its script leaves of 23 texts, 10 to a batch, 3 iterations, with a model that
/// answers as it should, that answers without a header, and whose second batch cannot be parsed.
class GptAnnotateTest {
    @TempDir
    Path folder;
    private AppContext app;
    private Project project;

    @BeforeEach
    void open() throws IOException {
        app = new AppContext(new Home(folder.resolve("home")), new Secrets(_ -> null, Optional.empty()));
        project = Projects.create(app, folder);
        StringBuilder csv = new StringBuilder("text,anger,fear,source\n");
        for (int i = 0; i < 23; i++) {
            csv.append("\"text, number ").append(i).append("\",").append(i % 2).append(',').append(i == 5 ? "" : i % 3 == 0 ? "1" : "0")
                    .append(",web\n");
        }
        Path input = Files.writeString(folder.resolve("input.csv"), csv);
        GptAnnotate.Read read = project.gptAnnotate().readInput(input, "coder");
        assertThat(read.units()).isEqualTo(23);
        assertThat(read.categories()).containsExactly("anger", "fear");
        assertThat(read.labels()).isEqualTo(45);
        assertThat(read.findings()).singleElement().asString().contains("1 row").contains("fear");
        assertThat(project.data().units()).isEqualTo(23);
        assertThat(project.data().counts("anger")).containsEntry("coder", 23L);
        assertThat(project.codebook().current().variable("fear").orElseThrow().labelNames()).containsExactly("0", "1");
    }

    @AfterEach
    void close() {
        app.close();
    }

    private Path output(IntPredicate there, IntPredicate twice) throws IOException {
        StringBuilder csv = new StringBuilder("unique_id,text,anger_x,fear_x,llm_query,anger_y,fear_y,iteration\n");
        for (int iteration = 1; iteration <= 3; iteration++) {
            for (int i = 0; i < 23; i++) {
                for (int n = there.test(i) ? twice.test(i) ? 2 : 1 : 0; n > 0; n--) {
                    csv.append(i).append(",\"text, number ").append(i).append("\",0,0,q,").append(i == 7 && iteration == 3 ? 0 : i % 2)
                            .append(",0,").append(iteration).append('\n');
                }
            }
        }
        return Files.writeString(folder.resolve("gpt_out_all_iterations.csv"), csv);
    }

    @Test
    void theLastTextsThatWereNeverAskedAreSaid() throws IOException {
        GptAnnotate.Read read = project.gptAnnotate().readOutput(output(i -> i < 20, i -> false), "gpt");
        assertThat(read.units()).isEqualTo(20);
        assertThat(read.findings()).singleElement().asString().contains("3 texts").contains("\"20\", \"21\", \"22\"");
        assertThat(project.data().counts("anger")).containsEntry("gpt", 20L);
        assertThat(project.results().pairwise("anger", "coder", "gpt", null, BootstrapOptions.NONE).value("accuracy").orNaN()).isEqualTo(1);
        assertThat(project.data().detail(8).annotations()).filteredOn(a -> a.annotator().equals("gpt") && a.variable().equals("anger"))
                .singleElement().satisfies(a -> assertThat(a.confidence()).isEqualTo(2 / 3.0));
    }

    @Test
    void theFirstTextOfEachBatchThatWasTakenForAHeaderIsSaid() throws IOException {
        GptAnnotate.Read read = project.gptAnnotate().readOutput(output(i -> i < 20 && i % 10 != 0, i -> false), "gpt");
        assertThat(read.units()).isEqualTo(18);
        assertThat(read.findings()).singleElement().asString().contains("5 texts").contains("\"0\", \"10\", \"20\", \"21\", \"22\"");
    }

    @Test
    void aBatchThatWasWrittenTwiceCountsOnce() throws IOException {
        GptAnnotate.Read read = project.gptAnnotate().readOutput(output(i -> i < 10, i -> true), "gpt");
        assertThat(read.findings()).hasSize(2).anyMatch(f -> f.contains("30 rows")).anyMatch(f -> f.contains("13 texts"));
        assertThat(project.data().counts("anger")).containsEntry("gpt", 10L);
        assertThat(project.data().detail(1).annotations()).filteredOn(a -> a.annotator().equals("gpt"))
                .allSatisfy(a -> assertThat(a.confidence()).isEqualTo(1));
    }

    @Test
    void ourRunsAreWrittenInItsShapeWithoutItsDefects() throws IOException {
        try (FakeProvider server = new FakeProvider()) {
            // number 3 is never read, number 4 is a tie, number 6 has one answer of four otherwise
            server.answers(a -> {
                int number = Integer.parseInt(a.user().replaceAll("(?s).*number (\\d+)\\n.*", "$1"));
                int said = number == 4 ? a.times() % 2 : number == 6 && a.times() == 1 ? 1 : number % 2;
                return number == 3 ? "I cannot say" : "{\"label\": \"" + said + "\"}";
            });
            TeachRequest request = new TeachRequest("ours", "anger", "openai:gpt-4o-mini", server.url() + "/v1", null, 0, "fixed", null, 4,
                    0.6, 50, 1, null, 1, 0, null, null, false, false);
            TeachOutcome outcome = project.teachers().submit(request).await();
            assertThat(outcome.units()).isEqualTo(23);
        }
        Path to = folder.resolve("out");
        assertThat(project.gptAnnotate().write(List.of("ours"), "coder", to)).extracting(f -> f.getFileName().toString()).containsExactly(
                "gpt_out_all_iterations.csv", "gpt_out_final.csv", "performance_metrics.csv", "incorrect_sub.csv", "missing.csv");
        List<String> all = Files.readAllLines(to.resolve("gpt_out_all_iterations.csv"));
        assertThat(all.getFirst()).isEqualTo("unique_id,text,anger_x,llm_query,anger_y,iteration");
        List<String> last = Files.readAllLines(to.resolve("gpt_out_final.csv"));
        assertThat(last.getFirst())
                .isEqualTo("unique_id,text,anger_true,anger_pred,consistency_anger,correct_1,tp_1,tn_1,fp_1,fn_1");
        assertThat(last).hasSize(24);
        assertThat(last.get(1)).isEqualTo("0,\"text, number 0\",0,0,1.0,1,0,1,0,0");
        assertThat(last.get(4)).isEqualTo("3,\"text, number 3\",1,,,,,,,");
        assertThat(last.get(5)).isEqualTo("4,\"text, number 4\",0,,0.5,,,,,");
        assertThat(last.get(7)).isEqualTo("6,\"text, number 6\",0,0,0.75,1,0,1,0,0");
        assertThat(Files.readAllLines(to.resolve("performance_metrics.csv"))).containsExactly("Category,Accuracy,Precision,Recall,F1",
                "anger,1.0,1.0,1.0,1.0");
        assertThat(Files.readAllLines(to.resolve("missing.csv"))).containsExactly("unique_id,text,category,asked,read",
                "3,\"text, number 3\",anger,4,0", "4,\"text, number 4\",anger,4,4");
        assertThat(Files.readAllLines(to.resolve("incorrect_sub.csv"))).hasSize(4);
        // what we write can be read again
        GptAnnotate.Read again = project.gptAnnotate().readOutput(to.resolve("gpt_out_all_iterations.csv"), "read again");
        assertThat(again.units()).isEqualTo(23);
        assertThat(project.data().counts("anger")).containsEntry("read again", 21L);
        assertThat(project.gptAnnotate().write(List.of("ours"), null, folder.resolve("alone"))).hasSize(3);
        assertThat(Files.readAllLines(folder.resolve("alone/gpt_out_final.csv")).getFirst()).isEqualTo(
                "unique_id,text,anger,consistency_anger");
    }

    @Test
    void whatIsNoneOfItsTablesIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("odd.csv"), "text,mood\na,glad\nb,sad\n");
        assertThatThrownBy(() -> project.gptAnnotate().readInput(file, "coder")).hasMessageContaining("0 and 1");
        assertThatThrownBy(() -> project.gptAnnotate().readOutput(file, "gpt")).hasMessageContaining("unique_id");
    }
}
