package concord.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.app.AppContext;
import concord.app.Project;
import concord.job.JobException;
import concord.model.ColumnRole;
import concord.model.Variable;
import concord.model.VariableKind;
import concord.model.request.ImportRequest;
import concord.model.request.ReadOptions;
import concord.model.result.ImportSummary;
import concord.model.result.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "import", description = "Add the units and labels of a data file; makes the project when there is none.")
final class ImportCommand extends Verb {
    @Parameters(index = "0", paramLabel = "PROJECT")
    Path project;

    @Parameters(index = "1", paramLabel = "FILE")
    Path file;

    @Option(names = "--format", defaultValue = "auto", description = "auto, csv, tsv, jsonl, json, xlsx or parquet")
    String format;

    @Option(names = "--encoding")
    @Nullable
    String encoding;

    @Option(names = "--separator", description = "one character, or tab")
    @Nullable
    String separator;

    @Option(names = "--sheet")
    @Nullable
    String sheet;

    @Option(names = "--skip-lines", paramLabel = "N", defaultValue = "0")
    int skipLines;

    @Option(names = "--plain-quotes", description = "treat quotation marks as text")
    boolean plainQuotes;

    @Option(names = "--id", paramLabel = "COL")
    @Nullable
    String id;

    @Option(names = "--text", paramLabel = "COL")
    @Nullable
    String text;

    @Option(names = "--text-b", paramLabel = "COL")
    @Nullable
    String textB;

    @Option(names = "--query", paramLabel = "COL")
    @Nullable
    String query;

    @Option(names = "--document", paramLabel = "COL")
    @Nullable
    String document;

    @Option(names = "--variable", paramLabel = "V")
    @Nullable
    String variable;

    @Option(names = "--kind", description = "kind of a variable made by this import")
    @Nullable
    String kind;

    @Option(names = "--human", paramLabel = "NAME=COL")
    List<String> humans = List.of();

    @Option(names = "--teacher", paramLabel = "NAME=COL")
    List<String> teachers = List.of();

    @Option(names = "--score", paramLabel = "NAME=COL", description = "numbers by which a system orders the documents of a query, higher first")
    List<String> scores = List.of();

    @Option(names = "--confidence", paramLabel = "NAME=COL")
    List<String> confidences = List.of();

    @Option(names = "--multi-separator", paramLabel = "C")
    @Nullable
    String multiSeparator;

    @Option(names = "--missing", paramLabel = "MARK", description = "a cell that is exactly this is a missing label, besides the empty cell")
    @Nullable
    String missing;

    @Option(names = "--merge", paramLabel = "SPELLING=LABEL", description = "read one spelling of a label as another")
    Map<String, String> merge = Map.of();

    @Option(names = "--long", description = "one row a label")
    boolean longForm;

    @Option(names = "--unit", paramLabel = "COL")
    @Nullable
    String unit;

    @Option(names = "--annotator", paramLabel = "COL")
    @Nullable
    String annotator;

    @Option(names = "--label", paramLabel = "COL")
    @Nullable
    String label;

    @Option(names = "--sample", paramLabel = "NAME", description = "name the units of this import as a sample")
    @Nullable
    String sample;

    @Override
    public Integer call() {
        Path target = newProjectFile(project);
        ReadOptions options = options();
        Map<String, ColumnRole> roles = roles();
        boolean made = !Files.exists(target);
        ImportSummary summary;
        try (AppContext app = app(); Project opened = made ? app.create(target, List.of()) : open(app, target)) {
            summary = await(opened.data().submitImport(request(opened, options, roles)));
            made = false;
        } finally {
            if (made)
                discard(target);
        }
        if (json) {
            print(document(summary));
        } else {
            describe(summary);
        }
        return summary.rejected().isEmpty() ? Cli.DONE : Cli.REJECTED;
    }

    /// A project made only for an import that failed holds nothing and goes again.
    private static void discard(Path target) {
        try {
            Files.deleteIfExists(target);
        } catch (IOException e) {
            throw new JobException("The empty project " + target + " could not be removed; delete it by hand.", e);
        }
    }

    private ReadOptions options() {
        String of = switch (format) {
            case "auto" -> null;
            case "tsv" -> "csv";
            case "csv", "jsonl", "json", "xlsx", "parquet" -> format;
            default -> throw usage("Unknown --format \"" + format + "\": use auto, csv, tsv, jsonl, json, xlsx or parquet.");
        };
        Character mark = null;
        if (separator != null) {
            String one = separator.equals("tab") || separator.equals("\\t") ? "\t" : separator;
            if (one.length() != 1)
                throw usage("--separator takes one character, or the word tab.");
            mark = one.charAt(0);
        } else if (format.equals("tsv")) {
            mark = '\t';
        }
        if (skipLines < 0)
            throw usage("--skip-lines cannot be negative.");
        return new ReadOptions(of, encoding, mark, sheet, skipLines, plainQuotes);
    }

    private @Nullable Map<String, ColumnRole> roles() {
        Map<String, ColumnRole> roles = new LinkedHashMap<>();
        if (!longForm && (unit != null || annotator != null || label != null))
            throw usage("--unit, --annotator and --label belong to --long.");
        if ((query == null) != (document == null))
            throw usage("--query and --document go together.");
        if (text != null && document != null)
            throw usage("Give either --text or --document.");
        take(roles, longForm && unit != null ? unit : id, new ColumnRole.Id());
        take(roles, text, new ColumnRole.Text());
        take(roles, textB, new ColumnRole.TextB());
        take(roles, query, new ColumnRole.Query());
        take(roles, document, new ColumnRole.Document());
        take(roles, annotator, new ColumnRole.LongAnnotator());
        take(roles, label, new ColumnRole.LongLabel());
        for (String one : humans) {
            take(roles, column(one), new ColumnRole.HumanLabel(name(one)));
        }
        for (String one : teachers) {
            take(roles, column(one), new ColumnRole.TeacherLabel(name(one)));
        }
        for (String one : scores) {
            take(roles, column(one), new ColumnRole.Score(name(one)));
        }
        for (String one : confidences) {
            take(roles, column(one), new ColumnRole.Confidence(name(one)));
        }
        return roles.isEmpty() ? null : roles;
    }

    private void take(Map<String, ColumnRole> roles, @Nullable String column, ColumnRole role) {
        if (column == null)
            return;
        if (roles.putIfAbsent(column, role) != null)
            throw usage("Column \"" + column + "\" is named for two roles.");
    }

    private String name(String pair) {
        int at = pair.indexOf('=');
        String name = at < 0 ? pair : pair.substring(0, at);
        if (name.isBlank())
            throw usage("\"" + pair + "\" is not NAME=COLUMN.");
        return name;
    }

    private static String column(String pair) {
        return pair.substring(pair.indexOf('=') + 1);
    }

    private ImportRequest request(Project project, ReadOptions options, @Nullable Map<String, ColumnRole> roles) {
        List<Variable> known = project.codebook().current().variables();
        String name = variable != null ? variable : known.size() == 1 ? known.getFirst().name() : "label";
        @Nullable
        VariableKind of;
        try {
            of = kind != null
                    ? VariableKind.of(kind)
                    : multiSeparator != null
                            ? VariableKind.MULTI
                            : null;
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
        return new ImportRequest(file.toString(), options, roles, longForm, name, of, multiSeparator, missing, sample, merge);
    }

    private ObjectNode document(ImportSummary summary) {
        ObjectNode node = object().put("rows_read", summary.rowsRead()).put("units_added", summary.unitsAdded());
        node.set("labels_added", JSON.valueToTree(summary.labelsAdded()));
        if (!summary.scoresAdded().isEmpty())
            node.set("scores_added", JSON.valueToTree(summary.scoresAdded()));
        node.set("labels_missing", JSON.valueToTree(summary.labelsMissing()));
        ArrayNode rejected = node.putArray("rejected");
        for (Problem problem : summary.rejected()) {
            rejected.addObject().put("line", problem.line()).put("reason", problem.message());
        }
        ArrayNode warnings = node.putArray("warnings");
        for (Problem problem : summary.warnings()) {
            ObjectNode one = warnings.addObject();
            if (problem.line() > 0)
                one.put("line", problem.line());
            one.put("code", problem.code()).put("message", problem.message());
        }
        summary.columns().forEach(node.putArray("columns")::add);
        Character mark = summary.format().separator();
        return node.put("encoding", summary.format().encoding()).put("separator", mark == null ? null : mark.toString());
    }

    private void describe(ImportSummary summary) {
        out().printf("%,d rows read, %,d units added.%n", summary.rowsRead(), summary.unitsAdded());
        summary.labelsAdded().forEach((who, count) -> out().printf("%s: %,d labels, %,d missing%n", who, count,
                summary.labelsMissing().getOrDefault(who, 0L)));
        summary.scoresAdded().forEach((who, count) -> out().printf("%s: %,d scores%n", who, count));
        if (variable != null && summary.labelsAdded().isEmpty() && summary.scoresAdded().isEmpty())
            err().println("No column was taken for labels of \"" + variable
                    + "\": name it with --human NAME=COLUMN or --teacher NAME=COLUMN.");
        for (Problem problem : summary.rejected()) {
            err().println("Left out, line " + problem.line() + ": " + problem.message());
        }
        for (Problem problem : summary.warnings()) {
            err().println((problem.line() > 0 ? "Line " + problem.line() + ": " : "") + problem.message());
        }
    }
}
