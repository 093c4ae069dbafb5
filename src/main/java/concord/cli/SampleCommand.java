package concord.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.app.AppContext;
import concord.app.Project;
import concord.job.JobException;
import concord.model.Annotator;
import concord.model.Sample;
import concord.model.SampleMember;
import concord.model.SampleRole;
import concord.model.SampleStrategy;
import concord.model.Variable;
import concord.model.request.SampleRequest;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "sample", description = "Draw a named sample; inclusion probabilities are kept.")
final class SampleCommand extends Verb {
    private static final List<SampleStrategy> OFFERED = List.of(SampleStrategy.ALL, SampleStrategy.RANDOM, SampleStrategy.STRATIFIED);

    @Parameters(paramLabel = "PROJECT")
    Path project;

    @Option(names = "--name", required = true, paramLabel = "S")
    String name;

    @Option(names = "--size", paramLabel = "N")
    @Nullable
    Integer size;

    @Option(names = "--strategy", defaultValue = "random", description = "random, stratified or all")
    String strategy;

    @Option(names = "--by", paramLabel = "COLUMN", description = "strata: a metadata column, or label:ANNOTATOR (default: the labels of the annotator with most)")
    @Nullable
    String by;

    @Option(names = "--where", paramLabel = "COLUMN=VALUE", description = "only units with this value; can be given several times")
    Map<String, String> where = Map.of();

    @Option(names = "--from", paramLabel = "SAMPLE")
    @Nullable
    String from;

    @Option(names = "--not-in", paramLabel = "SAMPLE")
    @Nullable
    String notIn;

    @Option(names = "--role", description = "what it is kept for: few-shot, development, train, validation or test; units of a test sample are never shown to a teacher as examples")
    @Nullable
    String role;

    @Option(names = "--seed", defaultValue = "1")
    long seed;

    @Override
    public Integer call() {
        SampleStrategy of = OFFERED.stream().filter(s -> s.key().equals(strategy)).findFirst()
                .orElseThrow(() -> usage("Unknown --strategy \""
                        + strategy + "\": use " + OFFERED.stream().map(SampleStrategy::key).collect(Collectors.joining(", ")) + "."));
        if (of != SampleStrategy.ALL && size == null)
            throw usage("Say how many units with --size.");
        if (size != null && size < 1)
            throw usage("--size must be at least 1.");
        if (by != null && of != SampleStrategy.STRATIFIED)
            throw usage("--by belongs to --strategy stratified.");
        SampleRole kept = role();
        try (AppContext app = app(); Project opened = open(app, project)) {
            Sample drawn = opened.samples()
                    .draw(new SampleRequest(name, size == null ? 0 : size, of, where, from, strata(opened, of), notIn, seed));
            if (kept != null)
                opened.samples().role(name, kept);
            double[] probabilities = opened.samples().members(name).stream().mapToDouble(SampleMember::probability).toArray();
            double low = Arrays.stream(probabilities).min().orElse(0);
            double high = Arrays.stream(probabilities).max().orElse(0);
            if (json) {
                ObjectNode node = object().put("sample", drawn.name()).put("strategy", drawn.strategy().key()).put("size", drawn.size())
                        .put("frame", drawn.frame()).put("seed", drawn.seed());
                node.putObject("inclusion_probability").put("min", low).put("max", high);
                print(node);
            } else {
                out().printf("%s: %,d of %,d units, %s, seed %d.%n", drawn.name(), drawn.size(), drawn.frame(), drawn.strategy().key(),
                        drawn.seed());
            }
        }
        return Cli.DONE;
    }

    private @Nullable SampleRole role() {
        try {
            return role == null ? null : SampleRole.of(role);
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    /// What was asked for, else the labels of the annotator who gave most, people before machines where they gave as many.
    private @Nullable String strata(Project project, SampleStrategy of) {
        if (of != SampleStrategy.STRATIFIED || by != null)
            return by;
        long most = 0;
        String who = null;
        for (Variable variable : project.codebook().current().variables()) {
            Map<String, Long> counts = project.data().counts(variable.name());
            for (Annotator annotator : project.data().annotators()) {
                long count = counts.getOrDefault(annotator.name(), 0L);
                if (count > most) {
                    most = count;
                    who = annotator.name();
                }
            }
        }
        if (who == null)
            throw new JobException("There are no labels to stratify by: name a column with --by.");
        return "label:" + who;
    }
}
