package concord.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.app.AppContext;
import concord.app.CodebookFiles;
import concord.app.Project;
import concord.app.Validation;
import concord.app.ValidationService.Gauge;
import concord.app.ValidationService.Start;
import concord.app.ValidationService.Status;
import concord.job.JobException;
import concord.job.JobHandle;
import concord.model.Codebook;
import concord.model.request.TeachRequest;
import concord.model.result.TeachOutcome;
import concord.report.FiguresJson;
import concord.stats.BootstrapOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "validate", description = "Validate a teacher against a person in five steps; without a step, say where the validation stands.", subcommands = {
        TeachValidateCommand.Begin.class, TeachValidateCommand.GaugeStep.class, TeachValidateCommand.Look.class,
        TeachValidateCommand.Revise.class, TeachValidateCommand.Test.class, TeachValidateCommand.Result.class,
        TeachValidateCommand.GiveUp.class})
final class TeachValidateCommand extends Verb {
    @Parameters(paramLabel = "PROJECT", arity = "0..1")
    @Nullable
    Path project;

    @Option(names = "--variable", paramLabel = "V")
    @Nullable
    String variable;

    @Override
    public Integer call() {
        if (project == null)
            throw usage("Name the project: teach validate PROJECT.");
        try (AppContext app = app(); Project opened = open(app, project)) {
            say(this, opened, variable(opened, variable).name());
        }
        return Cli.DONE;
    }

    private static void say(Verb verb, Project opened, String variable) {
        Status status = opened.validation().status(variable);
        Validation of = status.validation();
        if (!verb.json) {
            verb.out().printf("%s: %s labels %s (%d of %d) and %s (%d of %d); %d gauges, %d looks, %d revisions; next: %s.%n", variable,
                    of.reference(), of.development(), status.labelledDevelopment(), status.development(), of.test(), status.labelledTest(),
                    status.test(), of.rounds().size(), of.looks(), of.revisions().size(), status.next().name().toLowerCase(Locale.ROOT));
            return;
        }
        ObjectNode node = verb.object().put("variable", variable).put("reference", of.reference()).put("frame", of.frame())
                .put("seed", of.seed()).put("next", status.next().name().toLowerCase(Locale.ROOT)).put("looks", of.looks());
        node.putObject("development").put("sample", of.development()).put("units", status.development()).put("labelled",
                status.labelledDevelopment());
        node.putObject("test").put("sample", of.test()).put("units", status.test()).put("labelled", status.labelledTest());
        ArrayNode rounds = node.putArray("rounds");
        of.rounds().forEach(r -> rounds.addObject().put("run", r.run()).put("codebook_version", r.codebookVersion())
                .put("at", r.at().toString()).put("units_shown", r.shown().size()));
        ArrayNode revisions = node.putArray("revisions");
        of.revisions().forEach(r -> revisions.addObject().put("from", r.from()).put("to", r.to()).put("author", r.author())
                .put("reason", r.reason()).put("at", r.at().toString()).put("units_shown", r.units().size()));
        verb.print(node);
    }

    private static int taught(Verb verb, TeachOutcome outcome) {
        outcome.notes().forEach(verb.err()::println);
        if (verb.json)
            verb.print(TeachText.document(outcome));
        else
            TeachText.print(verb.out(), outcome);
        return TeachText.code(outcome);
    }

    /// What the steps share.
    abstract static class Step extends Verb {
        @Parameters(paramLabel = "PROJECT")
        Path project;

        @Option(names = "--variable", paramLabel = "V")
        @Nullable
        String variable;

        abstract int run(AppContext app, Project opened, String variable);

        @Override
        public Integer call() {
            try (AppContext app = app(); Project opened = open(app, project)) {
                return run(app, opened, variable(opened, variable).name());
            }
        }
    }

    @Command(name = "begin", description = "Draw a random set for a person to label, and divide it.")
    static final class Begin extends Step {
        @Option(names = "--reference", required = true, paramLabel = "A", description = "who labels it; \"final\" for decided labels")
        String reference;

        @Option(names = "--size", required = true, paramLabel = "N", description = "250 to 1250 are advised")
        int size;

        @Option(names = "--development", defaultValue = "0.5", paramLabel = "SHARE", description = "for gauging and revising; the rest is for the final test")
        double development;

        @Option(names = "--from", paramLabel = "SAMPLE")
        @Nullable
        String from;

        @Option(names = "--seed", defaultValue = "1")
        long seed;

        @Override
        int run(AppContext app, Project opened, String variable) {
            opened.validation().begin(new Start(variable, reference, size, development, from, seed));
            say(this, opened, variable);
            return Cli.DONE;
        }
    }

    @Command(name = "gauge", description = "Let the teacher label the development part.")
    static final class GaugeStep extends Step {
        @Mixin
        TeachOptions how;

        @Override
        int run(AppContext app, Project opened, String variable) {
            TeachRequest request = how.request(this, variable, null);
            how.key(app, opened);
            JobHandle<TeachOutcome> job = opened.validation().gauge(variable, request);
            return taught(this, await(job));
        }
    }

    @Command(name = "look", description = "Figures of a teacher on the development part: a gauge, not a result; each look is counted.")
    static final class Look extends Step {
        @Option(names = "--run", paramLabel = "RUN", description = "default: the latest")
        @Nullable
        String run;

        @Option(names = "--draws", defaultValue = "1000", description = "bootstrap draws; 0 leaves the intervals out")
        int draws;

        @Override
        int run(AppContext app, Project opened, String variable) {
            String reference = opened.validation().status(variable).validation().reference();
            Gauge gauge = opened.validation().look(variable, run, new BootstrapOptions(Math.max(0, draws), 1, 0.95));
            if (json) {
                ObjectNode node = gauge.figures() == null
                        ? FiguresJson.multiLabel(variable, reference, gauge.run(), Objects.requireNonNull(gauge.several()))
                        : FiguresJson.pairwise(variable, reference, gauge.run(), gauge.figures());
                node.put("gauge", true).put("looks", gauge.looks()).put("codebook_version", gauge.codebookVersion());
                numbers(node.putArray("wrong"), gauge.wrong());
                numbers(node.putArray("missing"), gauge.missing());
                print(node);
                return Cli.DONE;
            }
            out().printf("A gauge, not a result; look number %d.%n", gauge.looks());
            if (gauge.figures() != null)
                FiguresText.print(out(), gauge.figures(), reference, gauge.run());
            else
                FiguresText.print(out(), Objects.requireNonNull(gauge.several()), reference, gauge.run());
            return Cli.DONE;
        }

        private static void numbers(ArrayNode to, List<Long> units) {
            units.forEach(to::add);
        }
    }

    @Command(name = "revise", description = "Make the next version of the codebook from a file; which units informed it is kept.")
    static final class Revise extends Step {
        @Option(names = "--codebook", required = true, paramLabel = "FILE")
        Path codebook;

        @Option(names = "--author", required = true, paramLabel = "A")
        String author;

        @Option(names = "--reason", defaultValue = "")
        String reason;

        @Override
        int run(AppContext app, Project opened, String variable) {
            Codebook saved = opened.validation().revise(variable, CodebookFiles.read(codebook), author, reason);
            if (json)
                print(object().put("codebook_version", saved.version()));
            else
                out().println("The codebook is at version " + saved.version() + ".");
            return Cli.DONE;
        }
    }

    @Command(name = "test", description = "Let the teacher label the untouched rest; there is one final test.")
    static final class Test extends Step {
        @Mixin
        TeachOptions how;

        @Override
        int run(AppContext app, Project opened, String variable) {
            TeachRequest request = how.request(this, variable, null);
            how.key(app, opened);
            return taught(this, await(opened.validation().test(variable, request)));
        }
    }

    @Command(name = "result", description = "The figures of the final test: the only ones for the report.")
    static final class Result extends Step {
        @Override
        int run(AppContext app, Project opened, String variable) {
            Validation.FinalTest result = opened.validation().result(variable, BootstrapOptions.DEFAULT);
            try {
                ObjectNode node = (ObjectNode) JSON.readTree(Objects.requireNonNull(result.figures()));
                node.put("run", result.run()).put("codebook_version", result.codebookVersion()).put("at", result.at().toString());
                ArrayNode notes = node.putArray("notes");
                result.notes().forEach(notes::add);
                if (json) {
                    print(node);
                } else {
                    node.properties().stream().filter(e -> e.getValue().isNumber())
                            .forEach(e -> out().printf(Locale.ROOT, "%-30s %s%n", e.getKey(), e.getValue().asText()));
                    result.notes().forEach(out()::println);
                }
            } catch (JsonProcessingException e) {
                throw new JobException("The stored figures of the final test cannot be read.", e);
            }
            return Cli.DONE;
        }
    }

    @Command(name = "give-up", description = "Leave the validation without a final test.")
    static final class GiveUp extends Step {
        @Override
        int run(AppContext app, Project opened, String variable) {
            opened.validation().giveUp(variable);
            return Cli.DONE;
        }
    }
}
