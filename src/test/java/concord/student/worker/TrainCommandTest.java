package concord.student.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.job.Cancelled;
import concord.model.result.TrainOutcome;
import concord.student.format.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole trainings of the tiny model with dropout, in this JVM.
class TrainCommandTest {
    @TempDir
    Path temp;
    private Path start;

    @BeforeEach
    void model() throws IOException {
        start = Tiny.withDropout(temp.resolve("start"));
    }

    @Test
    void theSameSeedGivesTheSameBits() throws Exception {
        TrainOutcome a = train("a", 2, 1);
        TrainOutcome b = train("b", 2, 1);
        TrainOutcome c = train("c", 2, 2);
        assertThat(b.sha256()).isEqualTo(a.sha256());
        assertThat(b.history().getLast().loss()).isEqualTo(a.history().getLast().loss());
        assertThat(c.sha256()).isNotEqualTo(a.sha256());
    }

    @Test
    void goingOnAfterAnInterruptionGivesTheSameBits() throws Exception {
        TrainOutcome whole = train("whole", 4, 1);
        Tiny.Memory stopped = memory("parts", 4, 1, m -> m instanceof FromWorker.Progress(long _, long _, String phase)
                && phase.equals("epoch 3 of 4"));
        assertThatThrownBy(() -> Worker.run(stopped)).isInstanceOf(Cancelled.class);
        assertThat(temp.resolve("parts")).doesNotExist();
        assertThat(temp.resolve("parts.part").resolve("state.json")).exists();

        Tiny.Memory resumed = memory("parts", 4, 1, _ -> false);
        Worker.run(resumed);
        assertThat(resumed.answers(FromWorker.Note.class)).extracting(FromWorker.Note::message).contains("Continuing after epoch 2.");
        TrainOutcome outcome = resumed.answers(FromWorker.Trained.class).getFirst().outcome();
        assertThat(outcome.history()).hasSize(4);
        assertThat(outcome.history().getLast().loss()).isEqualTo(whole.history().getLast().loss());
        assertThat(outcome.sha256()).isEqualTo(whole.sha256());
        assertThat(temp.resolve("parts.part")).doesNotExist();
    }

    @Test
    void aCheckpointOfAnotherRequestIsNotContinued() throws Exception {
        Tiny.Memory stopped = memory("x", 3, 1, m -> m instanceof FromWorker.Progress(long _, long _, String phase)
                && phase.equals("epoch 2 of 3"));
        assertThatThrownBy(() -> Worker.run(stopped)).isInstanceOf(Cancelled.class);
        TrainOutcome other = train("x", 3, 5);
        assertThat(other.sha256()).isEqualTo(train("y", 3, 5).sha256());
    }

    @Test
    void cancelIsHeardWithinAStep() {
        Tiny.Memory link = memory("c", 50, 1, m -> m instanceof FromWorker.Point(String series, double step, double _)
                && series.equals("loss") && step == 3);
        assertThatThrownBy(() -> Worker.run(link)).isInstanceOf(Cancelled.class);
        assertThat(link.answers(FromWorker.Point.class)).hasSize(3);
    }

    @Test
    void learnsAndScoresBetterThanChance() throws Exception {
        TrainOutcome outcome = train("good", 15, 1);
        assertThat(outcome.validation().get("macro_f1")).isGreaterThan(0.8);
        assertThat(outcome.history().getLast().loss()).isLessThan(outcome.history().getFirst().loss());
        assertThat(outcome.trainUnits()).isEqualTo(60);
        assertThat(outcome.validationUnits()).isEqualTo(20);

        Path folder = temp.resolve("good");
        assertThat(folder.resolve("config.json")).content().contains("BertForSequenceClassification").contains("\"0\" : \"bad\"");
        try (Safetensors weights = Safetensors.open(folder.resolve("model.safetensors"))) {
            assertThat(weights.entries()).containsKeys("bert.pooler.dense.weight", "classifier.bias");
        }
        List<ToWorker> lines = new ArrayList<>(List.of(new ToWorker.Score(folder.toString(), "cpu", 1)));
        lines.add(new ToWorker.Text(7, "the food was very great today", null));
        lines.add(new ToWorker.Text(8, "the place was very horrible " + "and sad ".repeat(40), null));
        lines.add(new ToWorker.Done());
        lines.add(new ToWorker.Done());
        Tiny.Memory link = new Tiny.Memory(lines, _ -> false);
        Worker.run(link);
        List<FromWorker.Scored> scored = link.answers(FromWorker.Scored.class);
        assertThat(scored).extracting(FromWorker.Scored::unit).containsExactly(7L, 8L);
        assertThat(scored.getFirst().probabilities()[1]).isGreaterThan(0.5);
        assertThat(scored.getLast().probabilities()[0]).isGreaterThan(0.5);
        assertThat(link.answers(FromWorker.Portion.class)).containsExactly(new FromWorker.Portion(2, 1));
    }

    @Test
    void stopsEarlyWhenValidationGetsNoBetter() throws Exception {
        // the validation part says the opposite, so that it gets worse the more is learnt
        List<ToWorker> lines = new ArrayList<>(lines("e", 60, 1, 2));
        lines.replaceAll(line -> line instanceof ToWorker.Example(boolean held, String text, var textB, int label) && held
                ? new ToWorker.Example(true, text, textB, 1 - label)
                : line);
        Tiny.Memory link = new Tiny.Memory(lines, _ -> false);
        Worker.run(link);
        TrainOutcome outcome = link.answers(FromWorker.Trained.class).getFirst().outcome();
        assertThat(outcome.history().size()).isLessThan(60).isEqualTo(outcome.bestEpoch() + 2);
    }

    @Test
    void aFolderThatIsThereIsNotOverwritten() throws IOException {
        Files.createDirectories(temp.resolve("taken"));
        assertThatThrownBy(() -> train("taken", 1, 1)).hasMessageContaining("is there already");
    }

    private TrainOutcome train(String name, int epochs, long seed) throws Exception {
        Tiny.Memory link = memory(name, epochs, seed, _ -> false);
        Worker.run(link);
        return link.answers(FromWorker.Trained.class).getFirst().outcome();
    }

    private Tiny.Memory memory(String name, int epochs, long seed, Predicate<FromWorker> stopAt) {
        return new Tiny.Memory(lines(name, epochs, seed, 0), stopAt);
    }

    private List<ToWorker> lines(String name, int epochs, long seed, int patience) {
        var r = Tiny.request(start, epochs);
        List<ToWorker> lines = new ArrayList<>();
        lines.add(new ToWorker.Train(r.withSeed(seed).withRecipe(r.recipe().withPatience(patience)), Tiny.LABELS,
                temp.resolve(name).toString(), 1));
        lines.addAll(Tiny.praiseAndBlame());
        lines.add(new ToWorker.Done());
        return lines;
    }
}
