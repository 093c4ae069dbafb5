package concord.cli;

import concord.app.AppContext;
import concord.app.Project;
import concord.app.TeacherService.Plan;
import concord.model.request.TeachRequest;
import concord.model.result.TeachOutcome;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "teach", description = "Let a teacher, an LLM, label units; look at what it answered.", subcommands = {
        TeachModelsCommand.class, TeachAgainCommand.class, TeachCollectCommand.class, TeachCallsCommand.class, TeachReplayCommand.class,
        TeachDriftCommand.class, TeachVotesCommand.class, TeachAgreementCommand.class, TeachValidateCommand.class,
        TeachGptAnnotateCommand.class})
final class TeachCommand extends Verb {
    @Parameters(paramLabel = "PROJECT", arity = "0..1")
    @Nullable
    Path project;

    @Option(names = "--variable", paramLabel = "V")
    @Nullable
    String variable;

    @Option(names = "--sample", paramLabel = "S", description = "label the units of this sample only")
    @Nullable
    String sample;

    @Option(names = "--estimate-only", description = "print calls, tokens, price and time, and send nothing")
    boolean estimateOnly;

    @Mixin
    TeachOptions how;

    @Override
    public Integer call() {
        if (project == null)
            throw usage("Name the project: teach PROJECT --teacher PROVIDER:MODEL.");
        try (AppContext app = app(); Project opened = open(app, project)) {
            TeachRequest request = how.request(this, variable(opened, variable).name(), sample);
            how.key(app, opened);
            Plan plan = opened.teachers().plan(request);
            if (estimateOnly) {
                if (json)
                    print(TeachText.document(plan));
                else
                    TeachText.print(out(), plan);
                return Cli.DONE;
            }
            TeachText.print(err(), plan);
            err().flush();
            return said(await(opened.teachers().submit(plan.request())));
        }
    }

    private int said(TeachOutcome outcome) {
        outcome.notes().forEach(err()::println);
        if (json)
            print(TeachText.document(outcome));
        else
            TeachText.print(out(), outcome);
        return TeachText.code(outcome);
    }
}
