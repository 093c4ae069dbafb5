package concord.student.worker;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.cuda.CudaUtils;
import concord.student.format.ModelConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Steps of a Mistral with adapters, of real layer sizes and random weights or from a folder: tokens a second, memory, loss.
///
/// Arguments as name=value, each with a default: folder (none), hidden 4096, inner 14336, heads 32, groups 8, layers 2, vocabulary 32000,
/// batch 1, length 512, steps 4, rank 16, device cpu, threads 2, precision bf16, checkpointing on. The same arguments give the same weights, texts
/// and adapters on every device, so that losses can be compared; adapters drop nothing out. The first step warms up and is left out.
public final class MistralSteps {
    private static final List<String> LABELS = List.of("a", "b", "c");
    private static final int RANDOM_NUMBERS = 1 << 24;

    private final List<String> given;

    private MistralSteps(String[] args) {
        this.given = List.of(args);
    }

    private String text(String name, String otherwise) {
        return given.stream().filter(a -> a.startsWith(name + "=")).map(a -> a.substring(name.length() + 1)).findFirst().orElse(otherwise);
    }

    private int number(String name, int otherwise) {
        return Integer.parseInt(text(name, Integer.toString(otherwise)));
    }

    public static void main(String[] args) throws IOException {
        new MistralSteps(args).run();
    }

    private void run() throws IOException {
        String folder = text("folder", "");
        try (StartingPoint start = folder.isEmpty() ? null : StartingPoint.folder(Path.of(folder));
                Torch torch = Torch.open(text("device", "cpu"), number("threads", 2))) {
            ModelConfig config = start == null ? config() : start.config();
            Lora lora = new Lora(number("rank", 16), 2.0 * number("rank", 16), 0, new MistralArchitecture().adapted());
            Precision precision = text("precision", "bf16").equals("bf16") ? Precision.BFLOAT16 : Precision.FLOAT32;
            Plan once = Plan.of(new MistralArchitecture(), config, LABELS.size(), Objective.CHOICE, 0, precision, lora, 0);
            Plan plan = text("checkpointing", "on").equals("on") ? once.checkpointed() : once;
            long began = System.nanoTime();
            try (Network network = Network.load(torch, plan, start == null ? random() : start.classifier(LABELS, 1));
                    AdamW optimizer = new AdamW(network, 0.01, 1, 1)) {
                System.out.printf(Locale.ROOT, "%s: %.3f billion weights loaded in %.1f s; %s%n", torch.words(), network.parameters() / 1e9,
                        (System.nanoTime() - began) / 1e9, memory(torch.manager().getDevice()));
                steps(network, optimizer, config.number("vocab_size"));
            }
        }
    }

    private void steps(Network network, AdamW optimizer, int vocabulary) throws IOException {
        int batch = number("batch", 1);
        int length = number("length", 512);
        long body = network.specs().stream().filter(w -> w.part() == Weight.Part.BODY && !w.name().contains("embed"))
                .mapToLong(Weight::size).sum();
        // forward, what goes back to the inputs, and forward once more; the body itself learns nothing
        int passes = network.plan().checkpointing() ? 3 : 2;
        List<Double> seconds = new ArrayList<>();
        network.train();
        for (int step = 0; step <= number("steps", 4); step++) {
            long began = System.nanoTime();
            double loss = step(network, optimizer, batch, length, vocabulary, step);
            double time = (System.nanoTime() - began) / 1e9;
            if (step > 0)
                seconds.add(time);
            System.out.printf(Locale.ROOT, "step %d: loss %.6f, %.3f s; %s%n", step, loss, time, memory(network.manager().getDevice()));
        }
        double median = seconds.stream().sorted().toList().get(seconds.size() / 2);
        double tokens = (double) batch * length;
        System.out.printf(Locale.ROOT, "median step %.3f s, %.1f tokens/s, about %.2f TFLOP/s in the body's matrix products%n", median,
                tokens / median, 2.0 * passes * body * tokens / median / 1e12);
    }

    private static double step(Network network, AdamW optimizer, int batch, int length, int vocabulary, int step) {
        Random random = new Random(step);
        long[] ids = random.longs((long) batch * length, 5, vocabulary).toArray();
        long[] labels = random.longs(batch, 0, LABELS.size()).toArray();
        try (NDScope _ = new NDScope(); NDManager scope = network.manager().newSubManager()) {
            Shape shape = new Shape(batch, length);
            NDArray mask = scope.create(random.longs(ids.length, 1, 2).toArray(), shape);
            Batch texts = new Batch(scope.create(ids, shape), scope.create(new long[ids.length], shape), mask);
            double loss = network.backward(texts, scope.create(labels, new Shape(batch)), scope.ones(new Shape(LABELS.size())), 1);
            optimizer.step(2e-4);
            return loss;
        }
    }

    private ModelConfig config() {
        ModelConfig config = ModelConfig.of("mistral");
        config.json().put("hidden_size", number("hidden", 4096)).put("intermediate_size", number("inner", 14_336))
                .put("num_attention_heads", number("heads", 32)).put("num_key_value_heads", number("groups", 8))
                .put("num_hidden_layers", number("layers", 2)).put("vocab_size", number("vocabulary", 32_000))
                .put("max_position_embeddings", 32_768).put("sliding_window", 4096).put("rms_norm_eps", 1e-5);
        return config;
    }

    /// Brain floats of a spread of 0.02 for matrices, cut one after the other from the same 16 million numbers; ones for norms.
    private static Function<Weight, Values> random() {
        ByteBuffer numbers = ByteBuffer.allocateDirect(2 * RANDOM_NUMBERS).order(ByteOrder.LITTLE_ENDIAN);
        Random random = new Random(1);
        while (numbers.hasRemaining()) {
            numbers.putShort(Merging.brain((float) (random.nextGaussian() * 0.02)));
        }
        Random fresh = new Random(2);
        return weight -> {
            if (weight.part() != Weight.Part.BODY)
                return Values.of(new concord.student.format.FloatTensor(weight.shape(), weight.fresh().values(weight.shape(), fresh)));
            int offset = weight.name().hashCode() & RANDOM_NUMBERS - 1;
            return new Values(weight.shape(), "BF16", () -> filled(weight, numbers, offset), () -> {
                throw new IllegalStateException("never asked for");
            });
        };
    }

    private static ByteBuffer filled(Weight weight, ByteBuffer numbers, int offset) {
        ByteBuffer out = ByteBuffer.allocateDirect(Math.toIntExact(2 * weight.size())).order(ByteOrder.LITTLE_ENDIAN);
        if (weight.shape().length == 1) {
            while (out.hasRemaining()) {
                out.putShort((short) 0x3f80);
            }
            return out.flip();
        }
        for (int at = 2 * offset; out.hasRemaining(); at = 0) {
            out.put(numbers.slice(at, Math.min(out.remaining(), numbers.capacity() - at)));
        }
        return out.flip();
    }

    private static String memory(Device device) throws IOException {
        @Nullable
        String peak = null;
        Path status = Path.of("/proc/self/status");
        if (Files.isReadable(status))
            peak = Files.readAllLines(status).stream().filter(l -> l.startsWith("VmHWM")).findFirst().orElse(null);
        String own = peak == null ? "" : "peak resident " + Long.parseLong(peak.replaceAll("\\D", "")) / 1024 + " MiB";
        return device.isGpu() ? own + ", GPU " + CudaUtils.getGpuMemory(device).getCommitted() / (1 << 20) + " MiB" : own;
    }
}
