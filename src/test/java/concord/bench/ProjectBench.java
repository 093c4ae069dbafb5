package concord.bench;

import com.sun.management.OperatingSystemMXBean;
import concord.app.AppContext;
import concord.app.Home;
import concord.app.LabelService.Order;
import concord.app.LabelService.Session;
import concord.app.LabelService.View;
import concord.app.Project;
import concord.model.ColumnRole;
import concord.model.UnitFilter;
import concord.model.UnitQuery;
import concord.model.VariableKind;
import concord.model.request.ExportRequest;
import concord.model.request.ImportRequest;
import concord.model.request.ReadOptions;
import concord.stats.BootstrapOptions;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Times of a project with many units: import, open, key to next text, facets and search, figures, export, heap.
///
/// `mvn -q -B -Pbench -DskipTests test-compile exec:exec` runs it with 100,000 units; `-Dbench.units=300000 -Dbench.heap=512m` imports more
/// in less memory.
public final class ProjectBench {
    private static final String[] WORDS = ("the council road market school winter people bus price water school river tax rain vote harbour "
            + "library plan night garden square traffic shop street office bridge summer music cost noise tree light").split(" ");
    private static final int KEYS = 1000;

    private ProjectBench() {
    }

    public static void main(String[] args) throws IOException {
        int units = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        Path folder = Files.createTempDirectory("concord-bench");
        try (AppContext app = new AppContext(new Home(folder.resolve("home")))) {
            Path file = write(folder.resolve("units.csv"), units);
            row("units", "%,d".formatted(units));
            row("file", "%.1f MB".formatted(Files.size(file) / 1e6));
            row("heap limit", "%,d MB".formatted(Runtime.getRuntime().maxMemory() >> 20));
            Path path = folder.resolve("bench.mv.db");
            try (Project project = app.create(path, List.of())) {
                time("import", () -> project.data().submitImport(request(file)).await());
                heap("heap after import");
            }
            row("project file", "%.1f MB".formatted(Files.size(path) / 1e6));
            long start = System.nanoTime();
            try (Project project = app.open(path)) {
                project.data().units();
                project.codebook().current();
                row("open", ms(System.nanoTime() - start));
                work(project, folder);
                heap("heap at the end");
            }
        } finally {
            try (Stream<Path> all = Files.walk(folder)) {
                all.sorted(java.util.Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
            }
        }
    }

    private static void work(Project project, Path folder) {
        Session session = time("start labelling", () -> project.labels().start("Bea", "stance", null, Order.RANDOM, 1));
        double[] keys = new double[KEYS];
        View view = session.at(session.firstOpen());
        for (int i = 0; i < KEYS; i++) {
            long start = System.nanoTime();
            int position = session.positionOf(view.unit().id());
            session.label(view.unit().id(), i % 3 == 0 ? "yes" : "no", 900, false);
            view = session.at(session.nextOpen(position));
            session.progress();
            keys[i] = (System.nanoTime() - start) / 1e6;
        }
        quantiles("key to next text", keys);
        UnitQuery wrong = UnitQuery.ALL.with(new UnitFilter.Agreement("stance", "Ana", "GPT", false))
                .with(new UnitFilter.MetadataIn("year", Set.of("2021")));
        time("first facets (columns read)", () -> project.data().facets(wrong, "stance", List.of("year", "place")));
        double[] facets = new double[20];
        double[] searches = new double[20];
        long cpu = 0;
        for (int i = 0; i < facets.length; i++) {
            long start = System.nanoTime();
            project.data().find(wrong);
            project.data().facets(wrong, "stance", List.of("year", "place"));
            facets[i] = (System.nanoTime() - start) / 1e6;
            UnitQuery query = new UnitQuery(WORDS[i] + " " + WORDS[(i * 7 + 3) % WORDS.length], false, false, wrong.filters());
            long before = cpu();
            start = System.nanoTime();
            long[] found = project.data().find(query);
            project.data().facets(query, "stance", List.of("year", "place"));
            project.data().rows(Arrays.copyOf(found, Math.min(50, found.length)), "stance");
            searches[i] = (System.nanoTime() - start) / 1e6;
            cpu += cpu() - before;
        }
        quantiles("facets", facets);
        quantiles("search + facets + first page", searches);
        row("  of processor time, mean", ms(cpu / searches.length));
        time("agreement, no intervals", () -> project.results().pairwise("stance", "Ana", "GPT", null, BootstrapOptions.NONE));
        time("agreement, 1,000 draws", () -> project.results().pairwise("stance", "Ana", "GPT", null, BootstrapOptions.DEFAULT));
        time("audit queue", () -> project.audit().queue("stance", "Ana", "GPT", null, UnitQuery.ALL));
        time("export wide csv",
                () -> project.data().submitExport(new ExportRequest(folder.resolve("wide.csv").toString(), false, false)).await());
        time("export long csv",
                () -> project.data().submitExport(new ExportRequest(folder.resolve("long.csv").toString(), true, false)).await());
    }

    private static ImportRequest request(Path file) {
        Map<String, ColumnRole> roles = new LinkedHashMap<>();
        roles.put("id", new ColumnRole.Id());
        roles.put("text", new ColumnRole.Text());
        roles.put("ana", new ColumnRole.HumanLabel("Ana"));
        roles.put("gpt", new ColumnRole.TeacherLabel("GPT"));
        roles.put("sure", new ColumnRole.Confidence("GPT"));
        return new ImportRequest(file.toString(), ReadOptions.GUESS, roles, false, "stance", VariableKind.SINGLE, null, null, null,
                Map.of());
    }

    private static Path write(Path file, int units) throws IOException {
        Random random = new Random(1);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("id,text,ana,gpt,sure,year,place\n");
            for (int i = 0; i < units; i++) {
                StringBuilder text = new StringBuilder();
                for (int w = 8 + random.nextInt(30); w > 0; w--) {
                    text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
                }
                boolean yes = random.nextBoolean();
                out.write("u" + i + ",\"" + text + i + "\"," + (yes ? "yes" : "no") + "," + (random.nextInt(5) == 0 ? "yes" : "no") + ","
                        + random.nextInt(100) / 100.0 + "," + (2018 + random.nextInt(6)) + ",place " + random.nextInt(40) + "\n");
            }
        }
        return file;
    }

    private static <T> T time(String what, Supplier<T> work) {
        long start = System.nanoTime();
        long cpu = cpu();
        T result = work.get();
        row(what, ms(System.nanoTime() - start) + ", " + ms(cpu() - cpu) + " of processor time");
        return result;
    }

    private static void quantiles(String what, double[] millis) {
        Arrays.sort(millis);
        row(what, "p50 %.1f ms, p95 %.1f ms, max %.1f ms".formatted(millis[millis.length / 2], millis[(int) (millis.length * 0.95)],
                millis[millis.length - 1]));
    }

    private static void heap(String what) {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        row(what, "%,d MB used".formatted(runtime.totalMemory() - runtime.freeMemory() >> 20));
    }

    /// Of all threads: on a busy machine the fairer figure.
    private static long cpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static String ms(long nanos) {
        return "%,.0f ms".formatted(nanos / 1e6);
    }

    private static void row(String what, String value) {
        System.out.printf(Locale.ROOT, "%-32s %s%n", what, value);
    }
}
