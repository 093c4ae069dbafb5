package concord.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.app.AppContext;
import concord.app.Project;
import concord.app.TeachingResults.Votes;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "votes", description = "How sure a run with repeats was, and how often it agrees with an annotator then.")
final class TeachVotesCommand extends Verb {
    @Parameters(paramLabel = "PROJECT")
    Path project;

    @Option(names = "--run", required = true, paramLabel = "RUN")
    String run;

    @Option(names = "--reference", paramLabel = "A")
    @Nullable
    String reference;

    @Option(names = "--sample", paramLabel = "S")
    @Nullable
    String sample;

    @Override
    public Integer call() {
        try (AppContext app = app(); Project opened = open(app, project)) {
            List<Votes> rows = opened.teachings().votes(run, reference, sample);
            if (json) {
                ObjectNode node = object().put("run", run).put("reference", reference);
                ArrayNode list = node.putArray("votes");
                rows.forEach(r -> list.addObject().put("votes", r.votes()).put("parsed", r.parsed()).put("consistency", r.consistency())
                        .put("units", r.units()).put("ties", r.ties()).put("compared", r.compared()).put("same", r.same()));
                print(node);
            } else {
                out().printf("%11s %8s %8s %8s %8s%n", "consistency", "votes", "units", "compared", "same");
                rows.forEach(r -> out().printf(Locale.ROOT, "%11.3f %8s %8d %8d %8d%n", r.consistency(), r.votes() + "/" + r.parsed(),
                        r.units(), r.compared(), r.same()));
            }
        }
        return Cli.DONE;
    }
}
