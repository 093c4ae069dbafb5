package concord.cli;

import concord.app.AppContext;
import concord.app.DataService.ExportSummary;
import concord.app.Project;
import concord.model.request.ExportRequest;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "export", description = "Write units and labels to a data file, or a student to a folder in Hugging Face format.")
final class ExportCommand extends Verb {
    @Parameters(paramLabel = "PROJECT")
    Path project;

    @Option(names = "--to", required = true, paramLabel = "FILE|FOLDER", description = "the ending says the format: csv, tsv, jsonl, xlsx, parquet")
    Path to;

    @Option(names = "--wide", description = "one row a unit (default)")
    boolean wide;

    @Option(names = "--long", description = "one row an annotation, with its provenance")
    boolean longForm;

    @Option(names = "--for-spreadsheet", description = "make cells that a spreadsheet would run as a formula harmless")
    boolean forSpreadsheet;

    @Option(names = "--student", paramLabel = "RUN")
    @Nullable
    String student;

    @Option(names = "--adapter", description = "a student trained with LoRA as its adapter alone, for peft; without this it is merged")
    boolean adapter;

    @Override
    public Integer call() {
        if (wide && longForm)
            throw usage("Give either --wide or --long.");
        if (student != null && (wide || longForm || forSpreadsheet))
            throw usage("--student goes with --to and --adapter alone.");
        if (adapter && student == null)
            throw usage("--adapter needs --student.");
        try (AppContext app = app(); Project opened = open(app, project)) {
            if (student != null) {
                if (adapter)
                    opened.students().exportAdapter(student, to);
                else
                    opened.students().export(student, to);
                if (json) {
                    print(object().put("run", student).put("folder", to.toAbsolutePath().toString()));
                } else {
                    out().println("Wrote " + student + " to " + to + ".");
                }
                return Cli.DONE;
            }
            ExportSummary summary = await(opened.data().submitExport(new ExportRequest(to.toString(), longForm, forSpreadsheet)));
            if (json) {
                var node = object().put("file", summary.file()).put("rows", summary.rows());
                summary.columns().forEach(node.putArray("columns")::add);
                print(node);
            } else {
                out().printf("Wrote %,d rows to %s.%n", summary.rows(), summary.file());
            }
        }
        return Cli.DONE;
    }
}
