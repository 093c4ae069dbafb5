package concord.student.worker;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Texts a second that MiniLM reads, beside ONNX Runtime and Hugging Face PyTorch on the same batches of tokens, in alternating rounds on
/// one machine. All three get the batches Concord makes: by length, so that little is filled up.
///
/// Arguments: a Python with torch, transformers and onnxruntime, threads, rounds, a CSV file, its text column, number of texts, and the
/// precision of Concord's side (fp32, bf16). Besides wall time the processor time of all threads counts, which other programs on the machine
/// disturb less. The first round warms up and is left out. The environment is passed on to Python.
public final class ScoreBench {
    private ScoreBench() {
    }

    public static void main(String[] args) throws IOException {
        int threads = Integer.parseInt(args[1]);
        int rounds = Integer.parseInt(args[2]);
        List<TextEncoder.Source> texts = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(Files.newBufferedReader(Path.of(args[3])))) {
            reader.stream().limit(Long.parseLong(args[5])).forEach(r -> texts.add(new TextEncoder.Source(r.getField(args[4]), null)));
        }
        Precision precision = args[6].equals("bf16") ? Precision.BFLOAT16 : Precision.FLOAT32;
        Path folder = Files.createTempDirectory("concord-bench");
        try (InputStream in = StepBench.class.getResourceAsStream("/all-minilm-l6-v2.onnx")) {
            Files.copy(in, folder.resolve("model.onnx"), StandardCopyOption.REPLACE_EXISTING);
        }
        StartingPoint start = StartingPoint.minilm();
        Plan plan = Plan.of(start.architecture(), start.config(), 3, Objective.CHOICE, 0, precision, null, 0);
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        try (TextEncoder encoder = TextEncoder.of(start.tokenizer().main(), 256);
                Torch torch = Torch.open("cpu", threads);
                Network network = Network.load(torch, plan, start.classifier(List.of("a", "b", "c"), 1))) {
            List<Tokens> tokens = encoder.encode(texts);
            List<List<int[]>> batches = Batching.scoring(tokens).stream()
                    .map(batch -> batch.stream().map(i -> tokens.get(i).ids()).toList()).toList();
            new ObjectMapper().writeValue(folder.resolve("batches.json").toFile(), batches);
            ProcessBuilder builder = new ProcessBuilder(args[0], "src/test/reference/bench_score.py", args[1], folder.toString());
            builder.environment().put("OMP_NUM_THREADS", args[1]);
            Process python = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
            try (BufferedWriter to = new BufferedWriter(new OutputStreamWriter(python.getOutputStream()));
                    BufferedReader from = new BufferedReader(new InputStreamReader(python.getInputStream()))) {
                Classifier classifier = new Classifier(network, start.padding());
                for (int round = 0; round <= rounds; round++) {
                    Map<String, Double> times = new LinkedHashMap<>();
                    long began = System.nanoTime();
                    double busy = StepBench.busy();
                    classifier.logits(tokens, _ -> {
                    });
                    times.put("Concord", (System.nanoTime() - began) / 1e9);
                    times.put("Concord (processor)", StepBench.busy() - busy);
                    for (String other : List.of("onnxruntime", "transformers")) {
                        to.write(other + "\n");
                        to.flush();
                        String[] answer = from.readLine().split(" ");
                        times.put(other, Double.valueOf(answer[0]));
                        times.put(other + " (processor)", Double.valueOf(answer[1]));
                    }
                    System.out.println("round " + round + ": " + times);
                    if (round > 0)
                        times.forEach((name, value) -> seconds.computeIfAbsent(name, _ -> new ArrayList<>()).add(value));
                }
            }
            long mean = Math.round(tokens.stream().mapToInt(Tokens::length).average().orElse(0));
            System.out.printf(Locale.ROOT, "%d texts of %d tokens on average, %d threads, %s; peak memory of Concord %d MiB%n",
                    texts.size(),
                    mean, threads, args[6], StepBench.peak());
        } finally {
            Folders.delete(folder);
        }
        seconds.forEach((name, values) -> {
            double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
            System.out.printf(Locale.ROOT, "%s: median %.1f, best %.1f texts a second%n", name,
                    texts.size() / StepBench.median(values), texts.size() / Arrays.stream(sorted).min().orElseThrow());
        });
    }
}
