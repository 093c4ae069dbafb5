package concord.student.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import concord.model.result.TrainOutcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Fine-tunes a network: shuffled batches of like length, linear warm-up and decay, early stopping by validation macro F1, the last epoch
/// within one standard error of the best kept.
///
/// The same seed, data and thread count give the same bits on the CPU, also across an interruption between epochs.
final class Trainer {
    private final Torch torch;
    private final Network network;
    private final AdamW optimizer;
    private final TrainSettings settings;
    private final Checkpoints checkpoints;
    private final Link link;
    private final Classifier classifier;
    private final Padding padding;
    private final List<String> labels;

    Trainer(Torch torch, Network network, Padding padding, List<String> labels, TrainSettings settings, Checkpoints checkpoints,
            Link link) {
        this.torch = torch;
        this.network = network;
        this.padding = padding;
        this.labels = labels;
        this.settings = settings;
        this.checkpoints = checkpoints;
        this.link = link;
        this.optimizer = new AdamW(network, settings.recipe().weightDecay(), settings.clip(), settings.headFactor());
        this.classifier = new Classifier(network, padding);
    }

    /// Runs all epochs that are left and gives the state whose best weights are to be kept.
    Checkpoints.State run(List<Example> train, List<Example> held) {
        long perEpoch = (train.size() + settings.recipe().batch() - 1) / settings.recipe().batch();
        long total = perEpoch * settings.recipe().epochs();
        Checkpoints.State state = checkpoints.open().orElse(null);
        List<TrainOutcome.Epoch> history = new ArrayList<>();
        if (state != null) {
            checkpoints.restore(state, network, optimizer);
            history.addAll(state.history());
            link.say(new FromWorker.Note("Continuing after epoch " + state.epoch() + "."));
            history.forEach(e -> link.say(new FromWorker.Point("validation_f1", e.epoch(), e.validationF1())));
        }
        try (NDArray labelWeights = labelWeights(train)) {
            for (int epoch = state == null ? 1 : state.epoch() + 1; epoch <= settings.recipe().epochs() && !patienceOver(state); epoch++) {
                long start = System.nanoTime();
                String phase = "epoch " + epoch + " of " + settings.recipe().epochs();
                double loss = epoch(epoch, train, labelWeights, perEpoch, total, phase);
                link.say(new FromWorker.Progress(perEpoch * epoch, total, phase + ", validation"));
                Validation validation = validate(held);
                history.add(
                        new TrainOutcome.Epoch(epoch, loss, validation.loss(), validation.macroF1(), (System.nanoTime() - start) / 1e9));
                link.say(new FromWorker.Point("validation_f1", epoch, validation.macroF1()));
                link.checkCancelled();
                state = checkpoints.save(epoch, keeps(history, held.size()), validation, history, network, optimizer, state);
            }
        } finally {
            optimizer.close();
        }
        if (state == null)
            throw new IllegalStateException("no epoch was run");
        return state;
    }

    /// Whether the last epoch's weights are kept: its validation F1 lies within one standard error of the best so far.
    ///
    /// A validation part of a hundred texts cannot tell two epochs apart that differ by less, and the averaged weights of the later one have
    /// seen more; taking the maximum picked an early epoch by luck and cost 2 to 8 points of F1 on held-out texts of real data.
    private static boolean keeps(List<TrainOutcome.Epoch> history, int validationUnits) {
        double best = history.stream().mapToDouble(TrainOutcome.Epoch::validationF1).max().orElseThrow();
        double standardError = Math.sqrt(best * (1 - best) / validationUnits);
        return history.getLast().validationF1() >= best - standardError;
    }

    private boolean patienceOver(Checkpoints.@Nullable State state) {
        return state != null && settings.recipe().patience() > 0 && state.epoch() - state.bestEpoch() >= settings.recipe().patience();
    }

    private double epoch(int epoch, List<Example> train, NDArray labelWeights, long perEpoch, long total, String phase) {
        torch.seed(settings.seed() * 7_919 + epoch);
        network.train();
        double sum = 0;
        long step = (epoch - 1) * perEpoch;
        for (List<Integer> members : Batching.epoch(train, settings.recipe().batch(), settings.seed(), epoch)) {
            link.checkCancelled();
            double loss = step(members.stream().map(train::get).toList(), labelWeights, Schedule.at(step, total, settings));
            sum += loss;
            step++;
            link.say(new FromWorker.Point("loss", step, loss));
            link.say(new FromWorker.Progress(step, total, phase));
        }
        return sum / perEpoch;
    }

    /// Forward, backward, clip, update.
    ///
    /// @return the loss before the update
    double step(List<Example> examples, NDArray labelWeights, double learningRate) {
        // arrays the engine attaches to long-lived managers on the way are closed with the scope
        try (NDScope _ = new NDScope(); NDManager scope = network.manager().newSubManager()) {
            Batch batch = Batch.of(scope, examples.stream().map(Example::tokens).toList(), padding);
            NDArray truth = scope.create(examples.stream().mapToLong(Example::label).toArray(), new Shape(examples.size()));
            double loss = network.backward(batch, truth, labelWeights, 1);
            optimizer.step(learningRate);
            return loss;
        }
    }

    private Validation validate(List<Example> held) {
        network.use(optimizer.averages());
        List<float[]> logits;
        try {
            logits = classifier.logits(held.stream().map(Example::tokens).toList(), _ -> link.checkCancelled());
        } finally {
            network.use(network.weights());
        }
        return Validation.of(held.stream().map(Example::label).toList(),
                logits.stream().map(row -> Softmax.of(row, 0, row.length, 1)).toList());
    }

    /// 1 for each label, or the inverse of its share so that the weights of all examples average 1.
    private NDArray labelWeights(List<Example> train) {
        float[] weights = new float[labels.size()];
        long[] counts = new long[labels.size()];
        train.forEach(e -> counts[e.label()]++);
        long present = java.util.Arrays.stream(counts).filter(c -> c > 0).count();
        for (int k = 0; k < weights.length; k++) {
            weights[k] = settings.recipe().classWeights() && counts[k] > 0 ? (float) ((double) train.size() / (present * counts[k])) : 1;
        }
        return network.manager().create(weights);
    }
}
