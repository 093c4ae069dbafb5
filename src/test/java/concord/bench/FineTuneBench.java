package concord.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import concord.job.Job;
import concord.job.JobContext;
import concord.job.JobRunner;
import concord.model.request.Recipe;
import concord.model.request.TrainRequest;
import concord.model.result.TrainOutcome;
import concord.student.Students;
import concord.student.TrainingData;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/// A whole fine-tuning of MiniLM beside `transformers.Trainer` with its defaults, in alternating rounds on one machine: the same texts, 3
/// epochs of batches of 8, learning rate 5e-5, at most 256 tokens, evaluation after each epoch on a fifth more texts.
///
/// Concord's time runs from the order to the finished folder: the start of its worker, tokenising, a checkpoint an epoch. The time of
/// transformers runs from reading the model to the last evaluation, without Python's start and imports.
///
/// Arguments: a Python with torch, transformers and accelerate, threads, rounds, an empty work folder, a CSV file, its text and label column,
/// number of texts, precision of both (fp32, bf16), and "alone" to leave transformers out. The environment is passed on to Python.
public final class FineTuneBench {
    private static final int EPOCHS = 3;

    private FineTuneBench() {
    }

    public static void main(String[] args) throws IOException {
        int threads = Integer.parseInt(args[1]);
        int rounds = Integer.parseInt(args[2]);
        Path work = Path.of(args[3]);
        int texts = Integer.parseInt(args[7]);
        boolean alone = args.length > 9 && args[9].equals("alone");
        List<NamedCsvRecord> rows;
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(Files.newBufferedReader(Path.of(args[4])))) {
            rows = new ArrayList<>(reader.stream().filter(r -> !r.getField(args[6]).isBlank()).toList());
        }
        Collections.shuffle(rows, new Random(1));
        List<String> labels = rows.stream().map(r -> r.getField(args[6])).distinct().sorted().toList();
        List<TrainingData.Item> items = rows.stream()
                .map(r -> new TrainingData.Item(r.getField(args[5]), null, labels.indexOf(r.getField(args[6])))).limit(texts + texts / 5)
                .toList();
        TrainingData data = new TrainingData(labels, items.subList(0, texts), items.subList(texts, items.size()));
        new ObjectMapper().writeValue(work.resolve("data.json").toFile(),
                Map.of("train", data.train(), "held", data.validation(), "labels", labels.size()));
        Students students = new Students(Path.of(System.getProperty("concord.cache", "target/djl-cache")), threads);
        Process python = null;
        for (int round = 1; round <= rounds; round++) {
            Path folder = work.resolve("student-" + round);
            long began = System.nanoTime();
            long[] peak = {0};
            TrainOutcome outcome = train(students, data, folder, args[8], round, peak);
            double ours = (System.nanoTime() - began) / 1e9;
            System.out.printf(Locale.ROOT, "round %d: Concord %.1f s, worker's peak memory %d MiB, validation macro F1 %.3f%n", round, ours,
                    peak[0], outcome.history().getLast().validationF1());
            if (alone)
                continue;
            if (python == null) {
                ProcessBuilder builder = new ProcessBuilder(args[0], "src/test/reference/bench_finetune.py", args[1],
                        work.resolve("student-1").toString(), work.resolve("data.json").toString(), args[8]);
                builder.environment().put("OMP_NUM_THREADS", args[1]);
                python = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
            }
            BufferedWriter to = new BufferedWriter(new OutputStreamWriter(python.getOutputStream()));
            to.write("go\n");
            to.flush();
            String[] answer = new BufferedReader(new InputStreamReader(python.getInputStream())).readLine().split(" ");
            System.out.printf(Locale.ROOT, "round %d: transformers %.1f s, peak memory %s MiB; ratio %.3f%n", round,
                    Double.parseDouble(answer[0]), answer[1], ours / Double.parseDouble(answer[0]));
        }
        if (python != null)
            python.destroy();
    }

    private static TrainOutcome train(Students students, TrainingData data, Path folder, String precision, long seed, long[] peak) {
        Recipe recipe = new Recipe(EPOCHS, 8, 5e-5, 256, false, 0, Recipe.AUTO, -1, -1, 0, false, 0, precision, Recipe.AUTO, -1, 0, 0,
                Recipe.AUTO, Recipe.AUTO, Recipe.AUTO);
        TrainRequest request = TrainRequest.oneClick("bench", System.getProperty("concord.student", "minilm"), "", null, null)
                .withSeed(seed).withDevice("cpu").withRecipe(recipe);
        Thread sampler = Thread.ofPlatform().daemon().start(() -> {
            while (!Thread.interrupted()) {
                ProcessHandle.current().children().forEach(p -> peak[0] = Math.max(peak[0], memory(p)));
                try {
                    Thread.sleep(300);
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
        try (JobRunner runner = new JobRunner()) {
            return runner.submit(new Job<TrainOutcome>() {
                @Override
                public String kind() {
                    return "train";
                }

                @Override
                public String title() {
                    return folder.toString();
                }

                @Override
                public TrainOutcome run(JobContext context) {
                    return students.train(request, data, folder, context);
                }
            }, JobRunner.Weight.HEAVY).await();
        } finally {
            sampler.interrupt();
        }
    }

    /// Most memory a worker has taken so far, MiB; only known on Linux.
    private static long memory(ProcessHandle process) {
        if (!process.info().command().orElse("").endsWith("java"))
            return 0;
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream().filter(l -> l.startsWith("VmHWM"))
                    .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) / 1024).findFirst().orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
