package concord.bench;

import com.sun.management.OperatingSystemMXBean;
import concord.model.Annotation;
import concord.model.Annotator;
import concord.model.Label;
import concord.model.Unit;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.store.ImportWriter;
import concord.store.ProjectStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/// Prints how long the store takes for what the screens ask of it. Arguments: number of units (100,000).
public final class StoreBench {
    private static final String[] WORDS = ("council road water budget vote school tax harbour nurse winter market party river bridge minister "
            + "street house summer report answer question public local rent wage price").split(" ");

    private static final OperatingSystemMXBean SYSTEM = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private StoreBench() {
    }

    public static void main(String[] args) throws IOException {
        int units = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        Path folder = Files.createTempDirectory("concord-bench");
        Path file = folder.resolve("bench.mv.db");
        var variable = new Variable("topic", VariableKind.SINGLE, "", "",
                List.of(Label.named("a", 0), Label.named("b", 1), Label.named("c", 2)));
        try (ProjectStore store = ProjectStore.create(file, List.of(variable), "bench")) {
            time("import of " + units + " units with 2 labels each", () -> fill(store, units));
        }
        line("file", Files.size(file) / 1e6, "MB");
        long start = System.nanoTime();
        ProjectStore store = ProjectStore.open(file, folder);
        line("open", millis(start), "ms");
        try (store) {
            read(store, units);
            write(store, units);
            memory();
            time("check", () -> store.check().findings().forEach(f -> line(f, 0, "")));
            time("backup", () -> store.backup(folder.resolve("copy.mv.db")));
            line("file before closing", Files.size(file) / 1e6, "MB");
            start = System.nanoTime();
        }
        line("close", millis(start), "ms");
        line("file after closing", Files.size(file) / 1e6, "MB");
        delete(folder);
    }

    private static void fill(ProjectStore store, int units) {
        var random = new Random(1);
        var human = new Annotator.Human("anna");
        var teacher = new Annotator.Teacher("gpt", null);
        try (ImportWriter writer = store.units().beginImport("bench.csv", "{}")) {
            for (int i = 0; i < units; i++) {
                String key = "unit-" + i;
                if (writer.find(key).isPresent())
                    throw new IllegalStateException("twice: " + key);
                long unit = writer.addUnit(key, text(random), null, null,
                        Map.of("year", String.valueOf(1990 + i % 30), "place", WORDS[i % 20]));
                if (writer.labelOf(unit, human, "topic") == null)
                    writer.addLabel(unit, human, "topic", random.nextBoolean() ? "a" : "b", null);
                writer.addLabel(unit, teacher, "topic", random.nextBoolean() ? "a" : "c", random.nextDouble());
            }
            writer.commit(null, null, "bench");
        }
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        while (text.length() < 135) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        return text.toString();
    }

    private static void read(ProjectStore store, int units) {
        long[] some = new Random(2).longs(200, 1, units + 1).toArray();
        for (int round = 1; round <= 3; round++) {
            time("column, round " + round, () -> store.annotations().column("topic", "anna", false));
            time("search, ignoring case", () -> store.units().search("Harbour nurse", false, false));
            time("search, regular expression", () -> store.units().search("nurse (winter|summer)", false, true));
            time("metadata of 2 columns", () -> store.units().metadata(List.of("year", "place")));
            time("200 units by id", () -> store.units().byIds(some));
            time("annotations of 200 units", () -> store.annotations().ofUnits(some));
            time("counts", () -> store.annotations().counts());
            time("ids", () -> store.units().ids());
            long[] seen = {0};
            time("all units", () -> store.units().forEach((Unit _) -> seen[0]++));
            time("all annotations", () -> store.annotations().forEach(null, null, _ -> seen[0]++));
        }
    }

    private static void write(ProjectStore store, int units) {
        store.annotations().addAnnotator(new Annotator.Human("ben"));
        var random = new Random(3);
        double[] took = new double[5_000];
        for (int i = 0; i < took.length; i++) {
            long start = System.nanoTime();
            store.annotations()
                    .save(new Annotation(1 + random.nextInt(units), "topic", "ben", "b", null, Map.of(), false, false, "", false, Instant
                            .now(), 1, 1200));
            took[i] = millis(start);
        }
        Arrays.sort(took);
        line("one label saved, median", took[took.length / 2], "ms");
        line("one label saved, 95 %", took[took.length * 95 / 100], "ms");
        line("one label saved, slowest", took[took.length - 1], "ms");
        time("undo", () -> store.annotations().undo("ben"));
        time("recent 10", () -> store.annotations().recent("topic", "ben", 10));
        time("predictions for all units", () -> {
            try (var writer = store.annotations().predictions(new Annotator.Student("student"), "topic")) {
                for (long unit : store.units().ids()) {
                    writer.add(unit, "a", 0.7, Map.of("a", 0.7, "b", 0.2, "c", 0.1));
                }
                writer.commit();
            }
        });
    }

    private static void memory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        line("heap in use after a collection", (runtime.totalMemory() - runtime.freeMemory()) / 1e6, "MB");
    }

    private static void time(String what, Runnable work) {
        // on a machine shared with others the processor time says more than the clock
        long start = System.nanoTime();
        long used = SYSTEM.getProcessCpuTime();
        work.run();
        line(what, millis(start), String.format(Locale.ROOT, "ms  (processor %.0f ms)", (SYSTEM.getProcessCpuTime() - used) / 1e6));
    }

    private static double millis(long start) {
        return (System.nanoTime() - start) / 1e6;
    }

    private static void line(String what, double value, String unit) {
        System.out.printf(Locale.ROOT, "%-50s %10.2f %s%n", what, value, unit);
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
