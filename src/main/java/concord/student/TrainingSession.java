package concord.student;

import concord.job.JobContext;
import concord.model.request.TrainRequest;
import concord.model.result.TrainOutcome;
import concord.student.worker.FromWorker;
import concord.student.worker.ToWorker;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Trainings of one student on the same examples, one after the other, in a worker that reads the model and the texts once, and scoring with
/// what came of them. Where the worker is lost in one of them, the next one gets a new one.
///
/// Used by the job's thread.
public final class TrainingSession implements AutoCloseable {
    private final Supplier<Students.Started> start;
    private final Start from;
    private final TrainingData data;
    private final JobContext context;
    private Students.@Nullable Started started;

    /// What all trainings have in common.
    ///
    /// @param student minilm, linear or a folder
    /// @param origin  facts about the student to stand among the settings of each outcome
    record Start(String student, int threads, Map<String, Object> origin) {}

    /// @param start starts a worker on the device asked for, or on the next best one
    /// @param data  as [TrainingChecks] leaves it
    TrainingSession(Supplier<Students.Started> start, Start from, TrainingData data, JobContext context) {
        this.start = start;
        this.from = from;
        this.data = data;
        this.context = context;
    }

    /// Trains into `folder`, a Hugging Face folder (written whole at the end; until then `folder` plus ".part" holds the checkpoints). When
    /// the ".part" folder of the same request is there, continues after its last finished epoch. Blocks.
    ///
    /// @param request its recipe and seed count; student, device and data are the session's
    /// @throws StudentException when it cannot be done, with the reason
    public TrainOutcome train(TrainRequest request, Path folder) {
        String target = folder.toAbsolutePath().toString();
        context.checkCancelled();
        try {
            Students.Started running = started;
            WorkerProcess worker = running == null ? begin(request, target) : running.worker();
            if (running != null) {
                worker.say(new ToWorker.Again(on(request, running), target));
                worker.flush();
            }
            while (true) {
                FromWorker answer = worker.hear();
                if (answer instanceof FromWorker.Trained(TrainOutcome outcome))
                    return told(outcome);
                WorkerProcess.relay(answer, context);
            }
        } catch (StudentException e) {
            end();
            // a worker that was ended because it did not stop in time is a cancelled job, not a failed one
            context.checkCancelled();
            throw e;
        }
    }

    /// Ends the training into this folder after the epoch that runs. Called while it trains, from what hears its metrics.
    public void enough(Path folder) {
        Students.Started running = started;
        if (running != null) {
            running.worker().say(new ToWorker.Enough(folder.toAbsolutePath().toString()));
            running.worker().flush();
        }
    }

    /// Scores as [Students#score], in the worker that trained where there is one. Blocks.
    ///
    /// @throws StudentException when it cannot be done, with the reason
    public long score(Path folder, Iterator<Students.Item> items, long total, Consumer<Prediction> sink) {
        context.checkCancelled();
        try {
            Students.Started running = started;
            if (running != null)
                return Students.score(running, folder, from.threads(), items, total, sink, context);
            Students.Started fresh = start.get();
            try (WorkerProcess _ = fresh.worker()) {
                return Students.score(fresh, folder, from.threads(), items, total, sink, context);
            }
        } catch (StudentException e) {
            end();
            context.checkCancelled();
            throw e;
        }
    }

    private TrainOutcome told(TrainOutcome o) {
        Map<String, Object> settings = new LinkedHashMap<>(o.settings());
        settings.putAll(from.origin());
        return new TrainOutcome(o.device(), o.trainUnits(), o.validationUnits(), o.bestEpoch(), o.history(), o.validation(), o.truncated(),
                o.seconds(), o.sha256(), settings);
    }

    private TrainRequest on(TrainRequest request, Students.Started running) {
        return request.withStudent(from.student()).withDevice(running.device());
    }

    private WorkerProcess begin(TrainRequest request, String folder) {
        Students.Started running = start.get();
        started = running;
        WorkerProcess worker = running.worker();
        worker.say(new ToWorker.Train(on(request, running), data.task(), data.labels(), folder, from.threads()));
        say(worker, false, data.train());
        say(worker, true, data.validation());
        worker.say(new ToWorker.Done());
        worker.flush();
        return worker;
    }

    private static void say(WorkerProcess worker, boolean held, List<TrainingData.Item> items) {
        items.forEach(i -> worker.say(new ToWorker.Example(held, i.text(), i.textB(), i.label(), i.shares())));
    }

    private void end() {
        Students.Started running = started;
        started = null;
        if (running != null)
            running.worker().close();
    }

    @Override
    public void close() {
        end();
    }
}
