package concord.cli;

import concord.app.AppContext;
import concord.app.FileScoring;
import concord.app.Project;
import concord.model.request.ReadOptions;
import concord.model.request.ScoreRequest;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "predict", description = "Let a trained student label the units of a project, or the rows of a file.")
final class PredictCommand extends Verb {
    @Parameters(paramLabel = "PROJECT", arity = "0..1")
    @Nullable
    Path project;

    @Option(names = "--run", paramLabel = "RUN")
    @Nullable
    String run;

    @Option(names = "--sample", paramLabel = "S")
    @Nullable
    String sample;

    @Option(names = "--student", paramLabel = "FOLDER|hub:NAME", description = "the folder of a student, or a classifier of the hub")
    @Nullable
    String student;

    @Option(names = "--input", paramLabel = "FILE", description = "csv, tsv, jsonl, json, xlsx or parquet")
    @Nullable
    Path input;

    @Option(names = "--text", paramLabel = "COL")
    @Nullable
    String text;

    @Option(names = "--text-b", paramLabel = "COL")
    @Nullable
    String textB;

    @Option(names = "--id", paramLabel = "COL", description = "written as id (default: the column called id, else the row number)")
    @Nullable
    String id;

    @Option(names = "--output", paramLabel = "FILE", description = "the ending says the format: csv, tsv, jsonl, xlsx, parquet")
    @Nullable
    Path output;

    @Option(names = "--device", defaultValue = "auto", description = "auto, cpu, gpu0, ...")
    String device;

    @Override
    public Integer call() {
        if (project != null) {
            if (run == null || student != null || input != null || output != null || text != null) {
                throw usage(
                        "For a project give PROJECT --run RUN; for a file give --student FOLDER --input FILE --text COL --output FILE.");
            }
            return scoreProject(project, run);
        }
        if (student == null || input == null || text == null || output == null) {
            throw usage("For a file give --student FOLDER --input FILE --text COL --output FILE; for a project PROJECT --run RUN.");
        }
        return scoreFile(student, input, text, output);
    }

    private int scoreProject(Path file, String run) {
        try (AppContext app = app(); Project opened = open(app, file)) {
            long scored = await(opened.students().submitScore(new ScoreRequest(run, sample, device)));
            if (json) {
                print(object().put("run", run).put("units", scored));
            } else {
                out().printf("%s labelled %,d units.%n", run, scored);
            }
        }
        return Cli.DONE;
    }

    private int scoreFile(String student, Path input, String text, Path output) {
        try (AppContext app = app()) {
            FileScoring.Request request = new FileScoring.Request(student, input, ReadOptions.GUESS, text, textB, id, output, device);
            FileScoring.Summary summary = await(app.submitScoring(request));
            if (json) {
                print(object().put("output", summary.output()).put("rows", summary.rows()).put("truncated", summary.truncated())
                        .put("rejected", summary.rejected()));
            } else {
                out().printf("Wrote %,d rows to %s.%n", summary.rows(), summary.output());
            }
            return summary.rejected() == 0 ? Cli.DONE : Cli.REJECTED;
        }
    }
}
