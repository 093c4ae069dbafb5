package concord.student.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.job.Cancelled;
import concord.model.request.Recipe;
import concord.model.result.TrainOutcome;
import concord.student.Task;
import concord.student.format.Safetensors;
import concord.student.format.StudentCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
        assertThat(scored.getFirst().values()[1]).isGreaterThan(0.5);
        assertThat(scored.getLast().values()[0]).isGreaterThan(0.5);
        assertThat(link.answers(FromWorker.Portion.class)).containsExactly(new FromWorker.Portion(2, 1));
    }

    @Test
    void stopsEarlyWhenValidationGetsNoBetter() throws Exception {
        // the validation part says the opposite, so that it gets worse the more is learnt
        List<ToWorker> lines = new ArrayList<>(lines("e", 60, 1, 2));
        lines.replaceAll(line -> line instanceof ToWorker.Example(boolean held, String text, var textB, int label, var shares) && held
                ? new ToWorker.Example(true, text, textB, 1 - label, shares)
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

    @Test
    void trainingAgainGivesWhatATrainingByItselfGives() throws Exception {
        TrainOutcome alone = train("alone", 2, 7);
        List<ToWorker> lines = lines("first", 1, 1, 0);
        lines.add(new ToWorker.Again(Tiny.request(start, 2).withSeed(7), temp.resolve("second").toString()));
        Tiny.Memory link = new Tiny.Memory(lines, _ -> false);
        Worker.run(link);
        List<FromWorker.Trained> both = link.answers(FromWorker.Trained.class);
        assertThat(both).hasSize(2);
        assertThat(both.getLast().outcome().sha256()).isEqualTo(alone.sha256()).isNotEqualTo(both.getFirst().outcome().sha256());
        assertThat(temp.resolve("first").resolve("model.safetensors")).exists();
        assertThat(temp.resolve("second").resolve("model.safetensors")).exists();
    }

    @Test
    void frozenLayersStayAsTheyWere() throws Exception {
        Recipe recipe = frozen(1);
        train("frozen", Task.SINGLE, Tiny.LABELS, recipe, Tiny.praiseAndBlame());
        try (Safetensors before = Safetensors.open(start.resolve("model.safetensors"));
                Safetensors after = Safetensors.open(temp.resolve("frozen").resolve("model.safetensors"))) {
            for (String same : List.of("bert.embeddings.word_embeddings.weight", "bert.encoder.layer.0.output.dense.weight")) {
                assertThat(after.floats(same).values()).as(same).isEqualTo(before.floats(same).values());
            }
            String learnt = "bert.encoder.layer.1.output.dense.weight";
            assertThat(after.floats(learnt).values()).isNotEqualTo(before.floats(learnt).values());
        }
        assertThatThrownBy(() -> train("all", Task.SINGLE, Tiny.LABELS, frozen(2), Tiny.praiseAndBlame()))
                .hasMessage("Of the student's 2 layers 2 are to be frozen: at least the last must be left to learn.");
    }

    private static Recipe frozen(int layers) {
        Recipe r = Tiny.request(Tiny.folder(), 1).recipe();
        return new Recipe(r.epochs(), r.batch(), r.learningRate(), r.maxLength(), false, 0, "cosine", 0.2, 0.1, 0.05, false, layers,
                r.precision(), r.checkpointing(), r.loraRank(), r.loraAlpha(), r.loraDropout(), r.loraTargets(), r.ordinal(), r.ranking());
    }

    @Test
    void severalLabelsAreLearntAndScoredEachForItself() throws Exception {
        List<ToWorker.Example> examples = Tiny.praiseAndBlame().stream().map(e -> new ToWorker.Example(e.held(), e.text(), null, -1,
                new double[]{e.label(), e.text().contains("today") ? 1 : 0})).toList();
        TrainOutcome outcome = train("sets", Task.MULTI, List.of("praise", "recent"), recipe(40), examples);
        assertThat(outcome.validation()).containsKeys("macro_f1", "micro_f1", "exact_match", "ece_before").containsEntry("temperature",
                1.0);
        assertThat(outcome.validation().get("micro_f1")).isGreaterThan(0.8);
        assertThat(temp.resolve("sets").resolve("config.json")).content().contains("multi_label_classification");
        double[] recent = score("sets", "the film was very great today");
        double[] other = score("sets", "the film was very awful in the market we see");
        assertThat(recent[0]).isGreaterThan(other[0]);
        assertThat(recent[1]).isGreaterThan(other[1]);
    }

    @Test
    void orderedLabelsAreLearntAsThresholdsOrAsANumber() throws Exception {
        List<String> levels = List.of("low", "middle", "high");
        List<ToWorker.Example> examples = Tiny.praiseAndBlame().stream().map(e -> new ToWorker.Example(e.held(), e.text(), null,
                e.label() == 0 ? 0 : e.text().contains("film") || e.text().contains("movie") ? 2 : 1, null)).toList();
        TrainOutcome coral = train("coral", Task.CORAL, levels, recipe(25), examples);
        assertThat(coral.validation()).containsKeys("quadratic_kappa", "mean_absolute_error", "temperature");
        assertThat(temp.resolve("coral").resolve("config.json")).content().contains("higher than low").doesNotContain("higher than high");
        assertThat(StudentCard.read(temp.resolve("coral")).orElseThrow()).satisfies(card -> {
            assertThat(card.task()).isEqualTo(Task.CORAL);
            assertThat(card.labels()).isEqualTo(levels);
        });
        try (Safetensors weights = Safetensors.open(temp.resolve("coral").resolve("model.safetensors"))) {
            float[] rows = weights.floats("classifier.weight").values();
            assertThat(Arrays.copyOf(rows, 32)).isEqualTo(Arrays.copyOfRange(rows, 32, 64));
        }
        assertThat(score("coral", "the film was very great today")).hasSize(3)
                .satisfies(p -> assertThat(Arrays.stream(p).sum()).isBetween(1 - 1e-9, 1 + 1e-9));
        TrainOutcome number = train("number", Task.SCORE, levels, recipe(25), examples);
        assertThat(number.validation()).containsKeys("score_correlation", "accuracy").doesNotContainKey("temperature");
        assertThat(number.validation().get("score_correlation")).isGreaterThan(0.5);
        assertThat(temp.resolve("number").resolve("config.json")).content().contains("\"problem_type\" : \"regression\"");
        double[] high = score("number", "the movie was very lovely today");
        assertThat(high).hasSize(1);
        assertThat(high[0]).isGreaterThan(score("number", "the movie was very sad today")[0]);
    }

    @Test
    void sharesOfVotesAreLearnt() throws Exception {
        List<ToWorker.Example> examples = Tiny.praiseAndBlame().stream().map(e -> new ToWorker.Example(e.held(), e.text(), null, e.label(),
                e.label() == 1 ? new double[]{0.25, 0.75} : new double[]{0.75, 0.25})).toList();
        train("shares", Task.SINGLE, Tiny.LABELS, recipe(25), examples);
        assertThat(score("shares", "the food was very great today")[1]).isBetween(0.5, 0.9);
    }

    private static Recipe recipe(int epochs) {
        return Tiny.request(Tiny.folder(), epochs).recipe();
    }

    private double[] score(String name, String text) throws Exception {
        Tiny.Memory link = new Tiny.Memory(List.of(new ToWorker.Score(temp.resolve(name).toString(), "cpu", 1),
                new ToWorker.Text(1, text, null), new ToWorker.Done(), new ToWorker.Done()), _ -> false);
        Worker.run(link);
        return link.answers(FromWorker.Scored.class).getFirst().values();
    }

    private TrainOutcome train(String name, Task task, List<String> labels, Recipe recipe, List<ToWorker.Example> examples)
            throws Exception {
        List<ToWorker> lines = new ArrayList<>(List.of(
                new ToWorker.Train(Tiny.request(start, 1).withRecipe(recipe), task, labels, temp.resolve(name).toString(), 1)));
        lines.addAll(examples);
        lines.add(new ToWorker.Done());
        Tiny.Memory link = new Tiny.Memory(lines, _ -> false);
        Worker.run(link);
        return link.answers(FromWorker.Trained.class).getFirst().outcome();
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
        lines.add(new ToWorker.Train(r.withSeed(seed).withRecipe(r.recipe().withPatience(patience)), Task.SINGLE, Tiny.LABELS,
                temp.resolve(name).toString(), 1));
        lines.addAll(Tiny.praiseAndBlame());
        lines.add(new ToWorker.Done());
        return lines;
    }
}
