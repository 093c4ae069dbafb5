package concord.app;

import concord.job.JobHandle;
import concord.model.Run;
import concord.model.request.ScoreRequest;
import concord.model.request.TrainRequest;
import concord.model.result.DeviceReport;
import concord.model.result.StudentKind;
import concord.model.result.TrainOutcome;
import concord.stats.BootstrapOptions;
import concord.stats.PairwiseFigures;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Local students: train, evaluate, score, export.
public final class StudentService {
    StudentService() {
    }

    /// Students that can be trained without naming a folder.
    public List<StudentKind> kinds() {
        throw new UnsupportedOperationException();
    }

    public DeviceReport devices() {
        throw new UnsupportedOperationException();
    }

    /// Whether a request can run, and what it would use.
    ///
    /// @throws AppException with the reason: one label only, too few units, no text, unknown names
    public Plan plan(TrainRequest request) {
        throw new UnsupportedOperationException();
    }

    /// @param seconds rough guess of the training time on this machine; 0 when unknown
    public record Plan(String run, int trainUnits, int validationUnits, List<String> labels, List<Integer> perLabel, double seconds) {}

    /// Trains in the background; afterwards scores every unit, so that the student is an annotator of the whole project.
    public JobHandle<Trained> submitTrain(TrainRequest request) {
        throw new UnsupportedOperationException();
    }

    public record Trained(Run run, TrainOutcome outcome, Path folder) {}

    public JobHandle<Long> submitScore(ScoreRequest request) {
        throw new UnsupportedOperationException();
    }

    public List<Run> runs() {
        throw new UnsupportedOperationException();
    }

    public TrainOutcome outcome(Run run) {
        throw new UnsupportedOperationException();
    }

    public Path folder(Run run) {
        throw new UnsupportedOperationException();
    }

    /// The student against an annotator, on units the student was not trained on.
    ///
    /// @param sample only its units; null takes all units with a reference label outside the training and validation units
    public PairwiseFigures evaluate(String run, String reference, @Nullable String sample, BootstrapOptions bootstrap) {
        throw new UnsupportedOperationException();
    }

    /// Precision and recall of one label at every threshold of the student's probability, highest threshold first.
    public List<PrPoint> precisionRecall(String run, String reference, @Nullable String sample, String label) {
        throw new UnsupportedOperationException();
    }

    public record PrPoint(double threshold, double precision, double recall) {}

    /// Copies the student's Hugging Face folder.
    public void export(String run, Path folder) {
        throw new UnsupportedOperationException();
    }

    public void delete(String run) {
        throw new UnsupportedOperationException();
    }
}
