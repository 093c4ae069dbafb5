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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

    @Option(names = "--epochs", defaultValue = "0", description = "upper limit (default: the student's own)")
    int epochs;

    @Option(names = "--batch", defaultValue = "0")
    int batch;

    @Option(names = "--learning-rate", defaultValue = "0")
    double learningRate;

    @Option(names = "--max-length", defaultValue = "0", paramLabel = "TOKENS")
    int maxLength;

    @Option(names = "--class-weights", description = "weigh each label by the inverse of its share")
    boolean classWeights;

    @Option(names = "--patience", defaultValue = "3", description = "epochs without a better validation F1 before stopping; 0 never stops early")
    int patience;

    @Option(names = "--schedule", defaultValue = "auto", description = "linear, cosine or constant learning rate after the warm-up")
    String schedule;

    @Option(names = "--warm-up", defaultValue = "-1", paramLabel = "SHARE", description = "share of the steps over which the rate rises (default: 0.1)")
    double warmUp;

    @Option(names = "--weight-decay", defaultValue = "-1", description = "default: 0.01")
    double weightDecay;

    @Option(names = "--label-smoothing", defaultValue = "0", paramLabel = "SHARE", description = "share of each target spread over all labels")
    double labelSmoothing;

    @Option(names = "--soft-labels", description = "learn shares of votes: of A+B, or the probabilities of one annotator that gave them")
    boolean softLabels;

    @Option(names = "--freeze", defaultValue = "0", paramLabel = "LAYERS", description = "lowest layers that are not learnt, the embeddings with them")
    int freeze;

    @Option(names = "--precision", defaultValue = "auto", description = "auto, fp32 or bf16")
    String precision;

    @Option(names = "--checkpointing", defaultValue = "auto", description = "auto, on or off: compute layers twice to save memory")
    String checkpointing;

    @Option(names = "--lora", defaultValue = "-1", paramLabel = "RANK", description = "low-rank adapters in place of full fine-tuning; 0 for full")
    int lora;

    @Option(names = "--lora-alpha", defaultValue = "0", description = "scale of the adapters over their rank (default: twice the rank)")
    double loraAlpha;

    @Option(names = "--lora-dropout", defaultValue = "0")
    double loraDropout;

    @Option(names = "--lora-targets", defaultValue = "auto", paramLabel = "NAMES", description = "last parts of the names of the adapted maps, joined by commas")
    String loraTargets;

    @Option(names = "--ordinal", defaultValue = "auto", description = "ordered labels as choices (auto), coral (thresholds) or score (a number)")
    String ordinal;

    @Option(names = "--ranking", defaultValue = "auto", description = "rankings from query and document read together (auto), or bi-encoder: each embedded by itself")
    String ranking;

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
        if (epochs < 0 || batch < 0 || learningRate < 0 || maxLength < 0 || patience < 0)
            throw usage("A setting of the training is negative.");
        try (AppContext app = app(); Project opened = open(app, project)) {
            TrainRequest request = new TrainRequest(name, variable(opened, variable).name(), student, labelsFrom, sample, notIn, validation,
                    seed, device, consistency, recipe());
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
        GridRequest asked = new GridRequest(request, grid == null ? Map.of() : grid(request, grid),
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

    private Map<String, List<String>> grid(TrainRequest request, String spec) {
        if (spec.equals(USUAL))
            return StudentService.usualGrid(request);
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

    private Recipe recipe() {
        return new Recipe(epochs, batch, learningRate, maxLength, classWeights, patience, schedule, warmUp, weightDecay, labelSmoothing,
                softLabels, freeze, precision, checkpointing, lora, loraAlpha, loraDropout, loraTargets, ordinal, ranking);
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
