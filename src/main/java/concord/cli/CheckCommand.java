package concord.cli;

import concord.app.AppContext;
import concord.app.Project;
import concord.app.ProjectHealth;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "check", description = "Verify the project file and rebuild its current state from the log of decisions.")
final class CheckCommand extends Verb {
    @Parameters(paramLabel = "PROJECT")
    Path project;

    @Override
    public Integer call() {
        ProjectHealth health;
        try (AppContext app = app(); Project opened = open(app, project)) {
            health = opened.check();
        }
        if (json) {
            var node = object().put("project", projectFile(project).toString()).put("ok", health.findings().isEmpty())
                    .put("schema_version", health.schemaVersion()).put("units", health.units()).put("annotations", health.annotations())
                    .put("events", health.events()).put("repaired", health.repaired());
            health.findings().forEach(node.putArray("findings")::add);
            print(node);
        } else {
            out().printf("%,d units, %,d annotations, %,d events: %s%n", health.units(), health.annotations(), health.events(),
                    health.findings().isEmpty() ? "all is well." : "see below.");
            health.findings().forEach(out()::println);
        }
        return health.findings().isEmpty() || health.repaired() > 0 ? Cli.DONE : Cli.FAILED;
    }
}
