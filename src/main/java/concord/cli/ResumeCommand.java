package concord.cli;

import concord.app.AppContext;
import concord.app.Project;
import concord.app.StudentService.Trained;
import concord.job.JobHandle;
import concord.model.result.TeachOutcome;
import concord.report.StudyJson;
import concord.study.SamplingOutcome;
import concord.study.StudyOutcome;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "resume", description = "Go on with an interrupted, cancelled or failed job.")
final class ResumeCommand extends Verb {
    @Parameters(index = "0", paramLabel = "PROJECT")
    Path project;

    @Parameters(index = "1", paramLabel = "JOB", description = "its number, as jobs lists it")
    long job;

    @Override
    public Integer call() {
        try (AppContext app = app(); Project opened = open(app, project)) {
            JobHandle<?> handle = opened.jobs().resume(job);
            Object result = await(handle);
            if (json) {
                print(switch (result) {
                    case Trained trained -> TrainCommand.document(trained);
                    case StudyOutcome outcome -> StudyJson.of(outcome);
                    case SamplingOutcome outcome -> StudyJson.of(outcome);
                    case TeachOutcome outcome -> TeachText.document(outcome);
                    case null, default -> object().put("job", job).put("kind", handle.kind()).put("state", handle.state().key());
                });
            } else {
                out().println(handle.title() + ": done.");
            }
            if (result instanceof TeachOutcome outcome)
                return TeachText.code(outcome);
        }
        return Cli.DONE;
    }
}
