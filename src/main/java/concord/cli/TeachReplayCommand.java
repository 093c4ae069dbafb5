package concord.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.app.AppContext;
import concord.app.Project;
import concord.app.TeachingResults.Replayed;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "replay", description = "Read the stored answers of a run again, without a network, and compare with its labels.")
final class TeachReplayCommand extends Verb {
    @Parameters(paramLabel = "PROJECT")
    Path project;

    @Option(names = "--run", required = true, paramLabel = "RUN")
    String run;

    @Override
    public Integer call() {
        try (AppContext app = app(); Project opened = open(app, project)) {
            Replayed read = opened.teachings().replay(run);
            if (json) {
                ObjectNode node = object().put("run", run).put("calls", read.calls()).put("units", read.units())
                        .put("identical", read.identical()).put("calls_that_differ", read.differs().size());
                var labels = node.putArray("units_that_differ");
                read.labels().forEach(labels::add);
                print(node);
            } else {
                out().printf("%s: %,d calls to %,d units read again; %s.%n", run, read.calls(), read.units(),
                        read.identical()
                                ? "identical"
                                : read.differs().size() + " calls and the labels of " + read.labels().size() + " units differ");
            }
            return read.identical() ? Cli.DONE : Cli.REJECTED;
        }
    }
}
