package concord.student;

import concord.job.JobContext;
import concord.model.request.TrainRequest;
import concord.model.result.DeviceReport;
import concord.model.result.StudentKind;
import concord.model.result.TrainOutcome;
import concord.student.device.DeviceException;
import concord.student.device.Devices;
import concord.student.device.Launch;
import concord.student.device.Processor;
import concord.student.format.FloatTensor;
import concord.student.format.ModelConfig;
import concord.student.format.StudentCard;
import concord.student.format.Tensors;
import concord.student.hub.Hub;
import concord.student.hub.HubModel;
import concord.student.hub.HubName;
import concord.student.worker.FromWorker;
import concord.student.worker.Merging;
import concord.student.worker.ToWorker;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
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
    /// Bytes of memory that each of several trainings at once must find free. MiniLM takes 2 GiB for steps of 16 texts of 128 tokens, 3.3 of 256.
    private static final long ROOM_OF_MINILM = 4L << 30;
    private static final long ROOM_OF_OTHERS = 16L << 30;
    private static final int MOST_AT_ONCE = 4;
    private static final int PORTION_TEXTS = 1024;
    private static final int PORTION_CHARACTERS = 4_000_000;
    private static final int PORTIONS_AHEAD = 2;
    /// Beside the cache: PyTorch's CUDA libraries, unpacked or as DJL's jar, that the user put there.
    private static final String NATIVES = "natives";
    private static final String LINEAR_TYPE = "concord-linear";

    private final Path cache;
    private final Devices devices;
    private final Hub hub;
    private final int threads;

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
        this.devices = new Devices(environment, System.getProperty("java.class.path"), this.cache, this.cache.resolveSibling(NATIVES),
                threads);
        this.hub = new Hub(environment, this.cache.resolve("hub"));
        this.threads = devices.threads();
    }

    private Students(Students whole, int threads) {
        this.cache = whole.cache;
        this.devices = whole.devices;
        this.hub = whole.hub;
        this.threads = threads;
    }

    /// The same students for so many trainings at a time, the processor's threads divided among them.
    public Students sharing(int trainings) {
        return new Students(this, Math.max(1, threads / trainings));
    }

    /// Trains once, see [TrainingSession#train]. Progress, live metrics (loss by step, validation_f1 by epoch) and cancellation go through the
    /// context.
    ///
    /// @throws StudentException when it cannot be done, with the reason
    public TrainOutcome train(TrainRequest request, TrainingData data, Path folder, JobContext context) {
        try (TrainingSession session = session(request, data, context)) {
            return session.train(request, folder);
        }
    }

    /// For several trainings of one student on the same data.
    ///
    /// @param request names the student and the device
    /// @throws StudentException when the data cannot be learnt from, or the device is not there
    public TrainingSession session(TrainRequest request, TrainingData data, JobContext context) {
        TrainingData usable = TrainingChecks.usable(request, data, context);
        String student = request.student();
        Map<String, Object> origin = Map.of();
        if (HubName.is(student)) {
            HubModel model = hub.fetch(HubName.parse(student), context);
            context.log(student + " is version " + model.commit() + ".");
            student = model.folder().toString();
            origin = Map.of("hub_commit", model.commit());
        }
        return new TrainingSession(() -> start(request.device(), context),
                new TrainingSession.Start(student, threads, origin), usable, context);
    }

    /// Trainings that this computer best does at the same time, each with its share of the threads. On the processor two with a thread each were
    /// done in three quarters of the time of one after the other with two threads each, in twice the memory (MiniLM, two cores).
    ///
    /// @param device   auto, cpu, gpu0, ...
    /// @param students that are trained
    /// @throws StudentException when the device is not there
    public int atOnce(String device, List<String> students) {
        boolean processor = devices.choose(device).key().equals("cpu");
        long room = students.stream().mapToLong(Students::room).max().orElse(ROOM_OF_MINILM);
        return processor ? Math.max(1, (int) Math.min(Math.min(threads, MOST_AT_ONCE), Processor.here().free() / room)) : 1;
    }

    private static long room(String student) {
        return student.equals("minilm") || student.equals("linear") ? ROOM_OF_MINILM : ROOM_OF_OTHERS;
    }

    /// @param device auto, cpu, gpu0, ...
    /// @throws StudentException when it is not there
    public void check(String device) {
        devices.choose(device);
    }

    /// A worker that is ready, and the key of the device it is on.
    record Started(WorkerProcess worker, String device) {}

    /// Starts a worker on the device asked for; where that does not start and the user did not insist on it, on the next best one.
    ///
    /// @param asked auto, cpu, gpu0, ...
    private Started start(String asked, JobContext context) {
        Devices.Choice device = devices.choose(asked);
        while (true) {
            context.checkCancelled();
            context.progress(0, 0, "starting the worker");
            Launch launch = devices.prepare(device, context);
            WorkerProcess worker = WorkerProcess.start(cache, launch, threads);
            try {
                context.onCancel(worker::cancel);
                worker.awaitReady();
                return new Started(worker, device.key());
            } catch (DeviceException e) {
                worker.close();
                context.checkCancelled();
                device = devices.instead(asked, device, e, context);
            } catch (RuntimeException e) {
                worker.close();
                throw e;
            }
        }
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
        StudentCard card = StudentCard.read(folder)
                .orElseGet(() -> new StudentCard(StudentCard.VERSION, "", config.task(), config.labels(), Math.min(256, longest), 1,
                        List.of()));
        try (Tensors weights = Merging.weights(folder)) {
            String architecture = config.modelType().equals(LINEAR_TYPE) ? "linear" : config.modelType();
            long parameters = weights.names().stream().mapToLong(name -> FloatTensor.size(weights.shape(name))).sum();
            return new StudentInfo(architecture, card.task(), card.labels(), card.maxLength(), parameters, card.thresholds());
        }
    }

    /// Whether a student is an adapter, which needs the model it was trained on.
    public boolean adapter(Path folder) {
        return Merging.needed(folder);
    }

    /// Writes a student that is an adapter as a whole Hugging Face model.
    ///
    /// @param to a folder that is empty or not there
    /// @throws StudentException when the model it was trained on is gone, or the folder cannot be written
    public void merge(Path student, Path to) {
        Merging.write(student, to);
    }

    /// A text to score.
    public record Item(long unit, String text, @Nullable String textB) {}

    /// Scores texts streamed from the iterator without holding them all; predictions come in any order.
    ///
    /// @param total for the progress; 0 when not known
    /// @return number of texts cut at the token limit
    public long score(Path folder, String device, Iterator<Item> items, long total, Consumer<Prediction> sink, JobContext context) {
        ModelConfig.read(folder);
        Started started = start(device, context);
        try (WorkerProcess _ = started.worker()) {
            return score(started, folder, threads, items, total, sink, context);
        } catch (StudentException e) {
            // a worker that was ended because it did not stop in time is a cancelled job, not a failed one
            context.checkCancelled();
            throw e;
        }
    }

    /// Has a worker score that is about to hear what it is to do.
    static long score(Started started, Path folder, int threads, Iterator<Item> items, long total, Consumer<Prediction> sink,
            JobContext context) {
        started.worker().say(new ToWorker.Score(folder.toAbsolutePath().toString(), started.device(), threads));
        return stream(started.worker(), items, total, sink, context);
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
                case FromWorker.Scored(long unit, double[] values) -> sink.accept(new Prediction(unit, values));
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
        Started started = start("auto", new Unattended());
        return new TextVectors(started.worker(), started.device(), threads);
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
