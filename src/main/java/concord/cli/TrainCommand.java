package concord.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import concord.app.AppContext;
import concord.app.Project;
import concord.app.StudentService.Trained;
import concord.model.request.Recipe;
import concord.model.request.TrainRequest;
import concord.model.result.TrainOutcome;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "train", description = "Fine-tune a student on the labels of an annotator.")
final class TrainCommand extends Verb {
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
            Trained trained = await(opened.students().submitTrain(request));
            TrainOutcome outcome = trained.outcome();
            if (json) {
                print(document(trained));
            } else {
                out().printf("%s: %s learnt from %s, %d training and %d validation units, %.0f s on %s.%n", trained.run().name(),
                        trained.run().student(), trained.run().labelsFrom(), outcome.trainUnits(), outcome.validationUnits(),
                        outcome.seconds(),
                        outcome.device());
                outcome.validation().forEach((key, value) -> out().printf("validation %s %.4f%n", key, value));
                out().println("Folder: " + trained.folder());
            }
        }
        return Cli.DONE;
    }

    private Recipe recipe() {
        return Recipe.DEFAULT.withEpochs(epochs).withBatch(batch).withLearningRate(learningRate).withMaxLength(maxLength)
                .withClassWeights(classWeights).withPatience(patience);
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
