package concord.cli;

import concord.app.AppContext;
import concord.app.Project;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.report.FiguresJson;
import concord.stats.AmongFigures;
import concord.stats.BootstrapOptions;
import concord.stats.PairwiseFigures;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "agreement", description = "Figures of one annotator against another, or among several.")
final class AgreementCommand extends Verb {
    @Parameters(paramLabel = "PROJECT")
    Path project;

    @Option(names = "--variable", paramLabel = "V")
    @Nullable
    String variable;

    @Option(names = "--reference", paramLabel = "A", description = "the annotator taken as truth; \"final\" for the decided labels")
    @Nullable
    String reference;

    @Option(names = "--other", paramLabel = "B")
    @Nullable
    String other;

    @Option(names = "--among", paramLabel = "A,B,C", split = ",")
    List<String> among = List.of();

    @Option(names = "--sample", paramLabel = "S", description = "only the units of this sample")
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
        boolean pair = reference != null && other != null && among.isEmpty();
        boolean several = among.size() >= 2 && reference == null && other == null;
        if (!pair && !several)
            throw usage("Give --reference A --other B, or --among A,B,C.");
        if (draws < 0)
            throw usage("--draws cannot be negative.");
        BootstrapOptions bootstrap = new BootstrapOptions(draws, seed, 0.95);
        try (AppContext app = app(); Project opened = open(app, project)) {
            Variable of = variable(opened, variable);
            if (relevant != null && (several || of.kind() != VariableKind.RANKING))
                throw usage("--relevant belongs to the figures of two annotators on a ranking variable.");
            if (several) {
                AmongFigures figures = opened.results().among(of.name(), among, sample, bootstrap);
                if (json) {
                    print(FiguresJson.among(of.name(), figures));
                } else {
                    FiguresText.print(out(), figures);
                }
            } else if (of.kind() == VariableKind.MULTI) {
                var figures = opened.results().multiLabel(of.name(), reference, other, sample, bootstrap);
                if (json) {
                    print(FiguresJson.multiLabel(of.name(), reference, other, figures));
                } else {
                    FiguresText.print(out(), figures, reference, other);
                }
            } else {
                PairwiseFigures figures = opened.results().pairwise(of.name(), reference, other, sample, bootstrap);
                if (of.kind() == VariableKind.RANKING) {
                    var ranking = opened.results().ranking(of.name(), reference, other, sample, relevant, bootstrap);
                    if (json) {
                        print(FiguresJson.ranking(of.name(), reference, other, figures, ranking, opened.results().grades(of.name())));
                    } else {
                        FiguresText.print(out(), figures, ranking, reference, other);
                    }
                } else if (json) {
                    print(FiguresJson.pairwise(of.name(), reference, other, figures));
                } else {
                    FiguresText.print(out(), figures, reference, other);
                }
            }
        }
        return Cli.DONE;
    }
}
