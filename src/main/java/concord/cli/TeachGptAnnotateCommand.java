package concord.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.app.AppContext;
import concord.app.GptAnnotate;
import concord.app.Project;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "gpt-annotate", description = "Read the tables of gpt_annotate, or write runs as it writes them.")
final class TeachGptAnnotateCommand extends Verb {
    @Parameters(paramLabel = "PROJECT")
    Path project;

    @Option(names = "--input", paramLabel = "FILE", description = "its input table: a text column and a column of 0 and 1 for each category, which becomes a variable")
    @Nullable
    Path input;

    @Option(names = "--human", paramLabel = "NAME", defaultValue = "human", description = "whose labels the 0 and 1 of the input table are")
    String human;

    @Option(names = "--output", paramLabel = "FILE", description = "its gpt_out_all_iterations.csv, read after its input table")
    @Nullable
    Path output;

    @Option(names = "--teacher", paramLabel = "NAME", defaultValue = "gpt_annotate", description = "the teacher its labels become")
    String teacher;

    @Option(names = "--run", paramLabel = "RUN", split = ",", description = "write these runs")
    List<String> runs = List.of();

    @Option(names = "--reference", paramLabel = "A", description = "whose labels to compare them with")
    @Nullable
    String reference;

    @Option(names = "--to", paramLabel = "FOLDER", description = "where the tables of the runs go")
    @Nullable
    Path to;

    @Override
    public Integer call() {
        boolean reading = input != null || output != null;
        if (reading == (to != null) || runs.isEmpty() != (to == null))
            throw usage("Give --input FILE and perhaps --output FILE to read, or --run RUN --to FOLDER to write.");
        try (AppContext app = app(); Project opened = open(app, project)) {
            if (to != null)
                return write(opened, to);
            int code = Cli.DONE;
            ObjectNode node = object();
            if (input != null)
                code = said(node.putObject("input"), opened.gptAnnotate().readInput(input, human));
            if (output != null)
                code = Math.max(code, said(node.putObject("output"), opened.gptAnnotate().readOutput(output, teacher)));
            if (json)
                print(node);
            return code;
        }
    }

    private int said(ObjectNode node, GptAnnotate.Read read) {
        node.put("units", read.units()).put("labels", read.labels());
        ArrayNode categories = node.putArray("categories");
        read.categories().forEach(categories::add);
        ArrayNode findings = node.putArray("findings");
        read.findings().forEach(findings::add);
        if (!json)
            out().printf("%,d units, %,d labels of %s.%n", read.units(), read.labels(), String.join(", ", read.categories()));
        read.findings().forEach(err()::println);
        return read.findings().isEmpty() ? Cli.DONE : Cli.REJECTED;
    }

    private int write(Project opened, Path folder) {
        List<Path> files = opened.gptAnnotate().write(runs, reference, folder);
        if (json) {
            ArrayNode list = JSON.createArrayNode();
            files.forEach(f -> list.add(f.toString()));
            print(object().set("files", list));
        } else {
            out().println("Wrote " + files.stream().map(f -> f.getFileName().toString()).collect(Collectors.joining(", ")) + " to " + folder
                    + ".");
        }
        return Cli.DONE;
    }
}
