package concord.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.app.AppContext;
import concord.app.Project;
import concord.job.JobException;
import concord.model.Run;
import concord.model.VariableKind;
import concord.report.FiguresJson;
import concord.stats.AveragePrecision;
import concord.stats.BootstrapOptions;
import concord.stats.MultiLabelFigures;
import concord.stats.PairwiseFigures;
import concord.stats.RankingFigures;
import java.nio.file.Path;
import java.util.Optional;
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

    @Option(names = "--relevant", paramLabel = "GRADE", description = "of a ranking the least grade that counts as relevant; 2 where the grades reach 3, else 1")
    @Nullable
    String relevant;

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
            VariableKind kind = variable(opened, found.variable()).kind();
            if (relevant != null && kind != VariableKind.RANKING)
                throw usage("--relevant belongs to a student of a ranking variable.");
            Optional<AveragePrecision> curve = opened.students().averagePrecision(run, reference, sample, bootstrap);
            ObjectNode document;
            Runnable text;
            if (kind == VariableKind.MULTI) {
                MultiLabelFigures figures = opened.students().evaluateSets(run, reference, sample, bootstrap);
                document = FiguresJson.multiLabel(found.variable(), reference, run, figures);
                text = () -> FiguresText.print(out(), figures, reference, run);
            } else {
                PairwiseFigures figures = opened.students().evaluate(run, reference, sample, bootstrap);
                if (kind == VariableKind.RANKING) {
                    RankingFigures ranking = opened.students().evaluateRanking(run, reference, sample, relevant, bootstrap);
                    document = FiguresJson.ranking(found.variable(), reference, run, figures, ranking,
                            opened.results().grades(found.variable()));
                    text = () -> FiguresText.print(out(), figures, ranking, reference, run);
                } else {
                    document = FiguresJson.pairwise(found.variable(), reference, run, figures);
                    text = () -> FiguresText.print(out(), figures, reference, run);
                }
            }
            curve.ifPresent(c -> FiguresJson.add(document, c));
            if (json) {
                print(document);
            } else {
                text.run();
                curve.ifPresent(c -> FiguresText.print(out(), c));
            }
        }
        return Cli.DONE;
    }
}
