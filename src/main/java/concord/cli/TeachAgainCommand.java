package concord.cli;

import concord.app.AppContext;
import concord.app.Project;
import concord.job.JobException;
import concord.job.JobHandle;
import concord.model.result.TeachOutcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "again", description = "Ask what a run left open (failed, capped), or some units once more, or all of it as a new run.")
final class TeachAgainCommand extends Verb {
    @Parameters(paramLabel = "PROJECT")
    Path project;

    @Option(names = "--run", required = true, paramLabel = "RUN")
    String run;

    @Option(names = "--budget", paramLabel = "USD", description = "the new cap over all the run spends")
    @Nullable
    Double budget;

    @Option(names = "--unit", paramLabel = "ID", description = "ask about this unit once more; can be given several times")
    List<String> units = List.of();

    @Option(names = "--anew", description = "ask everything as a new run, to see whether the teacher still answers as it did")
    boolean anew;

    @Option(names = "--name", paramLabel = "RUN", description = "of the new run")
    @Nullable
    String name;

    @Override
    public Integer call() {
        if ((anew ? 1 : 0) + (units.isEmpty() ? 0 : 1) + (budget == null ? 0 : 1) > 1)
            throw usage("--anew, --unit and --budget exclude each other.");
        if (name != null && !anew)
            throw usage("--name belongs to --anew.");
        try (AppContext app = app(); Project opened = open(app, project)) {
            TeachOutcome outcome = await(start(opened));
            outcome.notes().forEach(err()::println);
            if (json)
                print(TeachText.document(outcome));
            else
                TeachText.print(out(), outcome);
            return TeachText.code(outcome);
        }
    }

    private JobHandle<TeachOutcome> start(Project opened) {
        if (anew)
            return opened.teachers().askAnew(run, name);
        if (units.isEmpty())
            return opened.teachers().goOn(run, budget);
        List<Long> numbers = new ArrayList<>();
        for (String key : units) {
            numbers.add(
                    opened.data().unit(key).orElseThrow(() -> new JobException("There is no unit \"" + key + "\" in this project.")).id());
        }
        return opened.teachers().askAgain(run, numbers);
    }
}
