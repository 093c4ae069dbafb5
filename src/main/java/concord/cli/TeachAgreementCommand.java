package concord.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.app.AppContext;
import concord.app.Project;
import concord.app.TeachingResults.Repeats;
import concord.report.FiguresJson;
import concord.stats.AmongFigures;
import concord.stats.BootstrapOptions;
import concord.stats.Value;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "agreement", description = "Agreement of the repeats of one run, or of several runs (prompts, models); intervals resample units.")
final class TeachAgreementCommand extends Verb {
    @Parameters(paramLabel = "PROJECT")
    Path project;

    @Option(names = "--run", required = true, paramLabel = "RUN", split = ",", description = "one run for its repeats, several for each other")
    List<String> runs;

    @Option(names = "--draws", defaultValue = "1000", description = "bootstrap draws; 0 leaves the intervals out")
    int draws;

    @Option(names = "--seed", defaultValue = "1")
    long seed;

    @Override
    public Integer call() {
        if (draws < 0)
            throw usage("--draws cannot be negative.");
        BootstrapOptions bootstrap = new BootstrapOptions(draws, seed, 0.95);
        try (AppContext app = app(); Project opened = open(app, project)) {
            String variable = opened.teachers().request(runs.getFirst()).variable();
            if (runs.size() > 1) {
                AmongFigures figures = opened.teachings().among(runs, bootstrap);
                if (json)
                    print(FiguresJson.among(variable, figures));
                else
                    FiguresText.print(out(), figures);
                return Cli.DONE;
            }
            Repeats repeats = opened.teachings().repeats(runs.getFirst(), bootstrap);
            if (json) {
                ObjectNode node = FiguresJson.among(variable, repeats.figures());
                ArrayNode growing = node.putArray("cumulative_alpha");
                repeats.cumulative().forEach(v -> {
                    switch (v) {
                        case Value.Defined(double alpha) -> growing.add(alpha);
                        case Value.Undefined _ -> growing.addNull();
                    }
                });
                print(node);
            } else {
                FiguresText.print(out(), repeats.figures());
            }
        }
        return Cli.DONE;
    }
}
