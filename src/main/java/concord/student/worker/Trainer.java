package concord.student.worker;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import concord.model.result.TrainOutcome;
import concord.student.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Fine-tunes a network: shuffled batches of like length, a schedule of rates, early stopping by validation macro F1, the last epoch within one
/// standard error of the best kept.
///
/// A batch the memory does not suffice for is taken in parts whose gradients are gathered, with the same result up to the order of sums (and but
/// for dropout, which falls differently). Only a bi-encoder's queries are then told apart from the documents of their own part alone.
///
/// The same seed, data and thread count give the same bits on the CPU, also across an interruption between epochs.
final class Trainer {
    /// Adds gradients as [Network#backward] does.
    interface Backward {
        double add(Batch batch, NDArray truth, NDArray labelWeights, double share);
    }

    private final Torch torch;
    private final Network network;
    private final AdamW optimizer;
    private final TrainSettings settings;
    private final Checkpoints checkpoints;
    private final Link link;
    private final Classifier classifier;
    private final Padding padding;
    private final Goal goal;
    private final Backward backward;
    private int rows;
    private long stepSeed;
    private List<float[]> bestLogits = List.of();
    private BooleanSupplier enough = () -> false;

    Trainer(Torch torch, Network network, Padding padding, Goal goal, TrainSettings settings, Checkpoints checkpoints, Link link) {
        this(torch, network, padding, goal, settings, checkpoints, link, network::backward);
    }

    Trainer(Torch torch, Network network, Padding padding, Goal goal, TrainSettings settings, Checkpoints checkpoints, Link link,
            Backward backward) {
        this.torch = torch;
        this.network = network;
        this.padding = padding;
        this.goal = goal;
        this.settings = settings;
        this.checkpoints = checkpoints;
        this.link = link;
        this.backward = backward;
        this.rows = settings.recipe().batch();
        this.optimizer = new AdamW(network, settings.recipe().weightDecay(), settings.clip(), settings.headFactor());
        this.classifier = new Classifier(network, padding);
        if (goal.task() == Task.CORAL)
            network.outputs().stream().filter(w -> w.shape().length == 2).forEach(w -> optimizer.tie(w.name()));
    }

    /// Begins with so many texts at once, at most a batch.
    void begin(int most) {
        rows = Math.min(rows, most);
    }

    /// Ends after an epoch when this says so.
    void until(BooleanSupplier said) {
        enough = said;
    }

    /// What came of a training.
    ///
    /// @param state  names the weights to be kept
    /// @param logits of the validation examples under those weights; empty when they were found before an interruption
    record Result(Checkpoints.State state, List<float[]> logits) {}

    /// Runs all epochs that are left.
    Result run(List<Example> train, List<Example> held) {
        long perEpoch = (train.size() + settings.recipe().batch() - 1) / settings.recipe().batch();
        long total = perEpoch * settings.recipe().epochs();
        Checkpoints.State state = checkpoints.open().orElse(null);
        List<TrainOutcome.Epoch> history = new ArrayList<>();
        if (state != null) {
            checkpoints.restore(state, network, optimizer);
            rows = state.rows();
            history.addAll(state.history());
            link.say(new FromWorker.Note("Continuing after epoch " + state.epoch() + "."));
            history.forEach(e -> link.say(new FromWorker.Point("validation_f1", e.epoch(), e.validationF1())));
        }
        float[] labelWeights = goal.weights(train, settings.recipe().classWeights());
        try {
            for (int epoch = state == null ? 1 : state.epoch() + 1; epoch <= settings.recipe().epochs() && !over(state); epoch++) {
                long start = System.nanoTime();
                String phase = "epoch " + epoch + " of " + settings.recipe().epochs();
                double loss = epoch(epoch, train, labelWeights, perEpoch, total, phase);
                link.say(new FromWorker.Progress(perEpoch * epoch, total, phase + ", validation"));
                List<float[]> logits = validationLogits(held);
                Validation validation = Validation.of(goal, held, logits.stream().map(row -> goal.answer(row, 1)).toList());
                history.add(
                        new TrainOutcome.Epoch(epoch, loss, validation.loss(), validation.macroF1(), (System.nanoTime() - start) / 1e9));
                link.say(new FromWorker.Point("validation_f1", epoch, validation.macroF1()));
                link.checkCancelled();
                boolean keeps = keeps(history, validation.count());
                if (keeps)
                    bestLogits = logits;
                state = checkpoints.save(epoch, keeps, validation, history, rows, network, optimizer, state);
            }
        } finally {
            optimizer.close();
        }
        if (state == null)
            throw new IllegalStateException("no epoch was run");
        return new Result(state, bestLogits);
    }

    /// Whether the last epoch's weights are kept: its validation F1 lies within one standard error of the best so far.
    ///
    /// A validation part of a hundred texts cannot tell two epochs apart that differ by less, and the averaged weights of the later one have
    /// seen more; taking the maximum picked an early epoch by luck and cost 2 to 8 points of F1 on held-out texts of real data.
    private static boolean keeps(List<TrainOutcome.Epoch> history, int count) {
        double best = history.stream().mapToDouble(TrainOutcome.Epoch::validationF1).max().orElseThrow();
        double standardError = Math.sqrt(best * (1 - best) / count);
        return history.getLast().validationF1() >= best - standardError;
    }

    private boolean over(Checkpoints.@Nullable State state) {
        return state != null && (enough.getAsBoolean() || patienceOver(state));
    }

    private boolean patienceOver(Checkpoints.State state) {
        return settings.recipe().patience() > 0 && state.epoch() - state.bestEpoch() >= settings.recipe().patience();
    }

    private double epoch(int epoch, List<Example> train, float[] labelWeights, long perEpoch, long total, String phase) {
        network.train();
        double sum = 0;
        long step = (epoch - 1) * perEpoch;
        for (List<Integer> members : Batching.epoch(train, settings.recipe().batch(), settings.seed(), epoch)) {
            link.checkCancelled();
            stepSeed = new SplittableRandom(settings.seed() * 1_000_003 + step).nextLong();
            double loss = step(members.stream().map(train::get).toList(), labelWeights, Schedule.at(step, total, settings));
            sum += loss;
            step++;
            link.say(new FromWorker.Point("loss", step, loss));
            link.say(new FromWorker.Progress(step, total, phase));
        }
        return sum / perEpoch;
    }

    /// Forward, backward, clip, update. Where the memory does not suffice, again from the start with half as many texts at once.
    ///
    /// @return the loss before the update
    double step(List<Example> examples, float[] labelWeights, double learningRate) {
        double loss = gather(examples, labelWeights);
        optimizer.step(learningRate);
        return loss;
    }

    private double gather(List<Example> examples, float[] labelWeights) {
        while (true) {
            try {
                return gather(examples, labelWeights, rows);
            } catch (EngineException e) {
                int tried = Math.min(rows, examples.size());
                if (tried == 1 || !Torch.noMemory(e))
                    throw e;
                optimizer.forget();
                torch.release();
                rows = tried / 2;
                link.say(new FromWorker.Note("The memory did not suffice for " + tried + " texts at once: going on with " + rows
                        + ", gathered to " + settings.recipe().batch() + "."));
            }
        }
    }

    private double gather(List<Example> examples, float[] labelWeights, int rows) {
        torch.seed(stepSeed);
        RandomGenerator random = new SplittableRandom(stepSeed);
        boolean soft = examples.stream().anyMatch(e -> e.shares() != null);
        double all = goal.counts(examples, labelWeights, soft);
        double loss = 0;
        for (int from = 0; from < examples.size(); from += rows) {
            List<Example> part = examples.subList(from, Math.min(examples.size(), from + rows));
            double share = goal.counts(part, labelWeights, soft) / all;
            // arrays the engine attaches to long-lived managers on the way are closed with the scope
            try (NDScope _ = new NDScope(); NDManager scope = network.manager().newSubManager()) {
                if (goal.task() == Task.PAIRING) {
                    loss += share * network.backward(PairBatch.of(scope, part, goal, padding, random), share);
                    continue;
                }
                Batch batch = Batch.of(scope, part.stream().map(Example::tokens).toList(), padding);
                loss += share * backward.add(batch, goal.truth(scope, part, soft), scope.create(labelWeights), share);
            }
        }
        return loss;
    }

    private List<float[]> validationLogits(List<Example> held) {
        network.use(optimizer.averages());
        try {
            return classifier.outputs(goal, held, _ -> link.checkCancelled());
        } finally {
            network.use(network.weights());
        }
    }
}
