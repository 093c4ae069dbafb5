package concord.bench;

import concord.app.AppContext;
import concord.app.Home;
import concord.app.Project;
import concord.model.ColumnRole;
import concord.model.Label;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.model.request.ImportRequest;
import concord.model.request.ReadOptions;
import concord.model.request.TeachRequest;
import concord.model.result.TeachOutcome;
import concord.teacher.server.FakeProvider;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How long a teacher takes over 10,000 units with 8 calls at a time against a server that answers in 200 ms, project file included, beside the
/// ideal time; and the memory it took, the server's included. Arguments: units, milliseconds.
public final class TeachProjectBench {
    private static final int WORKERS = 8;

    private TeachProjectBench() {
    }

    public static void main(String[] arguments) throws IOException {
        int units = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        int millis = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 200;
        Path folder = Files.createTempDirectory("teach-bench");
        StringBuilder csv = new StringBuilder("id,text\n");
        for (int i = 0; i < units; i++) {
            csv.append('u').append(i).append(",\"I like the number ").append(i).append(" bus. ").append("It comes on time. ".repeat(20))
                    .append("\"\n");
        }
        Path file = Files.writeString(folder.resolve("units.csv"), csv);
        Variable stance = new Variable("stance", VariableKind.SINGLE, "", "", List.of(Label.named("for", 0), Label.named("against", 1)));
        Map<String, ColumnRole> roles = new LinkedHashMap<>();
        roles.put("id", new ColumnRole.Id());
        roles.put("text", new ColumnRole.Text());
        try (FakeProvider server = new FakeProvider().takes(millis).forgets();
                AppContext app = new AppContext(new Home(folder.resolve("home")));
                Project project = app.create(folder.resolve("p.mv.db"), List.of(stance))) {
            project.data()
                    .submitImport(new ImportRequest(file.toString(), ReadOptions.GUESS, roles, false, "stance", VariableKind.SINGLE, null,
                            null, null, Map.of()))
                    .await();
            long start = System.nanoTime();
            TeachOutcome outcome = project.teachers().submit(new TeachRequest("bench", "stance", "openai:gpt-4o-mini", server.url() + "/v1",
                    null, 0, "fixed", null, 1, 0, 50, 1, null, WORKERS, 0, null, null, false, false)).await();
            double seconds = (System.nanoTime() - start) / 1e9;
            double ideal = units / (double) WORKERS * millis / 1000;
            long peak = ManagementFactory.getMemoryPoolMXBeans().stream().filter(p -> p.getType() == java.lang.management.MemoryType.HEAP)
                    .map(MemoryPoolMXBean::getPeakUsage).mapToLong(u -> u.getUsed()).sum();
            System.out.printf("%s%n%.1f s, ideal %.1f s (%.1f %% over); heap at most %d MB%n", outcome, seconds, ideal,
                    100 * (seconds / ideal - 1), peak >> 20);
        }
    }
}
