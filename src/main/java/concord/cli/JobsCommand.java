package concord.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.app.AppContext;
import concord.app.Project;
import concord.model.JobRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "jobs", description = "List the project's jobs, newest first.")
final class JobsCommand extends Verb {
    @Parameters(paramLabel = "PROJECT")
    Path project;

    @Override
    public Integer call() {
        try (AppContext app = app(); Project opened = open(app, project)) {
            List<JobRecord> jobs = opened.jobs().all();
            if (json) {
                ObjectNode node = object();
                var list = node.putArray("jobs");
                for (JobRecord job : jobs) {
                    list.addObject().put("job", job.id()).put("kind", job.kind()).put("title", job.title()).put("state", job.state())
                            .put("done", job.done()).put("total", job.total()).put("phase", job.phase()).put("started", time(job.started()))
                            .put("ended", time(job.ended())).put("error", job.error()).put("resumable", job.resumable());
                }
                print(node);
            } else {
                jobs.forEach(job -> out().printf("%4d  %-12s %-8s %s%s%n", job.id(), job.state(), job.kind(), job.title(),
                        job.error() == null ? "" : " - " + job.error()));
            }
        }
        return Cli.DONE;
    }

    private static @Nullable String time(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }
}
