package concord.student;

import concord.job.JobContext;
import concord.model.request.TrainRequest;
import concord.model.result.DeviceReport;
import concord.model.result.StudentKind;
import concord.model.result.TrainOutcome;
import concord.student.format.ModelConfig;
import concord.student.format.Safetensors;
import concord.student.format.StudentCard;
import concord.student.hub.Hub;
import concord.student.hub.HubModel;
import concord.student.hub.HubName;
import concord.student.worker.FromWorker;
import concord.student.worker.ToWorker;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Training and scoring local models. Starts worker JVMs for the native work; this JVM never loads PyTorch.
///
/// Safe to use from several threads; each call has a worker of its own.
public final class Students {
    /// Fewer examples teach nothing that validation could tell from chance.
    public static final int FEWEST_TRAINING = 10;
    public static final int FEWEST_VALIDATION = 2;
    private static final int PORTION_TEXTS = 1024;
    private static final int PORTION_CHARACTERS = 4_000_000;
    private static final int PORTIONS_AHEAD = 2;
    private static final String LINEAR_TYPE = "concord-linear";

    private final Path cache;
    private final Devices devices;
    private final Hub hub;

    /// @param cache folder for unpacked natives and downloaded models
    public Students(Path cache) {
        this(cache, 0);
    }

    /// @param threads CPU threads for training and scoring; 0 for all but one core (both of two)
    public Students(Path cache, int threads) {
        this(cache, threads, System.getenv());
    }

    /// @param environment the variables that say which device and which hub to use
    public Students(Path cache, int threads, Map<String, String> environment) {
        this.cache = cache.toAbsolutePath();
        this.devices = new Devices(environment, System.getProperty("java.class.path"), threads);
        this.hub = new Hub(environment, this.cache.resolve("hub"));
    }

    /// Trains into `folder`, a Hugging Face folder (written whole at the end; until then `folder` plus ".part" holds the checkpoints). When
    /// the ".part" folder of the same request is there, continues after its last finished epoch. Blocks; progress, live metrics (loss by
    /// step, validation_f1 by epoch) and cancellation go through the context.
    ///
    /// @throws StudentException when it cannot be done, with the reason
    public TrainOutcome train(TrainRequest request, TrainingData data, Path folder, JobContext context) {
        TrainingData usable = TrainingChecks.usable(data, context);
        Devices.Choice device = devices.choose(request.device());
        context.checkCancelled();
        if (HubName.is(request.student())) {
            HubModel model = hub.fetch(HubName.parse(request.student()), context);
            context.log(request.student() + " is version " + model.commit() + ".");
            return of(model,
                    train(request.withStudent(model.folder().toString()).withDevice(device.key()), usable, folder, device, context));
        }
        return train(request.withDevice(device.key()), usable, folder, device, context);
    }

    private TrainOutcome train(TrainRequest request, TrainingData usable, Path folder, Devices.Choice device, JobContext context) {
        context.progress(0, 0, "starting the worker");
        try (WorkerProcess worker = WorkerProcess.start(cache, device, devices.threads())) {
            context.onCancel(worker::cancel);
            worker.say(new ToWorker.Train(request, usable.labels(), folder.toAbsolutePath().toString(),
                    devices.threads()));
            usable.train().forEach(i -> worker.say(new ToWorker.Example(false, i.text(), i.textB(), i.label())));
            usable.validation().forEach(i -> worker.say(new ToWorker.Example(true, i.text(), i.textB(), i.label())));
            worker.say(new ToWorker.Done());
            worker.flush();
            while (true) {
                FromWorker answer = worker.hear();
                if (answer instanceof FromWorker.Trained(TrainOutcome outcome))
                    return outcome;
                WorkerProcess.relay(answer, context);
            }
        } catch (StudentException e) {
            // a worker that was ended because it did not stop in time is a cancelled job, not a failed one
            context.checkCancelled();
            throw e;
        }
    }

    /// The outcome with the version of the model it began from.
    private static TrainOutcome of(HubModel model, TrainOutcome o) {
        Map<String, Object> settings = new LinkedHashMap<>(o.settings());
        settings.put("hub_commit", model.commit());
        return new TrainOutcome(o.device(), o.trainUnits(), o.validationUnits(), o.bestEpoch(), o.history(), o.validation(), o.truncated(),
                o.seconds(), o.sha256(), settings);
    }

    /// The folder of a student given as a folder or as hub:NAME, which is downloaded when it is not on this computer yet.
    ///
    /// @throws StudentException when it is neither, or cannot be fetched
    public Path folder(String student, JobContext context) {
        if (HubName.is(student))
            return hub.fetch(HubName.parse(student), context).folder();
        try {
            return Path.of(student);
        } catch (InvalidPathException e) {
            throw new StudentException("\"" + student + "\" is no folder: give the folder of a student, or hub:NAME.", e);
        }
    }

    /// Reads what a student folder is.
    ///
    /// @throws StudentException when it is none, or not whole
    public StudentInfo info(Path folder) {
        ModelConfig config = ModelConfig.read(folder);
        int longest = config.number("max_position_embeddings", 512);
        int maxLength = StudentCard.read(folder).map(StudentCard::maxLength).orElse(Math.min(256, longest));
        try (Safetensors weights = Safetensors.open(folder.resolve("model.safetensors"))) {
            String architecture = config.modelType().equals(LINEAR_TYPE) ? "linear" : config.modelType();
            return new StudentInfo(architecture, config.labels(), maxLength, weights.parameters());
        }
    }

    /// A text to score.
    public record Item(long unit, String text, @Nullable String textB) {}

    /// Scores texts streamed from the iterator without holding them all; predictions come in any order.
    ///
    /// @param total for the progress; 0 when not known
    /// @return number of texts cut at the token limit
    public long score(Path folder, String device, Iterator<Item> items, long total, Consumer<Prediction> sink, JobContext context) {
        ModelConfig.read(folder);
        Devices.Choice choice = devices.choose(device);
        context.checkCancelled();
        context.progress(0, total, "starting the worker");
        try (WorkerProcess worker = WorkerProcess.start(cache, choice, devices.threads())) {
            context.onCancel(worker::cancel);
            worker.say(new ToWorker.Score(folder.toAbsolutePath().toString(), choice.key(), devices.threads()));
            return stream(worker, items, total, sink, context);
        } catch (StudentException e) {
            context.checkCancelled();
            throw e;
        }
    }

    private static long stream(WorkerProcess worker, Iterator<Item> items, long total, Consumer<Prediction> sink, JobContext context) {
        long done = 0;
        long truncated = 0;
        int ahead = 0;
        while (true) {
            while (ahead < PORTIONS_AHEAD && items.hasNext()) {
                send(worker, items);
                ahead++;
            }
            if (ahead == 0) {
                // an empty portion is the end
                worker.say(new ToWorker.Done());
                worker.flush();
                return truncated;
            }
            switch (worker.hear()) {
                case FromWorker.Scored(long unit, double[] probabilities) -> sink.accept(new Prediction(unit, probabilities));
                case FromWorker.Portion(int texts, int cut) -> {
                    ahead--;
                    done += texts;
                    truncated += cut;
                    context.progress(done, total, "scoring");
                    context.checkCancelled();
                }
                case FromWorker answer -> WorkerProcess.relay(answer, context);
            }
        }
    }

    private static void send(WorkerProcess worker, Iterator<Item> items) {
        long characters = 0;
        for (int n = 0; n < PORTION_TEXTS && characters < PORTION_CHARACTERS && items.hasNext(); n++) {
            Item item = items.next();
            characters += item.text().length() + (item.textB() == null ? 0 : item.textB().length());
            worker.say(new ToWorker.Text(item.unit(), item.text(), item.textB()));
        }
        worker.say(new ToWorker.Done());
        worker.flush();
    }

    /// Starts a worker that turns texts into vectors; close it when they are no longer needed.
    ///
    /// @throws StudentException when it cannot be started
    public TextVectors vectors() {
        return new TextVectors(cache, devices.choose("auto"), devices.threads());
    }

    /// Which device will be used and why, in words, and what would bring the GPU into use.
    public DeviceReport devices() {
        return devices.report();
    }

    /// The students that can be trained without naming a folder: minilm and linear, with one line each.
    public List<StudentKind> kinds() {
        return List.of(
                new StudentKind("minilm", "MiniLM, fine-tuned",
                        "A small English language model (22 million weights) that learns the labels; minutes on a processor."),
                new StudentKind("linear", "MiniLM, linear",
                        "Fixed MiniLM embeddings with a logistic regression on top; seconds. A baseline that only Concord loads, not transformers."));
    }
}
