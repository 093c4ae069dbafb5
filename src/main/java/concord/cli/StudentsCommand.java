package concord.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.app.AppContext;
import concord.app.Project;
import concord.model.Run;
import concord.model.result.DeviceReport;
import concord.model.result.StudentKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "students", description = "List the students that can be trained and, for a project, those that were.", subcommands = StudentsCommand.Check.class)
final class StudentsCommand extends Verb {
    @Parameters(paramLabel = "PROJECT", arity = "0..1")
    @Nullable
    Path project;

    @Override
    public Integer call() {
        try (AppContext app = app()) {
            List<StudentKind> kinds = app.studentKinds();
            List<Run> runs = List.of();
            if (project != null) {
                try (Project opened = open(app, project)) {
                    runs = opened.students().runs();
                }
            }
            if (json) {
                ObjectNode node = object();
                var list = node.putArray("architectures");
                for (StudentKind kind : kinds) {
                    list.addObject().put("student", kind.key()).put("name", kind.name()).put("description", kind.description());
                }
                var trained = node.putArray("installed");
                for (Run run : runs) {
                    trained.addObject().put("run", run.name()).put("student", run.student()).put("variable", run.variable())
                            .put("labels_from", run.labelsFrom()).put("folder", run.folder()).put("sha256", run.sha256());
                }
                print(node);
            } else {
                kinds.forEach(kind -> out().printf("%-8s %s: %s%n", kind.key(), kind.name(), kind.description()));
                runs.forEach(run -> out().printf("%-16s %s on labels from %s%n", run.name(), run.student(), run.labelsFrom()));
            }
        }
        return Cli.DONE;
    }

    @Command(name = "check", description = "Say which device will be used and why.")
    static final class Check extends Verb {
        private static final double GIGA = 1e9;

        @Override
        public Integer call() {
            try (AppContext app = app()) {
                DeviceReport report = app.devices();
                if (json)
                    print(json(report));
                else
                    say(report);
            }
            return Cli.DONE;
        }

        private ObjectNode json(DeviceReport report) {
            ObjectNode node = object().put("device", report.chosen()).put("reason", report.sentence()).put("advice", report.advice())
                    .put("threads", report.threads());
            var devices = node.putArray("devices");
            for (DeviceReport.Device device : report.devices()) {
                ObjectNode entry = devices.addObject().put("device", device.key()).put("name", device.name())
                        .put("memory_total", device.totalBytes());
                if (device.freeBytes() >= 0)
                    entry.put("memory_free", device.freeBytes());
                entry.put("bf16", device.bf16()).put("usable", device.usable()).put("reason", device.reason());
            }
            return node;
        }

        private void say(DeviceReport report) {
            out().println(report.chosen() + ": " + report.sentence());
            if (!report.advice().isEmpty())
                out().println(report.advice());
            out().println();
            for (DeviceReport.Device device : report.devices()) {
                String free = device.freeBytes() < 0 ? "" : String.format(Locale.ROOT, ", %.1f GB free", device.freeBytes() / GIGA);
                out().printf(Locale.ROOT, "%-6s %s, %.1f GB%s%s%s%n", device.key(), device.name(), device.totalBytes() / GIGA, free,
                        device.bf16() ? ", bf16" : "", device.usable() ? "" : ": " + device.reason());
            }
        }
    }
}
