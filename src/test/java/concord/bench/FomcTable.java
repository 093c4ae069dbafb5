package concord.bench;

import concord.job.JobHandle;
import concord.job.JobListener;
import concord.job.JobRunner;
import concord.job.Metric;
import concord.model.request.Recipe;
import concord.model.request.TrainRequest;
import concord.model.result.TrainOutcome;
import concord.student.Students;
import concord.student.TrainingData;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/// Trains students on the pool of FOMC sentences, by human and by GPT-4 labels, and prints their figures on the human test labels.
///
/// Arguments: the data folder, an empty work folder, then students, label columns and seeds, each joined by commas.
public final class FomcTable {
    private static final int THREADS = Integer.getInteger("concord.threads", 0);

    private FomcTable() {
    }

    public static void main(String[] args) throws IOException {
        Path data = Path.of(args[0]);
        Path work = Path.of(args[1]);
        List<NamedCsvRecord> pool = read(data.resolve("fomc_stance_pool.csv"));
        List<NamedCsvRecord> test = read(data.resolve("fomc_stance.csv"));
        List<String> labels = List.of("DOVISH", "HAWKISH", "NEUTRAL");
        print("gpt-4", "-", "-", test.stream().map(r -> r.getField("gpt-4").strip()).toList(), test, labels, 0, "");
        Students students = new Students(Path.of(System.getProperty("concord.cache", work.resolve("cache").toString())), THREADS);
        for (String seed : args[4].split(",")) {
            for (String student : args[2].split(",")) {
                for (String source : args[3].split(",")) {
                    one(students, work, pool, test, labels, student, source, Long.parseLong(seed));
                }
            }
        }
    }

    private static void one(Students students, Path work, List<NamedCsvRecord> pool, List<NamedCsvRecord> test, List<String> labels,
            String student, String source, long seed) {
        List<TrainingData.Item> items = new ArrayList<>();
        for (NamedCsvRecord row : pool) {
            int label = labels.indexOf(row.getField(source).strip());
            if (label >= 0)
                items.add(new TrainingData.Item(row.getField("text"), null, label));
        }
        List<TrainingData.Item> train = new ArrayList<>();
        List<TrainingData.Item> held = new ArrayList<>();
        split(items, labels.size(), seed, train, held);
        Recipe recipe = Recipe.DEFAULT.withEpochs(Integer.getInteger("concord.epochs", 0))
                .withLearningRate(Double.parseDouble(System.getProperty("concord.lr", "0")))
                .withClassWeights(Boolean.getBoolean("concord.weights"))
                .withPatience(Integer.getInteger("concord.patience", Recipe.DEFAULT.patience()));
        TrainRequest request = TrainRequest.oneClick("stance", student, source, null, null).withSeed(seed).withDevice("cpu")
                .withRecipe(recipe);
        Path folder = work.resolve(student + "-" + source + "-" + seed + "-" + System.nanoTime());
        try (JobRunner runner = new JobRunner()) {
            JobHandle<TrainOutcome> job = runner.submit(new concord.job.Job<>() {
                @Override
                public String kind() {
                    return "train";
                }

                @Override
                public String title() {
                    return student;
                }

                @Override
                public TrainOutcome run(concord.job.JobContext context) {
                    TrainOutcome outcome = students.train(request, new TrainingData(labels, train, held), folder, context);
                    Map<Long, double[]> answers = new HashMap<>();
                    List<Students.Item> texts = new ArrayList<>();
                    for (int i = 0; i < test.size(); i++) {
                        texts.add(new Students.Item(i, test.get(i).getField("text"), null));
                    }
                    long cut = students.score(folder, "cpu", texts.iterator(), texts.size(), p -> answers.put(p.unit(), p.values()),
                            context);
                    List<String> predicted = new ArrayList<>();
                    for (long i = 0; i < test.size(); i++) {
                        predicted.add(labels.get(best(answers.get(i))));
                    }
                    print(student, source, Long.toString(seed), predicted, test, labels, outcome.seconds(), "cut " + cut + "; best epoch "
                            + outcome.bestEpoch() + "; " + outcome.history().stream().map(e -> "%.2f/%.3f".formatted(e.loss(),
                                    e.validationF1())).toList()
                            + outcome.validation() + " " + folder);
                    return outcome;
                }
            }, JobRunner.Weight.HEAVY, new JobListener() {
                @Override
                public void metric(JobHandle<?> handle, Metric metric) {
                    if (metric.series().equals("validation_f1"))
                        System.err.printf(Locale.ROOT, "%s %s %.0f %.3f%n", student, source, metric.step(), metric.value());
                }
            });
            job.await();
        }
    }

    private static void split(List<TrainingData.Item> items, int labels, long seed, List<TrainingData.Item> train,
            List<TrainingData.Item> held) {
        for (int k = 0; k < labels; k++) {
            int label = k;
            List<TrainingData.Item> own = new ArrayList<>(items.stream().filter(i -> i.label() == label).toList());
            Collections.shuffle(own, new Random(seed));
            int share = (int) Math.round(own.size() * 0.2);
            held.addAll(own.subList(0, share));
            train.addAll(own.subList(share, own.size()));
        }
    }

    private static int best(double[] p) {
        int best = 0;
        for (int k = 1; k < p.length; k++) {
            if (p[k] > p[best])
                best = k;
        }
        return best;
    }

    private static void print(String student, String source, String seed, List<String> predicted, List<NamedCsvRecord> test,
            List<String> labels, double seconds, String more) {
        double right = 0;
        double f1 = 0;
        for (String label : labels) {
            double hits = 0;
            double both = 0;
            for (int i = 0; i < test.size(); i++) {
                boolean actual = test.get(i).getField("human").strip().equals(label);
                boolean said = predicted.get(i).equals(label);
                hits += actual && said ? 1 : 0;
                both += (actual ? 1 : 0) + (said ? 1 : 0);
            }
            right += hits;
            f1 += 2 * hits / both / labels.size();
        }
        System.out.printf(Locale.ROOT, "%-8s %-6s %s  accuracy %.4f  macro F1 %.4f  %.0f s  %s%n", student, source, seed,
                right / test.size(), f1, seconds, more);
    }

    private static List<NamedCsvRecord> read(Path file) throws IOException {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(Files.newBufferedReader(file))) {
            return reader.stream().toList();
        }
    }
}
