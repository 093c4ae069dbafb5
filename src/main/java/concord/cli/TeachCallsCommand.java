package concord.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.app.AppContext;
import concord.app.Project;
import concord.job.JobException;
import concord.model.CallStatus;
import concord.model.TeacherCall;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "calls", description = "List the calls of a run, the latest first: what was asked and what was answered.")
final class TeachCallsCommand extends Verb {
    @Parameters(paramLabel = "PROJECT")
    Path project;

    @Option(names = "--run", required = true, paramLabel = "RUN")
    String run;

    @Option(names = "--unit", paramLabel = "ID", description = "of this unit only")
    @Nullable
    String unit;

    @Option(names = "--status", description = "labelled, refused, unparsable, failed or capped")
    @Nullable
    String status;

    @Option(names = "--to", paramLabel = "FILE.jsonl", description = "write every call of the run to this file, one JSON object a line")
    @Nullable
    Path to;

    @Option(names = "--limit", defaultValue = "100", paramLabel = "N")
    int limit;

    @Override
    public Integer call() {
        CallStatus of = status();
        if (to != null && (unit != null || status != null))
            throw usage("--to writes all calls: leave --unit and --status out.");
        try (AppContext app = app(); Project opened = open(app, project)) {
            if (to != null) {
                long written = opened.teachers().writeCalls(run, to);
                if (json)
                    print(object().put("run", run).put("file", to.toString()).put("calls", written));
                else
                    out().printf("Wrote %,d calls to %s.%n", written, to);
                return Cli.DONE;
            }
            Long number = unit == null
                    ? null
                    : Long.valueOf(opened.data().unit(unit)
                            .orElseThrow(() -> new JobException("There is no unit \"" + unit + "\" in this project.")).id());
            List<TeacherCall> calls = opened.teachers().calls(run, number, of, limit);
            if (json) {
                ObjectNode node = object().put("run", run);
                ArrayNode list = node.putArray("calls");
                calls.forEach(c -> list.add(document(c)));
                print(node);
            } else {
                calls.forEach(c -> out().printf("%6d.%-3d %-10s %-20s %s%n", c.unit(), c.repeat(), c.status().key(),
                        c.label() == null ? "" : c.label(), c.reason()));
            }
        }
        return Cli.DONE;
    }

    private @Nullable CallStatus status() {
        try {
            return status == null ? null : CallStatus.of(status);
        } catch (IllegalArgumentException e) {
            throw usage("Unknown --status \"" + status + "\": use labelled, refused, unparsable, failed or capped.");
        }
    }

    private static ObjectNode document(TeacherCall c) {
        ObjectNode node = JSON.createObjectNode().put("unit", c.unit()).put("repeat", c.repeat()).put("attempt", c.attempt())
                .put("status", c.status().key()).put("label", c.label()).put("reason", c.reason()).put("confidence", c.confidence())
                .put("raw", c.raw()).put("system", c.system()).put("user", c.user()).put("codebook_version", c.codebookVersion())
                .put("provider", c.provider()).put("requested_model", c.requestedModel()).put("returned_model", c.returnedModel())
                .put("fingerprint", c.fingerprint()).put("temperature", c.temperature()).put("seed", c.seed())
                .put("start", c.start().toString()).put("end", c.end().toString()).put("tokens_in", c.tokensIn())
                .put("tokens_out", c.tokensOut()).put("cost", c.cost()).put("http_status", c.httpStatus());
        ArrayNode examples = node.putArray("examples");
        c.examples().forEach(examples::add);
        return node;
    }
}
