package concord.student.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import concord.student.Task;
import concord.student.format.FloatTensor;
import concord.student.format.ModelConfig;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Time of a training step of a model of random weights beside Hugging Face PyTorch on the same batches, in alternating rounds on one machine.
///
/// Besides wall time the processor time of all threads is given, which other programs on the machine disturb less.
///
/// Arguments: a Python with torch and transformers, or "-" to measure Concord alone; threads, rounds, steps a round; then, each optional in this order, the shape (minilm,
/// bert, distilbert), the precision (fp32, bf16), the lengths (full, uneven). The first round warms up and is left out. The environment
/// is passed on to Python.
public final class StepBench {
    private static final int ROWS = 16;
    private static final int TOKENS = 128;

    private StepBench() {
    }

    public static void main(String[] args) throws IOException {
        int threads = Integer.parseInt(args[1]);
        int rounds = Integer.parseInt(args[2]);
        int steps = Integer.parseInt(args[3]);
        String shape = args.length > 4 ? args[4] : "minilm";
        String precision = args.length > 5 ? args[5] : "fp32";
        String lengths = args.length > 6 ? args[6] : "full";
        ProcessBuilder builder = new ProcessBuilder(args[0], "src/test/reference/bench_step.py", args[1], shape, precision, lengths);
        builder.environment().put("OMP_NUM_THREADS", args[1]);
        if (args[0].equals("-"))
            // answers as the benchmark's other half does
            builder.command("sh", "-c", "while read line; do echo 1 0 0 1; done");
        Process python = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        TrainSettings settings = new TrainSettings(TrainSettings.MINILM, Tiny.recipe(1, ROWS, 1e-5, TOKENS), 10, 1, 1);
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        List<Double> oursBusy = new ArrayList<>();
        List<Double> theirsBusy = new ArrayList<>();
        try (Torch torch = Torch.open("cpu", threads);
                Network network = network(torch, shape, precision);
                BufferedWriter to = new BufferedWriter(new OutputStreamWriter(python.getOutputStream()));
                BufferedReader from = new BufferedReader(new InputStreamReader(python.getInputStream()))) {
            Trainer trainer = new Trainer(torch, network, new Padding(0, false), new Goal(Task.SINGLE, List.of("a", "b", "c")), settings,
                    new Checkpoints(Path.of("unused"), ""), new Tiny.Memory(List.of(), _ -> false));
            network.train();
            List<Example> batch = batch(lengths.equals("uneven"));
            for (int round = 0; round <= rounds; round++) {
                long began = System.nanoTime();
                double busy = busy();
                double loss = 0;
                for (int i = 0; i < steps; i++) {
                    loss = trainer.step(batch, new float[]{1, 1, 1}, 1e-5);
                }
                double own = (System.nanoTime() - began) / 1e9;
                double ownBusy = busy() - busy;
                to.write(steps + "\n");
                to.flush();
                String[] answer = from.readLine().split(" ");
                double other = Double.parseDouble(answer[0]);
                System.out.printf(Locale.ROOT, "round %d: Concord %.3f s, transformers %.3f s a step; loss %.3f, %s%n", round, own / steps,
                        other / steps, loss, answer[1]);
                if (round > 0) {
                    ours.add(own / steps);
                    theirs.add(other / steps);
                    oursBusy.add(ownBusy / steps);
                    theirsBusy.add(Double.parseDouble(answer[3]) / steps);
                }
            }
            to.write("0\n");
            to.flush();
            System.out.printf(Locale.ROOT, "peak memory: Concord %d MiB, transformers %s MiB%n", peak(), from.readLine().split(" ")[2]);
        }
        System.out.printf(Locale.ROOT,
                "%s %s %s: medians %.3f and %.3f s, ratio %.3f; minima %.3f and %.3f s, ratio %.3f (%d threads, %d rounds of %d steps)%n",
                shape, precision, lengths, median(ours), median(theirs), median(ours) / median(theirs), Collections.min(ours),
                Collections.min(theirs), Collections.min(ours) / Collections.min(theirs), threads, rounds, steps);
        System.out.printf(Locale.ROOT, "processor time: medians %.3f and %.3f s, ratio %.3f; minima %.3f and %.3f s%n", median(oursBusy),
                median(theirsBusy), median(oursBusy) / median(theirsBusy), Collections.min(oursBusy), Collections.min(theirsBusy));
    }

    /// Processor time of this process so far, seconds.
    static double busy() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    private static Network network(Torch torch, String shape, String precision) {
        ModelConfig config = ModelConfig.of("bert");
        boolean small = shape.equals("minilm");
        config.json().put("vocab_size", 30_522).put("hidden_size", small ? 384 : 768)
                .put("num_hidden_layers", shape.equals("bert") ? 12 : 6).put("num_attention_heads", 12)
                .put("intermediate_size", small ? 1536 : 3072).put("max_position_embeddings", 512).put("type_vocab_size", 2);
        Plan plan = Plan.of(Architectures.of(config), config, 3, Objective.CHOICE, 0,
                precision.equals("bf16") ? Precision.BFLOAT16 : Precision.FLOAT32, null, 0);
        Random random = new Random(1);
        return Network.load(torch, plan, w -> Values.of(new FloatTensor(w.shape(), values(w, random))));
    }

    private static float[] values(Weight weight, Random random) {
        if (weight.name().endsWith("LayerNorm.weight"))
            return Weight.Fresh.ONE.values(weight.shape(), random);
        return (weight.shape().length > 1 ? Weight.Fresh.NORMAL : Weight.Fresh.ZERO).values(weight.shape(), random);
    }

    private static List<Example> batch(boolean uneven) {
        List<Example> out = new ArrayList<>();
        for (int r = 0; r < ROWS; r++) {
            int[] ids = new int[uneven ? TOKENS - r * 7 : TOKENS];
            for (int i = 0; i < ids.length; i++) {
                ids[i] = (r * TOKENS + i) % 20_000 + 1_000;
            }
            out.add(new Example(new Tokens(ids, new byte[0], false), r % 3));
        }
        return out;
    }

    /// Most memory this process has taken, MiB; only known on Linux.
    static long peak() throws IOException {
        @Nullable
        String line = Files.readAllLines(Path.of("/proc/self/status")).stream().filter(l -> l.startsWith("VmHWM")).findFirst()
                .orElse(null);
        return line == null ? 0 : Long.parseLong(line.replaceAll("\\D", "")) / 1024;
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }
}
