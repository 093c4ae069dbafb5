package concord.student.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import concord.job.Cancelled;
import concord.model.request.Recipe;
import concord.model.request.TrainRequest;
import concord.model.result.TrainOutcome;
import concord.student.Students;
import concord.student.Task;
import concord.student.format.FloatTensor;
import concord.student.format.ModelConfig;
import concord.student.format.Safetensors;
import concord.student.format.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole trainings of a tiny Mistral with adapters, which drop out and are computed layer by layer, in this JVM.
class LoraTrainingTest {
    private static final List<String> TEXTS = List.of("the food was very great today", "the place was very horrible", "it was");
    @TempDir
    Path temp;
    private Path start;

    @BeforeEach
    void model() throws IOException {
        start = LoraGoldenTest.copy("mistral-tiny", temp.resolve("start"));
    }

    @Test
    void anAdapterLearnsAndScoresOnItsBase() throws Exception {
        TrainOutcome outcome = train(recipe(), "run");
        assertThat(outcome.validation().get("macro_f1")).isGreaterThan(0.8);
        assertThat(outcome.settings()).containsEntry("lora_rank", 16).containsEntry("lora_alpha", 32.0).containsEntry("lora_dropout", 0.05)
                .containsEntry("lora_targets", "down_proj,gate_proj,k_proj,o_proj,q_proj,up_proj,v_proj");
        Path run = temp.resolve("run");
        assertThat(run.resolve("model.safetensors")).doesNotExist();
        try (Safetensors adapter = Safetensors.open(run.resolve("adapter_model.safetensors"))) {
            assertThat(adapter.entries()).hasSize(3 * 7 * 2 + 1).containsKeys("base_model.model.score.weight",
                    "base_model.model.model.layers.2.mlp.down_proj.lora_B.weight");
        }
        JsonNode config = new ObjectMapper().readTree(run.resolve("adapter_config.json").toFile());
        assertThat(config.path("base_model_name_or_path").asText()).isEqualTo(start.toAbsolutePath().toString());
        assertThat(config.path("modules_to_save").toString()).isEqualTo("[\"score\"]");
        double[][] scores = score(run);
        assertThat(scores[0][1]).isGreaterThan(0.5);
        assertThat(scores[1][0]).isGreaterThan(0.5);
        assertThat(new Students(temp.resolve("cache")).info(run).labels()).containsExactly("bad", "good");
    }

    @Test
    void mergedItSaysTheSame() throws Exception {
        train(recipe().withPrecision("fp32"), "run");
        Merging.write(temp.resolve("run"), temp.resolve("merged"));
        double[][] apart = score(temp.resolve("run"));
        double[][] merged = score(temp.resolve("merged"));
        for (int i = 0; i < apart.length; i++) {
            assertThat(merged[i]).containsExactly(apart[i], within(1e-5));
        }
        assertThat(temp.resolve("merged").resolve("adapter_config.json")).doesNotExist();
    }

    /// transformers would take the token before the end for the last of the text.
    @Test
    void theTokenThatEndsATextIsNotThePadding() throws Exception {
        int end = 3;
        ModelConfig config = ModelConfig.read(start);
        config.json().put("eos_token_id", end).putNull("pad_token_id");
        config.write(start);
        train(recipe().withEpochs(1), "run");
        Merging.write(temp.resolve("run"), temp.resolve("merged"));
        JsonNode padding = ModelConfig.read(temp.resolve("merged")).json().path("pad_token_id");
        assertThat(padding.isInt()).isTrue();
        assertThat(padding.asInt()).isNotEqualTo(end);
    }

    /// The start has a tokenizer.json alone.
    @Test
    void theFolderOfAStudentSaysHowManyTokensATextCanHave() throws Exception {
        assertThat(start.resolve("tokenizer_config.json")).doesNotExist();
        train(recipe().withEpochs(1), "run");
        Merging.write(temp.resolve("run"), temp.resolve("merged"));
        for (String folder : List.of("run", "merged")) {
            JsonNode settings = new ObjectMapper().readTree(temp.resolve(folder).resolve("tokenizer_config.json").toFile());
            assertThat(settings.path("model_max_length").asInt()).isEqualTo(64);
        }
        Path own = Tiny.resource("bert-tiny").resolve("tokenizer_config.json");
        assertThat(TokenizerFiles.read(own.getParent()).cutting(5).files().get("tokenizer_config.json")).isEqualTo(Files.readAllBytes(own));
    }

    @Test
    void aLargeModelIsMergedIntoShardsOfBrainFloats() throws Exception {
        train(recipe().withPrecision("fp32"), "run");
        Path merged = temp.resolve("merged");
        Merging.write(temp.resolve("run"), merged, 1000, 20_000);
        assertThat(merged.resolve("model.safetensors")).doesNotExist();
        JsonNode index = new ObjectMapper().readTree(merged.resolve("model.safetensors.index.json").toFile());
        JsonNode places = index.path("weight_map");
        assertThat(places.size()).isEqualTo(3 * 9 + 3);
        assertThat(places.path("score.weight").asText()).matches("model-(0000\\d)-of-\\1.safetensors");
        long bytes = 0;
        for (Path file : Files.list(merged).filter(f -> f.toString().endsWith(".safetensors")).toList()) {
            try (Safetensors shard = Safetensors.open(file)) {
                assertThat(shard.entries().values()).allMatch(e -> e.type().equals("BF16"));
                bytes += 2 * shard.parameters();
            }
            assertThat(Files.size(file)).isLessThan(22_000);
        }
        assertThat(index.path("metadata").path("total_size").asLong()).isEqualTo(bytes);
        assertThat(score(merged)[0]).containsExactly(score(temp.resolve("run"))[0], within(2e-2));
    }

    @Test
    void roundsToTheNearestBrainFloat() {
        assertThat(Merging.brain(1)).isEqualTo((short) 0x3f80);
        // half way between two: the even one
        assertThat(Merging.brain(Float.intBitsToFloat(0x3f808000))).isEqualTo((short) 0x3f80);
        assertThat(Merging.brain(Float.intBitsToFloat(0x3f818000))).isEqualTo((short) 0x3f82);
        assertThat(Merging.brain(Float.intBitsToFloat(0x3f808001))).isEqualTo((short) 0x3f81);
        assertThat(Float.intBitsToFloat(Merging.brain(Float.NaN) << 16)).isNaN();
    }

    @Test
    void goingOnAfterAnInterruptionGivesTheSameBits() throws Exception {
        Recipe recipe = recipe().withCheckpointing("on").withEpochs(3);
        TrainOutcome whole = train(recipe, "whole");
        Tiny.Memory stopped = memory(recipe, "parts",
                m -> m instanceof FromWorker.Progress(long _, long _, String phase) && phase.equals("epoch 2 of 3"));
        assertThatThrownBy(() -> Worker.run(stopped)).isInstanceOf(Cancelled.class);
        TrainOutcome resumed = train(recipe, "parts");
        assertThat(resumed.sha256()).isEqualTo(whole.sha256());
        assertThat(resumed.history().getLast().loss()).isEqualTo(whole.history().getLast().loss());
    }

    @Test
    void anEncoderTakesAdaptersWhenAskedTo() throws Exception {
        start = Tiny.withDropout(temp.resolve("bert"));
        Recipe recipe = recipe().withLora(4, 0, 0, Recipe.AUTO).withPrecision("fp32").withEpochs(2);
        train(recipe, "run");
        JsonNode config = new ObjectMapper().readTree(temp.resolve("run").resolve("adapter_config.json").toFile());
        assertThat(config.path("target_modules").toString()).isEqualTo("[\"query\",\"value\"]");
        assertThat(config.path("modules_to_save").toString()).isEqualTo("[\"bert.pooler.dense\",\"classifier\"]");
        Merging.write(temp.resolve("run"), temp.resolve("merged"));
        assertThat(score(temp.resolve("merged"))[0]).containsExactly(score(temp.resolve("run"))[0], within(1e-5));
    }

    @Test
    void theFrozenPartOfAStudentComesFromItsStart() throws Exception {
        start = Tiny.withDropout(temp.resolve("bert"));
        train(recipe().withFrozenLayers(1).withPrecision("bf16"), "run");
        try (Safetensors before = Safetensors.open(start.resolve("model.safetensors"));
                Safetensors after = Safetensors.open(temp.resolve("run").resolve("model.safetensors"))) {
            assertThat(after.entries().keySet()).isEqualTo(before.entries().keySet());
            for (String same : List.of("bert.embeddings.word_embeddings.weight", "bert.encoder.layer.0.output.dense.weight")) {
                assertThat(after.floats(same).values()).as(same).containsExactly(before.floats(same).values());
            }
            assertThat(after.floats("bert.encoder.layer.1.output.dense.weight").values())
                    .isNotEqualTo(before.floats("bert.encoder.layer.1.output.dense.weight").values());
        }
    }

    @Test
    void aBaseThatIsGoneOrAnotherOneIsNamed() throws Exception {
        train(recipe().withEpochs(1), "run");
        Path run = temp.resolve("run");
        Path away = temp.resolve("away");
        Files.move(start, away);
        assertThatThrownBy(() -> score(run)).hasMessageContaining("which is no longer in " + start.toAbsolutePath())
                .hasMessageContaining("base.json");
        Files.createDirectories(start);
        for (String file : List.of("config.json", "tokenizer.json")) {
            Files.copy(away.resolve(file), start.resolve(file));
        }
        changed(away, start);
        assertThatThrownBy(() -> score(run)).hasMessageContaining("is not the one the student").hasMessageContaining("weights differ");
        assertThatThrownBy(() -> StartingPoint.of(run.toString())).hasMessageContaining("holds an adapter, not a whole model");
    }

    /// The same model with one number changed.
    private static void changed(Path from, Path to) throws IOException {
        try (Safetensors file = Safetensors.open(from.resolve("model.safetensors"))) {
            Map<String, SafetensorsWriter.Source> tensors = new LinkedHashMap<>();
            file.entries().keySet().forEach(name -> {
                FloatTensor tensor = file.floats(name);
                if (name.equals("model.layers.1.mlp.up_proj.weight"))
                    tensor.values()[0] += 1;
                tensors.put(name, SafetensorsWriter.Source.of(tensor));
            });
            SafetensorsWriter.write(to.resolve("model.safetensors"), tensors);
        }
    }

    @Test
    void aMapThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> train(recipe().withLora(4, 8, 0, "q_proj, query"), "run")).hasMessageContaining("no map named query")
                .hasMessageContaining("down_proj");
    }

    @Test
    void settingsOfAdaptersNeedARankWhereTheModelHasNoneOfItsOwn() throws IOException {
        Recipe alone = recipe().withLora(-1, 8, 0, Recipe.AUTO);
        assertThat(Lora.filled(alone, Architectures.of(ModelConfig.read(start))).loraRank()).isEqualTo(16);
        Architecture bert = new BertArchitecture();
        assertThatThrownBy(() -> Lora.filled(alone, bert)).hasMessageContaining("need a rank");
        assertThat(Lora.filled(recipe().withLora(0, 8, 0, Recipe.AUTO), bert).loraAlpha()).isZero();
    }

    @Test
    void whatCannotBeComputedIsRefused() throws IOException {
        ModelConfig config = ModelConfig.read(start);
        config.json().putObject("rope_scaling").put("rope_type", "yarn");
        config.write(start);
        assertThatThrownBy(() -> StartingPoint.folder(start)).hasMessageContaining("the rule \"yarn\"");
    }

    private static Recipe recipe() {
        return Recipe.DEFAULT.withEpochs(8).withBatch(8).withLearningRate(5e-3).withMaxLength(32).withPatience(0);
    }

    private TrainOutcome train(Recipe recipe, String name) throws Exception {
        Tiny.Memory link = memory(recipe, name, _ -> false);
        Worker.run(link);
        return link.answers(FromWorker.Trained.class).getFirst().outcome();
    }

    private Tiny.Memory memory(Recipe recipe, String name, Predicate<FromWorker> stopAt) {
        TrainRequest request = Tiny.request(start, 1).withRecipe(recipe);
        List<ToWorker> lines = new ArrayList<>();
        lines.add(new ToWorker.Train(request, Task.SINGLE, Tiny.LABELS, temp.resolve(name).toString(), 1));
        lines.addAll(Tiny.praiseAndBlame());
        lines.add(new ToWorker.Done());
        return new Tiny.Memory(lines, stopAt);
    }

    private static double[][] score(Path student) throws Exception {
        List<ToWorker> lines = new ArrayList<>(List.of(new ToWorker.Score(student.toString(), "cpu", 1)));
        for (int i = 0; i < TEXTS.size(); i++) {
            lines.add(new ToWorker.Text(i, TEXTS.get(i), null));
        }
        lines.add(new ToWorker.Done());
        lines.add(new ToWorker.Done());
        Tiny.Memory link = new Tiny.Memory(lines, _ -> false);
        Worker.run(link);
        double[][] out = new double[TEXTS.size()][];
        link.answers(FromWorker.Scored.class).forEach(s -> out[(int) s.unit()] = s.values());
        return out;
    }
}
