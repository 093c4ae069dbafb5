package concord.student.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import concord.student.Task;
import concord.student.format.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every architecture against transformers: what it computes, every gradient, and a training of twenty steps (golden values by
/// reference/students.py).
class ArchitectureGoldenTest {
    private static final List<String> LABELS = List.of("down", "same", "up");
    private static final int STEPS = 20;
    private static final float EXACT = 1e-5f;
    private static final float HALF = 2e-2f;

    @TempDir
    Path temp;

    static List<String> architectures() {
        return List.of("bert", "roberta", "distilbert", "xlnet", "deberta", "deberta-conv", "modernbert");
    }

    static List<String> varieties() throws IOException {
        try (Stream<Path> folders = Files.list(Tiny.resource("more"))) {
            return folders.map(f -> f.getFileName().toString()).filter(f -> !f.endsWith("-bare")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void logitsAreThoseOfTransformers(String name) {
        try (Rig rig = new Rig(folder(name), Precision.FLOAT32)) {
            assertClose(rig.network.logits(rig.batch("")), rig.golden, "logits", EXACT);
        }
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void logitsInBrainFloatsAreNearThoseOfTransformers(String name) {
        try (Rig rig = new Rig(folder(name), Precision.BFLOAT16)) {
            assertClose(rig.network.logits(rig.batch("")), rig.golden, "bf16.logits", HALF);
        }
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void theSideOfPaddingDoesNotMatterToTheBody(String name) {
        try (Rig rig = new Rig(folder(name), Precision.FLOAT32)) {
            assertClose(rig.network.embeddings(rig.batch("")), rig.golden, "embed", EXACT);
            assertClose(rig.network.embeddings(rig.batch("other.")), rig.golden, "other.embed", EXACT);
        }
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void everyGradientIsThatOfTransformers(String name) {
        try (Rig rig = new Rig(folder(name), Precision.FLOAT32)) {
            rig.network.train();
            double loss = rig.network.backward(rig.batch(""), rig.truth(""), rig.labelWeights(), 1);
            assertThat(loss).isCloseTo(rig.golden.floats("loss").values()[0], within((double) EXACT));
            assertThat(rig.golden.entries().keySet().stream().filter(k -> k.startsWith("grad.")))
                    .hasSize(rig.network.learnt().length);
            for (int i : rig.network.learnt()) {
                assertClose(rig.network.weights().get(i).getGradient(), rig.golden, "grad." + rig.network.specs().get(i).name(), EXACT);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void lossCurveOfTwentyStepsIsThatOfTransformers(String name) {
        TrainSettings settings = new TrainSettings("tiny", Tiny.recipe(1, 4, 5e-3, 16), 1, 1.0, 1);
        try (Rig rig = new Rig(folder(name), Precision.FLOAT32)) {
            Trainer trainer = new Trainer(rig.torch, rig.network, rig.start.padding(), new Goal(Task.SINGLE, LABELS), settings,
                    new Checkpoints(Tiny.cache(), ""),
                    new Tiny.Memory(List.of(), _ -> false));
            rig.network.train();
            float[] expected = rig.golden.floats("losses").values();
            for (int step = 0; step < STEPS; step++) {
                double loss = trainer.step(rig.examples("step" + step + "."), rig.golden.floats("weights").values(),
                        Schedule.at(step, STEPS, settings));
                assertThat(loss).as("step " + step).isCloseTo(expected[step], within((double) EXACT));
            }
        }
    }

    /// Other configs of the same types; one of them is stored in 16 bit, one in parts.
    @ParameterizedTest
    @MethodSource("varieties")
    void varietiesOfConfigAreComputedAsByTransformers(String name) throws IOException {
        try (Rig rig = new Rig(more(name), Precision.FLOAT32)) {
            assertClose(rig.network.logits(rig.batch("")), rig.golden, "logits", EXACT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"roberta-bare", "xlnet-bare", "deberta-bare"})
    void aModelWithoutAHeadIsRead(String name) throws IOException {
        try (Rig rig = new Rig(more(name), Precision.FLOAT32)) {
            assertThat(rig.start.trained()).isFalse();
            assertClose(rig.network.embeddings(rig.batch("")), rig.golden, "embed", EXACT);
        }
    }

    private static Path folder(String name) {
        return Tiny.resource(name + "-tiny");
    }

    /// A folder of a variety with a tokenizer, which they come without.
    private Path more(String name) throws IOException {
        try (Stream<Path> files = Files.list(Tiny.resource("more").resolve(name))) {
            for (Path file : files.toList()) {
                Files.copy(file, temp.resolve(file.getFileName()));
            }
        }
        Files.copy(folder("bert").resolve("tokenizer.json"), temp.resolve("tokenizer.json"));
        return temp;
    }

    private static void assertClose(NDArray ours, Safetensors golden, String name, float tolerance) {
        assertThat(ours.getShape().getShape()).as(name).isEqualTo(golden.floats(name).shape());
        assertThat(ours.toFloatArray()).as(name).containsExactly(golden.floats(name).values(), within(tolerance));
    }

    /// A network of a folder and its golden values.
    private static final class Rig implements AutoCloseable {
        final Torch torch = Tiny.torch();
        final StartingPoint start;
        final Safetensors golden;
        final Network network;
        private final NDScope scope = new NDScope();
        private final NDManager manager;

        Rig(Path folder, Precision precision) {
            start = StartingPoint.folder(folder);
            golden = Safetensors.open(folder.resolve("golden.safetensors"));
            Plan plan = Plan.of(start.architecture(), start.config(), LABELS.size(), Objective.CHOICE, 0, precision, null, 0);
            network = Network.load(torch, plan, start.classifier(LABELS, 0));
            manager = network.manager().newSubManager();
            network.evaluate();
        }

        /// The texts of the golden file, filled up by us, which must be as there.
        Batch batch(String prefix) {
            Padding padding = start.padding();
            Padding side = prefix.equals("other.") ? new Padding(padding.id(), !padding.left()) : padding;
            Batch batch = Batch.of(manager, Tiny.tokens(golden, prefix), side);
            assertThat(batch.ids().toLongArray()).isEqualTo(golden.longs(prefix + "ids"));
            assertThat(batch.mask().toLongArray()).isEqualTo(golden.longs(prefix + "mask"));
            return batch;
        }

        NDArray truth(String prefix) {
            long[] labels = golden.longs(prefix + "y");
            return manager.create(labels, new Shape(labels.length));
        }

        NDArray labelWeights() {
            return manager.create(golden.floats("weights").values());
        }

        List<Example> examples(String prefix) {
            long[] labels = golden.longs(prefix + "y");
            List<Tokens> tokens = Tiny.tokens(golden, prefix);
            List<Example> out = new ArrayList<>();
            for (int r = 0; r < labels.length; r++) {
                out.add(new Example(tokens.get(r), (int) labels[r]));
            }
            return out;
        }

        @Override
        public void close() {
            manager.close();
            scope.close();
            network.close();
            golden.close();
            start.close();
            torch.close();
        }
    }
}
