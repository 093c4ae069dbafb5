package concord.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
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
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "sample", description = "Draw a named sample, by chance with inclusion probabilities that are kept, or by what a student makes of the units.")
final class SampleCommand extends Verb {
    private static final List<SampleStrategy> OFFERED = Arrays.stream(SampleStrategy.values()).filter(s -> s != SampleStrategy.IMPORT)
            .toList();
    /// Of the papers' strategies the one that comes with the corrected estimates.
    private static final String LATER = "confidence-driven";
    private static final String CHOSEN = "a student chose the units, so that no unit had a known chance";

    @Parameters(paramLabel = "PROJECT")
    Path project;

    @Option(names = "--name", required = true, paramLabel = "S")
    String name;

    @Option(names = "--size", paramLabel = "N")
    @Nullable
    Integer size;

    @Option(names = "--strategy", defaultValue = "random", description = "by chance: random, stratified; all that match: all; by a student: uncertainty (entropy), margin, least-confidence, coreset, badge, base-vs-tuned")
    String strategy;

    @Option(names = "--student", paramLabel = "RUN", description = "the trained student that chooses; what it learnt from is left out")
    @Nullable
    String student;

    @Option(names = "--diverse", description = "of uncertainty, margin, least-confidence and base-vs-tuned: the best of each cluster of texts")
    boolean diverse;

    @Option(names = "--whole-queries", description = "of a ranking and base-vs-tuned: the first documents of the queries whose order changed most")
    boolean wholeQueries;

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
        if (strategy.equals(LATER))
            throw usage(
                    "--strategy " + LATER + " chooses what people label for a corrected estimate, and Concord does not offer that yet: use "
                            + SampleStrategy.RANDOM.key() + ", or uncertainty for what a student learns next.");
        SampleStrategy of = OFFERED.stream().filter(s -> s.key().equals(strategy)).findFirst()
                .orElseThrow(() -> usage("Unknown --strategy \""
                        + strategy + "\": use " + OFFERED.stream().map(SampleStrategy::key).collect(Collectors.joining(", ")) + "."));
        if (of != SampleStrategy.ALL && size == null)
            throw usage("Say how many units with --size.");
        if (size != null && size < 1)
            throw usage("--size must be at least 1.");
        if (by != null && of != SampleStrategy.STRATIFIED)
            throw usage("--by belongs to --strategy stratified.");
        if (of.active() && student == null)
            throw usage("--strategy " + strategy + " needs --student RUN, a trained student that chooses.");
        if (!of.active() && (student != null || diverse || wholeQueries))
            throw usage(
                    "--student, --diverse and --whole-queries belong to a strategy by which a student chooses, not to " + strategy + ".");
        SampleRole kept = role();
        try (AppContext app = app(); Project opened = open(app, project)) {
            SampleRequest request = new SampleRequest(name, size == null ? 0 : size, of, where, from, strata(opened, of), notIn, seed,
                    student,
                    diverse, wholeQueries, kept);
            List<String> notes = opened.samples().frame(request).notes();
            notes.forEach(err()::println);
            Sample drawn = of.active() ? await(opened.samples().submitDraw(request)) : opened.samples().draw(request);
            if (json)
                print(document(drawn, opened.samples().members(name), notes));
            else
                out().printf("%s: %,d of %,d units, %s, seed %d%s.%n", drawn.name(), drawn.size(), drawn.frame(), drawn.strategy().key(),
                        drawn.seed(), of.active() ? ", kept for training; nothing can be estimated from it" : "");
        }
        return Cli.DONE;
    }

    private ObjectNode document(Sample drawn, List<SampleMember> members, List<String> notes) {
        ObjectNode node = object().put("sample", drawn.name()).put("strategy", drawn.strategy().key()).put("size", drawn.size())
                .put("frame", drawn.frame()).put("seed", drawn.seed());
        ArrayNode said = node.putArray("notes");
        notes.forEach(said::add);
        if (drawn.strategy().active()) {
            node.put("student", student).putNull("inclusion_probability").putObject("undefined").put("inclusion_probability", CHOSEN);
        } else {
            DoubleSummaryStatistics chances = members.stream().mapToDouble(SampleMember::probability).summaryStatistics();
            node.putObject("inclusion_probability").put("min", members.isEmpty() ? 0 : chances.getMin())
                    .put("max", members.isEmpty() ? 0 : chances.getMax());
        }
        return node;
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
