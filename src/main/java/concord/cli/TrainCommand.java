package concord.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import concord.app.AppContext;
import concord.app.Project;
import concord.app.StudentService;
import concord.app.StudentService.Searched;
import concord.app.StudentService.Trained;
import concord.model.request.GridRequest;
import concord.model.request.Recipe;
import concord.model.request.TrainRequest;
import concord.model.result.GridTrial;
import concord.model.result.TrainOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "train", description = "Fine-tune a student on the labels of an annotator.")
final class TrainCommand extends Verb {
    private static final String USUAL = "usual";

    @Parameters(paramLabel = "PROJECT")
    Path project;

    @Option(names = "--variable", paramLabel = "V")
    @Nullable
    String variable;

    @Option(names = "--student", defaultValue = "minilm", paramLabel = "STUDENT", description = "minilm, linear, a folder in Hugging Face format, or hub:NAME")
    String student;

    @Option(names = "--labels-from", required = true, paramLabel = "A", description = "the annotator to learn from; A+B takes the majority")
    String labelsFrom;

    @Option(names = "--sample", paramLabel = "S", description = "train on labelled units of this sample only")
    @Nullable
    String sample;

    @Option(names = "--not-in", paramLabel = "S", description = "never train on units of this sample or on texts equal to theirs")
    @Nullable
    String notIn;

    @Option(names = "--validation", defaultValue = "0.2", paramLabel = "SHARE")
    double validation;

    @Mixin
    RecipeOptions how;

    @Option(names = "--grid", arity = "0..1", fallbackValue = USUAL, paramLabel = "SPEC", description = {
            "search over settings: FIELD=VALUE,VALUE;FIELD=..., a JSON file of FIELD: [VALUES], or nothing for the usual settings of the student;",
            "fields are those under settings in the JSON of a training, such as learning_rate, batch, epochs"})
    @Nullable
    String grid;

    @Option(names = "--seeds", split = ",", paramLabel = "SEED", description = "train once for each of these seeds, with the best settings of --grid where given")
    List<Long> seeds = List.of();

    @Option(names = "--seed", defaultValue = "1")
    long seed;

    @Option(names = "--device", defaultValue = "auto", description = "auto, cpu, gpu0, ...")
    String device;

    @Option(names = "--consistency-at-least", paramLabel = "X", description = "only labels with at least this consistency or confidence")
    @Nullable
    Double consistency;

    @Option(names = "--name", paramLabel = "RUN")
    @Nullable
    String name;

    @Override
    public Integer call() {
        if (!(validation > 0 && validation <= 0.5))
            throw usage("--validation is a share above 0 and at most 0.5.");
        Recipe recipe = how.recipe(this, grid == null || grid.equals(USUAL) ? Set.of() : fields(grid).keySet());
        try (AppContext app = app(); Project opened = open(app, project)) {
            TrainRequest request = new TrainRequest(name, variable(opened, variable).name(), student, labelsFrom, sample, notIn, validation,
                    seed, device, consistency, recipe);
            if (grid != null || !seeds.isEmpty())
                search(opened, request);
            else
                train(opened, request);
        }
        return Cli.DONE;
    }

    private void train(Project opened, TrainRequest request) {
        Trained trained = await(opened.students().submitTrain(request));
        if (json) {
            print(document(trained));
            return;
        }
        TrainOutcome outcome = trained.outcome();
        out().printf("Run %s: %s learnt from %s, %d training and %d validation units, %.0f s on %s.%n", trained.run().name(),
                trained.run().student(), trained.run().labelsFrom(), outcome.trainUnits(), outcome.validationUnits(), outcome.seconds(),
                outcome.device());
        outcome.validation().forEach((key, value) -> out().printf("validation %s %.4f%n", key, value));
        out().println("Folder: " + trained.folder());
    }

    private void search(Project opened, TrainRequest request) {
        GridRequest asked = new GridRequest(request,
                grid == null ? Map.of() : grid.equals(USUAL) ? StudentService.usualGrid(request) : fields(grid),
                seeds.isEmpty() ? List.of(seed) : seeds);
        Searched searched = await(opened.students().submitGrid(asked));
        if (json) {
            print(document(searched));
            return;
        }
        for (GridTrial trial : searched.trials()) {
            out().printf("%3d  %s  %s  %.0f s%n", trial.number(), words(trial),
                    trial.validationF1() == null ? trial.error() : String.format("validation F1 %.4f", trial.validationF1()),
                    trial.seconds());
        }
        if (!searched.trials().isEmpty())
            out().println("Best: trial " + StudentService.best(searched.trials()).number());
        searched.runs().forEach(trained -> out().printf("Run %s: validation F1 %.4f, folder %s%n", trained.run().name(), f1(trained),
                trained.folder()));
    }

    private Map<String, List<String>> fields(String spec) {
        if (spec.contains("="))
            return StudentService.parseGrid(spec);
        try {
            return StudentService.parseGrid(Files.readString(Path.of(spec)));
        } catch (IOException e) {
            throw usage("\"" + spec + "\" is neither FIELD=VALUE,VALUE nor a file that can be read.");
        }
    }

    private static String words(GridTrial trial) {
        return trial.settings().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining(" "));
    }

    private static double f1(Trained trained) {
        return trained.outcome().merit();
    }

    /// Numbers and truth values as such.
    private static JsonNode value(String text) {
        try {
            JsonNode read = JSON.readTree(text);
            return read.isNumber() || read.isBoolean() ? read : TextNode.valueOf(text);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(text);
        }
    }

    /// The first run's document with the trials and all runs; figures over the runs.
    private static ObjectNode document(Searched searched) {
        ObjectNode node = document(searched.runs().getFirst());
        var trials = node.putArray("trials");
        for (GridTrial trial : searched.trials()) {
            ObjectNode one = trials.addObject();
            trial.settings().forEach((field, value) -> one.set(field, value(value)));
            one.put("seed", trial.seed()).put("validation_f1", trial.validationF1()).put("seconds", trial.seconds());
            if (trial.error() != null)
                one.put("error", trial.error());
        }
        var runs = node.putArray("runs");
        for (Trained trained : searched.runs()) {
            runs.addObject().put("run", trained.run().name()).put("folder", trained.folder().toString())
                    .put("sha256", trained.outcome().sha256()).put("validation_f1", f1(trained))
                    .put("seconds", trained.outcome().seconds());
        }
        double[] figures = searched.runs().stream().mapToDouble(TrainCommand::f1).toArray();
        double mean = Arrays.stream(figures).average().orElseThrow();
        node.put("mean_f1", mean);
        if (figures.length > 1) {
            node.put("sd_f1", Math.sqrt(Arrays.stream(figures).map(f -> (f - mean) * (f - mean)).sum() / (figures.length - 1)));
        } else {
            node.putNull("sd_f1").putObject("undefined").put("sd_f1", "one run has no spread");
        }
        return node;
    }

    static ObjectNode document(Trained trained) {
        TrainOutcome outcome = trained.outcome();
        ObjectNode node = JSON.createObjectNode().put("run", trained.run().name()).put("student", trained.run().student())
                .put("variable", trained.run().variable()).put("labels_from", trained.run().labelsFrom())
                .put("folder", trained.folder().toString())
                .put("sha256", outcome.sha256()).put("device", outcome.device()).put("train_units", outcome.trainUnits())
                .put("validation_units", outcome.validationUnits());
        node.set("validation", JSON.valueToTree(outcome.validation()));
        node.put("best_epoch", outcome.bestEpoch()).put("truncated", outcome.truncated()).put("seconds", outcome.seconds());
        node.set("settings", JSON.valueToTree(outcome.settings()));
        var history = node.putArray("history");
        for (TrainOutcome.Epoch epoch : outcome.history()) {
            history.addObject().put("epoch", epoch.epoch()).put("loss", epoch.loss()).put("validation_loss", epoch.validationLoss())
                    .put("validation_f1", epoch.validationF1()).put("seconds", epoch.seconds());
        }
        return node;
    }
}
