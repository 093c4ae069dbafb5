package concord.cli;

import concord.app.AppContext;
import concord.app.Project;
import concord.job.JobException;
import concord.model.Run;
import concord.model.VariableKind;
import concord.report.FiguresJson;
import concord.stats.BootstrapOptions;
import concord.stats.MultiLabelFigures;
import concord.stats.PairwiseFigures;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "evaluate", description = "Figures of a student against an annotator, on units it was not trained on.")
final class EvaluateCommand extends Verb {
    @Parameters(paramLabel = "PROJECT")
    Path project;

    @Option(names = "--run", required = true, paramLabel = "RUN")
    String run;

    @Option(names = "--reference", required = true, paramLabel = "A")
    String reference;

    @Option(names = "--sample", paramLabel = "S")
    @Nullable
    String sample;

    @Option(names = "--draws", defaultValue = "1000", description = "bootstrap draws; 0 leaves the intervals out")
    int draws;

    @Option(names = "--seed", defaultValue = "1")
    long seed;

    @Override
    public Integer call() {
        if (draws < 0)
            throw usage("--draws cannot be negative.");
        try (AppContext app = app(); Project opened = open(app, project)) {
            Run found = opened.students().runs().stream().filter(r -> r.name().equals(run)).findFirst()
                    .orElseThrow(() -> new JobException("There is no run \"" + run + "\"; the project has: "
                            + opened.students().runs().stream().map(Run::name).collect(Collectors.joining(", ", "", ""))
                            + "."));
            BootstrapOptions bootstrap = new BootstrapOptions(draws, seed, 0.95);
            if (variable(opened, found.variable()).kind() == VariableKind.MULTI) {
                MultiLabelFigures figures = opened.students().evaluateSets(run, reference, sample, bootstrap);
                if (json) {
                    print(FiguresJson.multiLabel(found.variable(), reference, run, figures));
                } else {
                    FiguresText.print(out(), figures, reference, run);
                }
            } else {
                PairwiseFigures figures = opened.students().evaluate(run, reference, sample, bootstrap);
                if (json) {
                    print(FiguresJson.pairwise(found.variable(), reference, run, figures));
                } else {
                    FiguresText.print(out(), figures, reference, run);
                }
            }
        }
        return Cli.DONE;
    }
}
