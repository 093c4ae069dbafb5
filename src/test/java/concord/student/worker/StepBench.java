package concord.student.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// Time of a training step of MiniLM, 16 texts of 128 tokens, beside Hugging Face PyTorch on the same machine in alternating rounds.
///
/// Arguments: a Python with torch and transformers, threads, rounds, steps a round. The first round warms up and is left out.
public final class StepBench {
    private static final int ROWS = 16;
    private static final int TOKENS = 128;

    private StepBench() {
    }

    public static void main(String[] args) throws IOException {
        int threads = Integer.parseInt(args[1]);
        int rounds = Integer.parseInt(args[2]);
        int steps = Integer.parseInt(args[3]);
        ProcessBuilder builder = new ProcessBuilder(args[0], "src/test/reference/bench_step.py", args[1]);
        builder.environment().put("OMP_NUM_THREADS", args[1]);
        Process python = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        StartingPoint start = StartingPoint.minilm();
        List<String> labels = List.of("a", "b", "c");
        TrainSettings settings = new TrainSettings(TrainSettings.MINILM, Tiny.recipe(1, ROWS, 1e-5, TOKENS), 10, 1, 1);
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        try (Torch torch = Torch.open("cpu", threads);
                Network network = Network.load(torch, Plan.plain(start, 3), start.classifier(labels, 1));
                NDArray ones = network.manager().ones(new Shape(3));
                BufferedWriter to = new BufferedWriter(new OutputStreamWriter(python.getOutputStream()));
                BufferedReader from = new BufferedReader(new InputStreamReader(python.getInputStream()))) {
            Trainer trainer = new Trainer(torch, network, start.padding(), labels, settings, new Checkpoints(Path.of("unused"), ""),
                    new Tiny.Memory(List.of(), _ -> false));
            network.train();
            for (int round = 0; round <= rounds; round++) {
                long began = System.nanoTime();
                for (int i = 0; i < steps; i++) {
                    trainer.step(batch(), ones, 1e-5);
                }
                double own = (System.nanoTime() - began) / 1e9;
                to.write(steps + "\n");
                to.flush();
                double other = Double.parseDouble(from.readLine());
                System.out.printf(Locale.ROOT, "round %d: Concord %.3f s, transformers %.3f s a step%n", round, own / steps, other / steps);
                if (round > 0) {
                    ours.add(own / steps);
                    theirs.add(other / steps);
                }
            }
        }
        System.out.printf(Locale.ROOT, "ratio of medians %.3f, of minima %.3f (%d threads, %d rounds of %d steps)%n",
                median(ours) / median(theirs),
                Collections.min(ours) / Collections.min(theirs), threads, rounds, steps);
    }

    private static List<Example> batch() {
        List<Example> out = new ArrayList<>();
        for (int r = 0; r < ROWS; r++) {
            int[] ids = new int[TOKENS];
            for (int i = 0; i < TOKENS; i++) {
                ids[i] = (r * TOKENS + i) % 20_000 + 1_000;
            }
            out.add(new Example(new Tokens(ids, new byte[0], false), r % 3));
        }
        return out;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }
}
