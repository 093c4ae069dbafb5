package concord.cli;

import concord.app.AppContext;
import concord.app.Project;
import concord.model.result.TeachOutcome;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "collect", description = "Fetch what the provider has ready of a run's batches.")
final class TeachCollectCommand extends Verb {
    @Parameters(paramLabel = "PROJECT")
    Path project;

    @Option(names = "--run", required = true, paramLabel = "RUN")
    String run;

    @Override
    public Integer call() {
        try (AppContext app = app(); Project opened = open(app, project)) {
            TeachOutcome outcome = await(opened.teachers().collect(run));
            if (json)
                print(TeachText.document(outcome));
            else
                TeachText.print(out(), outcome);
            return TeachText.code(outcome);
        }
    }
}
