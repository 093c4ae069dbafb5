package concord.cli;

import concord.app.AppContext;
import concord.app.Project;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "backup", description = "Write a copy of the project that opens as it is.")
final class BackupCommand extends Verb {
    @Parameters(paramLabel = "PROJECT")
    Path project;

    @Option(names = "--to", required = true, paramLabel = "FILE")
    Path to;

    @Override
    public Integer call() {
        Path target = projectFile(to);
        try (AppContext app = app(); Project opened = open(app, project)) {
            opened.backup(target);
        }
        if (json) {
            print(object().put("backup", target.toString()));
        } else {
            out().println("Wrote " + target + ".");
        }
        return Cli.DONE;
    }
}
