package concord.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.app.AppContext;
import concord.app.CodebookFiles;
import concord.app.Project;
import concord.model.Label;
import concord.model.Variable;
import concord.model.VariableKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "new", description = "Create a project from a codebook file, or with one variable.")
final class NewCommand extends Verb {
    @Parameters(paramLabel = "PROJECT", description = "path ending in .mv.db")
    Path project;

    @Option(names = "--codebook", paramLabel = "FILE", description = "JSON file with the variables")
    @Nullable
    Path codebook;

    @Option(names = "--variable", paramLabel = "V")
    @Nullable
    String variable;

    @Option(names = "--kind", paramLabel = "KIND", description = "single, multi, ordinal, pair or ranking (default: single)")
    @Nullable
    String kind;

    @Option(names = "--labels", paramLabel = "A,B,C", split = ",")
    List<String> labels = List.of();

    @Override
    public Integer call() {
        Path file = newProjectFile(project);
        List<Variable> variables = variables();
        try (AppContext app = app(); Project made = app.create(file, variables)) {
            List<Variable> saved = made.codebook().current().variables();
            if (json) {
                ObjectNode node = object().put("project", file.toString());
                var list = node.putArray("variables");
                for (Variable v : saved) {
                    ObjectNode one = list.addObject().put("variable", v.name()).put("kind", v.kind().key());
                    var names = one.putArray("labels");
                    v.labelNames().forEach(names::add);
                }
                print(node);
            } else {
                out().println("Made " + file + " with " + saved.size() + (saved.size() == 1 ? " variable." : " variables."));
            }
        }
        return Cli.DONE;
    }

    private List<Variable> variables() {
        if (codebook != null) {
            if (variable != null || kind != null || !labels.isEmpty())
                throw usage("Give either --codebook or --variable with --labels, not both.");
            return CodebookFiles.read(codebook);
        }
        if (variable == null) {
            if (kind != null || !labels.isEmpty())
                throw usage("--kind and --labels need --variable.");
            return List.of();
        }
        VariableKind of;
        try {
            of = VariableKind.of(kind == null ? "single" : kind);
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
        List<Label> made = new ArrayList<>();
        for (String name : labels) {
            if (name.isEmpty())
                throw usage("--labels has an empty label.");
            if (made.stream().anyMatch(l -> l.name().equals(name)))
                throw usage("--labels names \"" + name + "\" twice.");
            made.add(Label.named(name, made.size()));
        }
        return List.of(new Variable(variable, of, "", "", made));
    }
}
